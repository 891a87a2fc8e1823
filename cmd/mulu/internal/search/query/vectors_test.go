package query_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/search/query"
)

var update = flag.Bool("update", false, "rewrite the vectors and their sites")

// vectorsDir holds what the JavaScript client is tested with, too.
const vectorsDir = "../../../testdata/search"

// vectors are requests with their answers.
type vectors struct {
	Searches []searchVector `json:"searches"`
	Facets   []facetsVector `json:"facets"`
}

type searchVector struct {
	Name     string         `json:"name"`
	Sites    []string       `json:"sites"` // folders beside the file
	Request  query.Request  `json:"request"`
	Response query.Response `json:"response"`
}

type facetsVector struct {
	Name    string        `json:"name"`
	Sites   []string      `json:"sites"`
	Request query.Request `json:"request"`
	Facets  query.Facets  `json:"facets"`
}

var places = []string{"沂川", "平陵", "青塘"}

// vectorDocs are the documents of the vectors' first site.
func vectorDocs() (docs []doc) {
	add := func(d doc) {
		d.day = 18000 + int32(len(docs))*7/3 // some days have two
		docs = append(docs, d)
	}
	for i, place := range places {
		for n, matter := range []string{"道路运输管理", "安全生产监督", "公共数据开放", "政府信息公开", "网络预约出租汽车经营服务管理"} {
			issuer := place + "市" + []string{"交通运输局", "应急管理局", "大数据局", "人民政府办公室", "交通运输局"}[n]
			add(doc{title: place + "市" + matter + "办法", issuer: issuer, number: fmt.Sprintf("%s交发〔2019〕%d号", place[:3], n+1), state: "repealed",
				category: "wj/gf", theme: "交通", body: "第一条　为了加强" + matter + "，根据有关法律、法规，制定本办法。\n第二条　本办法自二〇一九年五月一日起施行。"})
			add(doc{title: place + "市" + matter + "办法", issuer: issuer, number: fmt.Sprintf("%s交发〔2023〕%d号", place[:3], n+1), keywords: []string{matter, "办法"},
				category: "wj/gf", theme: "交通", summary: "规定" + matter + "的职责、程序和责任。",
				body: "第一条　为了加强" + matter + "，根据有关法律、法规，制定本办法。\n第二条　县级以上人民政府应当建立协调机制。\n第三条　本办法自2023年5月1日起施行。"})
			add(doc{title: "关于《" + place + "市" + matter + "办法》的解读", issuer: issuer, category: "jd", theme: "交通",
				body: "一、起草背景。" + matter + "关系群众利益。\n二、主要内容。"})
		}
		if i == 0 {
			add(doc{title: "關於規範電動自行車停放的通告", issuer: "沂川市城市管理局", category: "gg", body: "廣大市民：\n為維護道路交通安全，電動自行車應當停放在指定地點。"})
			add(doc{title: "中华人民共和国道路交通安全法", issuer: "沂川市公安局", category: "wj", body: "第二十一条　驾驶人驾驶机动车上道路行驶前，应当对机动车的安全技术性能进行认真检查。"})
			add(doc{title: "“十四五”综合交通运输发展规划", issuer: "沂川市交通运输局", category: "gh", number: "沂政发〔2021〕15号", body: "到2025年，高速公路里程达到280km。\nPM2.5浓度下降10%。"})
			add(doc{title: "<b>粗体</b>&\"引号\"的公告", issuer: "沂川市民政局", category: "gg", body: "<script>alert(1)</script> 是文字，不是脚本。\nSELECT * FROM 表; --"})
			add(doc{title: "2022年度部门决算", issuer: "沂川市财政局", category: "cz", attached: "项目,金额\n污水处理设施维修费,12.5\n物业管理费,3", body: "现将2022年度部门决算公开，详见附件。"})
			add(doc{title: "关于二〇二二年人大代表建议办理情况的报告", issuer: "沂川市人民政府办公室", category: "jy", state: "expired", body: strings.Repeat("办理建议提案一百二十件，满意率为百分之九十九。", 12) + "其中关于地铁三号线的建议列为重点。"})
		}
	}
	return append(append(docs, longDocs()...), issuedDocs()...)
}

