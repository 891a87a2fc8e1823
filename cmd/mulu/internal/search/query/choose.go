package query

import (
	"slices"

	"mulu/cmd/mulu/internal/han"
)

// lookup is a term of a word that may be looked up.
type lookup struct {
	term  han.Term
	at    int // its first place in the phrase
	class int // codec.FrequentClass of listed terms; rarest: in few documents
}

// The classes of terms that the manifest does not list.
const (
	classSingle = 2
	classDigits = 3 // three digits: as in dates and amounts
	rarest      = 5
)

// The numbers of terms of a query that are looked up: each is a file to fetch.
const (
	mostTogether  = 6
	mostWord      = 2
	mostNumber    = 5
	mostAmount    = 3
	frequentClass = 1 // of terms whose lists are too long to be looked up second
	mostSmaller   = 2 // in segments that are not the biggest
)

// choose orders the terms of each word by their use and sets how many of them are
// looked up.
func (ix *Index) choose(words []word, number bool) {
	for i := range words {
		words[i].chosen, words[i].cut = ix.order(words[i].phrase)
		if number {
			words[i].chosen = tailFirst(words[i])
		} else {
			ix.digitsFirst(&words[i])
		}
		words[i].count = 0
	}
	left := mostTogether
	for round := 1; round <= mostTogether; round++ {
		for i := range words {
			if w := &words[i]; round <= w.most(number) && left > 0 {
				w.count++
				left--
			}
		}
	}
}

// most is the greatest number of terms that are worth looking up. Of a word whose
// second term is in many documents, so that its list is long, it is one.
func (w *word) most(number bool) int {
	n := 1
	switch {
	case w.digits:
		n = mostAmount
	case number:
		n = mostNumber
	case len(w.chosen) > 1 && w.chosen[1].class > frequentClass:
		n = mostWord
	}
	return min(n, len(w.chosen))
}

// order gives the terms of a phrase in the order in which they are worth looking up:
// rare ones first, then far from the others, so that a few of them cover the phrase. cut are
// those that are so frequent that they are kept by ranges, when there are others.
func (ix *Index) order(phrase []rune) (list, cut []lookup) {
	list, cut = ix.lookups(phrase)
	if len(list) == 0 {
		list, cut = cut, nil
	}
	byUse(list)
	byUse(cut)
	return list, cut
}

func byUse(list []lookup) {
	for n := range list {
		best := n
		for i := n + 1; i < len(list); i++ {
			if better(list[i], list[best], list[:n]) {
				best = i
			}
		}
		l := list[best]
		copy(list[n+1:best+1], list[n:best]) // the others keep their order
		list[n] = l
	}
}

// all are the terms of a word, those that are kept by ranges last.
func (w *word) all() []lookup { return slices.Concat(w.chosen, w.cut) }

// tail are places in an index number, from its end, whose threes tell it from others
// best: the end of the serial, the end of the issuer's code, the year, the serial,
// more of the code.
var tail = []int{3, 11, 8, 5, 14, 17}

// tailFirst gives the terms of an index number in that order; those of a document
// number stay as they are.
func tailFirst(w word) []lookup {
	if slices.ContainsFunc(w.phrase, isNoLatin) {
		return w.chosen
	}
	var list []lookup
	rest := slices.Clone(w.chosen)
	for _, back := range tail {
		at := len(w.phrase) - back
		i := slices.IndexFunc(rest, func(l lookup) bool { return at >= 0 && l.term == han.MakeTerm(w.phrase[at:at+3]...) })
		if i >= 0 {
			list = append(list, rest[i])
			rest = slices.Delete(rest, i, i+1)
		}
	}
	return append(list, rest...)
}

// digitsFirst puts what tells amounts apart before the other terms of a word that has one
// (面积约2981平方米): two digits at its edges with what stands there, then threes of digits;
// each is in many documents, while few have all. Such words have more lookups. Threes that
// are listed as frequent, as those of years, stay where they are.
func (ix *Index) digitsFirst(w *word) {
	var edges, threes, others []lookup
	for _, l := range w.chosen {
		switch digits := threeDigits(l.term); {
		case digits < 2 || ix.isListed(l.term):
			others = append(others, l)
		case digits == 3:
			threes = append(threes, l)
		default:
			edges = append(edges, l)
		}
	}
	if len(edges)+len(threes) == 0 || !slices.ContainsFunc(w.phrase, isNoLatin) {
		return
	}
	w.digits = true
	w.chosen = slices.Concat(edges, threes, others)
}

// threeDigits is how many digits a term of three has, of which the middle one is one; 0 when
// it is no such term.
func threeDigits(t han.Term) (n int) {
	r := t.Runes()
	if len(r) < 3 || !isDigit(r[1]) {
		return 0
	}
	for _, r := range r {
		if isDigit(r) {
			n++
		}
	}
	return n
}

// isListed says whether the manifest of any site lists a term among the most frequent.
func (ix *Index) isListed(t han.Term) bool {
	return slices.ContainsFunc(ix.sites, func(s *site) bool {
		_, _, listed := s.frequent.Find(t.Hash())
		return listed
	})
}

func better(a, b lookup, chosen []lookup) bool {
	if a.class != b.class {
		return a.class > b.class
	}
	return distance(a, chosen) > distance(b, chosen)
}

// distance is that to the nearest chosen term.
func distance(l lookup, chosen []lookup) int {
	nearest := 1 << 20
	for _, c := range chosen {
		nearest = min(nearest, max(l.at-c.at, c.at-l.at))
	}
	return nearest
}

// lookups are the terms of a phrase in its order, those that are so frequent that they are
// kept by ranges apart.
func (ix *Index) lookups(phrase []rune) (list, cut []lookup) {
	terms, at := han.PhrasePlaces(phrase)
	for i, t := range terms {
		l := lookup{term: t, at: at[i], class: ix.class(t)}
		if ix.isCut(t) {
			cut = append(cut, l)
		} else {
			list = append(list, l)
		}
	}
	return list, cut
}

// class is the heaviest class that a term has in any site.
func (ix *Index) class(t han.Term) int {
	class := rarest
	switch r := t.Runes(); {
	case len(r) == 1:
		class = classSingle
	case len(r) == 3 && isDigit(r[0]) && isDigit(r[1]) && isDigit(r[2]):
		class = classDigits
	}
	for _, s := range ix.sites {
		if _, c, listed := s.frequent.Find(t.Hash()); listed {
			class = min(class, c)
		}
	}
	return class
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isNoLatin(r rune) bool { return !isDigit(r) && (r < 'a' || r > 'z') }

// isCut says whether a term may be kept by several ranges in any site.
func (ix *Index) isCut(t han.Term) bool {
	return slices.ContainsFunc(ix.sites, func(s *site) bool {
		_, _, listed := s.frequent.Find(t.Hash())
		return listed && s.ranged
	})
}
