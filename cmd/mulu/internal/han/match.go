package han

// Contains says whether a folded line, or a text of such lines, holds a phrase that
// is folded and year-folded: whether the characters of the phrase stand there side
// by side, as they are or as YearFold has them. A year at the edge of the phrase may
// have lost its 年 or its first digits and is then found as it is written, so every
// two neighbours of the phrase must stand in the text or in its YearFold. An empty
// phrase, and one with a line feed, is nowhere.
func Contains(text, phrase []rune) bool { return Index(text, phrase, 0) >= 0 }

// Index is the first place from from on where text holds phrase, as Contains has
// it, or -1.
func Index(text, phrase []rune, from int) int {
	if len(phrase) == 0 {
		return -1
	}
	for i := from; i+len(phrase) <= len(text); i++ {
		if c := text[i]; phrase[0] != c && phrase[0] != arabic(c) {
			continue
		}
		if matches(text, phrase, i) {
			return i
		}
	}
	return -1
}

// Positions appends to dst the places where text holds phrase, as Contains has it,
// from the first on, without those that begin within the one before.
func Positions(dst []int, text, phrase []rune) []int {
	for i := Index(text, phrase, 0); i >= 0; i = Index(text, phrase, i+len(phrase)) {
		dst = append(dst, i)
	}
	return dst
}

// matches says whether phrase stands at text[at].
func matches(text, phrase []rune, at int) bool {
	plain, year := true, true // whether the character before stood so
	for j, c := range phrase {
		r := text[at+j]
		if r == '\n' {
			return false
		}
		y := yearRune(text, at+j)
		plain, year = plain && c == r, year && c == y
		if !plain && !year {
			return false
		}
		if r == y { // outside a year: both ways are open again
			plain, year = true, true
		}
	}
	return true
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
