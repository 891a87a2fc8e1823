package render_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/sitetest"
)

// site is a small site ready to render.
type site struct {
	*render.Renderer
	plan *plan.Plan
}

var chinese = render.Languages{Interface: "zh-CN", Content: "zh-CN"}

func load(t testing.TB, fs sitetest.Files) site {
	t.Helper()
	if fs[config.FileName] == "" {
		fs[config.FileName] = sitetest.Config
	}
	c, ds := fs.Catalogue(t)
	if diag.Count(ds).Errors > 0 {
		t.Fatal(ds)
	}
	p, ds := plan.New(c, fs.Under("static/"))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	theme, ds := render.NewTheme(render.LanguagesOf(p.Config), nil, nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return site{render.New(p, theme, fs, fs), p}
}

// page renders the page at an address, with the problems of its body.
func (s site) page(t testing.TB, at string) (string, []diag.Diagnostic) {
	t.Helper()
	e, ok := s.plan.Lookup(at)
	if !ok {
		t.Fatalf("nothing at %s", at)
	}
	b, ds, err := s.Page(&render.Worker{}, e)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), ds
}

func docAt(serial int) string { return plan.DocumentPath(sitetest.Index(serial)) }

func mustHold(t *testing.T, what, page string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(page, p) {
			t.Errorf("%s does not hold %q:\n%.200s", what, p, page[max(0, strings.Index(page, "<main")):])
		}
	}
}

// A page of a repealed document must say so, why, since when and what stands in its
// place; that of a document in force must not.
func TestBanner(t *testing.T) {
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, `doc_number = "栖交发〔2020〕1号"`, ""),
		"content/2.md": sitetest.Doc(2, "replaces = [\""+sitetest.Index(1)+"\"]\ndoc_number = \"栖交发〔2022〕2号\"", ""),
		"content/3.md": sitetest.Doc(3, `replaces = ["`+sitetest.Index(2)+`"]`, ""),
		"content/4.md": sitetest.Doc(4, `class = "其他文件"`, ""),
		"content/5.md": sitetest.Doc(5, `repeals = [{target = "`+sitetest.Index(4)+`", scope = "第五条"}]`, ""),
		"content/6.md": sitetest.Doc(6, "expires = 2026-11-21", ""),
		"content/7.md": sitetest.Doc(7, "effective = 2027-07-01", ""),
		"content/8.md": sitetest.Doc(8, "repealed = 2026-01-01\nrepealed_by = \"省厅公告2026年第1号\"", ""),
		"content/9.md": sitetest.Doc(9, "class = \"其他文件\"\namends = [{target = \""+sitetest.Index(3)+"\", scope = \"第二条\"}]", ""),
	})
	for _, tt := range []struct {
		serial int
		want   []string
	}{
		{1, []string{"废止", "2025年1月2日", "文件3", "文件2", "替代本文件的文件"}},
		{4, []string{"部分失效", "第五条", "2025年1月5日", "其余部分继续有效", "文件5"}},
		{6, []string{"失效", "2026年11月21日", "2026年11月22日起失效"}},
		{7, []string{"尚未施行", "2027年7月1日"}},
		{8, []string{"废止", "2026年1月1日", "省厅公告2026年第1号"}},
		{3, []string{"已修改", "第二条", "2025年1月9日", "文件9"}},
	} {
		page, ds := s.page(t, docAt(tt.serial))
		mustHold(t, docAt(tt.serial), page, append(tt.want, `role="note"`)...)
		if len(ds) > 0 {
			t.Errorf("%d: %v", tt.serial, ds)
		}
	}
	for _, serial := range []int{5, 9} {
		if page, _ := s.page(t, docAt(serial)); strings.Contains(page, `role="note"`) {
			t.Errorf("document %d is in force and has a banner", serial)
		}
	}
}

