package render_test

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/sitetest"
)

// frame is that of the first document of a site, and what the links of its body are answered.
func frame(t *testing.T, fs sitetest.Files) (frame, answers []byte) {
	t.Helper()
	s := load(t, fs)
	e, ok := s.plan.Lookup(docAt(1))
	if !ok {
		t.Fatal("no document")
	}
	w := &render.Worker{}
	if _, _, err := s.Page(w, e); err != nil {
		t.Fatal(err)
	}
	named, fragments := len(w.Files), len(w.Fragments)
	sum := s.Answers(w, e, append([]markdown.Link(nil), w.Asked()...))
	if len(w.Files) != named || len(w.Fragments) != fragments {
		t.Error("asking again adds files or fragments")
	}
	return s.AppendFrame(nil, w, e), sum[:]
}

// What a page shows of other documents, of the day and of files is in its frame, and its own
// body is not; where its links lead is in the answers.
func TestFrame(t *testing.T) {
	site := func() sitetest.Files {
		return sitetest.Files{
			"content/d1.md":    sitetest.Doc(1, "class = \"行政规范性文件\"\nexpires = 2026-12-31\nattachments = [{file = \"a.csv\", title = \"表\"}]", "见[那个](d2.md#甲)和[表](a.csv)。"),
			"content/d2.md":    sitetest.Doc(2, "", "## 甲"),
			"content/a.csv":    "a\n",
			"content/guide.md": "+++\npage = \"guide\"\ntitle = \"指南\"\n+++\n\n指南\n",
		}
	}
	was, asked := frame(t, site())
	if again, same := frame(t, site()); !bytes.Equal(was, again) || !bytes.Equal(asked, same) {
		t.Error("the same site has another frame")
	}
	for _, tt := range []struct {
		name            string
		edit            func(fs sitetest.Files)
		frames, answers bool // are other ones
	}{
		{"own body", func(fs sitetest.Files) {
			fs["content/d1.md"] = sitetest.Doc(1, "class = \"行政规范性文件\"\nexpires = 2026-12-31\nattachments = [{file = \"a.csv\", title = \"表\"}]", "另见[那个](d2.md#甲)和[表](a.csv)。")
		}, false, true}, // their places are others
		{"another body", func(fs sitetest.Files) { fs["content/d2.md"] = sitetest.Doc(2, "", "## 乙") }, false, false},
		{"repeal", func(fs sitetest.Files) {
			fs["content/d3.md"] = sitetest.Doc(3, fmt.Sprintf("repeals = [%q]", sitetest.Index(1)), "")
		}, true, false},
		{"interpretation", func(fs sitetest.Files) {
			fs["content/d3.md"] = sitetest.Doc(3, fmt.Sprintf("interprets = [%q]", sitetest.Index(1)), "")
		}, true, false},
		{"another document", func(fs sitetest.Files) { fs["content/d3.md"] = sitetest.Doc(3, "", "") }, false, false},
		{"size of an attachment", func(fs sitetest.Files) { fs["content/a.csv"] = "aaaa\n" }, true, false},
		{"navigation", func(fs sitetest.Files) {
			fs["content/guide.md"] = "+++\npage = \"guide\"\ntitle = \"指南\"\ndraft = true\n+++\n\n指南\n"
		}, true, false},
		{"target renamed", func(fs sitetest.Files) {
			fs["content/d2.md"] = "+++\ntitle = \"新名\"" + sitetest.Doc(2, "", "## 甲")[len("+++\ntitle = \"文件2\""):]
		}, false, true},
	} {
		fs := site()
		tt.edit(fs)
		now, answers := frame(t, fs)
		if bytes.Equal(was, now) == tt.frames {
			t.Errorf("%s: the frame is another: %v", tt.name, !tt.frames)
		}
		if bytes.Equal(asked, answers) == tt.answers {
			t.Errorf("%s: the answers are others: %v", tt.name, !tt.answers)
		}
	}
}

// Whatever a document's page may show can be put into its frame.
func TestFrameOfEveryField(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(v reflect.Type, path string)
	walk = func(v reflect.Type, path string) {
		if seen[v] {
			return
		}
		seen[v] = true
		switch v.Kind() {
		case reflect.String, reflect.Bool, reflect.Int, reflect.Int64, reflect.Int32, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i).Type, path+"."+v.Field(i).Name)
			}
		case reflect.Slice, reflect.Array, reflect.Pointer:
			walk(v.Elem(), path)
		default:
			t.Errorf("%s is a %v, which AppendFrame cannot write", path, v.Kind())
		}
	}
	walk(reflect.TypeFor[render.Document](), "Document")
	walk(reflect.TypeFor[diag.Diagnostic](), "Diagnostic")
}

// A worker that made other pages before gives the same frame.
func TestFrameOfUsedWorker(t *testing.T) {
	s := load(t, sitetest.Docs(12))
	w := &render.Worker{}
	for e := range s.plan.Fixed() {
		if e.Kind == plan.ListPage || e.Kind == plan.Home {
			if _, _, err := s.Page(w, e); err != nil {
				t.Fatal(err)
			}
		}
	}
	for n := 1; n <= 12; n++ {
		e, _ := s.plan.Lookup(docAt(n))
		if !bytes.Equal(s.AppendFrame(nil, w, e), s.AppendFrame(nil, &render.Worker{}, e)) {
			t.Errorf("document %d: the frame depends on the worker", n)
		}
	}
}
