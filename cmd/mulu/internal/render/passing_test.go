package render_test

import (
	"fmt"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/sitetest"
)

// What a page borrows of its worker is its own: a worker that made other pages makes each as
// a new one does, also where one page has more rows or headings than the one before.
func TestPagesOfUsedWorker(t *testing.T) {
	fs, used := sitetest.Docs(40), render.Worker{}
	for i := 1; i <= 40; i++ {
		body := strings.Repeat("## 章&"+strings.Repeat("<", i%3)+"+“a”\n\n文\n\n### 节'\n\n文\n\n### 款\n\n文\n\n", i%7)
		fs[fmt.Sprintf("content/d%05d.md", i)] = sitetest.Doc(i, `class = "其他文件"`, body)
	}
	s := load(t, fs)
	s.plan.Config.Contents.MinHeadings = 2
	var entries []plan.Entry
	for e := range s.plan.Fixed() {
		if e.Kind == plan.ListPage || e.Kind == plan.AsOf || e.Kind == plan.Home {
			entries = append(entries, e)
		}
	}
	for n := 1; n <= 40; n++ {
		e, _ := s.plan.Lookup(docAt(n))
		entries = append(entries, e)
	}
	for i := range 3 * len(entries) {
		e := entries[i*7%len(entries)]
		want, _, err := s.Page(&render.Worker{}, e)
		if err != nil {
			t.Fatal(err)
		}
		if got, _, err := s.Page(&used, e); err != nil || string(got) != string(want) {
			t.Fatalf("%s: %v\n%s\nwant\n%s", e.Path, err, got, want)
		}
	}
	page, _ := s.page(t, docAt(1))
	mustHold(t, "page", page, "目录", `href="#款"`)
}
