package query

import (
	"slices"

	"mulu/cmd/mulu/internal/han"
)

// The tiers of documents by how well they answer. From tierText on every word is
// there as a phrase.
const (
	tierNone   = 0 // does not hold all words, or holds an excluded one
	tierParts  = 1 // holds only the terms of the words
	tierText   = 2 // the words are somewhere
	tierFacts  = 3 // in title, numbers, issuer, keywords, attachments' titles; or in the summary
	tierSpread = 4 // all terms of the words are in the title
	tierTitle  = 5 // the words are in the title
	tierEqual  = 6 // the title is the query
	tierNumber = 7 // the document's number is the query
)

// judge gives a page its tier for the words of a match, and its density.
func (s *searcher) judge(p *page, m *match) error {
	p.words = m.words
	if err := s.tier(p, m); err != nil {
		return err
	}
	p.density = m.density(p)
	return nil
}

func (s *searcher) tier(p *page, m *match) error {
	excluded, err := s.excludes(p, m.without)
	if err != nil || excluded {
		p.tier = tierNone
		return err
	}
	phrase, parts := holdsAll(m.words, p.fields(), word.in), holdsAll(m.words, p.fields(), word.partsIn)
	if !phrase {
		files, err := s.attached(p)
		if err != nil {
			return err
		}
		fields := append(p.fields(), files.folded)
		phrase = holdsAll(m.words, fields, word.in)
		parts = parts || holdsAll(m.words, fields, word.partsIn)
		p.attachment = phrase
	}
	switch {
	case phrase:
		p.tier = p.wholeTier(m.words)
	case parts && !anyQuoted(m.words):
		p.tier = tierParts
	}
	return nil
}

// fields are the folded texts of a page, but for its attachments'.
func (p *page) fields() [][]rune {
	return [][]rune{p.title.folded, p.meta, p.summary.folded, p.body.folded}
}

// excludes says whether a page or its attachments hold any of the words.
func (s *searcher) excludes(p *page, without []word) (bool, error) {
	if len(without) == 0 {
		return false, nil
	}
	files, err := s.attached(p)
	if err != nil {
		return false, err
	}
	fields := append(p.fields(), files.folded)
	return slices.ContainsFunc(without, func(w word) bool { return holdsAll([]word{w}, fields, word.in) }), nil
}

// wholeTier is the tier of a page that holds all words.
func (p *page) wholeTier(words []word) int {
	title := [][]rune{p.title.folded}
	switch {
	case p.hasNumber(words):
		return tierNumber
	case len(words) > 0 && (slices.Equal(p.key, joined(words)) || slices.Equal(p.plain, joined(words))):
		return tierEqual
	case len(words) > 0 && holdsAll(words, title, word.in):
		return tierTitle
	case len(words) > 0 && holdsAll(words, title, word.partsIn):
		return tierSpread
	case holdsAll(words, [][]rune{p.title.folded, p.meta}, word.in), holdsAll(words, [][]rune{p.summary.folded}, word.in):
		return tierFacts
	}
	return tierText
}

// hasNumber says whether the only word is the document's index number or document
// number, with 号 or without.
func (p *page) hasNumber(words []word) bool {
	if len(words) != 1 {
		return false
	}
	wanted := words[0].phrase
	numbers := [][]rune{fold(p.Index), fold(p.Number), docNumber(p.Number)}
	return slices.ContainsFunc(numbers, func(n []rune) bool {
		return len(n) > 0 && (slices.Equal(n, wanted) || slices.Equal(n, append(slices.Clone(wanted), '号')))
	})
}

// joined are the words of a query as one phrase.
func joined(words []word) (all []rune) {
	for _, w := range words {
		all = append(all, w.phrase...)
	}
	return all
}

// holdsAll says whether every word is in at least one of the fields.
func holdsAll(words []word, fields [][]rune, in func(w word, field []rune) bool) bool {
	for _, w := range words {
		if !slices.ContainsFunc(fields, func(f []rune) bool { return in(w, f) }) {
			return false
		}
	}
	return true
}

// in says whether a folded text holds the word.
func (w word) in(field []rune) bool { return han.Contains(field, w.phrase) }

// partsIn says whether a folded text holds all terms of the word.
func (w word) partsIn(field []rune) bool {
	for _, t := range han.PhraseTerms(w.phrase) {
		if !han.Contains(field, t.Runes()) {
			return false
		}
	}
	return true
}

// The constants of the density of words in a body, after BM25 (Robertson and Zaragoza,
// The Probabilistic Relevance Framework, 2009) with k1 = 1.2 and b = 0.75.
const (
	saturation   = 1.2
	lengthShare  = 0.75
	usualLength  = 1500 // folded characters of a body
	baseOfLength = 1 - lengthShare
)

// density says how much of a body the words are, in thousandths.
func (m *match) density(p *page) int64 {
	norm := saturation * (baseOfLength + float64(lengthShare*float64(len(p.body.folded))/usualLength))
	sum := 0.0
	for i, w := range m.words {
		tf := float64(len(han.Positions(nil, p.body.folded, w.phrase)))
		idf := int64(0)
		for _, t := range m.terms {
			if t.word == i {
				idf += t.idf
			}
		}
		sum += float64(float64(idf)*tf) / (tf + norm)
	}
	return round(sum)
}
