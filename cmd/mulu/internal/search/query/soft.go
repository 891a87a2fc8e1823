package query

import (
	"cmp"
	"slices"
)

// The soft reading: terms that are looked up, the share of their weight that a
// document must have, in hundredths, and what a place in the title counts.
const (
	softTerms  = 8
	softUsual  = 2 // of them that are the most usual ones, which titles may have, too
	softShare  = 60
	titleTimes = 3
)

// weighed is a candidate of the soft reading.
type weighed struct {
	candidate
	share, title int64   // weight of its terms; of those in its title
	class        float64 // of the title's length, when it has any
}

// soft looks for documents that have most of the words, title first; when there is
// none, for the nearest titles.
func (s *searcher) soft(p parsed) (*answer, error) {
	if anyQuoted(p.words) {
		return nil, nil
	}
	m := &match{words: slices.Clone(p.words), without: p.without}
	near, titles, err := s.nearest(m)
	if err != nil {
		return nil, err
	}
	a := &answer{words: m.words}
	if a.partial, a.further, err = s.softPages(near, m); err != nil || len(a.partial) > 0 {
		a.soft = true
		return a, err
	}
	a.nearest, a.further, err = s.softPages(titles, m)
	return a, err
}

// nearest gives the documents that have most of the words, and those that have any in
// the title, the best first.
func (s *searcher) nearest(m *match) (near, titles []weighed, err error) {
	list, total, err := s.weighed(m)
	if err != nil {
		return nil, nil, err
	}
	near = slices.DeleteFunc(slices.Clone(list), func(w weighed) bool { return w.share*100 < total*softShare })
	slices.SortFunc(near, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.share+titleTimes*b.title, a.share+titleTimes*a.title), byScore(a.candidate, b.candidate))
	})
	titles = slices.DeleteFunc(list, func(w weighed) bool { return w.title == 0 })
	slices.SortFunc(titles, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.title, a.title), cmp.Compare(a.class, b.class), byScore(a.candidate, b.candidate))
	})
	return near, titles, nil
}

// softPages reads as many pages as are wanted, a batch at most; further says that
// there are more in it.
func (s *searcher) softPages(list []weighed, m *match) (pages []*page, further bool, err error) {
	list = list[:min(len(list), batchSize)]
	pages, err = s.weighedPages(list[:min(len(list), s.wanted())], m)
	return pages, len(list) > s.wanted(), err
}

// weighedPages reads the pages of candidates, but for those that are excluded.
func (s *searcher) weighedPages(list []weighed, m *match) (pages []*page, err error) {
	var cands []candidate
	for _, w := range list {
		w.score = w.share + titleTimes*w.title
		cands = append(cands, w.candidate)
	}
	read, err := s.readAll(cands)
	if err != nil {
		return nil, err
	}
	for _, p := range read {
		p.words, p.tier = m.words, tierParts
		if excluded, err := s.excludes(p, m.without); err != nil {
			return nil, err
		} else if !excluded {
			pages = append(pages, p)
		}
	}
	return pages, nil
}

// weighed gives the documents that have any of the terms, with the weight of those
// that they have, and the weight of all that occur.
func (s *searcher) weighed(m *match) (list []weighed, total int64, err error) {
	s.chooseSoft(m)
	for _, site := range s.ix.sites {
		for _, g := range site.segments {
			if err := s.weigh(m, g, nil); err != nil {
				return nil, 0, err
			}
		}
	}
	for i := range m.terms {
		t := &m.terms[i]
		if t.df == 0 {
			continue
		}
		t.idf = idf(t.all, t.df)
		total += t.idf
	}
	for _, site := range s.ix.sites {
		for _, g := range site.segments {
			if err := s.weigh(m, g, &list); err != nil {
				return nil, 0, err
			}
		}
	}
	return list, total, nil
}

// chooseSoft takes terms of the words in turn, the best of each first, and the last.
func (s *searcher) chooseSoft(m *match) {
	s.ix.choose(m.words, false)
	for n, before := 0, -1; len(m.terms) > before; n++ {
		before = len(m.terms)
		for i, w := range m.words {
			if n < len(w.chosen) {
				m.terms = append(m.terms, term{lookup: w.chosen[n], word: i, nth: n})
			}
		}
	}
	if more := len(m.terms) - softTerms; more > 0 {
		m.terms = slices.Delete(m.terms, softTerms-softUsual, softTerms-softUsual+more)
	}
}

// weigh counts the documents of a segment that have each term, or, when there is a
// list to fill, adds those that have any.
func (s *searcher) weigh(m *match, g *segment, list *[]weighed) error {
	allowed, err := s.allowed(g, "")
	if err != nil {
		return err
	}
	dead, err := s.dead(g, 0, uint32(g.Docs))
	if err != nil {
		return err
	}
	share, title, class := make([]int64, g.Docs), make([]int64, g.Docs), make([]float64, g.Docs)
	for i := range m.terms {
		t := &m.terms[i]
		if g.isRanged(t.term) {
			continue // says next to nothing
		}
		p, err := g.posting(&s.cost, t.term)
		if err != nil {
			return err
		}
		if list == nil {
			t.df, t.all = t.df+len(p.docs), t.all+g.Docs
			continue
		}
		for n, doc := range p.docs {
			share[doc] += t.idf
			if p.how[n]&inTitle != 0 {
				title[doc] += t.idf
				class[doc] = p.how[n].class()
			}
		}
	}
	for doc := uint32(0); list != nil && doc < uint32(g.Docs); doc++ {
		if share[doc] > 0 && allowed.has(doc) {
			c := candidate{seg: g, ord: doc, dead: dead.has(doc)}
			*list = append(*list, weighed{c, share[doc], title[doc], class[doc]})
		}
	}
	return nil
}
