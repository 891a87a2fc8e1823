package build_test

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
)

func fewDocuments(n int) *model {
	m := newModel(rand.New(rand.NewSource(1)))
	m.docs = nil
	for i := 1; i <= n; i++ {
		m.docs = append(m.docs, modelDoc{n: i, file: fmt.Sprintf("content/wj/d%d.md", i), title: fmt.Sprintf("栖澜市第%d号道路客运管理办法", i), category: "wj", class: "行政规范性文件",
			disclosed: "主动公开", body: []string{"## 甲", "道路客运管理。"}})
	}
	m.last = n
	return m
}

// A document that is taken over leads to a heading that is no more: the build is refused.
func TestReuseLostHeading(t *testing.T) {
	m := fewDocuments(3)
	m.docs[0].body = append(m.docs[0].body, "见[那里](d2.md#甲)。")
	e := newEdited(t, m)
	if !e.compare("at first") {
		t.Fatal("refused at first")
	}
	m.docs[1].body[0] = "## 乙"
	if e.compare("heading renamed") {
		t.Error("published with a link to a heading that is gone")
	}
}

// The cache is of an earlier build, whose site is there again, and the output of a later one:
// the files of the output are others than those that were kept.
func TestReuseOlderCache(t *testing.T) {
	m := fewDocuments(3)
	e := newEdited(t, m)
	e.compare("at first")
	dir := filepath.Join(filepath.Dir(e.out), "cache")
	older := filepath.Join(t.TempDir(), "older")
	if err := os.CopyFS(older, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	m.docs[2].lines = []string{fmt.Sprintf("repeals = [%q]", sitetest.Index(1))}
	m.docs[1].body = append(m.docs[1].body, "另有一段。")
	e.compare("repealed, and another text")
	m.docs[2].lines, m.docs[1].body = nil, m.docs[1].body[:2]
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(older)); err != nil {
		t.Fatal(err)
	}
	e.compare("as it was, with the cache of then")
}

// A fault of a template that only documents have is told again of those taken over.
func TestReuseFaultOfTemplate(t *testing.T) {
	m := fewDocuments(3)
	m.others["layouts/part-cite.html"] = "{{define \"cite\"}}<p><img src=\"{{.Root}}own.txt\"></p>{{end}}"
	e := newEdited(t, m)
	e.compare("at first")
	m.docs[2].body = append(m.docs[2].body, "另有一段。")
	e.compare("a body edited")
	if found := e.build(e.out, false).Diags; !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.File == "layouts/part-cite.html" }) {
		t.Fatal("the template has no fault to be told")
	}
	m.docs = m.docs[1:]
	e.compare("the first document gone")
}
