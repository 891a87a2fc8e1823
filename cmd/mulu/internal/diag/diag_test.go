package diag

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

func TestSort(t *testing.T) {
	want := []Diagnostic{
		{File: "a", Pos: Pos{Line: 1, Col: 9}, Code: "z"}, {File: "a", Pos: Pos{Line: 2, Col: 1}, Code: "a", Message: "1"},
		{File: "a", Pos: Pos{Line: 2, Col: 1}, Code: "a", Message: "2"}, {File: "a", Pos: Pos{Line: 2, Col: 1}, Code: "b"},
		{File: "a", Pos: Pos{Line: 2, Col: 3}, Code: "a"}, {File: "a", Pos: Pos{Line: 10, Col: 1}}, {File: "b", Pos: Pos{Line: 1, Col: 1}},
	}
	got := append([]Diagnostic(nil), want...)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		if Sort(got); !reflect.DeepEqual(got, want) {
			t.Fatalf("Sort = %v", got)
		}
	}
}

// Sort is as the stable sort of the library, which moves all of a problem each time.
func TestSortIsStable(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		ds := make([]Diagnostic, n)
		for i := range ds {
			ds[i] = Diagnostic{File: string(rune('a' + random.IntN(4))), Pos: Pos{Line: random.IntN(3), Col: random.IntN(2)}, Code: string(rune('a' + random.IntN(2))), Hint: string(rune(i))}
		}
		want := slices.Clone(ds)
		slices.SortStableFunc(want, func(a, b Diagnostic) int { return order(&a, &b) })
		if Sort(ds); !reflect.DeepEqual(ds, want) {
			t.Fatalf("Sort = %v, want %v", ds, want)
		}
	}
}

// A diagnostic is a value: what is made from it leaves it as it was.
func TestWithLeavesTheOriginal(t *testing.T) {
	d := ruleDate.At("a", Pos{Line: 1}, "%d 个", 3).WithRelated("b", Pos{}, "一")
	first, second := d.WithRelated("c", Pos{}, "二"), d.WithRelated("d", Pos{}, "三").WithHint("改")
	if d.Message != "3 个" || d.Severity != Error || d.Hint != "" || len(d.Related) != 1 {
		t.Errorf("d = %+v", d)
	}
	if first.Related[1].File != "c" || second.Related[1].File != "d" || second.Hint != "改" {
		t.Errorf("first = %+v, second = %+v", first, second)
	}
}

func TestCount(t *testing.T) {
	ds := []Diagnostic{{Severity: Error}, {Severity: Notice}, {Severity: Error}, {Severity: Warning},
		{Severity: Error, Waived: &Waiver{}}, {Severity: Error, Known: true}, {Severity: Notice, Known: true}}
	if got, want := Count(ds), (Counts{Errors: 2, Warnings: 1, Notices: 1, Waived: 1, Known: 2}); got != want {
		t.Errorf("Count = %+v, want %+v", got, want)
	}
	if got := Counting(ds); len(got) != 4 || Count(got).Errors != 2 {
		t.Errorf("Counting = %+v", got)
	}
}
