package query

import (
	"cmp"
	"slices"

	"mulu/cmd/mulu/internal/han"
)

// moreLookups is the number of further lookups when most pages turn out not to hold
// the words: each is a file, which is shorter than a page and leaves out many.
const moreLookups = 8

// narrow drops the unread candidates, those from place read on, that lack a term
// which was not looked up. Segments have a lookup each in turn.
func (s *searcher) narrow(m *match, read int) error {
	var segments []*segment
	terms, found := map[*segment][]han.Term{}, map[*segment][]posting{}
	for _, c := range m.cands[read:] {
		if _, known := terms[c.seg]; !known {
			terms[c.seg] = m.notLookedUp(c.seg)
			segments = append(segments, c.seg)
		}
	}
	slices.SortFunc(segments, func(a, b *segment) int { return a.compare(b) })
	for n, left := 0, moreLookups; n < moreLookups; n++ {
		for _, g := range segments {
			if n >= len(terms[g]) || left == 0 {
				continue
			}
			p, err := g.posting(&s.cost, terms[g][n])
			if err != nil {
				return err
			}
			found[g] = append(found[g], p)
			left--
		}
	}
	left := m.cands[:read]
	for _, c := range m.cands[read:] {
		if inAll(found[c.seg], c.ord) {
			left = append(left, c)
		}
	}
	m.cands = left
	return nil
}

// compare is the order of segments: of the first site the newest first.
func (g *segment) compare(o *segment) int {
	return cmp.Or(cmp.Compare(g.site.place, o.site.place), cmp.Compare(g.base, o.base))
}

func inAll(lists []posting, doc uint32) bool {
	for _, p := range lists {
		if i := search(p.docs, doc); i == len(p.docs) || p.docs[i] != doc {
			return false
		}
	}
	return true
}

// notLookedUp are the terms of the words, in turn and the best first, that were not
// looked up in a segment, without those that it keeps by ranges.
func (m *match) notLookedUp(g *segment) (list []han.Term) {
	for n, more := 0, true; more; n++ {
		more = false
		for _, w := range m.words {
			if n >= len(w.chosen) {
				continue
			}
			more = true
			if l := w.chosen[n]; n >= g.lookups(w.count) && !g.isRanged(l.term) {
				list = append(list, l.term)
			}
		}
	}
	return list
}
