package query

import (
	"slices"

	"mulu/cmd/mulu/internal/search/codec"
)

// whole answers by the documents of which the title or the number is the query, or is
// what noise leaves of it; nil when there is none. Their pages are read, for hashes
// may be alike.
func (s *searcher) whole(p parsed) (*answer, error) {
	if s.req.Sort == SortDate || len(p.without) > 0 || anyQuoted(p.words) {
		return nil, nil
	}
	if p.number != nil {
		a, err := s.wholeOf([]word{{raw: string(p.number), phrase: p.number}})
		if a != nil {
			s.note(NoteNumber, string(p.number))
		}
		return a, err
	}
	if a, err := s.wholeOf(p.words); a != nil || err != nil {
		return a, err
	}
	left, noise := dropNoise(p.words)
	if len(noise) == 0 {
		return nil, nil
	}
	a, err := s.wholeOf(left)
	if a != nil {
		a.ignored = noise
	}
	return a, err
}

// wholeOf answers by the documents of which the title or the number is the words
// together. How many pages are read at a time does not depend on the request, so that
// the next one has the same order.
func (s *searcher) wholeOf(words []word) (*answer, error) {
	m := &match{words: words}
	if err := s.withKey(m, joined(words)); err != nil {
		return nil, err
	}
	// These documents are counted, but others, left alone, may hold the words, too.
	a := &answer{words: words, whole: true, cands: len(m.cands), exact: true, left: true}
	for a.read < a.cands && (len(a.found) < s.wanted() || s.req.Exhaustive) {
		next := min(a.read+fewPages, a.cands)
		batch, err := s.batch(m, m.cands[a.read:next])
		if err != nil {
			return nil, err
		}
		a.read = next
		a.found = append(a.found, slices.DeleteFunc(batch, func(p *page) bool { return p.tier < tierEqual })...)
	}
	if len(a.found) == 0 {
		return nil, nil
	}
	return a, nil
}

// withKey collects the documents with a key, those in force first.
func (s *searcher) withKey(m *match, text []rune) error {
	if !codec.IsKey(text) {
		return nil
	}
	key := codec.Key(text)
	for _, site := range s.ix.sites {
		for _, g := range site.segments {
			docs, err := g.withKey(&s.cost, key)
			if err != nil {
				return err
			}
			if err := s.admit(m, g, docs); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(m.cands, byScore)
	return nil
}

// withKey are the documents of a segment that have a key.
func (g *segment) withKey(cost *Fetched, key uint32) ([]uint32, error) {
	if g.Keys == nil {
		return nil, nil
	}
	file := g.Keys.Posting(codec.KeysPart(g.Name), key)
	data, err := read(g.site.files, cost, file, postingFile)
	if err != nil {
		return nil, err
	}
	p, err := codec.Find(data, g.Docs, key)
	if err != nil {
		return nil, &FileError{dataName(file), err}
	}
	return p.Docs, nil
}

// admit takes documents of a segment that the filters let through.
func (s *searcher) admit(m *match, g *segment, docs []uint32) error {
	if len(docs) == 0 {
		return nil
	}
	allowed, err := s.allowed(g, "")
	if err != nil {
		return err
	}
	dead, err := s.dead(g, docs[0], docs[len(docs)-1]+1)
	if err != nil {
		return err
	}
	for _, doc := range docs {
		if allowed.has(doc) {
			m.cands = append(m.cands, candidate{seg: g, ord: doc, dead: dead.has(doc)})
		}
	}
	return nil
}

// before puts the documents of w before those of a, which the whole search gave.
func (w *answer) before(a *answer) *answer {
	if w == nil {
		return a
	}
	own := len(a.found)
	a.found = mergePages(w.found, a.found, nil)
	a.ahead = len(a.found) - own
	a.partial, a.nearest = mergePages(nil, a.partial, a.found), mergePages(nil, a.nearest, a.found)
	if len(a.ignored) == 0 {
		a.ignored = w.ignored
	}
	return a
}
