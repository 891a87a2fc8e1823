package query

import (
	"slices"

	"mulu/cmd/mulu/internal/han"
)

// titles finds the documents with all of some terms in the title, those with the
// shortest title first.
func (s *searcher) titles(letters, without []word) (*match, error) {
	m := &match{words: letters, without: without, need: everything}
	for i := range letters {
		letters[i].chosen = []lookup{{term: han.MakeTerm(letters[i].phrase...)}}
		letters[i].count = 1
		m.terms = append(m.terms, term{lookup: letters[i].chosen[0], word: i})
	}
	if err := s.findAll(m); err != nil {
		return nil, err
	}
	var list []candidate
	for i, c := range m.cands {
		hows := m.hows[i*len(m.terms):][:len(m.terms)]
		if !slices.ContainsFunc(hows, func(h how) bool { return h&inTitle == 0 }) {
			c.score = -int64(hows[0].class())
			list = append(list, c)
		}
	}
	slices.SortFunc(list, byScore)
	m.cands, m.hows = list, nil
	return m, nil
}
