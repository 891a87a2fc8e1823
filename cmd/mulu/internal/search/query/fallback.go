package query

import (
	"cmp"
	"slices"
	"strings"
)

// answer gives the documents of which the title or number is the query, and, unless
// they are enough, then the others.
func (s *searcher) answer(p parsed) (*answer, error) {
	w, err := s.whole(p)
	if err != nil || w != nil && s.req.Quick && len(w.found) > s.req.Offset {
		return w, err
	}
	a, err := s.usual(p)
	if err != nil {
		return nil, err
	}
	return w.before(a), nil
}

// usual reads the query in one way after another until a document holds all its
// words: as a number; as it stands, with short names in full; otherwise.
func (s *searcher) usual(p parsed) (*answer, error) {
	if p.number != nil {
		if a, err := s.asNumber(p.number); a != nil || err != nil {
			return a, err
		}
	}
	first, err := s.plain(p)
	if err != nil || len(p.words) == 0 {
		return first, err
	}
	if len(first.found) > 0 {
		return s.named(p, first)
	}
	if s.few() && first.unread() && len(first.partial) > 0 {
		first.further = true // what comes next may hold the words
		return s.named(p, first)
	}
	a, err := s.otherwise(&p)
	if err != nil || a == nil {
		return first, err
	}
	a.ignored = append(p.noise, a.ignored...)
	a.partial = mergePages(first.partial, a.partial, a.found)
	a.left = a.left || first.unread() // and so a document may hold the words after all
	if a.soft && !a.left {
		s.note(NoteSoft, "")
	}
	return a, nil
}

// asNumber reads the query as a document or index number; nil when no document has it.
func (s *searcher) asNumber(n []rune) (*answer, error) {
	a, err := s.try(&match{words: []word{{raw: string(n), phrase: n}}, number: true})
	if err != nil || len(a.found) == 0 {
		return nil, err
	}
	s.note(NoteNumber, string(n))
	return a, nil
}

// plain reads the words as they stand, and with short names in full.
func (s *searcher) plain(p parsed) (*answer, error) {
	a, err := s.try(&match{words: slices.Clone(p.words), without: p.without})
	if err != nil || len(p.words) == 0 {
		return a, err
	}
	return s.withAlias(p.words, p.without, a)
}

// otherwise reads the words in the ways for which there was no document: ever more
// simply, then as an abbreviation of a title, as pinyin, in the pieces that a near page
// holds, without what occurs nowhere, and by most of them; nil when these have none
// either. p is left with the simplest words, and with what was taken out of them.
func (s *searcher) otherwise(p *parsed) (*answer, error) {
	again := s.withoutTags(*p)
	for _, simpler := range []func([]word) ([]word, []string){keep, dropNoise, reword, dropAsked, reword} {
		words, dropped := simpler(again.words)
		again.words, again.noise = words, append(again.noise, dropped...)
		if sameWords(words, p.words) {
			continue
		}
		*p = again
		if a, err := s.bare(*p); err != nil || len(a.found) > 0 {
			return a, err
		}
	}
	for _, read := range []func(parsed) (*answer, error){s.abbreviation, s.pinyin, s.split, s.withoutAbsent, s.soft} {
		a, err := read(*p)
		if err != nil {
			return nil, err
		}
		if a != nil && len(a.found)+len(a.partial)+len(a.nearest) > 0 {
			return a, nil
		}
	}
	return nil, nil
}

func keep(words []word) ([]word, []string) { return words, nil }

func sameWords(a, b []word) bool {
	return slices.EqualFunc(a, b, func(a, b word) bool { return slices.Equal(a.phrase, b.phrase) })
}

// bare reads what is left without noise, as a number if it is one.
func (s *searcher) bare(p parsed) (*answer, error) {
	if len(p.words) == 1 && !p.words[0].quoted && len(p.without) == 0 {
		if n := number(string(p.words[0].phrase)); n != nil {
			if a, err := s.asNumber(n); a != nil || err != nil {
				return a, err
			}
		}
	}
	a, err := s.plain(p)
	if err != nil || len(a.found) == 0 {
		return a, err
	}
	return s.named(p, a)
}

// fewTitles is the number of titles with the words under which short names in the
// query are read in full as well.
const fewTitles = 3

// withAlias joins the answer by the full names of short names in the query.
func (s *searcher) withAlias(words, without []word, a *answer) (*answer, error) {
	titles := 0
	for _, p := range a.found {
		if p.tier >= tierSpread {
			titles++
		}
	}
	full, name := s.inFull(words)
	if titles >= fewTitles || name == "" {
		return a, nil
	}
	b, err := s.try(&match{words: full, without: without})
	if err != nil || len(b.found) == 0 {
		return a, err
	}
	s.note(NoteAlias, name)
	own := len(a.found) > 0
	all := &answer{words: a.words, found: mergePages(a.found, b.found, nil), partial: a.partial, cands: a.cands + b.cands,
		read: a.read + b.read, behind: a.behind + b.behind, left: a.left || b.left}
	if !own {
		all.words = b.words
	}
	if s.req.Sort == SortDate {
		slices.SortFunc(all.found, newer)
	} else {
		rank(all.found)
	}
	return all, nil
}

// inFull replaces short names by what they stand for; name is the first that was.
func (s *searcher) inFull(words []word) (full []word, name string) {
	aliases := s.ix.sites[0].manifest.Aliases
	var shorts []string
	for short := range aliases {
		shorts = append(shorts, short)
	}
	slices.SortFunc(shorts, func(a, b string) int {
		return cmp.Or(cmp.Compare(len([]rune(b)), len([]rune(a))), strings.Compare(a, b))
	})
	full = slices.Clone(words)
	for i, w := range words {
		for _, short := range shorts {
			from, to := string(fold(short)), string(fold(aliases[short]))
			if from == "" || to == "" || w.quoted || !strings.Contains(string(w.phrase), from) || strings.Contains(string(w.phrase), to) {
				continue
			}
			full[i].phrase = []rune(strings.Replace(string(w.phrase), from, to, 1))
			if name == "" {
				name = aliases[short]
			}
			break
		}
	}
	return full, name
}

// mergePages joins lists of pages, each document once: as it stands first, and none
// that is in but.
func mergePages(a, b, but []*page) (all []*page) {
	seen := map[pageKey]bool{}
	key := func(p *page) pageKey { return pageKey{p.seg.site.place, p.url} }
	for _, p := range but {
		seen[key(p)] = true
	}
	for _, p := range slices.Concat(a, b) {
		if !seen[key(p)] {
			seen[key(p)] = true
			all = append(all, p)
		}
	}
	return all
}

func anyQuoted(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return w.quoted })
}

// withoutAbsent reads the query without the words of which a term occurs nowhere.
func (s *searcher) withoutAbsent(p parsed) (*answer, error) {
	if anyQuoted(p.words) || len(p.words) < 2 {
		return nil, nil
	}
	m := &match{words: slices.Clone(p.words), without: p.without, need: everything} // in no range
	if err := s.find(m); err != nil {
		return nil, err
	}
	absent := map[int]bool{}
	for _, t := range m.terms {
		absent[t.word] = absent[t.word] || t.df == 0
	}
	var words []word
	var dropped []string
	for i, w := range p.words {
		if absent[i] {
			dropped = append(dropped, w.raw)
		} else {
			words = append(words, w)
		}
	}
	if len(dropped) == 0 || len(words) == 0 {
		return nil, nil
	}
	a, err := s.try(&match{words: words, without: p.without})
	if err != nil {
		return nil, err
	}
	a.dropped = dropped
	return a, nil
}
