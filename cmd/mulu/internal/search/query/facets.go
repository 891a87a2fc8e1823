package query

import (
	"cmp"
	"context"
	"slices"

	"mulu/cmd/mulu/internal/search/codec"
)

// Facets are the values by which the documents that answer a request can be narrowed
// down, with their numbers: years newest first, categories in the order of their tree,
// others by their numbers. What has no document is listed only when it is chosen.
type Facets struct {
	Category []FacetCount `json:"category"`
	Issuer   []FacetCount `json:"issuer"`
	Year     []FacetCount `json:"year"`
	State    []FacetCount `json:"state"`
	Theme    []FacetCount `json:"theme"`
	Genre    []FacetCount `json:"genre"`
	Five     []FacetCount `json:"five"`
	Exact    bool         `json:"exact"` // else the numbers are about right, rather too high
}

// FacetCount is a value with the number of documents that choosing it would leave. A
// category's are its own and those of all below.
type FacetCount struct {
	Key    string `json:"key"`
	Label  string `json:"label"`
	Parent string `json:"parent"` // key of the category above
	Count  int    `json:"count"`
}

// Facets counts the values of all facets among the documents that hold the words of
// a request. The values of a facet are counted under the filters of the others.
func (ix *Index) Facets(ctx context.Context, req Request) (Facets, error) {
	s := ix.searcher(ctx, req)
	filters := s.req.Filters
	s.req.Filters = Filters{}
	m, err := s.counted(parse(req.Q))
	if err != nil {
		return Facets{}, err
	}
	s.req.Filters = filters
	f := Facets{Exact: s.sure(m) && !m.left}
	for _, facet := range append([]string{codec.FacetState}, codec.FacetKeys...) {
		if err := s.count(m, facet, f.of(facet)); err != nil {
			return Facets{}, err
		}
	}
	return f, nil
}

func (f *Facets) of(facet string) *[]FacetCount {
	return map[string]*[]FacetCount{
		codec.FacetCategory: &f.Category, codec.FacetIssuer: &f.Issuer, codec.FacetYear: &f.Year, codec.FacetState: &f.State,
		codec.FacetTheme: &f.Theme, codec.FacetGenre: &f.Genre, codec.FacetFive: &f.Five,
	}[facet]
}

// counted is the first reading of the query that has candidates: as a number, as it
// stands, without noise.
func (s *searcher) counted(p parsed) (m *match, err error) {
	readings := [][]word{p.words}
	if p.number != nil {
		readings = [][]word{{{phrase: p.number}}, p.words}
	}
	if words, noise := dropNoise(p.words); len(noise) > 0 {
		readings = append(readings, words)
	}
	for _, words := range readings {
		m = &match{words: slices.Clone(words), without: p.without, need: everything}
		s.ix.choose(m.words, false)
		m.take()
		if err := s.findAll(m); err != nil || len(m.cands) > 0 {
			return m, err
		}
	}
	return m, nil
}

// count counts the values of one facet.
func (s *searcher) count(m *match, facet string, to *[]FacetCount) error {
	list := []FacetCount{}
	for _, site := range s.ix.sites {
		for _, g := range site.segments {
			part, err := s.countIn(m, g, facet)
			if err != nil {
				return err
			}
			list = addCounts(list, part)
		}
	}
	chosen := s.req.Filters.of(facet)
	list = slices.DeleteFunc(list, func(f FacetCount) bool { return f.Count == 0 && !slices.Contains(chosen, f.Key) })
	switch facet {
	case codec.FacetCategory:
	case codec.FacetYear:
		slices.SortStableFunc(list, func(a, b FacetCount) int { return cmp.Compare(b.Key, a.Key) })
	default:
		slices.SortStableFunc(list, func(a, b FacetCount) int { return b.Count - a.Count })
	}
	*to = list
	return nil
}

func (s *searcher) countIn(m *match, g *segment, facet string) ([]FacetCount, error) {
	values, err := s.values(g, facet)
	if err != nil {
		return nil, err
	}
	allowed, err := s.allowed(g, facet)
	if err != nil {
		return nil, err
	}
	found := newBitset(g.Docs)
	for _, c := range m.cands {
		if c.seg == g && allowed.has(c.ord) {
			found.add(c.ord)
		}
	}
	var list []FacetCount
	for _, v := range values {
		set := newBitset(g.Docs)
		for _, below := range values {
			if isChosen(values, below, []string{v.key}) {
				set.addAll(below.docs)
			}
		}
		list = append(list, FacetCount{v.key, v.label, v.parent, set.count(found)})
	}
	return list, nil
}

// addCounts adds the numbers of one segment to those of others. A value that these
// do not have goes behind the one that stands before it in the part.
func addCounts(all, part []FacetCount) []FacetCount {
	at := 0
	for _, f := range part {
		i := slices.IndexFunc(all, func(o FacetCount) bool { return o.Key == f.Key })
		if i < 0 {
			i = at
			all = slices.Insert(all, at, FacetCount{f.Key, f.Label, f.Parent, 0})
		}
		all[i].Count += f.Count
		at = i + 1
	}
	return all
}
