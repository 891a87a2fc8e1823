package build_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
)

// What stands around every document is read by every reader, and several times by
// every search, which takes its results from their pages; the search page comes before
// each first question. A golden tombstone is nearly nothing but what stands around.
func TestPagesAreLean(t *testing.T) {
	for name, most := range map[string]int{"tombstone.html": 1600, "search.html": 3600} {
		page, err := os.ReadFile(filepath.Join("testdata", "golden", name))
		if err != nil {
			t.Fatal(err)
		}
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		if _, err := w.Write(page); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if packed.Len() > most {
			t.Errorf("%s has %d bytes gzipped, at most %d are wanted", name, packed.Len(), most)
		}
	}
}
