package query

import (
	"math"

	"mulu/cmd/mulu/internal/han"
)

// candidate is a document that has all terms that were looked up.
type candidate struct {
	seg    *segment
	ord    uint32 // in the segment
	dead   bool   // repealed or expired
	titled bool   // its title has all terms that were looked up
	late   bool   // see match.postpone
	day    int32  // 发布日期, when sorting by date
	score  int64  // thousandths
}

// ordinal is the document's place in its site, newest first.
func (c *candidate) ordinal() uint32 { return c.seg.base + c.ord }

// everything is a need that no number of candidates meets.
const everything = math.MaxInt

// term is a term looked up.
type term struct {
	lookup
	word    int // its place in the query
	nth     int // among the chosen terms of its word
	df, all int // documents that have it, documents of the segments in which it was looked up
	idf     int64
}

// match is one reading of a query with the documents that may answer it.
type match struct {
	words   []word
	without []word
	number  bool // the word is a document or index number
	need    int  // candidates after which further ranges are left alone
	further int  // times that candidates were narrowed down by further lookups

	terms []term
	cands []candidate
	hows  []how // of each candidate, of each term
	left  bool  // ranges were left alone
	// behind is the number of candidates there, as there are in those that were read.
	behind int
}

// find looks up the words and collects the candidates, best first.
func (s *searcher) find(m *match) error {
	s.ix.choose(m.words, m.number)
	m.take()
	if err := s.findAll(m); err != nil {
		return err
	}
	m.weigh(s.ix.sites[0].manifest.Weights)
	if !s.sure(m) {
		if err := m.postpone(); err != nil {
			return err
		}
	}
	return s.sort(m)
}

// take lists the terms that are to be looked up.
func (m *match) take() {
	for i := range m.words {
		for n, l := range m.words[i].chosen[:m.words[i].count] {
			m.terms = append(m.terms, term{lookup: l, word: i, nth: n})
		}
	}
}

// findAll collects the candidates of all segments.
func (s *searcher) findAll(m *match) error {
	for _, site := range s.ix.sites {
		for _, g := range site.segments {
			if err := s.ctx.Err(); err != nil {
				return err
			}
			if err := s.findIn(m, g); err != nil {
				return err
			}
		}
	}
	return nil
}

// findIn collects the candidates of a segment, range by range where a term is kept
// so.
func (s *searcher) findIn(m *match, g *segment) error {
	places := m.placesIn(g)
	posts := make([]posting, len(m.terms)+len(m.without))
	ranged, err := s.wholePostings(m, g, places, posts)
	if err != nil {
		return err
	}
	allowed, err := s.allowed(g, "")
	if err != nil {
		return err
	}
	if !ranged {
		return s.collect(m, g, places, posts, allowed, 0, uint32(g.Docs))
	}
	from, before := uint32(0), len(m.cands)
	for i := range g.Ranges {
		if len(m.cands) >= m.need && from > 0 {
			m.left = true
			m.behind += (len(m.cands) - before) * (g.Docs - int(from)) / int(from)
			return nil
		}
		r := &g.Ranges[i]
		if err := s.rangePostings(m, g, i, from, places, posts); err != nil {
			return err
		}
		if err := s.collect(m, g, places, posts, allowed, from, from+uint32(r.Docs)); err != nil {
			return err
		}
		from += uint32(r.Docs)
	}
	return nil
}

// placesIn are the places of the terms that are looked up in a segment.
func (m *match) placesIn(g *segment) (places []int) {
	for i, t := range m.terms {
		if t.nth < g.lookups(m.words[t.word].count) {
			places = append(places, i)
		}
	}
	return places
}

// isRanged says whether a segment may keep a term by several ranges.
func (g *segment) isRanged(t han.Term) bool {
	_, _, listed := g.frequent.Find(t.Hash())
	return listed && len(g.Ranges) > 1
}

