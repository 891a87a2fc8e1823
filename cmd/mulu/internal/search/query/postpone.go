package query

import "mulu/cmd/mulu/internal/search/codec"

// postpone puts long documents behind others of equal scores in the segments where no
// title has the terms, so that pages must tell whether they hold the words: long ones
// mostly have the terms in different places, and cost the most to read.
func (m *match) postpone() error {
	titled := map[*segment]bool{}
	for _, c := range m.cands {
		titled[c.seg] = titled[c.seg] || c.titled
	}
	long := map[*segment]bitset{}
	for i := range m.cands {
		c := &m.cands[i]
		if titled[c.seg] {
			continue
		}
		if long[c.seg] == nil {
			var err error
			if long[c.seg], err = c.seg.long(); err != nil {
				return err
			}
		}
		c.late = long[c.seg].has(c.ord)
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
