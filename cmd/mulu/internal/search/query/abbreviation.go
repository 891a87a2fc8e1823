package query

import (
	"cmp"
	"slices"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/lazy"
)

// The limits of an abbreviation: characters, lookups (one less of what is no name),
// pages that are looked at.
const (
	shortest, longest  = 2, 16
	mostLooked         = 6
	abbreviationPages  = 2 * batchSize
	fewAbbreviations   = batchSize     // at a first look
	leastAbbreviations = batchSize / 2 // at a first look, of what is no name or of another kind
	leastTitled        = 40            // of a hundred: what a title must have of the weight of pairs
)

// ofArticle is a law's short name with one of its articles behind it.
var ofArticle = lazy.Compile(`^(.{2,}?)(第[〇一二三四五六七八九十百]+条)$`)

// short is a query as the abbreviation of a title, and what else the page shall hold.
type short struct {
	said
	words   []word // the abbreviation first
	article bool   // what else is asked for is an article, which pages may lack
}

// shortOf reads a query as an abbreviation: as one name, as a law with an article, or as
// a name among other words; false when it cannot be one.
func shortOf(words []word) (f short, ok bool) {
	all := string(joined(words))
	f.words = []word{{raw: all, phrase: []rune(all)}}
	if m := ofArticle.FindStringSubmatch(all); m != nil && len(words) < 3 {
		f.words, f.article = []word{{raw: m[1], phrase: []rune(m[1])}, {raw: m[2], phrase: []rune(m[2])}}, true
	} else if len(words) > 1 {
		at := slices.IndexFunc(words, word.isName)
		if at < 0 {
			return f, false
		}
		f.words = slices.Concat(words[at:at+1], words[:at], words[at+1:])
	}
	name := f.words[0].phrase
	f.said = saidOf(string(name))
	return f, !anyQuoted(words) && len(name) >= shortest && len(name) <= longest && f.about != "" &&
		!slices.ContainsFunc(name, func(r rune) bool { return !han.IsHan(r) })
}

// abbreviation looks for titles that can be shortened to the query: by their characters
// when these are few, else by their pairs.
func (s *searcher) abbreviation(p parsed) (*answer, error) {
	f, ok := shortOf(p.words)
	if !ok {
		return nil, nil
	}
	a, err := s.byLetters(f, p.without)
	if a == nil && err == nil && len(f.letters(f.kind)) > f.mostLetters() {
		a, err = s.byPairs(f, &match{words: slices.Clone(p.words), without: p.without})
	}
	if a != nil {
		s.note(NoteAbbreviation, string(f.words[0].phrase))
	}
	return a, err
}

// byLetters looks for the titles by their characters, when these are few: first by all
// and the kind, then, unless that is surely meant or, but for a first look, has no gap at
// all, of another kind.
func (s *searcher) byLetters(f short, without []word) (best *answer, err error) {
	for _, kind := range f.otherKinds() {
		letters := f.letters(kind)
		if len(letters) > f.mostLetters() {
			continue
		}
		m, err := s.titles(letters, without)
		if err != nil {
			return nil, err
		}
		pages := abbreviationPages
		switch {
		case s.few() && kind == f.kind && f.words[0].isName():
			pages = fewAbbreviations
		case s.few():
			pages = leastAbbreviations
		}
		a, err := s.shortened(f, m.cands[:min(len(m.cands), pages)], without)
		if err != nil || a != nil && (a.found[0].gaps == 0 || s.few() && a.found[0].gaps <= mostGaps) {
			return a, err
		}
		best = f.join(best, a)
	}
	return best, nil
}

// mostLetters is the number of terms that may be looked up.
func (f short) mostLetters() int { return mostLooked + compareBool(f.words[0].isName(), true) }

// join puts what two ways found in order.
func (f short) join(a, b *answer) *answer {
	if a == nil || b == nil {
		return cmp.Or(a, b)
	}
	all := &answer{words: f.words, found: mergePages(a.found, b.found, nil)}
	f.sort(all.found)
	all.cands, all.read = len(all.found), len(all.found)
	return all
}

// sort puts titles in order: those whose pages have all that is asked for, then with fewer
// gaps, then shorter ones first.
func (f short) sort(list []*page) {
	lacks := func(p *page) bool { return !holdsAll(f.words[1:], p.fields(), word.in) }
	slices.SortFunc(list, func(a, b *page) int {
		return cmp.Or(compareBool(lacks(a), lacks(b)), cmp.Compare(a.gaps, b.gaps), cmp.Compare(len(a.plain), len(b.plain)),
			compareBool(a.dead, b.dead), newer(a, b))
	})
}

// byPairs looks among the titles that have much of the weight of the words' pairs.
func (s *searcher) byPairs(f short, m *match) (*answer, error) {
	_, titles, err := s.nearest(m)
	if err != nil {
		return nil, err
	}
	total := int64(0)
	for i := range m.terms {
		total += m.terms[i].idf
	}
	var list []candidate
	for _, t := range titles[:min(len(titles), s.wanted(), batchSize)] {
		if t.title*100 >= total*leastTitled {
			list = append(list, t.candidate)
		}
	}
	return s.shortened(f, list, m.without)
}

// shortened answers by those of candidates whose titles can be shortened to what was
// said, the nearest and shortest first; nil when there are none.
func (s *searcher) shortened(f short, cands []candidate, without []word) (*answer, error) {
	list, err := s.readAll(cands)
	if err != nil {
		return nil, err
	}
	a := &answer{words: f.words}
	for _, page := range list {
		page.words, page.tier = f.words, tierSpread
		var places []int
		if page.gaps, places = f.fit(page.title.folded); places == nil {
			continue
		}
		if !f.article && !holdsAll(f.words[1:], page.fields(), word.in) {
			continue
		}
		page.score = -int64(page.gaps)
		for _, at := range places {
			page.inOrder = append(page.inOrder, int(page.title.at[at]))
		}
		if excluded, err := s.excludes(page, without); err != nil {
			return nil, err
		} else if !excluded {
			a.found = append(a.found, page)
		}
	}
	if len(a.found) == 0 {
		return nil, nil
	}
	f.sort(a.found)
	a.cands, a.read = len(a.found), len(a.found)
	return a, nil
}
