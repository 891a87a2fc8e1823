package build_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/sitetest"
)

// What search reads of a site that is not published is, byte for byte, what it would
// read of the published one.
func TestSearchFSEqualsPublished(t *testing.T) {
	files := example()
	files[config.FileName] += "[search]\nattachments = [\"csv\"]\n"
	files["content/y.md"] = sitetest.Doc(30, `withdrawn = {on = 2025-06-01, reason = "决定依法撤销"}`, "")
	s, _, src := load(t, files)
	out := filepath.Join(t.TempDir(), "public")
	publishTo(t, s, src, out)
	fsys, err := s.SearchFS(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for name, want := range tree(t, out) {
		got, err := fs.ReadFile(fsys, name)
		searched := strings.HasPrefix(name, "data/search") || strings.HasSuffix(name, "~text.txt") ||
			strings.HasPrefix(name, "doc/") && strings.HasSuffix(name, ".html") && !strings.Contains(name, "00030")
		if !searched {
			if !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("ReadFile(%s) = %d bytes, %v; search needs none", name, len(got), err)
			}
			continue
		}
		read++
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("ReadFile(%s) is not what is published: %v", name, err)
		}
		f, err := fsys.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		info, _ := f.Stat()
		if data, err := io.ReadAll(f); err != nil || !bytes.Equal(data, want) || info.Size() != int64(len(want)) {
			t.Errorf("Open(%s) gives %d bytes of %d, %v", name, len(data), info.Size(), err)
		}
	}
	if read < 20 {
		t.Errorf("only %d files were compared", read)
	}
}
