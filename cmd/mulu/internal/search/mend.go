package search

import (
	"errors"
	"fmt"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/han"
)

// A corrected text changes the records of a few hundred terms. Where a segment is as it was
// but for the texts of a few documents, these records are read from the files of the build
// before, mended and written again, and no other document is read. What would have to be cut
// or listed otherwise than before is not mended: then the segment is made of all its texts.

// Change is a document whose text is another. Old must have the terms of the earlier one,
// which is made sure of; its words may stand elsewhere.
type Change struct {
	Doc      *catalogue.Document
	Old, New Text
}

// Changed says which documents of a segment that is taken over say something else: words
// gives the hash of what is searched of one beside its header.
func (b *Builder) Changed(i int, words func(d *catalogue.Document) Words) (list []*catalogue.Document) {
	s := b.segments[i]
	for n, d := range s.docs {
		if words(d) != s.kept.Words[n] {
			list = append(list, d)
		}
	}
	return list
}

// Text is what Add takes of a document.
type Text struct{ Body, Attachments []byte }

// ErrMend is in the error of Mend when a segment cannot be mended.
var ErrMend = errors.New("the segment of the index must be made anew")

// mender mends the posting files of a segment.
type mender struct {
	*Builder
	s     *segment
	kept  Kept // as it will be
	read  func(name string) ([]byte, error)
	cut   map[uint32]int // hashes of the terms in ranges: numbers of their files
	parts []*mendedPart  // the segment's, then those of its ranges
	terms map[han.Term]*edit
}

// edit is what happens to a term: ordinals in the segment that lose and get it.
type edit struct{ lose, get []uint32 }

// Mend takes the posting files of segment i over, mended: of those that change, read gives
// the bytes of before, by their names from the site's root. Take was called for the segment.
// After an error nothing has changed, and Drop is to be called.
func (b *Builder) Mend(i int, changes []Change, read func(name string) ([]byte, error)) error {
	s := b.segments[i]
	m := &mender{Builder: b, s: s, kept: *s.kept, read: read, terms: map[han.Term]*edit{}}
	m.kept.Lengths, m.kept.Seen, m.kept.Terms = slices.Clone(s.kept.Lengths), slices.Clone(s.kept.Seen), slices.Clone(s.kept.Terms)
	for _, c := range changes {
		if err := m.change(&c); err != nil {
			return err
		}
	}
	if err := m.count(i); err != nil {
		return err
	}
	if err := m.records(); err != nil {
		return err
	}
	if err := m.relist(i); err != nil {
		return err
	}
	if err := m.files(); err != nil {
		return err
	}
	s.kept = &m.kept
	copy(b.lengths[s.from:], m.kept.Lengths)
	copy(b.terms[s.from:], m.kept.Terms)
	return nil
}

// termsOf are all terms of a document; the gatherer is its own.
func (b *Builder) termsOf(d *catalogue.Document, t Text) (terms map[han.Term]bool, length int, seen []uint64) {
	g := &gatherer{builder: b, seen: [][]uint64{make([]uint64, lastHan/64+1)}, pairs: make([]int64, 1)}
	g.resize(fewSlots)
	g.reset()
	g.first = 1
	g.docs = []gathered{{}}
	_, length = g.document(d, t.Body, t.Attachments)
	terms = make(map[han.Term]bool, len(g.ids))
	for _, id := range g.ids[1:] {
		terms[g.slots[id&slotMask].term] = true
	}
	return terms, length, g.seen[0]
}

// change notes which terms a document loses and gets.
func (m *mender) change(c *Change) error {
	at := uint32(int(m.ordinals[c.Doc.ID]) - m.s.from)
	old, _, seenOld := m.termsOf(c.Doc, c.Old)
	now, length, seen := m.termsOf(c.Doc, c.New)
	if sumOf(old) != m.kept.Terms[at] {
		return fmt.Errorf("%w: the old text of %s is not known", ErrMend, c.Doc.Index)
	}
	from, _ := han.Simplified()
	for _, r := range from { // whether others have it nobody has counted
		if r <= lastHan && seenOld[r/64]&^seen[r/64]>>(r%64)&1 != 0 && !isGB2312(r) {
			return fmt.Errorf("%w: %c may be gone from all texts", ErrMend, r)
		}
	}
	for n, bits := range seen {
		m.kept.Seen[n] |= bits
	}
	m.kept.Lengths[at], m.kept.Terms[at] = uint32(length), sumOf(now)
	for t := range old {
		if !now[t] {
			e := m.edit(t)
			e.lose = append(e.lose, at)
		}
	}
	for t := range now {
		if !old[t] {
			e := m.edit(t)
			e.get = append(e.get, at)
		}
	}
	return nil
}

func (m *mender) edit(t han.Term) *edit {
	e := m.terms[t]
	if e == nil {
		e = &edit{}
		m.terms[t] = e
	}
	return e
}

// sumOf is the sum by which the gatherer knows the terms of a document.
func sumOf(terms map[han.Term]bool) (sum uint64) {
	for t := range terms {
		sum += mix(t)
	}
	return sum
}
