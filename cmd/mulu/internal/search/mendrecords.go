package search

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"mulu/cmd/mulu/internal/search/codec"
)

// mendedPart is a part with the records that were read.
type mendedPart struct {
	part
	of    *codec.Part
	edits map[int]map[uint32]*edit // by file and hash, in ids of the part
	files map[int][]byte           // mended
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
