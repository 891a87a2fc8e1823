package catalogue

import (
	"fmt"
	"testing"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// many are n documents, each with the header lines that more gives for its serial.
func many(n int, more func(serial int) string) testSite {
	s := testSite{files: map[string]string{}, today: official.DateOf(2026, 11, 22)}
	for i := 1; i <= n; i++ {
		s.files[fmt.Sprintf("content/d%05d.md", i)] = doc(i, more(i))
	}
	return s
}

// A circle of any length is one message that can be read, and no reason to read all
// its files.
func TestLongCircle(t *testing.T) {
	const n = 300
	s := many(n, func(i int) string { return fmt.Sprintf("repeals = [%q]", index(i%n+1)) })
	c, items, _ := s.items(t)
	read := 0
	_, ds := New(c, items, Options{Today: s.today, Files: s, Header: func(file string) (tree.Value, bool) {
		read++
		return s.header(file)
	}})
	if len(ds) != 1 || ds[0].Code != "relation-cycle" || len(ds[0].Related) > 20 || read > 20 {
		t.Errorf("%d problems, %d headers read again: %.500v", len(ds), read, ds)
	}
}

// The documents by their files are all public documents, in the order of the paths.
func TestByPath(t *testing.T) {
	s := many(9, func(int) string { return "" })
	s.files["content/a.md"], s.files["content/b.md"] = doc(10, ""), doc(11, "draft = true")
	c, _ := s.build(t)
	last := ""
	for _, id := range c.ByPath {
		p := c.Documents[id].Path
		if p <= last {
			t.Errorf("%s comes after %s", p, last)
		}
		last = p
	}
	if len(c.ByPath) != len(c.Documents) || len(c.Documents) != 10 {
		t.Errorf("%d places of %d documents, want 10", len(c.ByPath), len(c.Documents))
	}
}

// 10,000 documents with two relations each, one of them with 10,000: 0.06 s, which
// grows in proportion.
func BenchmarkNew(b *testing.B) {
	s := many(10_000, func(i int) string {
		return fmt.Sprintf("repeals = [%q]\nrelated = [%q]", index(max(1, i-1)), index(1))
	})
	c, items, _ := s.items(b)
	b.ReportAllocs()
	for b.Loop() {
		New(c, items, Options{Today: s.today, Files: s, Header: s.header})
	}
}
