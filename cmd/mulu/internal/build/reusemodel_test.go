package build_test

import (
	"fmt"
	"maps"
	"math/rand"
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/sitetest"
)

// model is a site as its editors think of it: documents with what is said of them, and other
// files. Edits are made to it, and its files are written from it.
type model struct {
	day    official.Date
	docs   []modelDoc
	others map[string]string // by path: attachments, static files, templates, settings
	last   int               // number of the newest document
}

type modelDoc struct {
	n                                       int
	file, title, category, class, disclosed string
	lines                                   []string // of the header
	body                                    []string // paragraphs
}

func newModel(rng *rand.Rand) *model {
	m := &model{day: official.DateOf(2026, 6, 1), others: map[string]string{
		config.FileName:            sitetest.Config + modelConfig,
		"content/wj/a.csv":         "名称,件数\n办结,12\n",
		"content/wj/b.csv":         "名称,件数\n收到,15\n",
		"content/wj/p.png":         "\x89PNG\r\n\x1a\nabc",
		"content/guide.md":         "+++\npage = \"guide\"\ntitle = \"政府信息公开指南\"\nupdated = 2026-05-01\n+++\n\n## 分类\n\n按[文件](wj/d1.md)分类。\n",
		"content/accessibility.md": "+++\npage = \"accessibility\"\ntitle = \"无障碍声明\"\nupdated = 2026-05-01\n+++\n\n本网站的无障碍情况。\n",
		"static/own.txt":           "own\n",
		"static/held.txt":          "held\n",
		"content/wj/unused.csv":    "a\n",
		"content/wj/secret/c.csv":  "c\n",
	}}
	for range 9 {
		m.add(rng)
	}
	return m
}

const modelConfig = `
[search]
attachments = ["csv", "txt"]
[[search.alias]]
word = "客运办法"
means = "道路客运管理办法"
[[search.alias]]
word = "没有的"
means = "不在任何地方的名称"
`

func (m *model) clone() *model {
	c := *m
	c.others = maps.Clone(m.others)
	c.docs = nil
	for _, d := range m.docs {
		d.lines, d.body = append([]string(nil), d.lines...), append([]string(nil), d.body...)
		c.docs = append(c.docs, d)
	}
	return &c
}

// add adds a document.
func (m *model) add(rng *rand.Rand) {
	m.last++
	d := modelDoc{n: m.last, file: fmt.Sprintf("content/wj/d%d.md", m.last), title: fmt.Sprintf("栖澜市第%d号道路客运管理办法", m.last),
		category: pick(rng, "wj", "wj/gf", "jd"), class: pick(rng, "行政规范性文件", "其他文件", "其他文件"), disclosed: "主动公开"}
	d.lines = append(d.lines, fmt.Sprintf("doc_number = \"栖交发〔2025〕%d号\"", m.last))
	for range rng.Intn(3) {
		d.lines = m.headerLine(rng, d.lines)
	}
	d.body = append(d.body, "## 甲\n\n道路客运管理的规定。")
	for range rng.Intn(5) {
		d.body = append(d.body, m.paragraph(rng, d.n))
	}
	m.docs = append(m.docs, d)
}

func pick(rng *rand.Rand, list ...string) string { return list[rng.Intn(len(list))] }

// headerLine adds a line to a header, in place of one of the same key.
func (m *model) headerLine(rng *rand.Rand, lines []string) []string {
	line := ""
	switch rng.Intn(12) {
	case 0:
		line = fmt.Sprintf("expires = 2026-%02d-01", 1+rng.Intn(12))
	case 1:
		line = fmt.Sprintf("effective = 2026-%02d-01", 1+rng.Intn(12))
	case 2, 3, 4, 5:
		if to := m.other(rng); to != "" {
			line = fmt.Sprintf("%s = [%q]", pick(rng, "repeals", "replaces", "amends", "interprets", "related", "attached_to"), to)
		}
	case 6, 7:
		line = fmt.Sprintf("attachments = [{file = %q, title = \"申请表\"}]", pick(rng, "a.csv", "b.csv", "/own.txt"))
	case 8:
		line = fmt.Sprintf("summary = \"概述%d\"", rng.Intn(3))
	case 9:
		line = `keywords = ["客运", "管理"]`
	case 10:
		line = `theme = "交通运输、邮政/公路"`
	case 11:
		line = fmt.Sprintf("changes = [{on = 2026-05-%02d, text = \"更正\"}]", 1+rng.Intn(28))
	}
	key, _, ok := strings.Cut(line, " = ")
	if !ok {
		return lines
	}
	for i := range lines {
		if strings.HasPrefix(lines[i], key+" = ") {
			lines[i] = line
			return lines
		}
	}
	return append(lines, line)
}

// other is the index number of one of the documents, "" when there is none.
func (m *model) other(rng *rand.Rand) string {
	if len(m.docs) == 0 {
		return ""
	}
	return sitetest.Index(m.docs[rng.Intn(len(m.docs))].n)
}

