package history

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
)

// manifest is one of the documents, each given as index, published and what else; a page
// without a document begins with "-".
func manifest(t *testing.T, documents ...string) *publish.Manifest {
	t.Helper()
	var lines []string
	for _, d := range documents {
		fields := strings.Fields(d)
		index, plain := strings.CutPrefix(fields[0], "-")
		sum := "0"
		if len(fields) > 3 {
			sum = fields[3]
		}
		line := `{"path":"doc/` + index + `.html","size":1,"sha256":"` + strings.Repeat(sum, 64) + `"`
		if !plain {
			name := index
			if len(fields) > 4 {
				name = fields[4]
			}
			line += `,"document":{"index":"` + name + `","written":"2026-01-0` + fields[1] + `","published":"2026-02-0` + fields[2] + `","validity":"in-force"}`
		}
		lines = append(lines, line+"}")
	}
	text := `{"version":2,"generator":"m","files":[` + "\n" + strings.Join(lines, ",\n") + "\n" + `],"date":"","previous":"","chain":[` + "\n]}\n"
	m, err := publish.ParseManifest(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// What became of each document, and which of it must not have happened.
func TestCompare(t *testing.T) {
	old := manifest(t, "1 1 1", "2 1 1", "3 1 1", "4 1 2", "5 1 3", "6 1 4", "7 1 5", "8 1 6")
	now := manifest(t, "1 1 1", "2 1 2", "3 2 1", "-4 1 1", "6 1 4 1", "7 1 5 0 X", "8 1 6", "91 1 3", "92 1 7")
	var got []string
	for _, c := range Compare(old, now) {
		line := c.Index + " " + string(c.Kind) + " " + c.From + " " + c.To
		if c.Grave() {
			line = "!" + line
		}
		got = append(got, strings.TrimSpace(line))
	}
	want := []string{
		"!2 published 2026-02-01 2026-02-02", "3 written 2026-01-01 2026-01-02", "4 withdrawn 2026-02-02", "5 removed 2026-02-03",
		"6 page", "!7 index 7 X", "91 appeared  2026-02-03", "92 appeared  2026-02-07", "!5 renumbered 5 91",
	}
	if !slices.Equal(got, want) {
		t.Errorf("tells\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, tt := range []struct {
		day  int
		late bool
	}{{2, false}, {3, false}, {4, true}} {
		was := manifest(t, "1 1 1")
		was.Day = official.DateOf(2026, 2, tt.day)
		if c := Compare(was, manifest(t, "1 1 1", "2 1 3")); len(c) != 1 || c[0].Backdated != tt.late {
			t.Errorf("public on the 3rd, and absent on the %d: %+v", tt.day, c)
		}
	}
	if same := Compare(old, old); same != nil {
		t.Errorf("of itself: %v", same)
	}
}

// Of two that went or came on the same days nobody can say which became which.
func TestNotRenumbered(t *testing.T) {
	for _, c := range Compare(manifest(t, "1 1 1", "2 1 1"), manifest(t, "3 1 1", "4 1 1")) {
		if c.Grave() {
			t.Errorf("%+v", c)
		}
	}
}

func TestNoSite(t *testing.T) {
	dir := t.TempDir()
	if _, err := Read(dir, ""); !os.IsNotExist(err) {
		t.Errorf("no manifest: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, publish.ManifestName), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(dir, ""); err == nil {
		t.Error("a damaged manifest is read")
	}
}
