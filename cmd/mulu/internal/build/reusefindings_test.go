package build_test

import (
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/diag"
)

// newFindings is a site of a few documents whose headers and attachments have faults.
func newFindings(t *testing.T) *edited {
	m := newModel(rand.New(rand.NewSource(1)))
	m.docs = nil
	for n := 1; n <= 5; n++ {
		m.docs = append(m.docs, modelDoc{n: n, file: fmt.Sprintf("content/wj/d%d.md", n), title: fmt.Sprintf("栖澜市第%d号道路客运管理办法", n), category: "wj", class: "其他文件",
			disclosed: "主动公开", lines: []string{fmt.Sprintf("doc_number = \"栖交发〔2025〕%d号\"", n), `attachments = [{file = "a.csv", title = "甲"}, {file = "b.csv", title = "乙"}]`}, body: []string{"道路客运管理。"}})
	}
	m.docs[4].disclosed = "不予公开"
	m.last = 5
	m.others["content/wj/a.csv"] = "姓名,手机\n王小明,13812345678\n"
	return newEdited(t, m)
}

// What was found is told again without looking, as long as that is sure.
func TestReuseOfFindings(t *testing.T) {
	e := newFindings(t)
	if !e.compare("at first") {
		t.Fatal("refused")
	}
	last := len(e.docs) - 1
	for _, tt := range []struct {
		name string
		edit func()
		want looked
	}{
		{"a body", func() { e.docs[0].body = append(e.docs[0].body, "又一段。") }, looked{2, false, 0}}, // nothing is kept of one that is not public
		{"the body of a page", func() { e.others["content/guide.md"] += "又一段。\n" }, looked{2, false, 0}},
		{"an attachment of the same size", func() { e.others["content/wj/a.csv"] = "姓名,手机\n王小红,13812345678\n" }, looked{1, false, 1}},
		{"an attachment", func() { e.others["content/wj/a.csv"] = "姓名,手机\n王小,13812345678\n" }, looked{1, true, 4}},
		{"a title", func() { e.docs[0].title = "关于某事的通知" }, looked{2, true, 4}},
		{"a title of what is not public", func() { e.docs[last].title = "关于某事的通知" }, looked{1, true, 4}},
		{"the day", func() { e.day = e.day.AddDays(1) }, looked{1, true, 4}},
		{"a static file of the same size", func() { e.others["static/own.txt"] = "wno\n" }, looked{1, false, 1}},
		{"a template", func() { e.others["layouts/part-own.html"] = "<p>own</p>" }, looked{1, true, 4}},
		{"a new file", func() { e.add(rand.New(rand.NewSource(2))) }, looked{2, true, 4}},
		{"another setting", func() { e.others["config.toml"] += "\n[contents]\nmin_headings = 1\n" }, looked{8, true, 4}},
	} {
		tt.edit()
		if !e.compare(tt.name) {
			t.Fatalf("%s: refused", tt.name)
		}
		if e.looked != tt.want {
			t.Errorf("%s: looked into %+v, want %+v", tt.name, e.looked, tt.want)
		}
	}
}

// An attachment that is not looked into again has a name that an alias stands for, which else
// nothing has.
func TestReuseGathersFiles(t *testing.T) {
	e := newFindings(t)
	e.others["content/wj/b.csv"] = "不在任何地方的名称\n"
	for range 2 {
		o := e.compareOutcome(t)
		if slices.ContainsFunc(o.Diags, func(d diag.Diagnostic) bool { return d.Code == "search-alias-unused" }) {
			t.Error("the alias is said to be of no use")
		}
		if e.builds == 2 && e.looked.files != 0 {
			t.Errorf("%d files were looked into", e.looked.files)
		}
		e.docs[0].body = append(e.docs[0].body, "又一段。")
	}
}

// compareOutcome is compare, and gives what a build said.
func (e *edited) compareOutcome(t *testing.T) outcome {
	t.Helper()
	if !e.compare("") {
		t.Fatal("refused")
	}
	return e.build(e.out, false)
}

// addReport adds an annual report, whose page shows what a file of data says.
func (e *edited) addReport() {
	e.t.Helper()
	data, err := os.ReadFile("../annual/testdata/report-2025.toml")
	if err != nil {
		e.t.Fatal(err)
	}
	e.others["content/wj/y.toml"] = string(data)
	e.last++
	e.docs = append(e.docs, modelDoc{n: e.last, file: "content/wj/y.md", title: "栖澜市交通运输局2025年政府信息公开工作年度报告", category: "wj", class: "年度报告",
		disclosed: "主动公开", lines: []string{`data = "y.toml"`}, body: []string{"## 二、主动公开政府信息情况\n\n甲句。"}})
}

// Files that are edited while the site is built leave nothing in the cache that a later build
// would believe.
func TestReuseEditedMeanwhile(t *testing.T) {
	for name, edit := range map[string]func(e *edited){
		"a body":          func(e *edited) { e.docs[1].body = append(e.docs[1].body, "又一段。") },
		"a title":         func(e *edited) { e.docs[1].title = "关于某事的通知" },
		"not public":      func(e *edited) { e.docs[1].disclosed = "不予公开" },
		"a document gone": func(e *edited) { e.docs = e.docs[:3] },
		"a document more": func(e *edited) { e.add(rand.New(rand.NewSource(2))) },
		"an attachment":   func(e *edited) { e.others["content/wj/a.csv"] = "姓名,手机\n王小红,13812345678\n" },
		"a static file":   func(e *edited) { e.others["static/own.txt"] = "other\n" },
		"a template":      func(e *edited) { e.others["layouts/part-own.html"] = "<p>own</p>" },
		"a report's data": func(e *edited) {
			e.others["content/wj/y.toml"] = strings.Replace(e.others["content/wj/y.toml"], "11398889", "11398890", 1)
		},
		"the settings": func(e *edited) { e.others["config.toml"] += "\n[contents]\nmin_headings = 1\n" },
	} {
		e := newFindings(t)
		e.addReport()
		if !e.compare("at first") {
			t.Fatal("refused")
		}
		titles := []string{"关于又一件事的通知", "栖澜市第1号道路客运管理办法"} // with another one bodies are inspected again
		if testing.Short() {
			titles = titles[:1]
		}
		for _, title := range titles {
			e.docs[0].body, e.docs[0].title = append(e.docs[0].body, "又一段。"), title
			e.sync()
			before := e.clone()
			e.meanwhile = func() { edit(e); e.sync() }
			e.build(e.out, true)
			e.meanwhile = nil
			if !e.compare(name + ", edited meanwhile") {
				t.Fatalf("%s: refused", name)
			}
			e.model = before
			if !e.compare(name + ", as it was") {
				t.Fatalf("%s: refused", name)
			}
		}
	}
}

// An attachment that changes after pages that tell of it were taken over is refused: they
// would say something else than it.
func TestReuseRefusesOtherAttachment(t *testing.T) {
	e := newFindings(t)
	if !e.compare("at first") {
		t.Fatal("refused")
	}
	e.docs[0].body = append(e.docs[0].body, "又一段。")
	e.sync()
	e.meanwhile = func() { e.others["content/wj/a.csv"] = "姓名,手机\n王小红,13812345678\n"; e.sync() }
	if o := e.build(e.out, true); !o.Stops {
		t.Error("published")
	}
}
