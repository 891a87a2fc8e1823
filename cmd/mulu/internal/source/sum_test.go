package source

import (
	"bytes"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// A listing of names alone has the same files and says the same of them.
func TestNamesOnly(t *testing.T) {
	s, dir := newSite(t, "content/b/a.md", "content/b/a.csv", "content/A.md", "content/a.md", "content/_draft.md", "content/c d?.csv",
		"static/x.png", "layouts/own.html", "layouts/odd.txt")
	if err := os.Symlink("a.md", filepath.Join(dir, "content", "link.md")); err != nil {
		t.Log("no links here:", err)
	}
	mkfifo(t, filepath.Join(dir, "content", "fifo.md"))
	bare := s.NamesOnly()
	docs, others, ds, err := s.Content()
	docs2, others2, ds2, err2 := bare.Content()
	if err != nil || err2 != nil || len(docs) != 3 || len(ds) < 3 {
		t.Fatal(docs, ds, err, err2)
	}
	if diff := cmp.Diff(ds, ds2) + cmp.Diff(paths(docs), paths(docs2)) + cmp.Diff(paths(others), paths(others2)); diff != "" {
		t.Error(diff)
	}
	layouts, ds, err := s.Layouts()
	layouts2, ds2, err2 := bare.Layouts()
	if diff := cmp.Diff(ds, ds2) + cmp.Diff(paths(layouts), paths(layouts2)); diff != "" || err != nil || err2 != nil {
		t.Error(diff, err, err2)
	}
	if docs2[0].Size != 0 || !docs2[0].ModTime.IsZero() {
		t.Errorf("%+v", docs2[0])
	}
}

// stat is what is said of a file without opening it.
func stat(t *testing.T, s *Site, name string) File {
	t.Helper()
	is, ok := s.Stat(name)
	if !ok || is.Path != "content/a.md" || is.ModTime.IsZero() {
		t.Fatalf("%+v, %v", is, ok)
	}
	return is
}

// A sum is that of all bytes, however they come and whatever the size said.
func TestSum(t *testing.T) {
	s, dir := newSite(t, "content/a.md")
	buf := make([]byte, 64)
	for _, n := range []int{0, 1, 63, 64, 65, 128, 1000} {
		text := slices.Repeat([]byte("文"), n)[:n]
		if err := os.WriteFile(filepath.Join(dir, "content", "a.md"), text, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, is, err := s.Sum("content/a.md", buf); err != nil || got != sha256.Sum256(text) || is != stat(t, s, is.Path) {
			t.Errorf("%d bytes: %x, %v", n, got, err)
		}
		for _, size := range []int64{0, int64(n), int64(n) + 1, int64(n) / 2} {
			for _, r := range []io.Reader{bytes.NewReader(text), iotest.OneByteReader(bytes.NewReader(text)), iotest.DataErrReader(bytes.NewReader(text))} {
				if _, early := r.(*bytes.Reader); !early && size == 1 {
					continue // a short read at the known end is the end
				}
				if got, err := sumOf(r, size, buf); err != nil || got != sha256.Sum256(text) {
					t.Errorf("%d bytes said to be %d: %x, %v", n, size, got, err)
				}
			}
		}
	}
	for _, name := range []string{"content/none.md", "content", "../a.md"} {
		if _, _, err := s.Sum(name, buf); err == nil {
			t.Errorf("%s has a sum", name)
		}
	}
	if _, err := sumOf(iotest.ErrReader(io.ErrUnexpectedEOF), 3, buf); err == nil {
		t.Error("an error was lost")
	}
}

func BenchmarkSumAll(b *testing.B) {
	s := benchSite(b)
	docs, _, _, err := s.Content()
	if err != nil {
		b.Fatal(err)
	}
	buf := make([]byte, 64<<10)
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range docs {
			if _, _, err := s.Sum(f.Path, buf); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkNamesOnly(b *testing.B) {
	s := benchSite(b).NamesOnly()
	b.ReportAllocs()
	for b.Loop() {
		if docs, _, _, err := s.Content(); err != nil || len(docs) != 10_000 {
			b.Fatal(len(docs), err)
		}
	}
}
