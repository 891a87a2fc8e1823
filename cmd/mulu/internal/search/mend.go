package search

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/search/codec"
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

// mendedPart is a part with the records that were read.
type mendedPart struct {
	part
	of    *codec.Part
	edits map[int]map[uint32]*edit // by file and hash, in ids of the part
	files map[int][]byte           // mended
}

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

// count counts the pairs, and lays out the parts.
func (m *mender) count(i int) error {
	for _, e := range m.terms {
		m.kept.Pairs += int64(len(e.get) - len(e.lose))
	}
	m.cut = map[uint32]int{}
	pairs := m.kept.Pairs
	m.parts = []*mendedPart{{part: part{m.s.name, 0, len(m.s.docs)}, of: &m.kept.Part}}
	if len(m.kept.Ranges) > 0 {
		hashes := map[uint32]bool{}
		for _, c := range m.layout.listed(m.kept.counts()) {
			hashes[c.term.Hash()] = true
			pairs -= int64(c.docs)
			if e := m.terms[c.term]; e != nil {
				pairs -= int64(len(e.get) - len(e.lose))
			}
		}
		for n, h := range slices.Sorted(maps.Keys(hashes)) {
			m.cut[h] = n
		}
		m.kept.Ranges = slices.Clone(m.kept.Ranges)
		for r, span := range m.s.ranges {
			m.parts = append(m.parts, &mendedPart{part: part{codec.RangePart(m.s.name, r), span.from, span.to - span.from}, of: &m.kept.Ranges[r]})
		}
	}
	if n := m.layout.cutting(m.s.name, i == len(m.segments)-1).count(pairs); n != m.kept.Part.Files {
		return fmt.Errorf("%w: of %d files it has %d", ErrMend, m.kept.Part.Files, n)
	}
	return nil
}

// records tells each part which of its records change.
func (m *mender) records() error {
	for t, e := range m.terms {
		hash := t.Hash()
		n, cut := m.cut[hash]
		for k, p := range m.parts {
			if cut != (k > 0) {
				continue
			}
			file := n
			if !cut {
				file = codec.FileNumber(hash, p.of.Files)
			}
			own := &edit{p.ids(e.lose), p.ids(e.get)}
			if len(own.lose)+len(own.get) == 0 {
				continue
			}
			if p.edits == nil {
				p.edits = map[int]map[uint32]*edit{}
			}
			if p.edits[file] == nil {
				p.edits[file] = map[uint32]*edit{}
			}
			if p.edits[file][hash] != nil {
				return fmt.Errorf("%w: two terms have the hash %08x", ErrMend, hash)
			}
			p.edits[file][hash] = own
		}
	}
	for _, p := range m.parts {
		p.files = map[int][]byte{}
		for _, n := range slices.Sorted(maps.Keys(p.edits)) {
			if err := m.mend(p, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// ids are the ordinals that are in a part, counted from its beginning.
func (p *part) ids(ordinals []uint32) (ids []uint32) {
	for _, o := range ordinals {
		if int(o) >= p.from && int(o) < p.from+p.docs {
			ids = append(ids, o-uint32(p.from))
		}
	}
	slices.Sort(ids)
	return ids
}

// mend mends a file.
func (m *mender) mend(p *mendedPart, n int) error {
	data, err := m.old(p, n)
	if err != nil {
		return err
	}
	edits := p.edits[n]
	var entries []codec.Entry
	met := map[uint32]bool{}
	add := func(hash uint32, q *codec.Posting) {
		if len(q.Docs) == 0 && p != m.parts[0] || len(q.Docs) > 0 {
			body, bits := codec.AppendBody(nil, p.docs, q)
			entries = append(entries, codec.Entry{Hash: hash, Body: body, Bits: bits})
		}
	}
	var twice, strange bool
	err = codec.Walk(data, p.docs, func(hash uint32, q *codec.Posting) bool {
		if e := edits[hash]; e != nil {
			twice = twice || met[hash]
			strange = strange || !e.apply(q)
		}
		met[hash] = true
		add(hash, q)
		return !twice && !strange
	})
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrMend, err)
	case twice || strange:
		return fmt.Errorf("%w: a record is not as it should be", ErrMend)
	}
	for hash, e := range edits {
		if !met[hash] {
			if len(e.lose) > 0 || p != m.parts[0] {
				return fmt.Errorf("%w: a record is missing", ErrMend)
			}
			add(hash, &codec.Posting{Docs: e.get})
		}
	}
	slices.SortStableFunc(entries, func(a, b codec.Entry) int { return cmp.Compare(a.Hash, b.Hash) })
	p.files[n] = codec.AppendFile(nil, entries)
	return nil
}

func (m *mender) old(p *mendedPart, n int) ([]byte, error) {
	data, err := m.read(codec.DataFolder + "/" + p.of.File(p.name, n))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMend, err)
	}
	return data, nil
}