// A text that one no longer goes by says from when until when one did, which is what a
// page of a year's end leads a reader to it for; one that was published anew as amended
// says that it is not the wording now, and leads to that.
func TestFormerTexts(t *testing.T) {
	act := `class = "其他文件"` + "\neffective = 2025-06-01\n"
	s := load(t, sitetest.Files{
		"content/1.md": strings.Replace(sitetest.Doc(1, `class = "其他文件"`, ""), "文件1", "停车管理办法", 1),
		"content/2.md": sitetest.Doc(2, act+"amends = [\""+sitetest.Index(1)+"\"]", ""),
		"content/3.md": strings.Replace(sitetest.Doc(3, act+"replaces = [\""+sitetest.Index(1)+"\"]", ""), "文件3", "停车管理办法（2025年修正）", 1),
		"content/4.md": sitetest.Doc(4, act+"repealed = 2026-01-01", ""),
		"content/5.md": sitetest.Doc(5, act+"repealed = 2025-02-01", ""),
		"content/6.md": sitetest.Doc(6, act+"amends = [\""+sitetest.Index(3)+"\"]", ""),
	})
	const span = "这一文本的有效期间为"
	for _, tt := range []struct {
		serial int
		want   string
		not    string
	}{
		{1, span + "2025年1月1日至2025年5月31日。", "请与修改它的文件一并查阅"},
		{1, "本文件是修改以前的文本，自2025年6月1日起按修改后重新公布的文本执行。", ""},
		{1, "请改为查阅：<a href=\"../../doc/113701000041890072/2025-00003.html\">停车管理办法（2025年修正）</a>", ""},
		{3, "请与修改它的文件一并查阅", span},
		{4, span + "2025年6月1日至2025年12月31日。", ""},
		{5, "本文件自2025年2月1日起废止", span}, // before it took effect
	} {
		page, _ := s.page(t, docAt(tt.serial))
		mustHold(t, docAt(tt.serial), page, tt.want)
		if tt.not != "" && strings.Contains(page, tt.not) {
			t.Errorf("document %d says %s", tt.serial, tt.not)
		}
	}
	page, _ := s.page(t, "asof/2025.html")
	mustHold(t, "year's end", page, "有多个版本，当日有效的是2025年6月1日起施行的文本")
	if strings.Contains(page, "停车管理办法</a>") {
		t.Error("the year's end holds the text before it was amended")
	}
}

// A reader is never sent from one lapsed document to another, nor to one not in force
// yet.
func TestSuccessorIsInForce(t *testing.T) {
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, "", ""),
		"content/2.md": sitetest.Doc(2, "expires = 2026-01-01\ndoc_number = \"栖交发〔2020〕2号\"\nreplaces = [\""+sitetest.Index(1)+"\"]", ""),
		"content/3.md": sitetest.Doc(3, `class = "其他文件"`, ""),
		"content/4.md": sitetest.Doc(4, "doc_number = \"栖交发〔2025〕4号\"\nreplaces = [\""+sitetest.Index(3)+"\"]", ""),
	})
	page, _ := s.page(t, docAt(1))
	if strings.Contains(page, "请改为查阅") {
		t.Error("leads to a document that has lapsed")
	}
	mustHold(t, "page", page, "依据：", "（栖交发〔2020〕2号）")
	page, _ = s.page(t, docAt(3))
	mustHold(t, "page", page, "请改为查阅：", "（栖交发〔2025〕4号）")
}

// A change that is to come and that the header does not give is told beforehand; what a
// document that is not public will do is not.
func TestNotice(t *testing.T) {
	future := "effective = 2027-03-01\n"
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, `class = "其他文件"`, ""),
		"content/2.md": sitetest.Doc(2, future+"repeals = [\""+sitetest.Index(1)+"\"]", ""),
		"content/3.md": sitetest.Doc(3, `class = "其他文件"`, ""),
		"content/4.md": sitetest.Doc(4, future+"amends = [{target = \""+sitetest.Index(3)+"\", scope = \"第二条\"}]", ""),
		"content/5.md": sitetest.Doc(5, `class = "其他文件"`, ""),
		"content/6.md": strings.Replace(sitetest.Doc(6, future+"repeals = [\""+sitetest.Index(5)+"\"]", ""), "主动公开", "依申请公开", 1),
		"content/7.md": sitetest.Doc(7, `expires = 2027-03-01`, ""),
	})
	for serial, want := range map[int][]string{
		1: {"本文件将自2027年3月1日起废止。", "文件2"},
		3: {"本文件的第二条将自2027年3月1日起修改。", "文件4"},
		5: nil, 7: nil,
	} {
		page, _ := s.page(t, docAt(serial))
		if got := strings.Contains(page, "banner-notice"); got != (want != nil) {
			t.Errorf("document %d has a notice: %t", serial, got)
		}
		mustHold(t, docAt(serial), page, append(want, "有效")...)
	}
}