// wholePostings looks up the terms that the segment has as a whole, and those of
// excluded words of one term; ranged says whether there are others.
func (s *searcher) wholePostings(m *match, g *segment, places []int, posts []posting) (ranged bool, err error) {
	for _, i := range places {
		t := &m.terms[i]
		if g.isRanged(t.term) {
			ranged = true
			continue
		}
		if posts[i], err = g.posting(&s.cost, t.term); err != nil {
			return false, err
		}
		t.df, t.all = t.df+len(posts[i].docs), t.all+g.Docs
	}
	for i, w := range m.without {
		if t, ok := s.ix.single(w); ok {
			if posts[len(m.terms)+i], err = g.posting(&s.cost, t); err != nil {
				return false, err
			}
		}
	}
	return ranged, nil
}

// single is the term that says alone whether a document holds a word.
func (ix *Index) single(w word) (han.Term, bool) {
	list := han.PhraseTerms(w.phrase)
	if len(list) != 1 || ix.isCut(list[0]) {
		return 0, false
	}
	return list[0], true
}

// rangePostings looks up the terms that the segment keeps by ranges in range i.
func (s *searcher) rangePostings(m *match, g *segment, i int, base uint32, places []int, posts []posting) (err error) {
	r := &g.Ranges[i]
	for _, at := range places {
		t := &m.terms[at]
		if !g.isRanged(t.term) {
			continue
		}
		if posts[at], err = g.rangePosting(&s.cost, i, base, t.term); err != nil {
			return err
		}
		t.df, t.all = t.df+len(posts[at].docs), t.all+r.Docs
	}
	return nil
}

// collect takes the documents of ordinals from low on and under high that have all
// terms, are allowed and have none of the excluded ones.
func (s *searcher) collect(m *match, g *segment, places []int, posts []posting, allowed bitset, low, high uint32) error {
	dead, err := s.dead(g, low, high)
	if err != nil {
		return err
	}
	windows := make([]posting, len(places))
	for i, at := range places {
		windows[i] = posts[at].window(low, high)
	}
	row := make([]how, len(m.terms))
	for i := range row {
		row[i] = notLooked
	}
	absent := cursors(posts[len(m.terms):])
	intersect(windows, low, high, func(doc uint32, hows []how) {
		if !allowed.has(doc) || absent.any(doc) {
			return
		}
		for i, at := range places {
			row[at] = hows[i]
		}
		m.cands = append(m.cands, candidate{seg: g, ord: doc, dead: dead.has(doc)})
		m.hows = append(m.hows, row...)
	})
	return nil
}

// intersect calls found with every document that is in all lists, ascending; without
// lists, with all documents from low on and under high.
func intersect(lists []posting, low, high uint32, found func(doc uint32, hows []how)) {
	if len(lists) == 0 {
		for doc := low; doc < high; doc++ {
			found(doc, nil)
		}
		return
	}
	shortest := 0
	for i, l := range lists {
		if len(l.docs) < len(lists[shortest].docs) {
			shortest = i
		}
	}
	c, hows := cursors(lists), make([]how, len(lists))
	for _, doc := range lists[shortest].docs {
		if c.all(doc, hows) {
			found(doc, hows)
		}
	}
}

// cursor is a place in ascending documents.
type cursor struct {
	posting
	at int
}

type cursorList []cursor

func cursors(lists []posting) cursorList {
	c := make(cursorList, len(lists))
	for i, l := range lists {
		c[i].posting = l
	}
	return c
}

// all says whether doc is in all lists, and how. Documents are asked for ascending.
func (c cursorList) all(doc uint32, hows []how) bool {
	for i := range c {
		if !c[i].seek(doc) {
			return false
		}
		hows[i] = c[i].how[c[i].at]
	}
	return true
}

func (c cursorList) any(doc uint32) bool {
	for i := range c {
		if c[i].seek(doc) {
			return true
		}
	}
	return false
}

// seek moves to doc by steps that grow, as the next one is mostly near.
func (c *cursor) seek(doc uint32) bool {
	step := 1
	for c.at+step < len(c.docs) && c.docs[c.at+step] < doc {
		c.at += step
		step *= 2
	}
	end := min(c.at+step+1, len(c.docs))
	c.at += search(c.docs[c.at:end], doc)
	return c.at < len(c.docs) && c.docs[c.at] == doc
}
