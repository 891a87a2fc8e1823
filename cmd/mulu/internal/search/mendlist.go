package search

import (
	"fmt"
	"maps"
	"slices"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/search/codec"
)

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
