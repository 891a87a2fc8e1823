package catalogue

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

const testConfig = `title = "t"
base_url = "https://a.example/"
[[issuer]]
name = "栖澜市交通运输局"
code = "113701000041890072"
former = [{name = "栖澜市交通局", until = 2019-01-31}]
[[issuer]]
name = "栖澜市公路中心"
code = "2"
[[category]]
path = "wj"
name = "文件"
[[category]]
path = "wj/gf"
name = "规范性文件"
[[sunset]]
title = "试行|暂行"
years = 2
basis = "《管理规定》第九条"
`

// testSite is a few files and what the catalogue makes of them.
type testSite struct {
	files map[string]string
	sizes map[string]int64
	today official.Date
}

func (s testSite) Size(path string) (int64, bool) { n, ok := s.sizes[path]; return n, ok }

func (s testSite) header(file string) (tree.Value, bool) {
	h, _ := frontmatter.Parse(file, []byte(s.files[file]))
	return h.Table, h.Format != 0
}

// items reads the settings and the headers.
func (s testSite) items(t testing.TB) (c *config.Config, items []Item, ds []diag.Diagnostic) {
	t.Helper()
	c, problems := config.Load([]byte(testConfig))
	if diag.Count(problems).Errors > 0 {
		t.Fatal(problems)
	}
	r := NewReader(c)
	for _, n := range slices.Sorted(maps.Keys(s.files)) {
		h, more := frontmatter.Parse(n, []byte(s.files[n]))
		ds = append(ds, more...)
		item, more := r.Read(n, h.Table, 1)
		ds = append(ds, more...)
		items = append(items, item)
	}
	return c, items, ds
}

func (s testSite) build(t *testing.T) (*Catalogue, []diag.Diagnostic) {
	t.Helper()
	c, items, ds := s.items(t)
	if s.today.IsZero() {
		s.today = official.DateOf(2026, 11, 22)
	}
	cat, more := New(c, items, Options{Today: s.today, Files: s, Header: s.header})
	return cat, append(ds, more...)
}

// doc is a header with what every document needs, and more lines.
func doc(serial int, more string) string {
	return fmt.Sprintf(`+++
title = "文件%d"
index_number = "113701000041890072/2025-%05d"
issuer = "栖澜市交通运输局"
written = 2025-03-01
published = 2025-03-05
category = "wj"
disclosure = "主动公开"
%s
+++
正文
`, serial, serial, more)
}

func index(serial int) string { return fmt.Sprintf("113701000041890072/2025-%05d", serial) }

func TestFieldsInChinese(t *testing.T) {
	c, ds := testSite{files: map[string]string{"content/a.md": `---
标题: 关于路灯的通知
索引号: 113701000041890072/2025-00001
发布机构: [栖澜市公路中心, 栖澜市交通局]
文号: 栖交发〔2025〕1号
成文日期: 2018-03-01
公开日期: 2018-03-05
信息分类: [规范性文件, wj]
时效: 有效
公开方式: 主动公开
关键词: [路灯, 公路]
解读形式: 图解
来源: {名称: 某部, 网址: "https://mot.example/"}
审核: {环节: 保密审查, 审核人: 王某, 日期: 2018-03-02, 结论: 可以公开}
---
`}}.build(t)
	if len(ds) > 0 {
		t.Fatalf("reports %v", ds)
	}
	d := &c.Documents[0]
	if d.Title != "关于路灯的通知" || d.DocNumber != "栖交发〔2025〕1号" || d.Published != official.DateOf(2018, 3, 5) {
		t.Errorf("record is %+v", d.Record)
	}
	if len(d.Issuers) != 2 || d.Issuers[0].Name != "栖澜市公路中心" || d.IssuerAs[1] != "栖澜市交通局" {
		t.Errorf("issuers are %v, as %v", d.Issuers, d.IssuerAs)
	}
	if len(d.Categories) != 2 || d.Categories[0].Path != "wj/gf" {
		t.Errorf("categories are %v", d.Categories)
	}
	if m := d.More; m.SourceURL != "https://mot.example/" || m.Reviews[0].By != "王某" || m.Forms[0] != "图解" {
		t.Errorf("more is %+v", m)
	}
}

