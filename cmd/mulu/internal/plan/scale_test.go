package plan_test

import (
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/tree"
)

// No header is read again for an address that is free: a site that moved from another
// system has an old address for every document.
func TestAliasesReadNoFile(t *testing.T) {
	fs := sitetest.Linked(20)
	c, items, _ := fs.Items(t)
	read := 0
	cat, _ := catalogue.New(c, items, catalogue.Options{Today: sitetest.Today, Files: fs, Header: func(file string) (tree.Value, bool) {
		read++
		return fs.Header(file)
	}})
	p, ds := plan.New(cat, nil)
	if len(p.Redirects) != 19 || len(ds) > 0 || read > 0 {
		t.Errorf("%d redirects, %v, %d headers read again", len(p.Redirects), ds, read)
	}
}

// 10,000 documents with an old address each: 0.03 s, which grows in proportion.
func BenchmarkNew(b *testing.B) {
	c, _ := sitetest.Linked(10_000).Catalogue(b)
	b.ReportAllocs()
	for b.Loop() {
		plan.New(c, nil)
	}
}