// issuedDocs are two versions of what notices issue, the older one under a shorter title,
// and what has its name in a title that is shorter still.
func issuedDocs() []doc {
	const name = "《沂川市渡口渡船管理规定》"
	return []doc{
		{title: "沂川市交通局关于印发" + name + "的通知", issuer: "沂川市交通局", category: "wj/gf", state: "repealed", day: 17000, body: "现印发，请遵照执行。"},
		{title: "沂川市交通运输局关于印发" + name + "的通知", issuer: "沂川市交通运输局", category: "wj/gf", day: 18900, body: "现印发，请遵照执行。"},
		{title: name + "政策解读", issuer: "沂川市交通运输局", category: "jd", day: 18910, body: "一、起草背景。"},
	}
}

// longDocs are short ones and newer long ones: some of both hold 渔业资源增殖放流, the
// long ones the pieces of 山塘水库除险 in different places.
func longDocs() (docs []doc) {
	for i := range 8 {
		d := doc{title: fmt.Sprintf("第%d期简报", i+1), issuer: "平陵市人民政府办公室", category: "jb", body: "山塘水库除险加固。渔业资源增殖放流。"}
		if i > 3 {
			d.body = strings.Repeat("除险工作有序推进。山塘养殖。塘水清澈。水库蓄水。库除外。", 8+i) + strings.Repeat("渔业资源增殖放流。", i%2)
		}
		d.day = 19000 + int32(i)
		docs = append(docs, d)
	}
	return docs
}

// otherDocs are those of the second site.
func otherDocs() (docs []doc) {
	for i, matter := range []string{"道路运输应急预案", "公路养护招标公告", "道路运输管理办法实施细则", "2022年度部门决算"} {
		docs = append(docs, doc{title: "河西区" + matter, issuer: "河西区交通运输局", day: 18020 + int32(i)*50, category: "wj", theme: "交通",
			number: fmt.Sprintf("河交〔2022〕%d号", i+1), body: "各单位：\n现印发" + matter + "，请遵照执行。"})
	}
	return append(docs, doc{title: "河西区道路整治通告", issuer: "河西区交通运输局", day: 18300, category: "wj", body: "违反道路交通法规的，依法处理。"})
}