// A value is one line, whatever ends lines in it.
func TestValuesAreOneLine(t *testing.T) {
	for _, s := range []string{`\r甲\r乙`, `甲\n乙`, `甲\t乙`, `甲\r\n\r\n乙 `, ` 甲 乙`} {
		c, _ := testSite{files: map[string]string{"content/a.md": doc(1, `summary = "`+s+`"`)}}.build(t)
		if got := c.Documents[0].Summary; got != "甲 乙" {
			t.Errorf("of %q the summary is %q", s, got)
		}
	}
}

// Every row of the field table must be read into the record, none silently dropped.
func TestEveryFieldIsRead(t *testing.T) {
	for _, f := range Fields {
		example := f.Example
		if f.ref != 0 {
			example = `["` + index(2) + `"]`
		}
		if f.Key == "issuer" {
			example = `"栖澜市交通运输局"`
		}
		if f.Key == "category" {
			example = `"wj/gf"`
		}
		for _, key := range append([]string{f.Key, f.Label}, f.Aliases...) {
			text := "title = \"甲\"\n" + fmt.Sprintf("%q = %s\n", key, example)
			if f.Key == "title" {
				text = fmt.Sprintf("%q = %s\n", key, example)
			}
			cfg, _ := config.Load([]byte(testConfig))
			r := NewReader(cfg)
			read := func(s string) (Record, More, []diag.Diagnostic) {
				v, _ := tree.ParseTOML("a.md", []byte(s+"draft = true\n"), 2)
				if f.Key == "draft" {
					v, _ = tree.ParseTOML("a.md", []byte(s), 2)
				}
				item, ds := r.Read("a.md", v, 1)
				if item.Record == nil {
					return Record{}, More{}, ds
				}
				m := More{}
				if item.Record.More != nil {
					m = *item.Record.More
				}
				rec := *item.Record
				rec.More = nil
				return rec, m, ds
			}
			with, more, ds := read(text)
			without, lessMore, _ := read("title = \"乙\"\n")
			if f.Key == "draft" {
				with.Draft = !with.Draft // the example is false, the value of absence
			}
			without.Title, with.Path = "甲", without.Path
			if fmt.Sprint(with) == fmt.Sprint(without) && fmt.Sprint(more) == fmt.Sprint(lessMore) && f.Key != "index_number" {
				t.Errorf("%s: the record does not change by it (%v)", key, ds)
			}
		}
	}
}

