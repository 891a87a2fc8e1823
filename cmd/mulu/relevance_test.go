package main

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/search/query"
	"mulu/cmd/mulu/internal/sitetest"
)

// What search has to reach over all known-item queries, and in every class of them.
const (
	leastMRR       = 0.97
	leastRecall    = 0.98
	leastClassMRR  = 0.85
	mostEmpty      = 0.01
	firstPage      = 10
	firstView      = 3
	distractorsEnv = "MULU_DISTRACTORS" // any value: mksite's 10,000 documents lie beside the laws
)

// A lawSite is the published laws with their index and what the test knows of them.
type lawSite struct {
	*lawCorpus
	out   string // the published folder
	index *query.Index
	at    map[string]int // document by index number
}

// buildLaws publishes the laws of MULU_CORPUS, and more, under headers made from the seed.
func buildLaws(t *testing.T, seed uint64, more ...lawDoc) *lawSite {
	t.Helper()
	corpus := os.Getenv("MULU_CORPUS")
	if corpus == "" {
		t.Skip("MULU_CORPUS is not set: no laws to search")
	}
	sitetest.Heavy(t, "2,000 queries")
	docs := readLaws(t, filepath.Join(corpus, "laws"), seed, more...)
	dir := filepath.Join(t.TempDir(), "site")
	writeLawSite(t, docs, dir)
	if os.Getenv(distractorsEnv) != "" {
		docs = append(docs, addDistractors(t, corpus, dir)...)
	}
	out := buildSite(t, dir, "-q", "--date", exampleDay)
	index, err := query.Open(os.DirFS(out))
	if err != nil {
		t.Fatal(err)
	}
	s := &lawSite{newLawCorpus(t, docs, pageSummaries(t, out)), out, index, map[string]int{}}
	for i, d := range docs {
		s.at[d.Index] = i
	}
	return s
}

var descriptionTag = regexp.MustCompile(`<meta name="?description"? content="([^"]*)"`)

// pageSummaries reads what each page says of itself, as others read it.
func pageSummaries(t *testing.T, out string) func(d *lawDoc) string {
	return func(d *lawDoc) string {
		page, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(plan.DocumentPath(d.Index))))
		if err != nil {
			t.Fatal(err)
		}
		tag := descriptionTag.FindSubmatch(page)
		if tag == nil {
			t.Fatalf("%s: no description", d.Index)
		}
		return html.UnescapeString(string(tag[1]))
	}
}

// ask gives the documents of the first page in their order; -1 for one that is no law.
func (s *lawSite) ask(t *testing.T, q string) []int {
	t.Helper()
	return s.answer(t, query.Request{Q: q})
}

// glance gives the documents that a reader sees at first.
func (s *lawSite) glance(t *testing.T, q string) []int {
	t.Helper()
	return s.answer(t, query.Request{Q: q, Limit: firstView, Quick: true})
}

func (s *lawSite) answer(t *testing.T, r query.Request) (found []int) {
	t.Helper()
	answer, err := s.index.Search(t.Context(), r)
	if err != nil {
		t.Fatalf("search %q: %v", r.Q, err)
	}
	for _, r := range slices.Concat(answer.Results, answer.Partial) {
		i, ok := s.at[r.Index]
		if !ok {
			i = -1
		}
		found = append(found, i)
	}
	return found[:min(len(found), firstPage)]
}

// A tally counts how well the queries of a class were answered.
type tally struct {
	n, found, empty int
	rank            float64
}

func (s *lawSite) count(q lawQuery, found []int, to *tally) (missed bool) {
	to.n++
	at := slices.IndexFunc(found, func(i int) bool { return slices.Contains(q.equals, i) })
	if at >= 0 {
		to.rank += 1 / float64(at+1)
	}
	if slices.Contains(found, q.item) {
		to.found++
	}
	if len(found) == 0 {
		to.empty++
	}
	return at != 0
}

func (a *tally) String() string {
	n := float64(max(a.n, 1))
	return fmt.Sprintf("%5d  MRR@10 %.3f  recall@10 %.3f  empty %.3f", a.n, a.rank/n, float64(a.found)/n, float64(a.empty)/n)
}

// TestRelevance asks for documents that are known to be there, in the ways in which
// people ask, and wants them first.
func TestRelevance(t *testing.T) {
	s := buildLaws(t, 1)
	for _, style := range []struct {
		name    string
		seed    uint64
		heldOut bool
	}{{"rules", 1, false}, {"another seed and style", 20260601, true}} {
		t.Run(style.name, func(t *testing.T) {
			t.Parallel()
			s.relevance(t, makeLawQueries(s.lawCorpus, style.seed, style.heldOut))
		})
	}
}

func (s *lawSite) relevance(t *testing.T, queries []lawQuery) {
	classes, order, all, view := map[string]*tally{}, []string{}, &tally{}, &tally{}
	for _, q := range queries {
		if classes[q.class] == nil {
			classes[q.class] = &tally{}
			order = append(order, q.class)
		}
		found := s.ask(t, q.text)
		missed := s.count(q, found, classes[q.class])
		s.count(q, found, all)
		if glanced := s.glance(t, q.text); s.count(q, glanced[:min(len(glanced), firstView)], view) && !missed {
			t.Logf("%s: %q wants %s first, found %s at first", q.class, q.text, s.name(q.item), s.names(glanced))
		}
		if missed {
			t.Logf("%s: %q wants %s first, found %s", q.class, q.text, s.name(q.item), s.names(found))
			if q.class == "document number" || q.class == "index number" || q.class == "newest version" {
				t.Errorf("%s: %q has not the right document first", q.class, q.text)
			}
		}
	}
	for _, class := range order {
		c := classes[class]
		t.Logf("%-32s %s", class, c)
		if c.rank < leastClassMRR*float64(c.n) {
			t.Errorf("%s: %s", class, c)
		}
	}
	t.Logf("%-32s %s", "all", all)
	t.Logf("%-32s %s", "first view (MRR@3, recall@3)", view)
	n := float64(all.n)
	if view.rank < leastMRR*n {
		t.Errorf("first view: %s", view)
	}
	if all.rank < leastMRR*n || float64(all.found) < leastRecall*n || float64(all.empty) > mostEmpty*n {
		t.Errorf("all: %s", all)
	}
}

func (s *lawSite) name(i int) string {
	if i < 0 {
		return "another document"
	}
	d := &s.docs[i]
	return fmt.Sprintf("%s (version %d, %s)", d.Title, d.Version, d.Published)
}

func (s *lawSite) names(list []int) string {
	var names []string
	for _, i := range list[:min(len(list), 3)] {
		names = append(names, s.name(i))
	}
	return strings.Join(names, "; ")
}
