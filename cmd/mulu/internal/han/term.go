package han

import "slices"

// Term is one to three folded characters, by which the index finds documents. They
// are packed 21 bits each, the first one highest, so that terms are ordered as
// their UTF-8; the places of missing ones are 0. The zero Term is none.
type Term uint64

const runeBits = 21

// MakeTerm packs one to three characters.
func MakeTerm(rs ...rune) Term {
	var t Term
	for i, r := range rs {
		t |= Term(r) << ((2 - i) * runeBits)
	}
	return t
}

func term1(a rune) Term       { return Term(a) << (2 * runeBits) }
func term2(a, b rune) Term    { return term1(a) | Term(b)<<runeBits }
func term3(a, b, c rune) Term { return term2(a, b) | Term(c) }

// Runes gives the characters of t.
func (t Term) Runes() []rune {
	var list []rune
	for ; t != 0; t = t << runeBits & (1<<(3*runeBits) - 1) {
		list = append(list, rune(t>>(2*runeBits)))
	}
	return list
}

// String gives the characters of t.
func (t Term) String() string { return string(t.Runes()) }

// Hash is the number by which t is given to a file of the index: FNV-1a over the
// code points with a shift after each, then the final mix of MurmurHash3.
func (t Term) Hash() uint32 {
	h := uint32(0x811c9dc5)
	for ; t != 0; t = t << runeBits & (1<<(3*runeBits) - 1) {
		h = (h ^ uint32(t>>(2*runeBits))) * 0x01000193
		h ^= h >> 13
	}
	return mix(h)
}

// Hash is the hash of a text of any length; that of a term is Term.Hash.
func Hash(text []rune) uint32 {
	h := uint32(0x811c9dc5)
	for _, r := range text {
		h = (h ^ uint32(r)) * 0x01000193
		h ^= h >> 13
	}
	return mix(h)
}

// mix is the end of MurmurHash3 for 32 bits (Appleby, public domain).
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// Terms appends to dst the terms of every line of a folded text, repeats kept:
// each character; each two neighbours; each three of which the middle one and one beside
// it are ASCII letters or digits; and the same of YearFold of the text where that
// differs. Threes tell amounts, dates and numbers apart, with what stands at their edges,
// while their pairs are in most documents.
func Terms(dst []Term, folded []rune) []Term {
	dst = slices.Grow(dst, 2*len(folded))
	var a, b rune // the two before, 0 where a line begins
	for i, c := range folded {
		if c == '\n' {
			a, b = 0, 0
			continue
		}
		dst = appendTerms(dst, a, b, c)
		if c == '年' && isYear(folded, i-4) {
			dst = appendYear(dst, folded, i)
		}
		a, b = b, c
	}
	return dst
}

// appendYear appends the terms that the year before folded[i] adds: those of its
// digits, of what stands around them within a term's reach, and of both.
func appendYear(dst []Term, folded []rune, i int) []Term {
	var window [7]rune // two characters, the year, 年
	from := max(i-6, 0)
	n := copy(window[:], folded[from:i+1])
	for j := n - 5; j < n-1; j++ {
		window[j] = arabic(window[j])
	}
	var a, b rune
	for _, c := range window[:n] {
		if c == '\n' {
			a, b = 0, 0
			continue
		}
		dst = appendTerms(dst, a, b, c)
		a, b = b, c
	}
	return dst
}

// appendTerms appends the terms that end with c, before which stand a and b.
func appendTerms(dst []Term, a, b, c rune) []Term {
	dst = append(dst, term1(c))
	if b != 0 {
		dst = append(dst, term2(b, c))
	}
	if isThree(a, b, c) {
		dst = append(dst, term3(a, b, c))
	}
	return dst
}

// PhraseTerms gives the terms by which a phrase, folded and year-folded, is looked
// up, in its order and each once: of one character itself, of two the pair, of more
// the pairs, but instead of a pair within a term of three that term.
func PhraseTerms(phrase []rune) []Term {
	terms, _ := PhrasePlaces(phrase)
	return terms
}

// PhrasePlaces gives PhraseTerms and the place of each in the phrase, from 0, where
// it stands several times the first.
func PhrasePlaces(phrase []rune) (terms []Term, at []int) {
	add := func(i int, t Term) {
		if !slices.Contains(terms, t) {
			terms, at = append(terms, t), append(at, i)
		}
	}
	if len(phrase) == 1 {
		add(0, term1(phrase[0]))
	}
	three := func(i int) bool {
		return i >= 0 && i+2 < len(phrase) && isThree(phrase[i], phrase[i+1], phrase[i+2])
	}
	for i := range len(phrase) - 1 {
		switch {
		case three(i):
			add(i, term3(phrase[i], phrase[i+1], phrase[i+2]))
		case !three(i - 1):
			add(i, term2(phrase[i], phrase[i+1]))
		}
	}
	return terms, at
}

func isThree(a, b, c rune) bool {
	return isPlain(b) && a != 0 && (isPlain(a) || isPlain(c))
}

// isPlain says whether r is an ASCII digit or small letter.
func isPlain(r rune) bool { return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' }