// Only a whole repeal is called one.
func TestPartialRepealHasItsOwnName(t *testing.T) {
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, `class = "其他文件"`, ""),
		"content/2.md": sitetest.Doc(2, `class = "其他文件"`, ""),
		"content/3.md": sitetest.Doc(3, "repeals = [{target = \""+sitetest.Index(1)+"\", scope = \"第五条\"}, \""+sitetest.Index(2)+"\"]", ""),
	})
	for serial, heading := range map[int]string{1: ">废止本文件部分内容的文件<", 2: ">废止本文件的文件<"} {
		page, _ := s.page(t, docAt(serial))
		mustHold(t, docAt(serial), page, heading)
		if n := strings.Count(page, `<strong class="relation-kind">废止`); n != 1 {
			t.Errorf("document %d has %d repeals", serial, n)
		}
	}
	page, _ := s.page(t, docAt(3))
	mustHold(t, docAt(3), page, ">本文废止的文件<", ">本文废止部分内容的文件<")
}

func TestLinksInBodies(t *testing.T) {
	fs := sitetest.Files{
		"content/wj/1.md":        sitetest.Doc(1, `doc_number = "栖交发〔2020〕1号"`, "## 第一章 总则\n\n条文"),
		"content/jd/2.md":        sitetest.Doc(2, "", "[a](../wj/1.md) [b](113701000041890072/2025-00001) [c](栖交发〔2020〕1号) [d](../wj/1.md#第一章-总则) [e](表.csv) [f](/fj/x.pdf) [g](/guide.html) [h](https://www.example.com/)"),
		"content/jd/表.csv":       "x",
		"content/pages/guide.md": "+++\npage = \"guide\"\ntitle = \"指南\"\n+++\n正文",
		"static/fj/x.pdf":        "x",
	}
	s := load(t, fs)
	page, ds := s.page(t, docAt(2))
	if len(ds) > 0 {
		t.Errorf("reports %v", ds)
	}
	const doc1 = `href="../../doc/113701000041890072/2025-00001.html`
	mustHold(t, "page", page, doc1+`">a</a>`, doc1+`">b</a>`, doc1+`">c</a>`, doc1+`#`, `href="../../doc/113701000041890072/2025-00002/fj-`,
		`href="../../fj/x.pdf"`, `href="../../guide.html"`, `href="https://www.example.com/"`)
}

func TestBrokenLinks(t *testing.T) {
	for _, tt := range []struct{ body, code string }{
		{"[a](nowhere.md)", "link-broken"},
		{"[a](../../config.toml)", "link-broken"},
		{"[a](/nowhere/)", "link-broken"},
		{"[a](113701000041890072/2025-99999)", "link-broken"},
		{"![图](nowhere.png)", "link-broken"},
		{"[a](2.md)", "link-not-public"},
		{"[a](3.md)", "link-not-public"},
		{"[a](evil.svg)", "link-file-type"},
		{"[a](/fj/secret.pdf)", "link-not-public"},
		{"[a](secret.pdf)", "link-not-public"},
	} {
		s := load(t, sitetest.Files{
			"content/1.md":         sitetest.Doc(1, "", "第一行\n第二行 "+tt.body),
			"content/2.md":         strings.Replace(sitetest.Doc(2, `attachments = ["/fj/secret.pdf", "secret.pdf"]`, ""), "主动公开", "依申请公开", 1),
			"content/3.md":         sitetest.Doc(3, "draft = true", ""),
			"content/evil.svg":     "<svg/>",
			"content/secret.pdf":   "x",
			"static/fj/secret.pdf": "x",
		})
		page, ds := s.page(t, docAt(1))
		if len(ds) != 1 || ds[0].Code != tt.code || ds[0].Pos.Line != 13 || ds[0].Pos.Col != 5 {
			t.Errorf("%s: reports %v, want one %s at 13:5", tt.body, ds, tt.code)
		}
		if strings.Contains(page, "secret") || strings.Contains(page, "evil.svg\"") {
			t.Errorf("%s: the page names what is not public", tt.body)
		}
	}
}

