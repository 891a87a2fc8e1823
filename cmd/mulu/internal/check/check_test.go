package check

import (
	"context"
	"testing"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/extract"
	"mulu/cmd/mulu/internal/parallel"
)

// Bodies and files are looked at by many goroutines at once: each finding is that of
// its rule, and none is lost.
func TestTogether(t *testing.T) {
	cat, _ := ended(t, 3)
	rule := func(code string) *Rule {
		report := func(r interface{ Report(diag.Diagnostic) }, d diag.Diagnostic) { r.Report(d) }
		return &Rule{Rule: diag.Rule{Code: code, Repair: code},
			Body: func(b *Body) { report(b, b.AtPlace(b.File, diag.Pos{}, "甲")) },
			File: func(f *File) { report(f, f.AtPlace(f.Path, diag.Pos{}, "乙")) },
			Line: func(l *Line) { report(l, l.At(0, 1, "丙")) }, In: Everywhere,
		}
	}
	e := New(cat, []*Rule{rule("one"), rule("two"), rule("three")}, Options{Whole: true})
	found := make([][]diag.Diagnostic, 2000)
	err := parallel.Each(context.Background(), 8, len(found), func(_, i int) error {
		found[i] = e.Body(&Body{Raw: []byte("x"), First: 1, File: "a.md"})
		more, err := e.File(&File{Path: "b.csv", Passages: func(yield func(extract.Passage)) error { yield(extract.Passage{Text: "x"}); return nil }})
		found[i] = append(found[i], more...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, ds := range found {
		n := map[string]int{}
		for _, d := range ds {
			n[d.Code]++
			if d.Hint != d.Code {
				t.Fatalf("run %d: %s has the hint of %s", i, d.Code, d.Hint)
			}
		}
		if n["one"] != 4 || n["two"] != 4 || n["three"] != 4 {
			t.Fatalf("run %d: findings %v, want 4 of each", i, n)
		}
	}
}
