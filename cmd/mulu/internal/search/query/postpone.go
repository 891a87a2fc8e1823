package query

import "mulu/cmd/mulu/internal/search/codec"

// postpone puts long documents behind others of equal scores. It is meant for candidates
// of which no title has the terms, so that their pages must tell whether they hold the
// words: long ones mostly have the terms in different places, and cost the most to read.
func (m *match) postpone() error {
	long := map[*segment]bitset{}
	for i := range m.cands {
		c := &m.cands[i]
		set, known := long[c.seg]
		if !known {
			var err error
			if set, err = c.seg.long(); err != nil {
				return err
			}
			long[c.seg] = set
		}
		c.late = set.has(c.ord)
	}
	return nil
}

// long is the set of the documents with the longest bodies, empty when the manifest does
// not tell.
func (g *segment) long() (bitset, error) {
	set := newBitset(g.Docs)
	if g.Long == nil {
		return set, nil
	}
	docs, err := codec.DecodeCounted(g.Long, g.Docs)
	if err != nil {
		return nil, &FileError{codec.ManifestName, err}
	}
	set.addAll(docs)
	return set, nil
}