func TestFragments(t *testing.T) {
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, "", "[a](2.md#总则) [b](2.md#附则) [c](2.md#art-12) [d](2.md#art-13)"),
		"content/2.md": sitetest.Doc(2, "", "## 总则\n\n第十二条　某事。"),
	})
	w := &render.Worker{}
	e, _ := s.plan.Lookup(docAt(1))
	if _, _, err := s.Page(w, e); err != nil {
		t.Fatal(err)
	}
	ds := render.CheckFragments(w.Fragments, func(file string) []string {
		target, _ := s.plan.Catalogue.FindPath(file)
		ids, _, _ := s.Check(&render.Worker{}, plan.Entry{Doc: target.Document})
		return ids
	})
	if len(ds) != 2 || ds[0].Code != "link-fragment-unknown" || !strings.Contains(ds[0].Message, "附则") || !strings.Contains(ds[1].Message, "art-13") {
		t.Errorf("reports %v, want 附则 and art-13", ds)
	}
}

// The header table shows the profile's fields in order, two a row, no blank beside a lone
// field, and none that the document lacks.
func TestHeaderTable(t *testing.T) {
	s := load(t, sitetest.Files{
		config.FileName: sitetest.Config + "[profile]\npreset = \"山东\"\n",
		"content/1.md":  sitetest.Doc(1, `doc_number = "栖交发〔2020〕1号"`, ""),
	})
	page, _ := s.page(t, docAt(1))
	table := page[strings.Index(page, "<table"):strings.Index(page, "</table>")]
	at := 0
	for _, label := range []string{"索引号", "组配分类", "成文日期", "发布日期", "发布机构", "标题", "发文字号", "有效性"} {
		i := strings.Index(table[at:], ">"+label+"<")
		if i < 0 {
			t.Fatalf("%s is not where the profile has it in %s", label, table)
		}
		at += i
	}
	if n := strings.Count(table, "<tr"); n != 5 || strings.Contains(table, "统一编号") {
		t.Errorf("%d rows, want 5", n)
	}
}

// A real notice of 济南市城乡交通运输局 (2023), its header written as a document: the page
// shows the same fields with the same values in the same order as the bureau's own, but for
// the empty row of 统一编号, which none but 行政规范性文件 have.
func TestRealHeader(t *testing.T) {
	s := load(t, sitetest.Files{
		config.FileName: `title = "济南市城乡交通运输局政府信息公开"
base_url = "https://jn.example/"
profile = {preset = "山东"}
[[issuer]]
name = "济南市城乡交通运输局"
code = "113701000041890072"
prefix = "济交办"
[[category]]
path = "qtwj"
name = "其他文件"
`,
		"content/1.md": `+++
title = "济南市城乡交通运输局关于印发2023年济南市城乡交通运输局政务公开工作要点的通知"
index_number = "113701000041890072/2023-00368"
issuer = "济南市城乡交通运输局"
doc_number = "济交办〔2023〕1号"
unified_number = ""
class = "其他文件"
written = 2023-07-24
published = 2023-07-28
category = "其他文件"
validity = "有效"
disclosure = "主动公开"
+++
机关各处室、局属各单位：

现印发给你们，请认真抓好贯彻落实。

济南市城乡交通运输局

2023年7月24日

（此件主动公开）
`})
	page, ds := s.page(t, "doc/113701000041890072/2023-00368.html")
	if len(ds) > 0 {
		t.Errorf("reports %v", ds)
	}
	want := []string{
		"索引号", "113701000041890072/2023-00368", "组配分类", "其他文件", "成文日期", "2023-07-24", "发布日期", "2023-07-28",
		"发布机构", "济南市城乡交通运输局", "标题", "济南市城乡交通运输局关于印发2023年济南市城乡交通运输局政务公开工作要点的通知",
		"发文字号", "济交办〔2023〕1号", "有效性", "有效",
	}
	if got := cells(t, page); !slices.Equal(got, want) {
		t.Errorf("header table is\n%q, want\n%q", got, want)
	}
	mustHold(t, "page", page, `class="addressee"`, `class="signature"`, `<time datetime="2023-07-24">`, `class="end-mark"`)
}

