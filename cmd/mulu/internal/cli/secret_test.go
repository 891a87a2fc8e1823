package cli

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/sitetest"
)

// workbook is a workbook with a hidden sheet that has the rows.
func workbook(t *testing.T, rows ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	sheet := "<worksheet><sheetData>"
	for _, row := range rows {
		sheet += "<row>"
		for cell := range strings.SplitSeq(row, ",") {
			sheet += `<c t="inlineStr"><is><t>` + cell + "</t></is></c>"
		}
		sheet += "</row>"
	}
	for name, data := range map[string]string{
		"xl/workbook.xml":            `<workbook><sheets><sheet name="名单" r:id="r1" state="veryHidden"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet + "</sheetData></worksheet>",
		"docProps/core.xml":          "<a><dc:creator>张三丰</dc:creator></a>",
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What --fix shows is a diff of whole lines, also of those beside the repairs.
func TestFixShowsNoSecrets(t *testing.T) {
	const id, phone, open = "310115198807154123", "13800138001", "结尾"
	files := sitetest.Files{
		config.FileName: sitetest.Config,
		"content/a.md":  sitetest.Doc(1, "", "身份证号 "+id+"。 \n\n| 姓名 | 手机 |   \n| --- | --- |\n| 甲 | "+phone+" |\n\n```\n"+id+"\n```\n"+open+" \n"),
	}
	var stdout, stderr bytes.Buffer
	Run(t.Context(), []string{"check", "--source", files.Write(t), "--date", "2026-11-22", "--fix", "--dry-run"}, strings.NewReader(""), &stdout, &stderr)
	text := stdout.String() + stderr.String()
	if !strings.Contains(text, "-"+open+" \n+"+open+"\n") || !strings.Contains(text, "去掉行尾空格") || strings.Contains(text, id) || strings.Contains(text, phone) {
		t.Errorf("shows\n%s", text)
	}
}

// No output shows a value that must not be shown: what is printed in continuous
// integration is often public. Other problems of the same lines show nothing either.
func TestSecretsAreShownNowhere(t *testing.T) {
	secrets := []string{"310115198807154123", "6222024567890123452", "13800138001", "wangmou77@qq.com", "京N6C729", "E70281946", "7号楼4单元1203室", "张三丰",
		"370102198512304517", "34070220010228117X", "310115198807154120", "37010219851", "19880715"}
	rows := []string{"姓名,证件号码,手机"}
	for range 77 {
		rows = append(rows, "甲,370102198512304517,13900139001")
	}
	files := sitetest.Files{
		config.FileName: sitetest.Config,
		"content/a.md": sitetest.Doc(1, "title = \"关于王某310115198807154123的公告\"\nattachments = [{file = \"b.xlsx\", title = \"名单\"}]",
			"身份证号 310115198807154123 ![](没有.png)，卡号 6222024567890123452，[ ](x.html)。\n\n| 姓名 | 身份证号 |\n|---|---|\n| 甲 | 310115198807154120 |\n\n护照 E70281946，车主的车牌号京N6C729，住7号楼4单元1203室，电话13800138001，信箱wangmou77@qq.com"),
		"content/c.md":   sitetest.Doc(2, "title = \"关于王某310115198807154123的公告\"", "正文"),
		"content/b.xlsx": workbook(t, rows...),
		"static/d.html":  "<p>34070220010228117X</p>",
	}
	for name, text := range files { // Doc gives a title of its own
		if strings.Count(text, "\ntitle = ") > 1 {
			_, rest, _ := strings.Cut(text, "\n")
			_, rest, _ = strings.Cut(rest, "\n")
			files[name] = "+++\n" + rest
		}
	}
	dir := files.Write(t)
	for _, format := range []string{"text", "json", "sarif", "github", "gitlab", "junit", "html"} {
		var stdout, stderr bytes.Buffer
		status := Run(t.Context(), []string{"check", "--source", dir, "--date", "2026-11-22", "--format", format}, strings.NewReader(""), &stdout, &stderr)
		if status == 2 && format != "text" && format != "json" && format != "sarif" {
			continue // no such form
		}
		text := stdout.String() + stderr.String()
		if status != 3 || !strings.Contains(text, "id-number") || !strings.Contains(text, "共77处") || !strings.Contains(text, "工作表“名单”（隐藏）第2行B列") && !strings.Contains(text, `工作表\u201c`) {
			t.Errorf("%s: status %d\n%s", format, status, text)
		}
		for _, s := range secrets {
			if strings.Contains(text, s) {
				i := strings.Index(text, s)
				t.Errorf("%s shows %s: …%s…", format, s, text[max(0, i-200):min(len(text), i+60)])
			}
		}
	}
}

// No rule looks at the text of a file whose header cannot be read. Messages quote it and
// a terminal shows its lines; neither shows a number of a person.
func TestSecretsOfUnreadableFilesAreShownNowhere(t *testing.T) {
	const id = "310115198807154123"
	files := sitetest.Files{
		config.FileName:      sitetest.Config + "\n[[check.rule]]\ncode = \"" + id + "\"\nseverity = \"warning\"\n",
		"content/toml.md":    "+++\ntitle = \"王某" + id + "\n+++\n正文\n",
		"content/yaml.md":    "---\ntitle: [王某, " + id + "\nclass: }\n---\n正文\n",
		"content/none.md":    "王某 " + id + "\n",
		"content/key.md":     sitetest.Doc(1, id+" = 1", "正文"),
		"content/value.md":   sitetest.Doc(2, "validity = \""+id+"\"", "正文"),
		"content/twice.md":   sitetest.Doc(3, "summary = \"甲\"\nsummary = \""+id+"\"", "正文"),
		"content/fence.md":   sitetest.Doc(4, "", "```\n"+id+" \n```"),
		config.WaiversName:   "[[waiver]]\ncode = \"id-number\"\npath = \"content/fence.md\"\ntext = \"" + id + "\"\nreason = \"甲\"\nby = \"乙\"\nuntil = \"" + id + "\"\n",
		"content/unit.md":    sitetest.Doc(6, "unit = \""+id+"\"", "正文"),
		"content/columns.md": sitetest.Doc(5, "category = \""+id+"\"", "正文"),
	}
	dir := files.Write(t)
	for _, format := range []string{"text", "json", "sarif", "github", "gitlab", "junit", "markdown", "html", "waivers"} {
		var stdout, stderr bytes.Buffer
		Run(t.Context(), []string{"check", "--source", dir, "--date", "2026-11-22", "--all", "--format", format}, strings.NewReader(""), &stdout, &stderr)
		text := stdout.String() + stderr.String()
		if at := strings.Index(text, id[:17]); at >= 0 {
			t.Errorf("%s shows …%s…", format, text[max(0, at-200):min(len(text), at+60)])
		}
	}
}

// A forecast reads no texts, but names documents by their titles.
func TestForecastShowsNoSecrets(t *testing.T) {
	const id = "310115198807154123"
	dir := sitetest.Files{
		config.FileName: sitetest.Config,
		"content/a.md":  sitetest.Expand("+++\n#doc 1\ntitle = \"关于王某" + id + "的规定\"\nclass = \"行政规范性文件\"\nunified_number = \"QLDR-2025-0010001\"\nexpires = 2026-12-20\n+++\n"),
	}.Write(t)
	for _, how := range [][]string{nil, {"--format", "json"}, {"--ics", "-"}} {
		var stdout, stderr bytes.Buffer
		Run(t.Context(), append([]string{"check", "--source", dir, "--date", "2026-11-22", "--forecast", "60d"}, how...), strings.NewReader(""), &stdout, &stderr)
		if text := stdout.String() + stderr.String(); strings.Contains(text, id) || !strings.Contains(text, "（略）") {
			t.Errorf("%v: %s", how, text)
		}
	}
}