func TestHeaderProblems(t *testing.T) {
	for _, tt := range []struct{ name, line, code, says string }{
		{"unknown key", `titel = "x"`, "key-unknown", "titel"},
		{"both names", `"标题" = "x"`, "field-duplicate", "写了两次"},
		{"ambiguous label", `"发文日期" = 2025-01-01`, "label-ambiguous", "发文日期"},
		{"no such day", `effective = 2023-02-30`, "date-invalid", "2023-02-30"},
		{"day zero", `effective = 0000-00-00`, "date-invalid", "0000-00-00"},
		{"with time", `effective = 2023-02-03T10:00:00+08:00`, "date-with-time", "2023-02-03T10"},
		{"date as number", `effective = 20230203`, "value-type", "施行日期"},
		{"text as number", `theme = 3`, "value-type", "主题分类"},
		{"choice", `five_disclosure = "决策公布"`, "value-unknown", "决策公布"},
		{"class", `class = "规范性文件"`, "value-unknown", "规范性文件"},
		{"draft as text", `draft = "no"`, "value-type", "草稿"},
		{"alias up", `aliases = ["../a.html"]`, "alias-invalid", "../a.html"},
		{"alias elsewhere", `aliases = ["https://x.example/a.html"]`, "alias-invalid", "x.example"},
		{"alias query", `aliases = ["a.html?x=1"]`, "alias-invalid", "?"},
		{"attachment up", `attachments = ["../../config.toml"]`, "attachment-outside", "config.toml"},
		{"attachment of static up", `attachments = ["/../config.toml"]`, "attachment-outside", "config.toml"},
		{"attachment missing", `attachments = ["a.pdf"]`, "attachment-missing", "a.pdf"},
		{"attachment active", `attachments = ["a.svg"]`, "attachment-type", "a.svg"},
		{"attachment of a server", `attachments = ["a.php.pdf"]`, "attachment-type", "a.php.pdf"},
		{"attachment of a browser", `attachments = ["a.xht"]`, "attachment-type", "a.xht"},
		{"attachment of no type", `attachments = ["附件.报告"]`, "attachment-type", "附件.报告"},
		{"alias of a device", `aliases = ["con/a.html"]`, "alias-invalid", "con/a.html"},
		{"relation unknown", `repeals = ["113701000041890072/2024-99999"]`, "relation-unknown", "99999"},
		{"relation to itself", `related = ["113701000041890072/2025-00001"]`, "relation-self", "自己"},
		{"source address", `source = {name = "x", url = "javascript:1"}`, "url-invalid", "javascript"},
		{"sub key", `source = {nam = "x"}`, "key-unknown", "nam"},
		{"doc number", `doc_number = "栖交发[2025]1号"`, "doc-number-form", "六角括号"},
		{"unified without class", `unified_number = "QLDR-2025-0130001"`, "unified-number-unexpected", "QLDR"},
		{"class without unified", `class = "行政规范性文件"`, "unified-number-missing", "统一编号"},
		{"empty text", `summary = ""`, "field-missing", "空的"},
		{"typed too grave", `validity = "废止"`, "validity-without-cause", "废止"},
		{"typed too good", "validity = \"有效\"\nexpires = 2026-01-01", "validity-disagrees", "失效"},
	} {
		_, ds := testSite{files: map[string]string{"content/a.md": doc(1, tt.line)}}.build(t)
		if !has(ds, tt.code, tt.says, 9) {
			t.Errorf("%s: no %s that says %q on line 9 in %v", tt.name, tt.code, tt.says, ds)
		}
		if n := len(ds); n > 1 {
			t.Errorf("%s: %d problems for one fault: %v", tt.name, n, ds)
		}
	}
}

func has(ds []diag.Diagnostic, code, says string, line int) bool {
	for _, d := range ds {
		if d.Code == code && strings.Contains(d.Message, says) && (line == 0 || d.Pos.Line == line || d.Pos.Line == 1) {
			return true
		}
	}
	return false
}

func TestFormerName(t *testing.T) {
	old := strings.Replace(doc(1, ""), "交通运输局", "交通局", 1)
	_, ds := testSite{files: map[string]string{
		"content/a.md": old,
		"content/b.md": strings.NewReplacer("2025-03-01", "2019-01-31", index(1), index(2)).Replace(old),
	}}.build(t)
	if len(ds) != 1 || ds[0].Code != "issuer-former-name" || ds[0].File != "content/a.md" || ds[0].Pos.Line != 4 {
		t.Errorf("reports %v, want the document that was made after the name was given up", ds)
	}
}

func TestMissingFields(t *testing.T) {
	_, ds := testSite{files: map[string]string{"content/a.md": "+++\ntitle = \"只有标题\"\n+++\n"}}.build(t)
	for _, code := range []string{"index-number-missing", "disclosure-missing", "field-missing"} {
		if !has(ds, code, "缺少", 1) {
			t.Errorf("no %s in %v", code, ds)
		}
	}
	if _, ds = (testSite{files: map[string]string{"content/a.md": "+++\ntitle = \"草稿\"\ndraft = true\n+++\n"}}).build(t); len(ds) > 0 {
		t.Errorf("a draft may lack everything, but %v", ds)
	}
}

