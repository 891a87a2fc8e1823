package report

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/stats"
)

func site(t *testing.T) sitetest.Files {
	t.Helper()
	fs := sitetest.Docs(3) // 1 to 3 January 2025
	fs[config.FileName] += "[site]\nname = \"栖澜市交通运输局\"\n[[issuer]]\nname = \"栖澜市公路中心\"\ncode = \"12370100MB2861K71R\"\n[[category]]\npath = \"gl\"\nname = \"公路\"\nowner = \"栖澜市公路中心\"\ncycle = \"每月\"\n" +
		"[[report.target]]\nname = \"=每月一件\"\nper = \"month\"\ncount = 3\n[[report.target]]\nname = \"许可\"\ncount = 1\nnot_applicable = \"没有许可事项\"\n"
	fs["content/jd.md"] = sitetest.Doc(4, "category = \"jd\"\nclass = \"政策解读\"\nform = [\"图解\", \"文字\"]\ninterprets = [\""+sitetest.Index(1)+"\"]", "正文")
	return fs
}

func write(t *testing.T, table *Table, format string) string {
	t.Helper()
	var b bytes.Buffer
	if err := table.Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMonitor(t *testing.T) {
	c, ds := site(t).Catalogue(t)
	p, err := stats.ParsePeriod(stats.Month, "2025-01", config.MonthEnd)
	if err != nil || len(c.Documents) != 4 {
		t.Fatal(err, ds)
	}
	table := Monitor("栖澜市交通运输局", stats.NewMonitor(c, p, stats.ByIssuer))
	want := `栖澜市交通运输局信息公开监测表（2025年1月）

发布机构          本期合计  本年以前各期  本年累计  历年累计
------------------------------------------------------------
栖澜市交通运输局         4             0         4         4
栖澜市公路中心           0             0         0         0
------------------------------------------------------------
合计                     4             0         4         4

统计时段：2025-01-01 至 2025-01-31；本年自 2025-01-01 起。
只计主动公开的信息，按发布日期；联合发文计入牵头机构，归入几个栏目的计入第一个。本期合计＋本年以前各期＝本年累计。
`
	if got := write(t, table, "text"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(write(t, table, "csv"), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 4 || strings.Join(rows[0], ",") != "发布机构,政策文件,政策解读,公路,本期合计,本年以前各期,本年累计,历年累计" || strings.Join(rows[3], ",") != "合计,3,1,0,4,0,4,4" {
		t.Errorf("as CSV %v (%v)", rows, err)
	}
	book, err := excelize.OpenReader(strings.NewReader(write(t, table, "xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if v, err := book.GetCellValue(book.GetSheetName(0), "B4"); v != "3" || err != nil {
		t.Errorf("B4 of the workbook is %q (%v)", v, err)
	}
}

// A page can be read by programs, and what editors wrote is text in it.
func TestPage(t *testing.T) {
	table := &Table{Title: "<b>表</b>", Heads: []string{"甲", "乙"}, Rows: [][]Value{{Word("<script>"), Count(1)}, {Word("合计"), Count(1)}}, Total: true, Notes: []string{"注 & 意"}}
	text := write(t, table, "html")
	if _, err := html.Parse(strings.NewReader(text)); err != nil || strings.Contains(text, "<script>") || strings.Contains(text, "<b>表") {
		t.Errorf("the page is %s (%v)", text, err)
	}
	for _, want := range []string{`<th scope="col">甲</th>`, `<th scope="row">&lt;script&gt;</th><td class="number">1</td>`, "</tbody>\n<tfoot>\n<tr><th scope=\"row\">合计</th>", "<p>注 &amp; 意</p>"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
}

func TestGoals(t *testing.T) {
	c, _ := site(t).Catalogue(t)
	day := c.Documents[0].Published
	table := Goals("栖澜市交通运输局", stats.Goals(c, day), day.String())
	got := write(t, table, "csv")
	for _, want := range []string{"1,'=每月一件,全部,2025年1月,3,4,完成,", "2,许可,全部,2025年,1,4,不适用,没有许可事项"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if want := "目标 2 项：完成 1，进行中 0，未完成 0，不适用 1。"; table.Notes[0] != want {
		t.Errorf("said %s", table.Notes[0])
	}
}

func TestUnits(t *testing.T) {
	c, _ := site(t).Catalogue(t)
	column := c.Config.At("category", 3, "path")
	ds := []diag.Diagnostic{
		{File: "content/d00001.md", Code: "publication-late", Severity: diag.Warning},
		{File: "content/d00002.md", Code: "x", Severity: diag.Error},
		{File: config.FileName, Pos: column, Code: "category-empty", Severity: diag.Warning},
		{File: config.FileName, Pos: diag.Pos{Line: 1}, Code: "column-stale", Severity: diag.Warning},
		{File: "content/none.md", Code: "y", Severity: diag.Notice},
		{File: "content/d00001.md", Code: "x", Severity: diag.Error, Known: true},
	}
	got := write(t, Units(c, ds), "csv")
	want := "\ufeff单位,公开信息,其中本年,停更栏目,空白栏目,超期公开,错误,警告,提示,扣分\r\n栖澜市交通运输局,4,0,1,0,1,1,2,1,7\r\n栖澜市公路中心,0,0,0,1,0,0,1,0,1\r\n合计,4,0,1,1,1,1,3,1,8\r\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWebsite(t *testing.T) {
	c, _ := site(t).Catalogue(t)
	got := write(t, Website(c, 2025), "csv")
	for _, want := range []string{
		",网站名称,,栖澜市交通运输局,config.toml", ",政府网站标识码,,（请填写）,", "信息发布（单位：条）,信息公开目录信息更新量,,4,", "信息发布（单位：条）,总数,,（请填写）,",
		"解读回应,解读信息发布,总数（单位：条）,1,", "解读回应,解读信息发布,解读产品数量（单位：个）,1,", "解读回应,解读信息发布,解读材料数量（单位：条）,0,", "互动交流,征集调查,征集调查期数（单位：期）,0,",
		"安全防护,发现问题数量（单位：个）,,（请填写）,", "互动交流,是否使用统一平台,,（请填写：是或否）,",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if other := write(t, Website(c, 2024), "csv"); !strings.Contains(other, "信息公开目录信息更新量,,0,") {
		t.Error("2024 has documents")
	}
	parts := slices.Compact(columnOf(Website(c, 2025), 0))
	if want := []string{"", "信息发布（单位：条）", "专栏专题（单位：个）", "解读回应", "办事服务", "互动交流", "安全防护", "移动新媒体", "创新发展", ""}; !slices.Equal(parts, want) {
		t.Errorf("the parts are %q, want %q", parts, want)
	}
}

func columnOf(t *Table, n int) (texts []string) {
	for _, row := range t.Rows {
		texts = append(texts, row[n].String())
	}
	return texts
}
