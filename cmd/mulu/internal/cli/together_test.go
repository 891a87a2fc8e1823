package cli

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Runs share nothing that one of them changes. They begin at once, and only the race
// detector sees what they share: nothing before the runs may put them in an order.
func TestRunsAtOnce(t *testing.T) {
	const site = "../../testdata/sites/small"
	cache := t.TempDir() // of both builds
	lines := [][]string{
		{"version"}, {"help", "build"}, {"check", "-q", "--source", site, "--date", "2025-07-01"},
		{"build", "-q", "--source", site, "--date", "2025-07-01", "--cache", cache}, {"styleguide", "--source", site},
		{"build", "-q", "--source", site, "--date", "2025-07-01", "--cache", cache}, {"explain"}, {"no-such-command"},
	}
	want := []int{0, 0, 0, 0, 0, 0, 0, 2}
	got, outs := make([]int, len(lines)), make([]bytes.Buffer, len(lines))
	for i := range lines {
		if slices.Contains([]string{"build", "styleguide"}, lines[i][0]) {
			lines[i] = append(lines[i], "--output", filepath.Join(t.TempDir(), "public"))
		}
	}
	var wait sync.WaitGroup
	for i, line := range lines {
		wait.Go(func() { got[i] = Run(t.Context(), line, strings.NewReader(""), &outs[i], &outs[i]) })
	}
	wait.Wait()
	for i, line := range lines {
		if got[i] != want[i] {
			t.Errorf("mulu %s: exit %d, want %d\n%.2000s", strings.Join(line, " "), got[i], want[i], outs[i].String())
		}
	}
}