// requests are what the vectors ask.
func requests() (list []searchVector) {
	one, two := []string{"site"}, []string{"site", "other"}
	for _, q := range []string{
		"道路运输", "道路运输管理办法", "沂川市道路运输管理办法", "政", "交通運輸局", "ＰＭ２.５", "280KM", "网约", "人民政府应当",
		"沂交发〔2023〕1号", "沂交发[2023]1", "沂交发２０２３ 第０１号", "沂政发二〇二一15号", "沂交发2023年第1号", "沂政发二○二一年15号", "沂川市交通法", "11370100004189007A/00007", "11370100004189007a00007",
		"2019年5月1日", "二〇一九年五月一日", "二零二二年人大", "2022年人大", "\"应当建立协调机制\"", "“十四五”综合交通运输发展规划", "道路运输 -沂川 -解读",
		"-办法", "-办法 -人民政府应当建立", "污水处理", "电动自行车停放", "道路运输管理办法 下载", "平陵市安全生产监督办法全文", "道交法", "道安法", "网约车管理",
		"地铁 火星", "地铁三号线在哪里建设", "jiaotongyunshu", "jtys", "dlys", "xyz", "渔业资源增殖放流", "山塘水库除险", "简报 水库除险", "的确良", "<script>", "' OR 1=1 --", "  ", "，。！", "🙂 办法", "\u202e办法\x00",
		"办法 管理 监督 信息 数据 道路 安全 公开", "交通 \"交 通\" 交通", strings.Repeat("办法", 120), "“未完 办法", "\"办法\"管理", "运输管理 办法", "粗体",
		"道路运输管理办法第一条规定", "沂川市安全生产办法", "中华人民共和国道路交通安全法(2021修正)", "2023年版平陵市道路运输管理办法pdf 百度云", "沂交发〔2023〕1号文件",
		"索引号：11370100004189007A/00007", "<p>道路运输&nbsp;管理办法</p>", "道路交通安全法第21条", "2023年第1号", "沂川市人民政府令第3号", "沂川3号令", "道路运输管理办法司法解释",
		"办法的道路运输 火星人", "道路运输20 18办法", "的内容",
		"网约车规定", "道安法第21条", "道安法 第九十九条", "网约汽车服务管理条例", "平陵网约出租车经营服务管理办法", "运输道路办法", "最高法道安法", "市路办法", "民交法",
		"道安法 驾驶人", "机动车 道安法 检查", "道安法 火星", "道路交通管理安全法", "网约车 办法", "沂川市渡口渡船管理规定", "沂川市渡口渡船管理规定全文", "渡口渡船规定",
	} {
		list = append(list, searchVector{Name: q, Sites: one, Request: query.Request{Q: q}})
	}
	for _, q := range []string{"办法", "道路运输", "政府信息公开办法", "机动车的安全技术性能", "县级以上人民政府应当建立协调", "建立协调机制 平陵", "市政管理", "人民安全", "高速公路里程达到280km", "沂政发〔2021〕15号文", "办理建议2022年", "二〇一九年五月", "地铁 火星", "地铁三号线在哪里建设", "道安法", "网约车管理", "平陵安全生产火星", "电动自行车停放 下载", "第1137号平陵", "山塘水库除险", "资源增殖放流", "期简报 水库除险", "网约车规定", "平陵网约出租车经营服务管理办法", "沂川政府信公开办法"} {
		list = append(list, searchVector{Name: "first look: " + q, Sites: one, Request: query.Request{Q: q, Limit: 3, Quick: true}})
	}
	for _, r := range []query.Request{
		{}, {Sort: query.SortDate, Q: "办法"}, {Q: "办法", Limit: 25}, {Q: "办法", Offset: 10}, {Q: "办法", Offset: 20, Limit: 5}, {Offset: 40, Limit: 20},
		{Q: "办法", Filters: query.Filters{Category: []string{"wj"}, State: []string{"in-force"}}},
		{Filters: query.Filters{Category: []string{"wj/gf", "gg"}, Issuer: []string{"沂川市交通运输局", "沂川市城市管理局"}}},
		{Filters: query.Filters{From: "2019-05-01", To: "2019-05-31"}}, {Q: "管理", Filters: query.Filters{Year: []string{"2019"}, From: "bad"}},
		{Q: "管理", Filters: query.Filters{State: []string{"repealed", "expired"}}, Sort: query.SortDate}, {Filters: query.Filters{Theme: []string{"没有"}}},
	} {
		list = append(list, searchVector{Name: fmt.Sprintf("filters %d", len(list)), Sites: one, Request: r})
	}
	for _, r := range []query.Request{
		{Q: "沂川市道路運輸管理辦法"}, {Q: "沂川市 道路运输 管理办法"}, {Q: "平陵市安全生产监督办法全文"}, {Q: "沂交发〔2023〕1号"},
		{Q: "沂交发2023年1"}, {Q: "沂交发〔2023〕1号 下载"}, {Q: "11370100004189007A/00007"}, {Q: "沂川市道路运输管理"}, {Q: "沂川市道路运输管理办法", Offset: 1}, {Q: "\"沂川市道路运输管理办法\""},
		{Q: "沂川市道路运输管理办法", Offset: 2}, {Q: "沂川市道路运输管理办法", Filters: query.Filters{State: []string{"in-force"}}}, {Q: "沂川市道路运输管理办法", Sort: query.SortDate},
		{Q: "沂交发〔2023〕99号"}, {Q: "《沂川市渡口渡船管理规定》"},
	} {
		r.Quick, r.Limit = true, max(r.Limit, 3)
		list = append(list, searchVector{Name: fmt.Sprintf("quick %d: %s", len(list), r.Q), Sites: one, Request: r})
	}
	for _, r := range []query.Request{{Q: "道路交通法"}, {Q: "道路交通法", Limit: 3, Quick: true}, {Q: "道路交通法规"}, {Q: "道路交通法", Sort: query.SortDate}} {
		list = append(list, searchVector{Name: fmt.Sprintf("two sites, mentioned %d: %s", len(list), r.Q), Sites: two, Request: r})
	}
	list = append(list, searchVector{Name: "two sites, quick", Sites: two, Request: query.Request{Q: "2022年度部门决算", Quick: true, Limit: 3}})
	for _, q := range []string{"道路运输", "道路运输管理办法", "2022年度部门决算", "河交〔2022〕1号", "办法", "hexiqu"} {
		list = append(list, searchVector{Name: "two sites: " + q, Sites: two, Request: query.Request{Q: q}})
	}
	for _, q := range []string{"环境局关于建", "据环境局关于建筑", "关于建筑 环境局", "环境局关于环境", "环境局关于此事"} {
		list = append(list, searchVector{Name: "usual terms: " + q, Sites: []string{"usual"}, Request: query.Request{Q: q, Limit: 3, Quick: true}},
			searchVector{Name: "usual terms, all: " + q, Sites: []string{"usual"}, Request: query.Request{Q: q}})
	}
	return append(list, searchVector{Name: "two sites by date", Sites: two, Request: query.Request{Sort: query.SortDate, Limit: 8}})
}

