package plan

import (
	"slices"
	"testing"
)

// Pages of years' ends of one number come one after another.
func TestYearEndPagesInTurn(t *testing.T) {
	p := &Plan{YearEnds: []YearEnd{{Year: 2024, Docs: make([]YearEndDoc, 4*yearEndSize)}, {Year: 2023, Docs: make([]YearEndDoc, 3*yearEndSize)}}}
	var got []string
	p.yearEndPages(func(e Entry) bool { got = append(got, e.Path); return true })
	want := []string{p.YearEnds[0].Path(0), p.YearEnds[1].Path(0)}
	for n := 1; n <= p.YearEnds[0].Archive(); n++ {
		want = append(want, p.YearEnds[0].Path(n))
		if n <= p.YearEnds[1].Archive() {
			want = append(want, p.YearEnds[1].Path(n))
		}
	}
	if !slices.Equal(got, want) || len(want) < 5 {
		t.Errorf("pages come as %q, want %q", got, want)
	}
	p.yearEndPages(func(e Entry) bool {
		if got = append(got, e.Path); len(got) > len(want)+1 {
			t.Error("goes on when told to stop")
		}
		return false
	})
}