// Fails closed: what is not surely public is not in the catalogue.
func TestOnlyPublicDocuments(t *testing.T) {
	for _, line := range []string{`disclosure = "依申请公开"`, `disclosure = "不予公开"`, `disclosure = "主动 公开"`, `disclosure = true`, `x = 1`} {
		text := strings.Replace(doc(1, ""), `disclosure = "主动公开"`, line, 1)
		c, _ := testSite{files: map[string]string{"content/a.md": text}}.build(t)
		if len(c.Documents) != 0 {
			t.Errorf("%s: the document is public", line)
		}
	}
	for _, more := range []string{`draft = true`, `draft = "x"`, `withdrawn = {on = 2025-04-01, reason = "r"}`, `withdrawn = {}`} {
		c, _ := testSite{files: map[string]string{"content/a.md": doc(1, more)}}.build(t)
		if len(c.Documents) != 0 {
			t.Errorf("%s: the document is public", more)
		}
	}
}

func TestUniqueNumbers(t *testing.T) {
	_, ds := testSite{files: map[string]string{
		"content/a.md": doc(1, "class = \"行政规范性文件\"\nunified_number = \"QLDR-2025-0130001\""),
		"content/b.md": doc(1, "draft = true"),
		"content/c.md": doc(3, "class = \"行政规范性文件\"\nunified_number = \"QLDR—2025—0130001\""),
	}}.build(t)
	if !has(ds, "index-number-duplicate", "content/a.md", 3) || !has(ds, "unified-number-duplicate", "content/a.md", 10) {
		t.Errorf("problems are %v", ds)
	}
	for _, d := range ds {
		if len(d.Related) != 1 || d.Related[0].File != "content/a.md" {
			t.Errorf("%s relates to %v, want the first use", d.Code, d.Related)
		}
	}
}

func TestRelations(t *testing.T) {
	c, ds := testSite{files: map[string]string{
		"content/a.md":   doc(1, `doc_number = "栖交发〔2020〕8号"`),
		"content/b.md":   doc(2, `interprets = ["栖交发[2020]8号"]`),
		"content/x/c.md": doc(3, `"解读" = [{"目标" = "../a.md", "说明" = "图解"}]`),
		"content/d.md":   doc(4, `related = ["`+index(1)+`"]`),
	}}.build(t)
	if len(ds) > 0 {
		t.Fatalf("reports %v", ds)
	}
	a, _ := c.Find(index(1))
	if len(a.Document.In) != 3 || len(a.Document.Out) != 0 {
		t.Fatalf("relations of the first: in %v, out %v", a.Document.In, a.Document.Out)
	}
	x, _ := c.FindPath("content/x/c.md")
	if r := x.Document.Out[0]; r.Type != Interprets || r.Doc != a.Document || r.Note != "图解" {
		t.Errorf("relation is %+v", r)
	}
}

func TestRelationFaults(t *testing.T) {
	_, ds := testSite{files: map[string]string{
		"content/a.md": doc(1, "repeals = [\""+index(2)+"\"]"),
		"content/b.md": doc(2, "amends = [\""+index(3)+"\"]"),
		"content/c.md": doc(3, "replaces = [\""+index(1)+"\"]\ndoc_number = \"栖交发〔2025〕7号\""),
		"content/d.md": doc(4, "doc_number = \"栖交发〔2025〕7号\""),
		"content/e.md": doc(5, "related = [\"栖交发〔2025〕7号\"]"),
		"content/f.md": strings.Replace(doc(6, ""), "主动公开", "不予公开", 1),
		"content/g.md": doc(7, "related = [\""+index(6)+"\"]"),
	}}.build(t)
	cycles := 0
	for _, d := range ds {
		if d.Code == "relation-cycle" {
			cycles++
		}
	}
	if cycles != 1 || !has(ds, "relation-ambiguous", "2 个文件", 9) || !has(ds, "relation-not-public", index(6), 9) || len(ds) != 3 {
		t.Errorf("problems are %v", ds)
	}
}

