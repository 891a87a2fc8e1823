package han

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form of s by which texts are searched. Every character by itself
// becomes, in this order,
//
//  1. its compatibility decomposition (NFKD: full width, ligatures, circled numbers
//     and radicals become plain), of which letters and numbers are kept: marks,
//     punctuation, symbols, white space and controls are dropped; only ○, which many
//     write for 〇, is kept as 〇,
//  2. lower case, one character for one,
//  3. Simplified for Traditional by a table of single characters,
//  4. 〇 for 零.
//
// A line feed is kept, the only thing no term and no phrase crosses. Fold(Fold(s))
// is Fold(s), and Fold(a+b) is Fold(a)+Fold(b) wherever characters are parted. The
// browser folds in the same way; testdata/search/fold.json binds both.
func Fold(s string) string { return string(AppendFold(nil, s)) }

// Folded is a folded text with the places its characters came from. The zero value
// is ready; one that is used again keeps its memory.
type Folded struct {
	Runes []rune  // folded characters and line feeds
	At    []int32 // the byte in the text at which the character of Runes[i] begins
}

// Fold makes f the folded form of text, which is shorter than 2 GB.
func (f *Folded) Fold(text string) { fold(f, text, true) }

// FoldBytes is Fold for bytes.
func (f *Folded) FoldBytes(text []byte) { fold(f, text, true) }

// End is the byte in text, which f was made of, behind the character of Runes[i].
// One character may have given several of Runes: ㎡ is m and 2.
func (f *Folded) End(text string, i int) int {
	at := int(f.At[i])
	_, size := utf8.DecodeRuneInString(text[at:])
	return at + size
}

// AppendFold appends the folded form of text to dst.
func AppendFold[Text string | []byte](dst []rune, text Text) []rune {
	f := Folded{Runes: dst}
	fold(&f, text, false)
	return f.Runes
}

// fold writes runes and, if asked, places. The loop is the hot path of the builder
// of the index; decoding by hand halves its time.
func fold[Text string | []byte](f *Folded, text Text, places bool) {
	t := tables()
	runes, at := f.Runes, f.At[:0]
	if places {
		runes = runes[:0]
	}
	for i, size := 0, 0; i < len(text); i += size {
		var r rune
		r, size = rune(text[i]), 1
		switch {
		case r < utf8.RuneSelf:
		case r > 0xE0 && r < 0xED && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80: // U+1000 to U+CFFF
			r, size = r&0x0F<<12|rune(text[i+1]&0x3F)<<6|rune(text[i+2]&0x3F), 3
		default:
			r, size = utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
		}
		v := uint16(several)
		if r < rune(len(t.basic)) {
			v = t.basic[r]
		}
		switch v {
		case drop:
			continue
		case several:
			runes = t.appendLong(runes, r)
		default:
			runes = append(runes, rune(v))
		}
		for places && len(at) < len(runes) {
			at = append(at, int32(i))
		}
	}
	f.Runes, f.At = runes, at
}

// Values of the table that are no characters.
const (
	drop    = 0
	several = 0xD800 // a surrogate: see appendLong
)

// foldTables holds what every character folds to.
type foldTables struct {
	basic      [0x10000]uint16 // of the Basic Multilingual Plane: drop, several or the one character
	long       map[rune][]rune // of those with several, Hangul syllables excepted
	simplified map[rune]rune   // the table of step 3
}

// tables makes the tables when they are first used, in about 8 ms.
var tables = sync.OnceValue(func() *foldTables {
	t := &foldTables{long: map[rune][]rune{}, simplified: readSimplified()}
	for r := range rune(len(t.basic)) {
		t.basic[r] = t.entry(r)
	}
	return t
})

func (t *foldTables) entry(r rune) uint16 {
	switch {
	case isSyllable(r):
		return several
	case r >= 0x4E00 && r <= 0x9FFF: // nothing to decompose in most of the table
		if s := t.unite(r); s < several {
			return uint16(s)
		}
	case r >= 0xE000 && r <= 0xF8FF: // for private use
		return drop
	}
	list := t.fold(r)
	switch {
	case len(list) == 0:
		return drop
	case len(list) == 1 && list[0] < several:
		return uint16(list[0])
	}
	t.long[r] = list
	return several
}

// appendLong appends what r folds to when the table has no single value for it.
func (t *foldTables) appendLong(dst []rune, r rune) []rune {
	if isSyllable(r) {
		return appendSyllable(dst, r)
	}
	if list, ok := t.long[r]; ok {
		return append(dst, list...)
	}
	return append(dst, t.fold(r)...)
}

// fold gives what a character that is no Hangul syllable folds to.
func (t *foldTables) fold(r rune) []rune {
	if r == '\n' {
		return []rune{r}
	}
	text := string(r)
	if d := norm.NFKD.PropertiesString(text).Decomposition(); d != nil {
		text = string(d)
	}
	var list []rune
	for _, c := range text {
		if c == '○' {
			c = '〇'
		}
		if unicode.IsLetter(c) || unicode.IsNumber(c) || isLaterHan(c) {
			list = append(list, t.unite(unicode.ToLower(c)))
		}
	}
	return list
}

// isLaterHan says whether r is in the planes of Chinese characters, which grow with
// every edition of Unicode: all of them count as letters, so that Go and a browser of
// another edition agree. Other letters are those of the edition of Go's tables.
func isLaterHan(r rune) bool { return r >= 0x20000 && r < 0x40000 }

// unite does steps 3 and 4.
func (t *foldTables) unite(r rune) rune {
	if s, ok := t.simplified[r]; ok {
		r = s
	}
	if r == '零' {
		return '〇'
	}
	return r
}

// Hangul syllables are composed of letters by a rule (The Unicode Standard, 3.12).
const (
	firstSyllable, lastSyllable = 0xAC00, 0xD7A3
	leading, vowel, trailing    = 0x1100, 0x1161, 0x11A7
)

func isSyllable(r rune) bool { return r >= firstSyllable && r <= lastSyllable }

func appendSyllable(dst []rune, r rune) []rune {
	n := r - firstSyllable
	dst = append(dst, leading+n/(21*28), vowel+n%(21*28)/28)
	if n%28 != 0 {
		dst = append(dst, trailing+n%28)
	}
	return dst
}
