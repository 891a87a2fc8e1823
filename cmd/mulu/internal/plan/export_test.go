package plan

import (
	"fmt"
	"slices"
	"testing"

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
		set, _ := l.ExportSet()
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
