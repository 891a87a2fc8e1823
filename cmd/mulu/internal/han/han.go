// Package han handles Chinese text: which characters are Han, how wide text is on a
// terminal, how it is shortened, counted, read aloud in pinyin and searched: folded,
// cut into terms, compared with a phrase, and read as a number.
//
// A character is a Unicode code point. Nothing fails: bytes that are no UTF-8 count
// as one replacement character each. What a search does with text, the browser does
// in the same way by code of its own; the vectors in testdata/search bind both. They
// promise that every piece of a folded line is found:
//
//   - Fold changes each character by itself, so a piece of a text folds to a piece of
//     the folded text;
//   - Contains finds every piece of a line, and its YearFold, in that line;
//   - what Contains finds in a text has all its PhraseTerms among the Terms of the text.
//
// Two tables are embedded, see tables/README.md; a third, what each character folds
// to, is made of them in 9 ms when something is folded for the first time and takes
// 128 KB. On one core of a small server Fold takes 8 ns a character, 14 where half of
// the text is Traditional, and allocates nothing; Terms takes 9 ns, Contains 11 ns.
//
// Files, postings and queries belong to others, as does turning Markdown into text.
package han

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// IsHan says whether r is a Chinese character: a unified or compatibility
// ideograph, a radical, 〇 or 々; punctuation is not.
func IsHan(r rune) bool {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF: // nearly all there are in documents
		return true
	case r < 0x2E80:
		return false
	}
	return unicode.Is(unicode.Han, r)
}

// RuneWidth is the number of columns of r on a terminal: 2 for wide and
// full-width characters (Unicode Standard Annex 11), 0 for controls, marks that
// combine and invisible characters, 1 for the others. Ambiguous characters such
// as “ take one column, as terminals have it unless told otherwise.
func RuneWidth(r rune) int {
	switch {
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return 0
	case r < 0x300:
		if r == 0xAD {
			return 0
		}
		return 1
	case r >= 0x4E00 && r <= 0x9FFF:
		return 2
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Width is the number of terminal columns of s.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += RuneWidth(r)
	}
	return n
}

// Count is the number of characters of s that are no white space, as the number
// of characters of a document is counted.
func Count(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// Truncate shortens s to at most n characters; where something was cut away the
// last of them is 「…」. A mark that combines is not torn from its character.
func Truncate(s string, n int) string {
	if n <= 0 {
		return ""
	}
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := byteIndex(s, n-1)
	for cut > 0 {
		r, _ := utf8.DecodeRuneInString(s[cut:])
		if !unicode.Is(unicode.Mn, r) {
			break
		}
		_, size := utf8.DecodeLastRuneInString(s[:cut])
		cut -= size
	}
	return strings.TrimRightFunc(s[:cut], unicode.IsSpace) + "…"
}

// byteIndex is where character n of s begins, from 0; len(s) when there are fewer.
func byteIndex(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// JoinSpaces turns every run of white space, line breaks too, into one space,
// and into nothing beside a wide character: Chinese text has no spaces between
// words, and a line that was broken for the editor's sake makes none.
func JoinSpaces(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	last, space := rune(-1), false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && last >= 0 && RuneWidth(last) != 2 && RuneWidth(r) != 2 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last, space = r, false
	}
	return b.String()
}

// FirstSentences is the beginning of text as a summary of at most n characters:
// as many whole sentences as fit, or the first one cut by Truncate. A sentence
// ends after 。！？； and the closing quotes or brackets that follow.
func FirstSentences(text string, n int) string {
	text = JoinSpaces(text)
	count, end, closing := 0, 0, false
	for i, r := range text {
		if closing && !strings.ContainsRune(closers, r) {
			end, closing = i, false
		}
		if count++; count > n {
			return summary(text, end, n)
		}
		closing = closing || strings.ContainsRune(enders, r)
	}
	return text
}

const (
	enders  = "。！？；"
	closers = "。！？；”’」』）》…"
)

func summary(text string, end, n int) string {
	if end == 0 {
		return Truncate(text, n)
	}
	return strings.TrimSpace(text[:end])
}