// apply takes documents out of a record and puts others in; not ok when one is not there, is
// there already, or has the term in its title or meta lines.
func (e *edit) apply(q *codec.Posting) bool {
	for _, id := range e.lose {
		at, found := slices.BinarySearch(q.Docs, id)
		if !found || !move(q.Title, at, -1) || !move(q.Meta, at, -1) {
			return false
		}
		q.Docs = slices.Delete(q.Docs, at, at+1)
	}
	for _, id := range e.get {
		at, found := slices.BinarySearch(q.Docs, id)
		if found {
			return false
		}
		move(q.Title, at, 1)
		move(q.Meta, at, 1)
		q.Docs = slices.Insert(q.Docs, at, id)
	}
	return true
}

// move moves the places from one on; not ok when that one itself is to go.
func move(places []uint32, at, by int) bool {
	for i, p := range places {
		switch {
		case by < 0 && int(p) == at:
			return false
		case int(p) >= at:
			places[i] = uint32(int(p) + by)
		}
	}
	return true
}

// relist counts the frequent terms of the biggest segment anew.
func (m *mender) relist(i int) error {
	if i != m.biggest() {
		return nil
	}
	counts := map[han.Term]int{}
	for _, c := range m.kept.Counts {
		counts[c.Term] = c.Docs
	}
	for t, e := range m.terms {
		n, listed := counts[t]
		if !listed {
			if _, cut := m.cut[t.Hash()]; cut {
				return fmt.Errorf("%w: two terms have the hash %08x", ErrMend, t.Hash())
			}
			q, err := codec.Find(m.parts[0].files[codec.FileNumber(t.Hash(), m.kept.Part.Files)], len(m.s.docs), t.Hash())
			if err != nil {
				return fmt.Errorf("%w: %w", ErrMend, err)
			}
			n = len(q.Docs)
		} else {
			n += len(e.get) - len(e.lose)
		}
		if delete(counts, t); n*m.layout.frequentShare > len(m.s.docs) {
			counts[t] = n
		}
	}
	was := m.layout.listed(m.kept.counts())
	m.kept.Counts = nil
	for _, t := range slices.Sorted(maps.Keys(counts)) {
		m.kept.Counts = append(m.kept.Counts, Count{t, counts[t]})
	}
	now := m.layout.listed(m.kept.counts())
	if len(m.kept.Ranges) > 0 && !sameTerms(was, now) {
		return fmt.Errorf("%w: other terms are frequent", ErrMend)
	}
	m.kept.Frequent = m.layout.list(now, len(m.s.docs))
	return nil
}

// sameTerms says whether two lists have the same terms.
func sameTerms(a, b []count) bool {
	terms := func(list []count) map[han.Term]bool {
		m := map[han.Term]bool{}
		for _, c := range list {
			m[c.term] = true
		}
		return m
	}
	return maps.Equal(terms(a), terms(b))
}

// files gives the groups of mended files their new hashes, and completes them.
func (m *mender) files() error {
	m.s.mended = map[string][]byte{}
	for _, p := range m.parts {
		groups := map[int]bool{}
		for n := range p.files {
			groups[n/p.of.Group] = true
		}
		for _, g := range slices.Sorted(maps.Keys(groups)) {
			if err := m.group(p, g); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *mender) group(p *mendedPart, g int) (err error) {
	from, to := g*p.of.Group, min((g+1)*p.of.Group, p.of.Files)
	files := make([][]byte, to-from)
	for i := range files {
		if files[i] = p.files[from+i]; files[i] == nil {
			if files[i], err = m.old(p, from+i); err != nil {
				return err
			}
		}
	}
	hash := codec.Hash(files...)
	at := g * codec.HashLength
	p.of.Hashes = p.of.Hashes[:at] + hash + p.of.Hashes[at+codec.HashLength:]
	for i, data := range files {
		m.s.mended[codec.DataFolder+"/"+codec.PostingName(p.name, from+i, hash)] = data
	}
	return nil
}
