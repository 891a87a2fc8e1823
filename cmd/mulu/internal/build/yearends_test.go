package build

import (
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/plan"
)

// Pages of years' ends of one number are made one after another; all else stays in its order.
func TestYearEndsTogether(t *testing.T) {
	var all []plan.Entry
	for _, path := range []string{"index.html", "2024 0", "2024 1", "2024 2", "2023 0", "2023 1", "z.html"} {
		e := plan.Entry{Kind: plan.Home, Path: path}
		if len(path) == len("2024 0") {
			e.Kind, e.Number = plan.AsOf, int(path[5]-'0')
		}
		all = append(all, e)
	}
	var got []string
	for _, e := range yearEndsTogether(all) {
		got = append(got, e.Path)
	}
	if want := []string{"index.html", "2024 0", "2023 0", "2024 1", "2023 1", "2024 2", "z.html"}; !slices.Equal(got, want) {
		t.Errorf("made in the order %q, want %q", got, want)
	}
	if none := yearEndsTogether(all[:1]); len(none) != 1 {
		t.Errorf("without years' ends: %v", none)
	}
}
