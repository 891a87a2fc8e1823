package form

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
)

// files are a Source.
type files map[string]string

func (f files) Read(path string) ([]byte, error) {
	text, ok := f[path]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return []byte(text), nil
}

func settings(t *testing.T) *config.Config {
	t.Helper()
	c, ds := config.Load([]byte(sitetest.Config))
	if diag.Count(ds).Errors > 0 {
		t.Fatal(ds)
	}
	return c
}

// written is the page of a document's form.
func written(t *testing.T, text string) string {
	t.Helper()
	c := settings(t)
	r, ds, err := Read(files{"content/a.md": text}, c, "content/a.md")
	if err != nil || r == nil {
		t.Fatal(ds, err)
	}
	var b bytes.Buffer
	if err := Write(&b, c, []*catalogue.Record{r}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// cells are the rows of all tables, their cells parted by |.
func cells(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	inside := false // a cell
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Data == "tr":
			rows = append(rows, "")
		case n.Data == "td" || n.Data == "th":
			inside = true
		case n.Type == html.TextNode && inside:
			rows[len(rows)-1] += strings.TrimSpace(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Data == "td" || n.Data == "th" {
			rows[len(rows)-1] += "|"
			inside = false
		}
	}
	walk(root)
	return rows
}

func TestForm(t *testing.T) {
	page := written(t, sitetest.Doc(60, `doc_number = "栖交发〔2025〕7号"
unit = "运输科"
author = "王某"
attachments = [{file = "表.xlsx", title = "申请表"}]
review = [
  {kind = "一审一校", by = "甲", on = 2025-02-20, conclusion = "同意"},
  {kind = "保密审查", by = "旧", on = 2025-02-21, conclusion = "退回修改"},
  {kind = "保密审查", by = "办公室", on = 2025-02-24, conclusion = "可以公开"},
  {kind = "合法性审核", by = "法规科", on = 2025-02-22, conclusion = "合法"},
]`, "正文不在表上"))
	rows := "\n" + strings.Join(cells(t, page), "\n") + "\n"
	for _, want := range []string{
		"\n信息标题|文件60|\n", "\n索引号|113701000041890072/2025-00060|\n", "\n发文字号|栖交发〔2025〕7号|信息类别||\n", "\n公开属性|主动公开|拟稿人|王某|\n",
		"\n发布机构|栖澜市交通运输局|责任单位|运输科|\n", "\n成文日期|2025年3月1日|拟发布日期|2025年3月1日|\n", "\n附件|申请表（表.xlsx）|\n",
		"\n科室负责人意见|签名：日期：|\n", "\n保密审查意见|可以公开签名：办公室　日期：2025年2月24日|\n",
		"\n初审|甲|2025年2月20日|同意|\n", "\n初校|甲|2025年2月20日|同意|\n", "\n复审||||\n", "\n终校||||\n", "\n合法性审核|法规科|2025年2月22日|合法|\n",
	} {
		if !strings.Contains(rows, want) {
			t.Errorf("no row %q in\n%s", want, rows)
		}
	}
	if strings.Contains(page, "正文不在表上") || strings.Contains(rows, "退回修改") {
		t.Error("the form has what does not belong there")
	}
}

// Documents that are not public, and drafts that lack nearly everything, have forms, too.
func TestFormOfWithheld(t *testing.T) {
	page := written(t, "---\n标题: 内部事项\n公开属性: 不予公开\n不公开理由: 条例第十六条\n草稿: true\n---\n\n正文\n")
	rows := "\n" + strings.Join(cells(t, page), "\n") + "\n"
	for _, want := range []string{"\n信息标题|内部事项|\n", "\n公开属性|不予公开（草稿）|拟稿人||\n", "\n依据或理由|条例第十六条|\n", "\n成文日期||拟发布日期||\n", "\n附件|无|\n"} {
		if !strings.Contains(rows, want) {
			t.Errorf("no row %q in\n%s", want, rows)
		}
	}
}

// What a header holds is text, wherever it stands.
func TestFormEscapes(t *testing.T) {
	const evil = `</title></style></td><script>alert(1)</script>&amp;"'<img src=x onerror=y>`
	quoted := strings.ReplaceAll(strings.ReplaceAll(evil, `\`, `\\`), `"`, `\"`)
	page := written(t, sitetest.Doc(1, `unit = "`+quoted+`"
author = "`+quoted+`"
disclosure_basis = "`+quoted+`"
attachments = [{file = "a.txt", title = "`+quoted+`"}]
review = [{kind = "`+quoted+`", by = "`+quoted+`", conclusion = "`+quoted+`"}, {kind = "保密审查", by = "`+quoted+`", conclusion = "`+quoted+`"}]`, ""))
	if strings.Contains(page, "<script") || strings.Contains(page, "<img") {
		t.Errorf("markup of a header is on the page:\n%s", page)
	}
	if n := strings.Count(strings.Join(cells(t, page), ""), evil); n != 12 {
		t.Errorf("the text stands %d times, want 12: the facts on both forms, the rest on one", n)
	}
}

func TestReadRefuses(t *testing.T) {
	c := settings(t)
	src := files{
		"content/bad.md":  sitetest.Doc(1, "unti = \"办公室\"", ""),
		"content/none.md": "没有文件头\n",
		"content/page.md": "+++\npage = \"guide\"\ntitle = \"公开指南\"\n+++\n",
	}
	for _, tt := range []struct {
		path, code string
		err        error
	}{
		{"content/bad.md", "key-unknown", nil},
		{"content/none.md", "front-matter-missing", nil},
		{"content/page.md", "", fs.ErrInvalid},
		{"content/no.md", "", fs.ErrNotExist},
	} {
		r, ds, err := Read(src, c, tt.path)
		if r != nil || !errors.Is(err, tt.err) || (tt.code != "") != (len(ds) == 1 && ds[0].Code == tt.code) {
			t.Errorf("Read(%s) = %v, %v, %v; want %s, %v", tt.path, r, ds, err, tt.code, tt.err)
		}
	}
}
