package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
)

// Whatever the number of documents, the parts of a set hold each of them once, newest first,
// the newest ones in a file of at most a hundred, and closed parts stay as they are.
func TestExportParts(t *testing.T) {
	were := map[string][]int32{}
	for n := 1; n <= 2_345; n++ {
		l := &List{Facet: ByCategory, Dir: "wj", Category: &config.Category{Path: "wj"}}
		for id := n; id > 0; id-- { // numbered from the oldest
			l.Docs = append(l.Docs, int32(id))
		}
		set, _ := new(Plan).ExportSet(l)
		var all []int32
		now, other := map[string][]int32{}, 0
		for i := range set.Parts {
			x := &set.Parts[i]
			at := x.Path(CSV)
			e := Entry{Kind: Export, List: x.List, Number: x.Number, Newest: x.Newest}
			if len(x.Docs) == 0 || len(x.Docs) > periodSize || x.Newest && len(x.Docs) > newestSize || now[at] != nil || e.ExportPath(CSV) != at || !slices.Equal(e.ExportDocs(), x.Docs) {
				t.Fatalf("%d documents: part %s has %d", n, at, len(x.Docs))
			}
			all = append(all, x.Docs...)
			if now[at] = x.Docs; !slices.Equal(were[at], x.Docs) {
				other++
			}
		}
		if !slices.Equal(all, l.Docs) {
			t.Fatalf("%d documents: the parts have %d", n, len(all))
		}
		if other > 2 || other > 1 && n%newestSize != 1 {
			t.Errorf("document %d changes %d parts", n, other)
		}
		were = now
	}
	if got := fmt.Sprint(len(were), len(were["data/category/wj/3-new.csv"]), len(were["data/category/wj/3.csv"])); got != "4 45 300" {
		t.Error(got)
	}
}

// The whole of more than a thousand documents is the sets of the first level of columns, so
// that a document is not in a file of its year besides.
func TestExportWhole(t *testing.T) {
	roots := []config.Category{{Path: "a", Name: "a"}, {Path: "b", Name: "b"}}
	for n, want := range map[int]string{1000: "data/all/2026-1.csv 1000", 1001: "data/category/a/1-new.csv 1, data/category/a/1.csv 500, data/category/b/1-new.csv 100, data/category/b/1.csv 400"} {
		p := &Plan{Config: &config.Config{Categories: roots, Exports: config.Exports{CSV: true}}, byCategory: map[*config.Category]*List{}}
		lists := make([]*List, len(roots))
		for i := range roots {
			lists[i] = &List{Facet: ByCategory, Dir: roots[i].Path, Category: &roots[i]}
			p.byCategory[&roots[i]] = lists[i]
		}
		p.Lists = lists
		period := Period{Year: 2026, Number: 1}
		for id := range n {
			period.Docs = append(period.Docs, int32(id))
			lists[id%2].Docs = append(lists[id%2].Docs, int32(id))
		}
		p.Periods = []Period{period}
		whole := p.WholeSet()
		var got []string
		for i := range whole.Parts {
			got = append(got, fmt.Sprint(whole.Parts[i].Path(CSV), " ", len(whole.Parts[i].Docs)))
		}
		made := map[string]int{}
		for e := range p.exports {
			made[e.Path]++
		}
		if whole.Count != n || strings.Join(got, ", ") != want {
			t.Errorf("%d documents: %q, want %s", n, got, want)
		}
		for _, x := range whole.Parts {
			if made[x.Path(CSV)] != 1 {
				t.Errorf("%d documents: %s is made %d times", n, x.Path(CSV), made[x.Path(CSV)])
			}
		}
	}
}

// The newest period is cut in the same way, a year that is over is not.
func TestExportPeriods(t *testing.T) {
	docs := make([]int32, 250)
	p := &Plan{Config: &config.Config{}, Periods: []Period{{Year: 2026, Number: 1, Docs: docs, Open: true}, {Year: 2025, Number: 1, Docs: docs}}}
	var got []string
	for _, x := range p.ExportSets()[0].Parts {
		e := Entry{Kind: Export, Period: x.Period, Newest: x.Newest}
		got = append(got, fmt.Sprint(e.ExportPath(JSON), " ", len(e.ExportDocs())))
	}
	want := []string{"data/all/2026-1-new.json 50", "data/all/2026-1.json 200", "data/all/2025-1.json 250"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A category of more than a thousand documents does not repeat those of the categories below
// it: a document changes the parts of its own column alone, and none is missing.
func TestExportJoined(t *testing.T) {
	tree := &config.Category{Path: "zc"}
	bm := &config.Category{Path: "zc/bm", Parent: tree}
	gf := &config.Category{Path: "zc/bm/gf", Parent: bm}
	qt := &config.Category{Path: "zc/bm/qt", Parent: bm}
	tree.Children, bm.Children = []*config.Category{bm}, []*config.Category{gf, qt}
	of := func(id int) []*config.Category {
		switch {
		case id%2 == 0:
			return []*config.Category{gf}
		case id%16 == 1:
			return []*config.Category{bm}
		case id%16 == 3:
			return []*config.Category{tree}
		case id%16 == 5:
			return []*config.Category{gf, qt}
		}
		return []*config.Category{qt, bm}
	}
	at := func(n int) map[string][]int32 {
		p := &Plan{Catalogue: &catalogue.Catalogue{}, Config: &config.Config{Exports: config.Exports{CSV: true}}, byCategory: map[*config.Category]*List{}, byDir: map[string]*List{}, themes: themes{}}
		for _, c := range []*config.Category{tree, bm, gf, qt} {
			p.Lists = append(p.Lists, &List{Dir: c.Path, Category: c})
			p.byCategory[c] = p.Lists[len(p.Lists)-1]
		}
		for id := n; id > 0; id-- {
			p.place(int32(id), &catalogue.Document{Record: &catalogue.Record{Filing: &catalogue.Filing{Categories: of(id)}, Words: &catalogue.Words{}}})
		}
		files := map[string][]int32{}
		for e := range p.exports {
			if files[e.Path] != nil {
				t.Fatalf("%s is made twice", e.Path)
			}
			files[e.Path] = e.ExportDocs()
		}
		for _, set := range p.ExportSets()[1:] {
			has := map[int32]bool{}
			for i := range set.Parts {
				for _, id := range set.Parts[i].Docs {
					has[id] = true
				}
				if files[set.Parts[i].Path(CSV)] == nil {
					t.Fatalf("%d documents: %s is not made", n, set.Parts[i].Path(CSV))
				}
			}
			if len(has) != len(set.List.Docs) || set.Count != len(has) {
				t.Fatalf("%d documents: the parts of %s have %d of %d", n, set.List.Dir, len(has), len(set.List.Docs))
			}
		}
		return files
	}
	changed := func(n int) (names []string) {
		were := at(n - 1)
		for name, docs := range at(n) {
			if !slices.Equal(docs, were[name]) {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		return names
	}
	for n, want := range map[int]string{
		502:  "[data/category/zc/1-new.csv data/category/zc/bm/1-new.csv data/category/zc/bm/gf/1-new.csv]",
		4002: "[data/category/zc/bm/gf/3-new.csv]",
		4003: "[data/category/zc/1-new.csv]",
	} {
		if got := fmt.Sprint(changed(n)); got != want {
			t.Errorf("document %d changes %s, want %s", n, got, want)
		}
	}
}
