package render_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/sitetest"
)

// What a page borrows of its worker is its own: a worker that made other pages makes each as
// a new one does, also where one page has more rows or headings than the one before; and a
// page's own texts are each in its place.
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
	chapters := map[string]int{}
	for n := 1; n <= 40; n++ {
		e, _ := s.plan.Lookup(docAt(n))
		entries = append(entries, e)
		chapters[e.Path] = n % 7
	}
	rows := 0
	for i := range 3 * len(entries) {
		e := entries[i*7%len(entries)]
		want, _, err := s.Page(&render.Worker{}, e)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := s.Page(&used, e)
		if err != nil || string(got) != string(want) {
			t.Fatalf("%s: %v\n%s\nwant\n%s", e.Path, err, got, want)
		}
		rows += passingIsRight(t, e, chapters[e.Path], string(got))
	}
	if rows < 100 {
		t.Errorf("only %d rows", rows)
	}
}

var (
	rowAndDay  = regexp.MustCompile(`<th class="rows-name"[^>]*><a href="[./]*doc/113701000041890072/2025-(\d+)\.html".*?<time>([\d-]+)</time>`)
	inContents = regexp.MustCompile(`<ol>|</ol>|"#[^"]*"`)
)

// passingIsRight looks for each row's own day and each chapter's own sections, and counts the rows.
func passingIsRight(t *testing.T, e plan.Entry, chapters int, page string) (rows int) {
	t.Helper()
	for _, row := range rowAndDay.FindAllStringSubmatch(page, -1) {
		rows++
		n, _ := strconv.Atoi(row[1])
		if day := official.DateOf(2025, 1, 1).AddDays(n - 1).String(); row[2] != day {
			t.Fatalf("%s: document %d was written on %s, not %s", e.Path, n, day, row[2])
		}
	}
	if all := strings.Count(page, `<th class="rows-name"`); rows != all {
		t.Fatalf("%s: %d of %d rows lead to a document, on its day", e.Path, rows, all)
	}
	_, nav, _ := strings.Cut(page, `<nav class="contents"`)
	nav, _, _ = strings.Cut(nav, "</nav>")
	want := ""
	for i := 1; i <= chapters; i++ {
		end := ""
		if i > 1 {
			end = fmt.Sprint("-", i)
		}
		want += fmt.Sprintf(`"#章a%[1]s"<ol>"#节%[1]s""#款%[1]s"</ol>`, end)
	}
	if want != "" {
		want = "<ol>" + want + "</ol>"
	}
	if got := strings.Join(inContents.FindAllString(nav, -1), ""); got != want {
		t.Fatalf("%s: contents %s, want %s", e.Path, got, want)
	}
	return rows
}