// paragraph is one of a body; most look at something else of the site.
func (m *model) paragraph(rng *rand.Rand, self int) string {
	o := modelDoc{n: self, title: "本办法"}
	if len(m.docs) > 0 {
		o = m.docs[rng.Intn(len(m.docs))]
	}
	name := o.file[strings.LastIndexByte(o.file, '/')+1:]
	if name == "" {
		name = fmt.Sprintf("d%d.md", self)
	}
	switch rng.Intn(15) {
	case 0:
		return fmt.Sprintf("根据《%s》，制定本办法。", o.title)
	case 1:
		return fmt.Sprintf("按照栖交发〔2025〕%d号执行。", o.n)
	case 2:
		return fmt.Sprintf("栖交发〔2025〕%d号同时废止。", o.n)
	case 3:
		return fmt.Sprintf("见[办法](%s)。", name)
	case 4:
		return fmt.Sprintf("见[第一章](%s#%s)。", name, pick(rng, "甲", "甲", "甲", "甲", "乙"))
	case 5:
		return fmt.Sprintf("见[这里](%s)。", sitetest.Index(o.n))
	case 6:
		return fmt.Sprintf("见[文号](栖交发〔2025〕%d号)。", o.n)
	case 7:
		return pick(rng, "## 丙", "## 乙") + "\n\n第一条　内容。"
	case 8:
		return "![流程图：申请、受理、决定](p.png)"
	case 9:
		return "见[表格](" + pick(rng, "a.csv", "b.csv", "/own.txt") + ")。"
	case 10:
		return "附件：1.申请表"
	case 11:
		return fmt.Sprintf("本办法自2026年%d月1日起施行，有效期%d年。", 1+rng.Intn(12), 1+rng.Intn(5))
	case 12:
		return "见[指南](/guide.html)和 https://jtj.qilan.example/xxgk/doc/" + sitetest.Index(o.n) + ".html"
	case 13:
		return "| 名称 | 件数 |\n| --- | --- |\n| 办结 | 12 |"
	}
	return fmt.Sprintf("道路客运管理，联系电话0000-86001%02d，张三身份证号。", rng.Intn(100))
}

// files are the files of the site.
func (m *model) files() map[string]string {
	files := maps.Clone(m.others)
	for _, d := range m.docs {
		day := official.DateOf(2025, 1, 1).AddDays(d.n - 1)
		var s strings.Builder
		fmt.Fprintf(&s, "+++\ntitle = %q\nindex_number = %q\nissuer = \"栖澜市交通运输局\"\nwritten = %s\npublished = %s\ndisclosure = %q\ncategory = %q\nclass = %q\n",
			d.title, sitetest.Index(d.n), day, day, d.disclosed, d.category, d.class)
		for _, line := range d.lines {
			s.WriteString(line + "\n")
		}
		s.WriteString("+++\n\n" + strings.Join(d.body, "\n\n") + "\n")
		files[d.file] = s.String()
	}
	return files
}