// A site's own profile shows its fields under its labels in its order, one a row.
func TestOwnProfile(t *testing.T) {
	s := load(t, sitetest.Files{
		config.FileName: sitetest.Config + `[profile]
columns = 1
fields = [{field = "title", label = "名 称"}, {field = "keywords", label = "主题词", hide_empty = true}, {field = "unit", label = "责任科室"}, {field = "index_number", label = "信息索引"}]
`,
		"content/1.md": sitetest.Doc(1, `unit = "办公室"`, ""),
	})
	page, _ := s.page(t, docAt(1))
	want := []string{"名 称", "文件1", "责任科室", "办公室", "信息索引", sitetest.Index(1)}
	if got := cells(t, page); !slices.Equal(got, want) {
		t.Errorf("header table is %q, want %q", got, want)
	}
}

// cells gives the texts of the header table's cells in order.
func cells(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		if n.Data != "table" || !strings.Contains(fmt.Sprint(n.Attr), "doc-fields") {
			continue
		}
		for c := range n.Descendants() {
			if c.Data == "th" || c.Data == "td" {
				var text strings.Builder
				for x := range c.Descendants() {
					if x.Type == html.TextNode {
						text.WriteString(x.Data)
					}
				}
				out = append(out, strings.TrimSpace(text.String()))
			}
		}
	}
	return out
}

// What changes when a document is added must not stand on archive pages.
func TestArchivePagesAreStable(t *testing.T) {
	const at = "wj/p1.html"
	small, _ := load(t, sitetest.Docs(18)).page(t, at)
	large, _ := load(t, sitetest.Docs(43)).page(t, at)
	if small != large {
		t.Errorf("archive page 1 of 18 documents (%d bytes) differs from that of 43 (%d bytes)", len(small), len(large))
	}
	mustHold(t, at, small, "文件1<", "文件5<", "第 1 页")
}

func TestEmptyCategorySaysSo(t *testing.T) {
	page, _ := load(t, sitetest.Docs(1)).page(t, "jd/index.html")
	mustHold(t, "page", page, "目前没有公开的文件")
}

// A statement is on the way of everyone, also where the site has no navigation of its own.
func TestStatementIsInNavigation(t *testing.T) {
	files := sitetest.Files{"content/1.md": sitetest.Doc(1, "", ""), "content/wz.md": "---\npage: accessibility\ntitle: 无障碍声明\n---\n说明。\n"}
	s := load(t, files)
	page, _ := s.page(t, docAt(1))
	mustHold(t, "navigation", page, `<a href="../../accessibility.html">无障碍声明</a>`)
	files[config.FileName] = sitetest.Config + "[[navigation]]\nname = \"指南\"\nurl = \"sitemap.html\"\n"
	if page, _ := load(t, files).page(t, docAt(1)); strings.Contains(page, "accessibility.html") {
		t.Error("the site's own navigation was added to")
	}
}

func TestHomeOrder(t *testing.T) {
	page, _ := load(t, sitetest.Docs(3)).page(t, "index.html")
	at := 0
	for _, s := range []string{"政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开工作年度报告", "最新公开"} {
		i := strings.Index(page[at:], s)
		if i < 0 {
			t.Fatalf("%s is missing or out of order", s)
		}
		at += i
	}
}

