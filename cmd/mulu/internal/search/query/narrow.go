package query

import "mulu/cmd/mulu/internal/han"

// moreTerms is the number of further terms that are looked up when most pages turn
// out not to hold the words: a term is one file in every segment, and leaves out many
// pages. Among 100,000 documents 3 leave as many right answers as 8, and the dearest
// twentieth of questions asks for 36 files and pages in place of 47.
const moreTerms = 3

// narrow drops the unread candidates, those from place read on, that lack a term
// which was not looked up.
func (s *searcher) narrow(m *match, read int) error {
	bySegment := map[*segment][]han.Term{}
	cache := map[*segment][]posting{}
	left := m.cands[:read]
	for _, c := range m.cands[read:] {
		if _, known := bySegment[c.seg]; !known {
			bySegment[c.seg] = m.notLookedUp(c.seg)
			for _, t := range bySegment[c.seg] {
				p, err := c.seg.posting(&s.cost, t)
				if err != nil {
					return err
				}
				cache[c.seg] = append(cache[c.seg], p)
			}
		}
		if inAll(cache[c.seg], c.ord) {
			left = append(left, c)
		}
	}
	m.cands = left
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
// looked up in a segment, without those that it keeps by ranges.
func (m *match) notLookedUp(g *segment) (list []han.Term) {
	for n, more := 0, true; more; n++ {
		more = false
		for _, w := range m.words {
			if n >= len(w.chosen) {
				continue
			}
			more = true
			if t := w.chosen[n].term; n >= g.lookups(w.count) && !g.isRanged(t) && len(list) < moreTerms {
				list = append(list, t)
			}
		}
	}
	return list
}
