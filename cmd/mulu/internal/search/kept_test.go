package search

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
)

// keeping is the index of a site with what is kept of it.
type keeping struct {
	files map[string][]byte
	kept  []*Kept
	added int
}

// words hash what a test adds for a document.
func (s *site) words(d *catalogue.Document) (w Words) {
	p := s.pages[d.Index]
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s%s", len(p.text), p.text, p.attachments))
	copy(w[:], sum[:])
	return w
}

// keep makes the index and takes over the posting files of segments of before, but for those
// that drop names, of which it finds out too late that they are other ones.
func (s *site) keep(t *testing.T, before *keeping, l layout, drop int) *keeping {
	t.Helper()
	b, err := newBuilder(s.plan, Options{Workers: 2, TempDir: t.TempDir()}, l)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	now := &keeping{files: map[string][]byte{}}
	for i := range b.Segments() {
		digest := b.Digest(i, s.words)
		for _, k := range before.kept {
			if k.Digest == digest {
				b.Take(i, k)
				for _, name := range b.Postings(i, k) {
					now.files[name] = before.files[name]
				}
			}
		}
		if i == drop && b.segments[i].kept != nil {
			for _, name := range b.Postings(i, b.segments[i].kept) {
				delete(now.files, name)
			}
			b.Drop(i)
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
		k.Digest = b.Digest(i, s.words)
		now.kept = append(now.kept, &k)
	}
	return now
}

// An index with segments taken over is that which is made whole, and the next is made of
// what it keeps as of what that one keeps.
func TestTakenSegments(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	taken := 0
	for _, n := range []int{10, 15, 16, 17, 63, 64, 80, 130, 199, 200} {
		for round := range 6 {
			s := randomSite(t, n, uint64(n))
			before := s.keep(t, &keeping{}, small, -1)
			drop := -1
			docs := s.plan.Catalogue.Documents
			switch round {
			case 0: // nothing is other
			case 1, 2, 3: // a text
				d := &docs[r.IntN(len(docs))]
				if round == 1 {
					d = &docs[0]
				}
				p := s.pages[d.Index]
				s.pages[d.Index] = page{p.text + "，另有運輸", p.attachments}
			case 4: // a new document
				s = randomSite(t, n+1, uint64(n))
			case 5:
				drop = r.IntN(3)
			}
			whole := s.keep(t, &keeping{}, small, -1)
			got := s.keep(t, before, small, drop)
			taken += whole.added - got.added
			if len(whole.files) != len(got.files) {
				t.Errorf("%d documents, %d: %d files, want %d", n, round, len(got.files), len(whole.files))
			}
			for name, data := range whole.files {
				if !bytes.Equal(got.files[name], data) {
					t.Errorf("%d documents, %d: %s is not the same", n, round, name)
				}
			}
			if !reflect.DeepEqual(got.kept, whole.kept) {
				t.Errorf("%d documents, %d: keeps something else", n, round)
			}
		}
	}
	if taken == 0 {
		t.Error("nothing was taken over")
	}
	t.Log(taken, "documents were not added")
}

// Whatever is searched of a document makes another digest.
func TestDigest(t *testing.T) {
	s := randomSite(t, 12, 3)
	b, err := newBuilder(s.plan, Options{}, small)
	if err != nil {
		t.Fatal(err)
	}
	was := b.Digest(0, s.words)
	d := s.plan.Catalogue.Documents[5].Record
	for name, change := range map[string]func(){
		"title": func() { d.Title += "新" }, "number": func() { d.DocNumber += "1" }, "summary": func() { d.Summary += "新" },
		"keywords": func() { d.Keywords = append(d.Keywords[:len(d.Keywords):len(d.Keywords)], "新") },
		"text":     func() { s.pages[d.Index] = page{text: "新"} }, "attachment": func() { s.pages[d.Index] = page{attachments: "新"} },
		"attachment's title": func() { d.More = &catalogue.More{Attachments: []catalogue.Attachment{{Title: "新"}}} },
	} {
		record, p := *d, s.pages[d.Index]
		change()
		if b.Digest(0, s.words) == was {
			t.Errorf("the digest does not depend on the %s", name)
		}
		*d, s.pages[d.Index] = record, p
	}
	if b.Digest(0, s.words) != was {
		t.Error("the digest is another of the same documents")
	}
}
