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
