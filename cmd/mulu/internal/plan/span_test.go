package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// dense makes documents of 2010 to 2025, newest first; of days in bulk many.
func dense(n int, r *rand.Rand) []catalogue.Document {
	docs := make([]catalogue.Document, n)
	start := official.DateOf(2010, 1, 1)
	for i := range docs {
		on := start.AddDays(r.IntN(5800))
		if r.IntN(10) == 0 {
			on = official.DateOf(2016, 7, 1) // the catalogue was begun on this day
		}
		docs[i].Record = &catalogue.Record{Published: on}
	}
	slices.SortStableFunc(docs, func(a, b catalogue.Document) int { return b.Published.Compare(a.Published) })
	return docs
}

// spannedList is the list of the documents that a function keeps.
func spannedList(docs []catalogue.Document, size int, keep func(i int) bool) *List {
	l := &List{Facet: ByValidity, Dir: "validity/in-force"}
	for i := range docs {
		if keep(i) {
			l.Docs = append(l.Docs, int32(i))
		}
	}
	l.cutBySpans(docs, size)
	return l
}

// byPath is what each page holds.
func byPath(l *List, size int) map[string]string {
	pages := map[string]string{}
	for n := range l.Archive(size) + 1 {
		pages[l.Path(n)] = fmt.Sprint(l.Page(n, size))
	}
	return pages
}

// Pages of a list by validity hold each document once, at most two pages' worth, under
// addresses of their own; PageOf finds each.
func TestSpansHoldAll(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 19, 40, 41, 300, 5000} {
		docs := dense(n, r)
		l := spannedList(docs, 20, func(int) bool { return true })
		var all []int32
		for _, number := range append([]int{0}, downFrom(l.Archive(20))...) {
			page := l.Page(number, 20)
			if len(page) > 40 && number > 0 || len(page) == 0 && n > 0 {
				t.Errorf("%d documents: page %d has %d", n, number, len(page))
			}
			for _, id := range page {
				if got := l.PageOf(int(id), 20); got != number {
					t.Errorf("%d documents: %d is on page %d, PageOf says %d", n, id, number, got)
				}
			}
			all = append(all, page...)
		}
		if !slices.Equal(all, l.Docs) {
			t.Errorf("%d documents: the pages hold %d", n, len(all))
		}
		if pages := byPath(l, 20); len(pages) != l.Archive(20)+1 {
			t.Errorf("%d documents: %d pages have %d addresses", n, l.Archive(20)+1, len(pages))
		}
	}
}

func downFrom(n int) (list []int) {
	for ; n > 0; n-- {
		list = append(list, n)
	}
	return list
}

// A document that leaves the list changes its own page, and seldom a few beside it.
func TestSpansAreLocal(t *testing.T) {
	const n, tries = 4000, 200
	r := rand.New(rand.NewPCG(2, 2))
	docs := dense(n, r)
	was := byPath(spannedList(docs, 20, func(int) bool { return true }), 20)
	total := 0
	for range tries {
		gone := r.IntN(n)
		for docs[gone].Published == official.DateOf(2016, 7, 1) {
			gone = r.IntN(n) // of a day in bulk the later parts change, too
		}
		now := byPath(spannedList(docs, 20, func(i int) bool { return i != gone }), 20)
		for at, page := range was {
			if now[at] != page {
				total++
			}
		}
	}
	if total > tries*3/2 {
		t.Errorf("%d documents that left changed %d pages", tries, total)
	}
}

// Addresses tell the kinds of periods apart.
func TestPeriodNames(t *testing.T) {
	var names []string
	for kind := range periods {
		names = append(names, periodOf(kind, official.DateOf(2018, 8, 31)).name)
	}
	const want = "2016-2031 2016-2023 2016-2019 2018-2019 2018 2018-h2 2018-q3 2018-08 2018-08-t3 2018-08-31"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