func vectorSites(t *testing.T) map[string]fstest.MapFS {
	return map[string]fstest.MapFS{
		"site":  publish(t, vectorDocs(), shape{new: 6, mid: 11, ranges: 16, cut: 26, files: 2, bits: 8}),
		"other": publish(t, otherDocs(), shape{new: 10, files: 1}),
		"usual": publish(t, usualDocs(), usualShape),
	}
}

// The answers are those of the vectors, which the JavaScript client must give, too.
func TestVectors(t *testing.T) {
	sites := vectorSites(t)
	v := vectors{Searches: requests()}
	for _, r := range []query.Request{{}, {Q: "道路运输"}, {Q: "政府信息公开办法", Filters: query.Filters{Category: []string{"wj"}, State: []string{"repealed"}}}, {Q: "办法 下载"}, {Q: "没有这个词"}} {
		v.Facets = append(v.Facets, facetsVector{Name: fmt.Sprintf("%q", r.Q), Sites: []string{"site"}, Request: r})
	}
	v.Facets = append(v.Facets, facetsVector{Name: "two sites", Sites: []string{"site", "other"}})
	for i := range v.Searches {
		var err error
		s := &v.Searches[i]
		if s.Response, err = join(t, sites, s.Sites).Search(context.Background(), s.Request); err != nil {
			t.Fatalf("Search(%+v): %v", s.Request, err)
		}
		s.Response.Fetched = query.Fetched{} // what was in memory tells of the order of tests
	}
	for i := range v.Facets {
		var err error
		f := &v.Facets[i]
		if f.Facets, err = join(t, sites, f.Sites).Facets(context.Background(), f.Request); err != nil {
			t.Fatalf("Facets(%+v): %v", f.Request, err)
		}
	}
	var b bytes.Buffer
	b.WriteString("{\"searches\":[\n")
	writeLines(t, &b, v.Searches)
	b.WriteString("],\"facets\":[\n")
	writeLines(t, &b, v.Facets)
	b.WriteString("]}\n")
	if *update {
		writeVectors(t, sites, b.Bytes())
	}
	compareVectors(t, sites, b.String())
}

// writeLines writes values as JSON, one a line, so that differences can be read.
func writeLines[T any](t *testing.T, b *bytes.Buffer, list []T) {
	for i, v := range list {
		e := json.NewEncoder(b)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		if i+1 < len(list) {
			b.Truncate(b.Len() - 1)
			b.WriteString(",\n")
		}
	}
}

func join(t *testing.T, sites map[string]fstest.MapFS, names []string) *query.Index {
	t.Helper()
	var list []*query.Index
	for _, name := range names {
		list = append(list, open(t, sites[name]))
	}
	ix, err := query.OpenAll(list...)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

func writeVectors(t *testing.T, sites map[string]fstest.MapFS, data []byte) {
	for name, site := range sites {
		if err := os.RemoveAll(filepath.Join(vectorsDir, name)); err != nil {
			t.Fatal(err)
		}
		for file, f := range site {
			at := filepath.Join(vectorsDir, name, filepath.FromSlash(file))
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(at, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(vectorsDir, "query.json"), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func compareVectors(t *testing.T, sites map[string]fstest.MapFS, data string) {
	const hint = "run go test ./cmd/mulu/internal/search/query -update when that is meant"
	stored, err := os.ReadFile(filepath.Join(vectorsDir, "query.json"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(stored), "\n"), strings.Split(data, "\n")); d != "" {
		t.Errorf("answers differ from query.json; %s:\n%s", hint, d)
	}
	for name, site := range sites {
		files := map[string]bool{}
		err := fs.WalkDir(os.DirFS(filepath.Join(vectorsDir, name)), ".", func(file string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			files[file] = true
			data, err := os.ReadFile(filepath.Join(vectorsDir, name, filepath.FromSlash(file)))
			if err == nil && (site[file] == nil || !bytes.Equal(site[file].Data, data)) {
				t.Errorf("%s of site %s differs; %s", file, name, hint)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if missing := slices.DeleteFunc(slices.Collect(maps.Keys(site)), func(f string) bool { return files[f] }); len(missing) > 0 {
			t.Errorf("site %s has no %v; %s", name, missing, hint)
		}
	}
}
