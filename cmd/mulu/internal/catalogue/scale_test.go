package catalogue_test

import (
	"fmt"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/tree"
)

// A circle of any length is one message that can be read, and no reason to read all
// its files.
func TestLongCircle(t *testing.T) {
	const n = 300
	fs := sitetest.Docs(n)
	for i := 1; i <= n; i++ {
		fs[fmt.Sprintf("content/d%05d.md", i)] = sitetest.Doc(i, fmt.Sprintf("repeals = [%q]", sitetest.Index(i%n+1)), "")
	}
	c, items, _ := fs.Items(t)
	read := 0
	_, ds := catalogue.New(c, items, catalogue.Options{Today: sitetest.Today, Files: fs, Header: func(file string) (tree.Value, bool) {
		read++
		return fs.Header(file)
	}})
	if len(ds) != 1 || ds[0].Code != "relation-cycle" || len(ds[0].Related) > 20 || read > 20 {
		t.Errorf("%d problems, %d headers read again: %.500v", len(ds), read, ds)
	}
}

// The documents by their files are all documents, in the order of the paths.
func TestByPath(t *testing.T) {
	fs := sitetest.Docs(9)
	fs["content/a.md"] = sitetest.Doc(10, "", "")
	fs["content/b.md"] = sitetest.Doc(11, "draft = true", "")
	c, _ := fs.Catalogue(t)
	last := ""
	for _, id := range c.ByPath {
		if p := c.Documents[id].Path; p > last {
			last = p
		} else {
			t.Errorf("%s comes after %s", p, last)
		}
	}
	if len(c.ByPath) != len(c.Documents) || len(c.Documents) != 10 {
		t.Errorf("%d places of %d documents, want 10", len(c.ByPath), len(c.Documents))
	}
}

// 10,000 documents, most with two relations and one of them with 10,000: 0.06 s, which grows in proportion.
func BenchmarkNew(b *testing.B) {
	fs := sitetest.Linked(10_000)
	c, items, _ := fs.Items(b)
	b.ReportAllocs()
	for b.Loop() {
		catalogue.New(c, items, catalogue.Options{Today: sitetest.Today, Files: fs, Header: fs.Header})
	}
}
