package search

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
)

// keeping is the index of a site with what is kept of it.
type keeping struct {
	files  map[string][]byte
	pages  map[string]page
	kept   []*Kept
	added  int // documents
	mended int // segments
}

// words hash what a test adds for a document.
func (s *site) words(d *catalogue.Document) (w Words) {
	p := s.pages[d.Index]
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s%s", len(p.text), p.text, p.attachments))
	copy(w[:], sum[:])
	return w
}

func (p page) searched() Text { return Text{[]byte(p.text), []byte(p.attachments)} }

// keep makes the index and takes over the posting files of segments of before, mended where
// texts are others; segment drop it gives up again.
func (s *site) keep(t *testing.T, before *keeping, l layout, drop int) *keeping {
	t.Helper()
	b, err := newBuilder(s.plan, Options{Workers: 2, TempDir: t.TempDir()}, l)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	now := &keeping{files: map[string][]byte{}, pages: maps.Clone(s.pages)}
	for i := range b.Segments() {
		for _, k := range before.kept {
			if b.Fits(i, k) {
				b.Take(i, k)
				if s.mend(t, b, i, before) {
					now.mended++
				}
				break
			}
		}
		if i == drop && b.segments[i].kept != nil {
			b.Drop(i)
		}
		if b.segments[i].kept != nil {
			for _, name := range b.KeptFiles(i) {
				now.files[name] = before.files[name]
			}
		}
	}
	docs := s.plan.Catalogue.Documents
	for i := range docs {
		d := &docs[i]
		if p := s.pages[d.Index]; !b.Taken(d) {
			now.added++
			if err := b.Add(i%2, d, []byte(p.text), []byte(p.attachments)); err != nil {
				t.Fatal(err)
			}
		} else if b.Add(0, d, nil, nil) == nil {
			t.Fatal("a document of a segment that is taken over was added")
		}
	}
	_, err = b.Finish(context.Background(), func(name string, data []byte) error {
		if now.files[name] != nil {
			return fmt.Errorf("%s is written twice", name)
		}
		now.files[name] = data
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range b.Segments() {
		k := *b.Kept(i)
		k.Words = nil
		for _, d := range b.Documents(i) {
			k.Words = append(k.Words, s.words(d))
		}
		now.kept = append(now.kept, &k)
	}
	return now
}

// mend mends a segment, or gives it up.
func (s *site) mend(t *testing.T, b *Builder, i int, before *keeping) (mended bool) {
	t.Helper()
	var changes []Change
	for _, d := range b.Changed(i, s.words) {
		changes = append(changes, Change{d, before.pages[d.Index].searched(), s.pages[d.Index].searched()})
	}
	if len(changes) == 0 {
		return false
	}
	err := b.Mend(i, changes, func(name string) ([]byte, error) {
		if data := before.files[name]; data != nil {
			return data, nil
		}
		return nil, fmt.Errorf("no file %s", name)
	})
	if err != nil {
		if !errors.Is(err, ErrMend) {
			t.Fatal(err)
		}
		b.Drop(i)
	}
	return err == nil
}

// An index with segments taken over and mended is that which is made whole, and keeps the
// same, whatever was edited, again and again.
func TestTakenSegments(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	taken, mended, dropped := 0, 0, 0
	sizes := []int{10, 15, 16, 17, 63, 64, 80, 130, 199, 200}
	if testing.Short() {
		sizes = []int{17, 130}
	}
	for _, n := range sizes {
		s := randomSite(t, n, uint64(n))
		before := s.keep(t, &keeping{}, small, -1)
		for round := range 12 {
			drop := -1
			docs := s.plan.Catalogue.Documents
			other := randomSite(t, n, uint64(n+round)).pages
			switch round % 6 {
			case 0: // nothing is other
			case 1, 2, 3, 4: // a text or two, of which one becomes wholly another
				for range 1 + round%2 {
					d := &docs[r.IntN(len(docs))]
					p := s.pages[d.Index]
					s.pages[d.Index] = page{p.text + "，另有運輸", p.attachments}
					if round > 6 {
						s.pages[d.Index] = other[d.Index]
					}
				}
			case 5:
				drop = r.IntN(3)
			}
			whole := s.keep(t, &keeping{}, small, -1)
			got := s.keep(t, before, small, drop)
			taken, mended = taken+whole.added-got.added, mended+got.mended
			if round%6 < 5 && got.mended == 0 && got.added > 0 {
				dropped++
			}
			if len(whole.files) != len(got.files) {
				t.Errorf("%d documents, %d: %d files, want %d", n, round, len(got.files), len(whole.files))
			}
			for name, data := range whole.files {
				if !bytes.Equal(got.files[name], data) {
					t.Errorf("%d documents, %d: %s is not the same", n, round, name)
				}
			}
			for i := range whole.kept {
				want, k := *whole.kept[i], *got.kept[i]
				// What is gone from all texts need not be known to be gone.
				for w, bits := range want.Seen {
					if bits&^k.Seen[w] != 0 {
						t.Errorf("%d documents, %d: characters are not seen", n, round)
					}
				}
				want.Seen, k.Seen = nil, nil
				if !reflect.DeepEqual(want, k) {
					t.Errorf("%d documents, %d: of segment %d keeps\n%+v, want\n%+v", n, round, i, k, want)
				}
			}
			if t.Failed() {
				t.FailNow()
			}
			before = got
		}
	}
	if taken == 0 || mended == 0 {
		t.Error("nothing was taken over or mended")
	}
	t.Log(taken, "documents were not added,", mended, "segments mended,", dropped, "not")
}

// A new document leaves the older segments as they are.
func TestTakenBesideNew(t *testing.T) {
	for _, n := range []int{20, 100, 210} {
		before := randomSite(t, n, 5).keep(t, &keeping{}, small, -1)
		s := randomSite(t, n+1, 5)
		for index, p := range before.pages {
			s.pages[index] = p
		}
		whole, got := s.keep(t, &keeping{}, small, -1), s.keep(t, before, small, -1)
		for name, data := range whole.files {
			if !bytes.Equal(got.files[name], data) {
				t.Errorf("%d documents and one more: %s is not the same", n, name)
			}
		}
	}
}

// Whatever is searched of a header keeps a segment from being taken over.
func TestFits(t *testing.T) {
	s := randomSite(t, 12, 3)
	before := s.keep(t, &keeping{}, small, -1)
	b, err := newBuilder(s.plan, Options{}, small)
	if err != nil {
		t.Fatal(err)
	}
	d := s.plan.Catalogue.Documents[5].Record
	for name, change := range map[string]func(){
		"title": func() { d.Title += "新" }, "number": func() { d.DocNumber += "1" }, "summary": func() { d.Summary += "新" },
		"keywords":           func() { d.SetKeywords(append(d.Keywords(), "新")) },
		"attachment's title": func() { d.More = &catalogue.More{Attachments: []catalogue.Attachment{{Title: "新"}}} },
	} {
		record := *d
		change()
		if b.Fits(0, before.kept[0]) {
			t.Errorf("the segment fits in spite of another %s", name)
		}
		*d = record
	}
	if !b.Fits(0, before.kept[0]) {
		t.Error("the same segment does not fit")
	}
}

// What cannot be read, or is not what was written, is not mended.
func TestMendNot(t *testing.T) {
	s := randomSite(t, 130, 9)
	before := s.keep(t, &keeping{}, small, -1)
	d := &s.plan.Catalogue.Documents[100]
	was := s.pages[d.Index]
	s.pages[d.Index] = page{was.text + "新", was.attachments}
	for name, tt := range map[string]struct {
		old  Text
		read func(name string) ([]byte, error)
	}{
		"another old text": {Text{Body: []byte(was.text + "旧"), Attachments: []byte(was.attachments)}, func(name string) ([]byte, error) { return before.files[name], nil }},
		"no file":          {was.searched(), func(string) ([]byte, error) { return nil, errors.New("none") }},
		"a damaged file":   {was.searched(), func(name string) ([]byte, error) { return before.files[name][1:], nil }},
		"an empty file":    {was.searched(), func(string) ([]byte, error) { return nil, nil }},
	} {
		b, err := newBuilder(s.plan, Options{}, small)
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.Segments() {
			if !slices.Contains(b.Documents(i), d) {
				continue
			}
			if !b.Fits(i, before.kept[i]) {
				t.Fatal("does not fit")
			}
			b.Take(i, before.kept[i])
			if err := b.Mend(i, []Change{{d, tt.old, s.pages[d.Index].searched()}}, tt.read); !errors.Is(err, ErrMend) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