// edits are what editors do.
var edits = []struct {
	name string
	edit func(m *model, d *modelDoc, rng *rand.Rand)
}{
	{"paragraph", func(m *model, d *modelDoc, rng *rand.Rand) { d.body = append(d.body, m.paragraph(rng, d.n)) }},
	{"paragraph changed", func(m *model, d *modelDoc, rng *rand.Rand) { d.body[len(d.body)-1] = m.paragraph(rng, d.n) }},
	{"heading renamed", func(_ *model, d *modelDoc, rng *rand.Rand) {
		for i := range d.body {
			d.body[i] = strings.ReplaceAll(d.body[i], "## 甲", "## 丁")
		}
	}},
	{"title", func(_ *model, d *modelDoc, rng *rand.Rand) {
		d.title = fmt.Sprintf("关于第%d号事项的通知", rng.Intn(100))
	}},
	{"number", func(_ *model, d *modelDoc, rng *rand.Rand) {
		d.lines[0] = fmt.Sprintf("doc_number = \"栖交发〔2025〕%d号\"", 1+rng.Intn(40))
	}},
	{"header", func(m *model, d *modelDoc, rng *rand.Rand) { d.lines = m.headerLine(rng, d.lines) }},
	{"header line gone", func(_ *model, d *modelDoc, _ *rand.Rand) { d.lines = d.lines[:max(1, len(d.lines)-1)] }},
	{"category", func(_ *model, d *modelDoc, rng *rand.Rand) { d.category = pick(rng, "wj", "wj/gf", "jd") }},
	{"class", func(_ *model, d *modelDoc, rng *rand.Rand) {
		d.class = pick(rng, "行政规范性文件", "其他文件")
	}},
	{"draft", func(_ *model, d *modelDoc, _ *rand.Rand) { d.lines = append(d.lines, "draft = true") }},
	{"not public", func(_ *model, d *modelDoc, _ *rand.Rand) { d.disclosed = "不予公开" }},
	{"all public", func(m *model, _ *modelDoc, _ *rand.Rand) {
		for i := range m.docs {
			m.docs[i].disclosed = "主动公开"
			for k := len(m.docs[i].lines) - 1; k >= 0; k-- {
				if m.docs[i].lines[k] == "draft = true" {
					m.docs[i].lines = append(m.docs[i].lines[:k], m.docs[i].lines[k+1:]...)
				}
			}
		}
	}},
	{"file renamed", func(m *model, d *modelDoc, rng *rand.Rand) {
		d.file = fmt.Sprintf("content/wj/r%d-%d.md", d.n, rng.Intn(9))
	}},
	{"file moved", func(m *model, d *modelDoc, rng *rand.Rand) { d.file = fmt.Sprintf("content/jd/d%d.md", d.n) }},
	{"new", func(m *model, _ *modelDoc, rng *rand.Rand) { m.add(rng) }},
	{"repeal", func(m *model, d *modelDoc, rng *rand.Rand) {
		to := d.n
		m.add(rng)
		m.docs[len(m.docs)-1].lines = append(m.docs[len(m.docs)-1].lines[:1], fmt.Sprintf("repeals = [%q]", sitetest.Index(to)))
	}},
	{"deleted", func(m *model, d *modelDoc, _ *rand.Rand) {
		for i := range m.docs {
			if &m.docs[i] == d {
				m.docs = append(m.docs[:i:i], m.docs[i+1:]...)
				return
			}
		}
	}},
	{"day", func(m *model, _ *modelDoc, rng *rand.Rand) { m.day = m.day.AddDays(rng.Intn(200)) }},
	{"attachment", func(m *model, _ *modelDoc, rng *rand.Rand) {
		m.others[pick(rng, "content/wj/a.csv", "content/wj/b.csv")] = fmt.Sprintf("名称,件数\n办结,%d\n", rng.Intn(1000))
	}},
	{"attachment of the same size", func(m *model, _ *modelDoc, rng *rand.Rand) {
		m.others["content/wj/a.csv"] = fmt.Sprintf("名称,件数\n办结,%02d\n", rng.Intn(100))
	}},
	{"attachment with a fault", func(m *model, _ *modelDoc, rng *rand.Rand) {
		m.others["content/wj/a.csv"] = "姓名,手机\n" + pick(rng, "王小明,13812345678\n", "王小明,13912345678\n李小红,13787654321\n")
	}},
	{"attachment with a name", func(m *model, _ *modelDoc, rng *rand.Rand) {
		m.others["content/wj/b.csv"] = pick(rng, "不在任何地方的名称\n", "没有\n")
	}},
	{"attachment gone", func(m *model, _ *modelDoc, rng *rand.Rand) {
		delete(m.others, pick(rng, "content/wj/a.csv", "content/wj/b.csv"))
	}},
	{"static", func(m *model, _ *modelDoc, rng *rand.Rand) { m.others["static/own.txt"] = fmt.Sprint(rng.Intn(9)) }},
	{"static gone", func(m *model, _ *modelDoc, _ *rand.Rand) { delete(m.others, "static/own.txt") }},
	{"style", func(m *model, _ *modelDoc, rng *rand.Rand) {
		m.others["static/css/main.css"] = fmt.Sprintf("a{order:%d}", rng.Intn(9))
	}},
	{"template", func(m *model, _ *modelDoc, rng *rand.Rand) {
		m.others["layouts/part-own.html"] = fmt.Sprintf("<p>%d</p>", rng.Intn(9))
	}},
	{"template with a barrier", func(m *model, _ *modelDoc, rng *rand.Rand) {
		m.others["layouts/part-crumbs.html"] = pick(rng, "{{define \"crumbs\"}}<p><img src=\"{{.Root}}own.txt\"></p>{{end}}", "{{define \"crumbs\"}}{{if .Crumbs}}<nav aria-label=\"位置\"></nav>{{end}}{{end}}")
	}},
	{"settings", func(m *model, _ *modelDoc, rng *rand.Rand) {
		m.others[config.FileName] = sitetest.Config + modelConfig + pick(rng, "", "\n[contents]\nmin_headings = 1\n", "\n[downloads]\ntext = false\n", "\n[site]\nvariants = [\"zh-Hant\"]\n", "\n[[navigation]]\nname = \"首页\"\nurl = \"index.html\"\n")
	}},
	{"name of a category", func(m *model, _ *modelDoc, rng *rand.Rand) {
		m.others[config.FileName] = strings.ReplaceAll(m.others[config.FileName], "政策解读", "政策问答")
	}},
	{"guide", func(m *model, _ *modelDoc, rng *rand.Rand) {
		m.others["content/guide.md"] = strings.Replace(m.others["content/guide.md"], "公开指南", pick(rng, "公开指引", "公开指南"), 1)
	}},
	{"new page", func(m *model, _ *modelDoc, _ *rand.Rand) {
		m.others["content/rules.md"] = "+++\npage = \"rules\"\ntitle = \"公开制度\"\nupdated = 2026-05-01\n+++\n\n制度。\n"
	}},
	{"nothing", func(*model, *modelDoc, *rand.Rand) {}},
}

// change makes one edit and gives its name.
func (m *model) change(rng *rand.Rand) string {
	e := edits[rng.Intn(len(edits))]
	e.edit(m, &m.docs[rng.Intn(len(m.docs))], rng)
	return e.name
}
