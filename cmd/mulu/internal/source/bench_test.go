package source

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// benchSite makes a site of the size of a large bureau: 10,000 documents of 8 KB
// in 800 folders.
func benchSite(b *testing.B) *Site {
	dir := b.TempDir()
	text := make([]byte, 8<<10)
	for i := range 10_000 {
		folder := filepath.Join(dir, "content", fmt.Sprint("zcwj", i%40), fmt.Sprint(2000+i/40%20))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("t%05d.md", i)), text, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	s, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

func BenchmarkContent(b *testing.B) {
	s := benchSite(b)
	b.ReportAllocs()
	for b.Loop() {
		if docs, _, _, err := s.Content(); err != nil || len(docs) != 10_000 {
			b.Fatal(len(docs), err)
		}
	}
}

func BenchmarkReadAll(b *testing.B) {
	s := benchSite(b)
	docs, _, _, err := s.Content()
	if err != nil {
		b.Fatal(err)
	}
	buf := make([]byte, 0, 64<<10)
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range docs {
			if buf, err = s.ReadInto(f.Path, buf); err != nil || len(buf) != 8<<10 {
				b.Fatal(len(buf), err)
			}
		}
	}
}
