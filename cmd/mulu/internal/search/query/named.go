package query

import (
	"slices"
	"strings"
)

// The limits of a law's short name, beside those of abbreviations.
const (
	mostNamed = 8 // characters
	mostGaps  = 1 // in a title that it is surely short for
)

// named puts titles that the query is surely short for before documents that only
// mention it, as those with 治安法规 do 治安法, and before those that hold parts of it.
func (s *searcher) named(p parsed, a *answer) (*answer, error) {
	f, ok := shortOf(p.words)
	if !ok || len(f.words) > 1 || !f.words[0].isName() || s.byDate(&match{words: p.words}) || len(a.found) > 0 && (a.found[0].tier >= tierSpread || a.cands > batchSize) {
		return a, nil
	}
	b, err := s.byLetters(f, p.without)
	if err != nil || b == nil {
		return a, err
	}
	if len(a.found) > 0 {
		b.found = slices.DeleteFunc(b.found, func(p *page) bool { return p.gaps > mostGaps })
	}
	if len(b.found) == 0 {
		return a, nil
	}
	s.note(NoteAbbreviation, string(f.words[0].phrase))
	all := *a
	all.found, all.partial = mergePages(b.found, a.found, nil), mergePages(a.partial, nil, b.found)
	more := len(all.found) - len(a.found)
	all.cands, all.read, all.exact = a.cands+more, a.read+more, false
	if len(a.found) == 0 {
		all.words = b.words
	}
	return &all, nil
}

// isName says whether a word ends as names of laws do, and is no longer than a short one.
func (w word) isName() bool {
	f := saidOf(string(w.phrase))
	return len(w.phrase) <= mostNamed && f.about != "" && (f.kind != "" || strings.HasSuffix(f.about, "法"))
}
