package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The table's ratios are those of each round, not of the medians.
func TestTable(t *testing.T) {
	var rows []row
	for i, b := range builds {
		rows = append(rows, row{b, 10000, []usage{{wall: 8 / float64(i+1), cpu: 12, peak: 1000, files: 13883}, {wall: 10 / float64(i+1), cpu: 12, peak: 1000, files: 13883}, {wall: 9 / float64(i+1), cpu: 12, peak: 1000, files: 13883}}})
	}
	text := table(rows, 2, 3)
	for _, want := range []string{
		"| 10,000 | Hugo | 9.00 | 12.00 | 1000 | 13,883 |  |\n",
		"| 10,000 | mulu, what Hugo makes | 4.50 | 12.00 | 1000 | 13,883 | 2.0, 1.0, 1.0 |\n",
		"2 cores", "medians of 3 rounds",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// The table replaces the one before, and nothing else.
func TestReplace(t *testing.T) {
	name := filepath.Join(t.TempDir(), "README.md")
	if err := os.WriteFile(name, []byte("a\n"+begins+"old\n"+ends+"z\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := replace(name, "new\n"); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(name); string(got) != "a\n"+begins+"new\n"+ends+"z\n" {
		t.Errorf("%s", got)
	}
	if err := os.WriteFile(name, []byte("a\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if replace(name, "new\n") == nil {
		t.Error("a file without the lines was written")
	}
}

// measured tells what a process took, and what it said when it failed.
func TestMeasured(t *testing.T) {
	u, err := measured("go", "version")
	if err != nil || u.wall <= 0 || u.cpu <= 0 {
		t.Errorf("%+v, %v", u, err)
	}
	if _, err := measured("go", "no-such-command"); err == nil || !strings.Contains(err.Error(), "no-such-command") {
		t.Errorf("error %v", err)
	}
}
