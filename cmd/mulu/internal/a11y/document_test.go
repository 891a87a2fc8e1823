package a11y

import (
	"bytes"
	"testing"
)

// BenchmarkDocument is the pages of documents among the golden ones: headings with ids,
// contents, tables with header cells, links without titles.
func BenchmarkDocument(b *testing.B) {
	var pages [][]byte
	size := 0
	for _, page := range goldenPages(b) {
		if bytes.Contains(page, []byte(`class="doc-title"`)) {
			pages, size = append(pages, page), size+len(page)
		}
	}
	if len(pages) == 0 {
		b.Fatal("no document")
	}
	var in Inspector
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, page := range pages {
			in.Page(page)
		}
	}
}
