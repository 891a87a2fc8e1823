package query

import (
	"math/bits"
	"slices"

	"mulu/cmd/mulu/internal/search/codec"
)

// bitset is a set of ordinals of a segment; nil is the set of all.
type bitset []uint64

func newBitset(docs int) bitset { return make(bitset, (docs+63)/64) }

func (b bitset) has(i uint32) bool { return b == nil || b[i/64]>>(i%64)&1 == 1 }
func (b bitset) add(i uint32)      { b[i/64] |= 1 << (i % 64) }

func (b bitset) addAll(list []uint32) {
	for _, i := range list {
		b.add(i)
	}
}

// and keeps what is in both.
func (b bitset) and(other bitset) bitset {
	if b == nil || other == nil {
		return append(b, other...) // one of them is empty
	}
	for i := range b {
		b[i] &= other[i]
	}
	return b
}

// count is the number of ordinals in both sets.
func (b bitset) count(other bitset) (n int) {
	for i := range b {
		n += bits.OnesCount64(b[i] & other[i])
	}
	return n
}

// facetDate is the filter by date, no facet.
const facetDate = "date"

// of are the chosen values of a facet.
func (f *Filters) of(facet string) []string {
	switch facet {
	case codec.FacetCategory:
		return f.Category
	case codec.FacetIssuer:
		return f.Issuer
	case codec.FacetYear:
		return f.Year
	case codec.FacetTheme:
		return f.Theme
	case codec.FacetGenre:
		return f.Genre
	case codec.FacetFive:
		return f.Five
	case codec.FacetState:
		return f.State
	}
	return nil
}

// allowed is the set of a segment's documents that pass the filters, but for that of
// one facet.
func (s *searcher) allowed(g *segment, but string) (bitset, error) {
	var all bitset
	for _, facet := range append([]string{codec.FacetState, facetDate}, codec.FacetKeys...) {
		if facet == but {
			continue
		}
		set, err := s.passing(g, facet)
		if err != nil {
			return nil, err
		}
		all = all.and(set)
	}
	return all, nil
}

// passing is the set of a segment's documents that pass the filter of one facet; nil
// without a filter.
func (s *searcher) passing(g *segment, facet string) (bitset, error) {
	if facet == facetDate {
		return s.published(g)
	}
	chosen := s.req.Filters.of(facet)
	if len(chosen) == 0 {
		return nil, nil
	}
	values, err := s.values(g, facet)
	if err != nil {
		return nil, err
	}
	set := newBitset(g.Docs)
	for _, v := range values {
		if isChosen(values, v, chosen) {
			set.addAll(v.docs)
		}
	}
	return set, nil
}

// value is a value of a facet in a segment.
type value struct {
	key, label, parent string
	docs               []uint32
}

// isChosen says whether v or a value above it is chosen.
func isChosen(values []value, v value, chosen []string) bool {
	for range len(values) { // a ring of parents ends
		if slices.Contains(chosen, v.key) {
			return true
		}
		above := slices.IndexFunc(values, func(o value) bool { return v.parent != "" && o.key == v.parent })
		if above < 0 {
			return false
		}
		v = values[above]
	}
	return false
}

// values are the values of a facet in a segment with their documents.
func (s *searcher) values(g *segment, facet string) ([]value, error) {
	if facet == codec.FacetState {
		return s.states(g)
	}
	name := g.Facets[facet]
	if name == "" {
		return nil, nil
	}
	all, err := read(g.site.files, &s.cost, name, codec.DecodeFacets)
	if err != nil {
		return nil, err
	}
	var list []value
	for _, v := range all[facet] {
		docs, err := v.Set(g.Docs)
		if err != nil {
			return nil, &FileError{dataName(name), err}
		}
		list = append(list, value{v.Key, v.Label, v.Parent, docs})
	}
	return list, nil
}

// states are the states of validity in a segment with their documents.
func (s *searcher) states(g *segment) ([]value, error) {
	if len(g.Ranges) < 2 {
		return s.stateFile(g, g.Facets[codec.FacetState], 0, g.Docs)
	}
	var all []value
	base := uint32(0)
	for i := range g.Ranges {
		part, err := s.stateFile(g, g.Ranges[i].States, base, g.Ranges[i].Docs)
		if err != nil {
			return nil, err
		}
		for _, v := range part {
			if at := slices.IndexFunc(all, func(o value) bool { return o.key == v.key }); at >= 0 {
				all[at].docs = append(all[at].docs, v.docs...)
			} else {
				all = append(all, v)
			}
		}
		base += uint32(g.Ranges[i].Docs)
	}
	return all, nil
}

// stateFile reads the states of so many documents from base on, with their sets; that
// of the most frequent one is what the others leave.
func (s *searcher) stateFile(g *segment, name string, base uint32, docs int) ([]value, error) {
	if name == "" {
		return nil, nil
	}
	states, err := read(g.site.files, &s.cost, name, codec.DecodeStates)
	if err != nil {
		return nil, err
	}
	rest := newBitset(docs)
	list := make([]value, len(states))
	for i := range states {
		st := &states[i]
		list[i] = value{key: st.Slug, label: st.Label}
		if st.Rest {
			continue
		}
		set, err := st.Set(docs)
		if err != nil {
			return nil, &FileError{dataName(name), err}
		}
		for _, doc := range set {
			rest.add(doc)
			list[i].docs = append(list[i].docs, base+doc)
		}
	}
	for i := range states {
		for doc := uint32(0); states[i].Rest && doc < uint32(docs); doc++ {
			if !rest.has(doc) {
				list[i].docs = append(list[i].docs, base+doc)
			}
		}
	}
	return list, nil
}

// dead is the set of documents of ordinals from low on and under high, the whole
// segment or a range, that are no longer in force.
func (s *searcher) dead(g *segment, low, high uint32) (bitset, error) {
	set := newBitset(g.Docs)
	if len(g.Ranges) < 2 {
		docs, err := codec.DecodeCounted(g.Dead, g.Docs)
		if err != nil {
			return nil, &FileError{codec.ManifestName, err}
		}
		set.addAll(docs)
		return set, nil
	}
	at := uint32(0)
	for i := range g.Ranges {
		r := &g.Ranges[i]
		if at >= low && at < high {
			values, err := s.stateFile(g, r.States, at, r.Docs)
			if err != nil {
				return nil, err
			}
			for _, v := range values {
				if codec.IsDead(v.key) {
					set.addAll(v.docs)
				}
			}
		}
		at += uint32(r.Docs)
	}
	return set, nil
}
