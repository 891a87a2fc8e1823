package query

import (
	"slices"

	"mulu/cmd/mulu/internal/han"
)

// moreLookups is the number of further lookups, each time when most pages turn out not to
// hold the words: each is a file, which is shorter than a page and leaves out many. Of a term
// that is kept by ranges it is one, for that is a file for each range.
const moreLookups = 2

// narrow drops the unread candidates of the biggest segments, those from place read on,
// that lack one of the next terms which were not looked up.
func (s *searcher) narrow(m *match, read int) error {
	found := map[*segment][]posting{}
	for _, c := range m.cands[read:] {
		if _, known := found[c.seg]; known || !c.seg.biggest {
			continue
		}
		lists := []posting{}
		for _, t := range m.next(c.seg) {
			p, err := s.wherever(c.seg, t, m.cands[read:])
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

// wherever looks a term up in a segment; where it is kept by ranges, in those in which there
// are candidates.
func (s *searcher) wherever(g *segment, t han.Term, cands []candidate) (all posting, err error) {
	if !g.isRanged(t) {
		return g.posting(&s.cost, t)
	}
	from := uint32(0)
	for i := range g.Ranges {
		to := from + uint32(g.Ranges[i].Docs)
		if slices.ContainsFunc(cands, func(c candidate) bool { return c.seg == g && c.ord >= from && c.ord < to }) {
			p, err := g.rangePosting(&s.cost, i, from, t)
			if err != nil {
				return posting{}, err
			}
			all.docs = append(all.docs, p.docs...)
		}
		from = to
	}
	return all, nil
}

// next are the terms by which candidates of a biggest segment are narrowed down next, of the
// words in turn and the best first: those that it has as a whole, then, one by one, those that
// it keeps by ranges. Without these a phrase of usual words and a rare one (环境局关于建) would
// leave thousands of pages to be read for a few.
func (m *match) next(g *segment) []han.Term {
	ranged := func(l lookup) bool { return g.isRanged(l.term) }
	whole := m.notLookedUp(func(l lookup) bool { return !ranged(l) })
	if from := m.further * moreLookups; from < len(whole) {
		return whole[from:min(len(whole), from+moreLookups)]
	}
	from := m.further - (len(whole)+moreLookups-1)/moreLookups
	if cut := m.notLookedUp(ranged); from < len(cut) {
		return cut[from : from+1]
	}
	return nil
}

// notLookedUp are the terms of the words, in turn and the best first, that were not looked up
// in the biggest segments, of those that are wanted.
func (m *match) notLookedUp(wanted func(lookup) bool) (list []han.Term) {
	for n, more := 0, true; more; n++ {
		more = false
		for _, w := range m.words {
			all := w.all()
			if n >= len(all) {
				continue
			}
			more = true
			if n >= w.count && wanted(all[n]) {
				list = append(list, all[n].term)
			}
		}
	}
	return list
}