func TestTombstoneKeepsNothing(t *testing.T) {
	s := load(t, sitetest.Files{"content/1.md": strings.ReplaceAll(
		sitetest.Doc(1, "withdrawn = {on = 2026-01-02, reason = \"决定依法撤销\"}\naliases = [\"old.html\"]\nsummary = \"摘要甲\"", "正文乙"), "文件1", "标题丙")})
	for _, at := range []string{docAt(1), "old.html"} {
		page, _ := s.page(t, at)
		mustHold(t, at, page, sitetest.Index(1), "2026-01-02", "决定依法撤销", "noindex")
		for _, secret := range []string{"摘要甲", "正文乙", "标题丙"} {
			if strings.Contains(page, secret) {
				t.Errorf("%s still says %s", at, secret)
			}
		}
	}
}

func TestMetaTags(t *testing.T) {
	s := load(t, sitetest.Files{
		config.FileName: sitetest.Config + "[site]\nname = \"栖澜交通\"\ndomain = \"jtj.qilan.example\"\nid_code = \"3799000012\"\n",
		"content/1.md":  sitetest.Doc(1, `keywords = ["甲", "乙"]`, ""),
	})
	page, _ := s.page(t, docAt(1))
	for _, m := range []string{
		`name="SiteName" content="栖澜交通"`, `name="SiteDomain" content="jtj.qilan.example"`, `name="SiteIDCode" content="3799000012"`,
		`name="ColumnName" content="政策文件"`, `name="ArticleTitle" content="文件1"`, `name="PubDate" content="2025-01-01 00:00"`,
		`name="ContentSource" content="栖澜市交通运输局"`, `name="Keywords" content="甲"`, `name="Keywords" content="乙"`,
		`rel="canonical" href="https://jtj.qilan.example/xxgk/doc/113701000041890072/2025-00001.html"`,
	} {
		mustHold(t, "page", page, m)
	}
}

// The guide has the tags of a content page; every page has a description.
func TestMetaOfOtherPages(t *testing.T) {
	s := load(t, sitetest.Files{
		config.FileName:    sitetest.Config + "[site]\nname = \"栖澜交通\"\n",
		"content/1.md":     sitetest.Doc(1, "aliases = [\"old.html\"]", ""),
		"content/2.md":     sitetest.Doc(2, "withdrawn = {on = 2026-01-02, reason = \"决定依法撤销\"}", ""),
		"content/guide.md": "+++\npage = \"guide\"\ntitle = \"公开指南\"\nupdated = 2026-05-27\n+++\n正文",
	})
	page, _ := s.page(t, "guide.html")
	mustHold(t, "guide", page, `name="ColumnName" content="公开指南"`, `name="ArticleTitle" content="公开指南"`, `name="PubDate" content="2026-05-27 00:00"`, `name="ContentSource" content="栖澜交通"`)
	for _, at := range []string{"index.html", "guide.html", "sitemap.html", "search.html", "404.html", "old.html", "wj/index.html", "year/2025/index.html", docAt(1), docAt(2)} {
		page, _ := s.page(t, at)
		if n := strings.Count(page, `<meta name="description" content="`); n != 1 || strings.Contains(page, `name="description" content=""`) {
			t.Errorf("%s has %d descriptions", at, n)
		}
	}
}

func TestDescription(t *testing.T) {
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, `summary = "概述"`, "正文。"),
		"content/2.md": sitetest.Doc(2, "", "各单位：\n\n**第一句**话，\n很重要。第二句。\n\n"+strings.Repeat("很长的正文，", 300)),
		"content/3.md": sitetest.Doc(3, "", ""),
	})
	for serial, want := range map[int]string{1: "概述", 2: "各单位：第一句话，很重要。第二句。", 3: "文件3（霁川市交通运输局，2025年1月3日公开）"} {
		page, _ := s.page(t, docAt(serial))
		want = strings.ReplaceAll(want, "霁川", "栖澜")
		mustHold(t, docAt(serial), page, `name="description" content="`+want+`"`)
	}
}

var linkedData = regexp.MustCompile(`<script type="application/ld\+json">[^<]*</script>`)

