package query

import (
	"cmp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/han"
)

// The limits of an abbreviation: characters, and pages that are looked at.
const (
	shortest, longest = 2, 6
	abbreviationPages = 2 * batchSize
	fewAbbreviations  = batchSize // at a first look
)

// abbreviation looks for titles that have the characters of the only word in their
// order, the shortest titles first. What people call an interpretation may be a
// provision by its title.
func (s *searcher) abbreviation(p parsed) (*answer, error) {
	if len(p.words) != 1 || p.words[0].quoted || len(p.words[0].phrase) < shortest || len(p.words[0].phrase) > longest {
		return nil, nil
	}
	w := p.words[0]
	if slices.ContainsFunc(w.phrase, func(r rune) bool { return !han.IsHan(r) }) {
		return nil, nil
	}
	a, err := s.shortened(p, w.phrase)
	if other := []rune(strings.Replace(string(w.phrase), "解释", "规定", 1)); err == nil && a == nil && !slices.Equal(other, w.phrase) {
		a, err = s.shortened(p, other)
	}
	return a, err
}

// shortened answers by titles that have the characters of a phrase in their order.
func (s *searcher) shortened(p parsed, phrase []rune) (*answer, error) {
	w := p.words[0]
	var letters []word
	for _, r := range phrase {
		letters = append(letters, word{phrase: []rune{r}})
	}
	m, err := s.titles(letters, p.without)
	if err != nil {
		return nil, err
	}
	a := &answer{words: p.words}
	if a.found, err = s.abbreviated(w, phrase, m); err != nil || len(a.found) == 0 {
		return nil, err
	}
	a.cands, a.read = len(a.found), len(a.found)
	s.note(NoteAbbreviation, string(w.phrase))
	return a, nil
}

// abbreviated reads the pages of candidates and gives those that have the characters
// of a phrase, which stands for a word, in the title in their order, the shortest title
// first.
func (s *searcher) abbreviated(w word, phrase []rune, m *match) (found []*page, err error) {
	pages := abbreviationPages
	if s.wanted() < batchSize {
		pages = fewAbbreviations
	}
	list, err := s.readAll(m.cands[:min(len(m.cands), pages)])
	if err != nil {
		return nil, err
	}
	for _, page := range list {
		page.words, page.tier = []word{w}, tierSpread
		if page.inOrder = page.title.inOrder(phrase); page.inOrder == nil {
			continue
		}
		if excluded, err := s.excludes(page, m.without); err != nil {
			return nil, err
		} else if !excluded {
			found = append(found, page)
		}
	}
	slices.SortFunc(found, func(a, b *page) int {
		return cmp.Or(cmp.Compare(len(a.plain), len(b.plain)), compareBool(a.dead, b.dead), newer(a, b))
	})
	return found, nil
}

// titles finds the documents with all single characters in the title, those with the
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

// inOrder are the first places of characters that stand in a text in their order; nil
// when they do not.
func (t *text) inOrder(phrase []rune) (places []int) {
	for i, r := range t.folded {
		if len(places) < len(phrase) && r == phrase[len(places)] {
			places = append(places, int(t.at[i]))
		}
	}
	if len(places) < len(phrase) {
		return nil
	}
	return places
}
