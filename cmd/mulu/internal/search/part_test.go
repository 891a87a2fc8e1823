package search

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// part is what a builder of every n-th document writes, from the k-th.
func (s *site) part(t testing.TB, o Options, l layout, k, n int) []byte {
	t.Helper()
	b, err := newBuilder(s.plan, o, l)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}()
	docs := s.plan.Catalogue.Documents
	for i := k; i < len(docs); i += n {
		p := s.pages[docs[i].Index]
		if err := b.Add(i/n%o.Workers, &docs[i], []byte(p.text), []byte(p.attachments)); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := b.WritePart(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// join finishes an index from parts.
func (s *site) join(t testing.TB, l layout, parts ...[]byte) (map[string][]byte, error) {
	t.Helper()
	b, err := newBuilder(s.plan, Options{Workers: 2}, l)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, data := range parts {
		name := filepath.Join(t.TempDir(), "part")
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := b.ReadPart(f); err != nil {
			return nil, err
		}
	}
	files := map[string][]byte{}
	_, err = b.Finish(context.Background(), func(name string, data []byte) error {
		files[name] = data
		return nil
	})
	return files, err
}

// However the documents are parted, the index is the same to the byte; and a part is the
// same however its builder worked.
func TestPartsJoin(t *testing.T) {
	for _, tt := range []struct {
		docs   int
		layout layout
	}{{0, standard}, {3, standard}, {300, standard}, {230, small}, {64, small}} {
		s := randomSite(t, tt.docs, uint64(tt.docs))
		want, _ := s.build(t, Options{Workers: 2}, tt.layout, inOrder(tt.docs))
		for _, n := range []int{1, 2, 4, 7} {
			var parts [][]byte
			for k := range n {
				part := s.part(t, Options{Workers: 1}, tt.layout, k, n)
				again := s.part(t, Options{Workers: 3, Memory: 1, TempDir: t.TempDir()}, tt.layout, k, n)
				if !bytes.Equal(part, again) {
					t.Errorf("%d documents: part %d of %d depends on how it was made", tt.docs, k, n)
				}
				parts = append(parts, part)
			}
			got, err := s.join(t, tt.layout, parts...)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(want) {
				t.Errorf("%d documents in %d parts: %d files, want %d", tt.docs, n, len(got), len(want))
			}
			for name, data := range want {
				if !bytes.Equal(got[name], data) {
					t.Errorf("%d documents in %d parts: %s differs", tt.docs, n, name)
				}
			}
		}
	}
}

// What is no part of this index, or not all of it, is told.
func TestPartsThatDoNotFit(t *testing.T) {
	s, other := randomSite(t, 40, 1), randomSite(t, 41, 1)
	o := Options{Workers: 1}
	a, b := s.part(t, o, standard, 0, 2), s.part(t, o, standard, 1, 2)
	if _, err := s.join(t, standard, a); !errors.Is(err, errMissing) {
		t.Errorf("half the documents: error %v", err)
	}
	if _, err := s.join(t, standard, a, b, b); err == nil {
		t.Error("a part was added twice")
	}
	if _, err := s.join(t, standard, other.part(t, o, standard, 0, 1)); !errors.Is(err, ErrPart) {
		t.Errorf("another site's part: error %v", err)
	}
	for cut := range len(a) {
		if cut%97 != 0 && cut < len(a)-40 {
			continue
		}
		if _, err := s.join(t, standard, a[:cut], b); err == nil {
			t.Fatalf("a part of %d bytes in place of %d was taken", cut, len(a))
		}
	}
}