// Nothing that an editor writes becomes markup outside of the body.
func TestEscaping(t *testing.T) {
	evil := `<script>alert(1)</script>\" onmouseover=\"x`
	s := load(t, sitetest.Files{"content/1.md": strings.Replace(
		sitetest.Doc(1, "summary = \""+evil+"\"\nkeywords = [\""+evil+"\"]\nunit = \""+evil+"\"", ""), "文件1", evil, 1)})
	for _, at := range []string{docAt(1), "wj/index.html", "index.html"} {
		page, _ := s.page(t, at)
		page = linkedData.ReplaceAllString(page, "") // JSON, in which no < is; see package linked
		if strings.Contains(page, "<script>alert") || strings.Contains(page, `" onmouseover`) {
			t.Errorf("%s holds the script", at)
		}
	}
}

func TestOwnTemplates(t *testing.T) {
	_, ds := render.NewTheme(chinese, []render.File{{Name: "document.html", Data: []byte("<h1>{{.Heading}}</h1>\n<p>{{.Headin}}</p>\n")}}, nil)
	if len(ds) != 1 || ds[0].File != "layouts/document.html" || ds[0].Pos.Line != 2 || ds[0].Code != "template-error" {
		t.Errorf("a wrong field reports %v", ds)
	}
	_, ds = render.NewTheme(chinese, []render.File{{Name: "list.html", Data: []byte("<script>{{.Heading}}</script>")}}, nil)
	if len(ds) != 1 || ds[0].Code != "template-error" {
		t.Errorf("an action in a script reports %v", ds)
	}
	_, ds = render.NewTheme(chinese, nil, []render.File{{Name: "js/site.js", Data: []byte("let = = 3")}})
	if len(ds) != 1 || ds[0].Code != "asset-error" || ds[0].File != "static/js/site.js" {
		t.Errorf("a wrong script reports %v", ds)
	}
}

// Every page of the built-in theme is made by compiled code.
func TestThemeIsCompiled(t *testing.T) {
	theme, ds := render.NewTheme(chinese, nil, nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	if f := theme.Fallbacks(); len(f) > 0 {
		t.Errorf("not compiled: %v", f)
	}
}

// The scripts that any first query waits for are at most 20,000 bytes as they are sent.
func TestScriptsOfFirstQuery(t *testing.T) {
	const most = 20_000
	theme, ds := render.NewTheme(chinese, nil, nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	var sent bytes.Buffer
	var names []string
	for _, f := range theme.Assets {
		name, _, _ := strings.Cut(strings.TrimPrefix(f.Path, "assets/"), ".")
		if path.Ext(f.Path) != ".js" || !slices.Contains([]string{"site", "search", "search-engine"}, name) {
			continue
		}
		names = append(names, name)
		w, _ := gzip.NewWriterLevel(&sent, gzip.BestCompression) // a level that there is
		if _, err := w.Write(f.Data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(names) != 3 {
		t.Fatalf("scripts %v", names)
	}
	if sent.Len() > most {
		t.Errorf("%v: %d bytes compressed, want at most %d", names, sent.Len(), most)
	}
}

// A module imports the published names of others, so its own name depends on them.
func TestAssetNames(t *testing.T) {
	a, _ := render.NewTheme(chinese, nil, nil)
	b, ds := render.NewTheme(chinese, nil, []render.File{{Name: "js/search-engine.js", Data: []byte("export const x = 1; export function connect() {}")}})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	find := func(t *render.Theme, prefix string) render.AssetFile {
		for _, f := range t.Assets {
			if strings.HasPrefix(f.Path, prefix) {
				return f
			}
		}
		return render.AssetFile{}
	}
	for prefix, changes := range map[string]bool{"assets/search.": true, "assets/site.": true, "assets/main.": false} {
		if x, y := find(a, prefix).Path, find(b, prefix).Path; x == "" || (x != y) != changes {
			t.Errorf("with another search engine %s is %s, was %s", prefix, y, x)
		}
	}
	if f, want := find(b, "assets/search."), strings.TrimPrefix(find(b, "assets/search-engine").Path, "assets/"); !strings.Contains(string(f.Data), want) {
		t.Errorf("%s does not import %s", f.Path, want)
	}
}
