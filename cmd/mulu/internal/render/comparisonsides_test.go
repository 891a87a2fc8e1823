package render

import (
	"fmt"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/compare"
)

// Lines that are in one text only stand beside each other, between those of both.
func TestSides(t *testing.T) {
	line := func(text string) ComparisonLine {
		p := ComparisonPiece{Text: "x", Added: text == "+", Removed: text == "-"}
		if text == "number" {
			return ComparisonLine{Pieces: []ComparisonPiece{{Text: "2", Before: "1"}, {Note: true, Text: "was 1"}}}
		}
		return ComparisonLine{Pieces: []ComparisonPiece{p}}
	}
	for _, tt := range []struct {
		lines string
		kind  compare.Kind
		want  string
	}{
		{"= - - + = +", compare.Changed, "x|x x|x x| x|x |x"},
		{"+ - =", compare.Changed, "x|x x|x"},
		{"number", compare.Changed, "1|2"},
		{"= =", compare.Added, "|x |x"},
		{"= =", compare.Removed, "x| x|"},
	} {
		var lines []ComparisonLine
		for _, text := range strings.Fields(tt.lines) {
			lines = append(lines, line(text))
		}
		var got []string
		for _, row := range sides(lines, tt.kind) {
			cell := func(ps []ComparisonPiece) (s string) {
				for _, p := range ps {
					s += string(p.Text)
				}
				return s
			}
			got = append(got, fmt.Sprintf("%s|%s", cell(row.Old), cell(row.New)))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s of a unit of kind %v: %q, want %q", tt.lines, tt.kind, s, tt.want)
		}
	}
	if sides([]ComparisonLine{line("="), {Table: "table 1"}}, compare.Changed) != nil {
		t.Error("a table stands in a table")
	}
}
