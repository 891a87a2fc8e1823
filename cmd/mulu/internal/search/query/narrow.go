package query

import (
	"slices"

	"mulu/cmd/mulu/internal/han"
)

// moreLookups is the number of further lookups, each time when most pages turn out not to
// hold the words: each is a file, which is shorter than a page and leaves out many.
const moreLookups = 2

// narrow drops the unread candidates of the biggest segments, those from place read on,
// that lack one of the next terms which were not looked up.
func (s *searcher) narrow(m *match, read int) error {
	found := map[*segment][]posting{}
	for _, c := range m.cands[read:] {
		if _, known := found[c.seg]; known || !c.seg.biggest {
			continue
		}
		terms := m.notLookedUp(c.seg)
		terms = terms[min(len(terms), m.further*moreLookups):]
		lists := []posting{}
		for _, t := range terms[:min(len(terms), moreLookups)] {
			p, err := c.seg.posting(&s.cost, t)
			if err != nil {
				return err
			}
			lists = append(lists, p)
		}
		found[c.seg] = lists
	}
	m.further++
	rest := slices.DeleteFunc(m.cands[read:], func(c candidate) bool { return !inAll(found[c.seg], c.ord) })
	m.cands = m.cands[:read+len(rest)]
	return nil
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
// looked up in a biggest segment, without those that it keeps by ranges.
func (m *match) notLookedUp(g *segment) (list []han.Term) {
	for n, more := 0, true; more; n++ {
		more = false
		for _, w := range m.words {
			if n >= len(w.chosen) {
				continue
			}
			more = true
			if l := w.chosen[n]; n >= w.count && !g.isRanged(l.term) {
				list = append(list, l.term)
			}
		}
	}
	return list
}