func TestHiddenFiles(t *testing.T) {
	s := testSite{files: map[string]string{
		"content/a.md": strings.Replace(doc(1, `attachments = ["/fj/secret.pdf", "/fj/both.pdf"]`), "主动公开", "依申请公开", 1),
		"content/b.md": doc(2, `attachments = ["/fj/both.pdf"]`),
	}, sizes: map[string]int64{"static/fj/secret.pdf": 1, "static/fj/both.pdf": 1}}
	c, ds := s.build(t)
	if len(ds) > 0 || !c.HiddenFile("static/fj/secret.pdf") || c.HiddenFile("static/fj/both.pdf") {
		t.Errorf("hidden: secret %v, both %v; %v", c.HiddenFile("static/fj/secret.pdf"), c.HiddenFile("static/fj/both.pdf"), ds)
	}
}

// A draft may name a file that is not there; its case must not publish it.
func TestHiddenFilesOfAnyCase(t *testing.T) {
	s := testSite{files: map[string]string{"content/a.md": doc(1, "attachments = [\"/fj/Secret.PDF\"]\ndraft = true")}, sizes: map[string]int64{"static/fj/secret.pdf": 1}}
	if c, ds := s.build(t); len(ds) > 0 || !c.HiddenFile("static/fj/secret.pdf") {
		t.Errorf("secret.pdf is published; %v", ds)
	}
}

// Page names that would lay a page's files among mulu's own, or that Windows cannot
// hold.
func TestPageNames(t *testing.T) {
	for _, name := range []string{"data", "assets", "doc", "con", "com1", "index", "Guide", "a/b"} {
		_, ds := testSite{files: map[string]string{"content/p.md": "+++\npage = \"" + name + "\"\ntitle = \"甲\"\n+++\n"}}.build(t)
		if !has(ds, "page-name", name, 2) {
			t.Errorf("page %q: %v", name, ds)
		}
	}
}

// A number that many documents bear is not answered with all of them.
func TestSharedNumberHintIsShort(t *testing.T) {
	const n = 300
	files := map[string]string{}
	for i := range n {
		files[fmt.Sprintf("content/%03d.md", i)] = doc(i+1, "doc_number = \"栖交发〔2025〕1号\"\nrelated = [\"栖交发〔2025〕1号\"]")
	}
	_, ds := testSite{files: files}.build(t)
	if len(ds) != n || ds[0].Code != "relation-ambiguous" || len(ds[0].Hint) > 500 {
		t.Errorf("%d problems, the first: %v", len(ds), ds[0])
	}
}

// Two ways to compose a letter make one number.
func TestComposedNumbers(t *testing.T) {
	a, b := strings.Replace(doc(1, ""), index(1), "\u00e9/1", 1), strings.Replace(doc(2, ""), index(2), "e\u0301/1", 1)
	if _, ds := (testSite{files: map[string]string{"content/a.md": a, "content/b.md": b}}).build(t); !has(ds, "index-number-duplicate", "/1", 3) {
		t.Errorf("reports %v", ds)
	}
}

// Class names and field keys stand in messages, help and settings: each once.
func TestTablesAreUnambiguous(t *testing.T) {
	seen := map[string]string{}
	for _, f := range Fields {
		for _, k := range append([]string{f.Key, f.Label}, f.Aliases...) {
			if seen[k] != "" {
				t.Errorf("%s means %s and %s", k, seen[k], f.Key)
			}
			seen[k] = f.Key
		}
		if f.Help == "" || f.Example == "" {
			t.Errorf("%s lacks help or example", f.Key)
		}
	}
	if len(Fields) > 64 || len(PageFields) > 64 {
		t.Error("headerReader.each counts to 64")
	}
}
