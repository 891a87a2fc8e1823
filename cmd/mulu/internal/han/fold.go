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

func fold[Text string | []byte](f *Folded, text Text, places bool) {
	t := tables()
	f.At = f.At[:0]
	if places {
		f.Runes = f.Runes[:0]
	}
	for i := 0; i < len(text); {
		r, size := decode(text, i)
		switch v := t.short(r); {
		case v == drop:
		case v != several:
			f.Runes = append(f.Runes, rune(v))
			if places {
				f.At = append(f.At, int32(i))
			}
		default:
			f.Runes = t.appendLong(f.Runes, r)
			for places && len(f.At) < len(f.Runes) {
				f.At = append(f.At, int32(i))
			}
		}
		i += size
	}
}

// decode is utf8.DecodeRune for both kinds of text, quick for ASCII and Han.
func decode[Text string | []byte](text Text, i int) (r rune, size int) {
	c := text[i]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	if c > 0xE0 && c < 0xED && i+2 < len(text) { // U+1000 to U+CFFF
		if d, e := text[i+1], text[i+2]; d&0xC0 == 0x80 && e&0xC0 == 0x80 {
			return rune(c&0x0F)<<12 | rune(d&0x3F)<<6 | rune(e&0x3F), 3
		}
	}
	return utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
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

// tables makes the tables when they are first used, in about 4 ms.
var tables = sync.OnceValue(func() *foldTables {
	t := &foldTables{long: map[rune][]rune{}, simplified: readSimplified()}
	for r := range rune(len(t.basic)) {
		t.basic[r] = t.entry(r)
	}
	return t
})

func (t *foldTables) short(r rune) uint16 {
	if r < rune(len(t.basic)) {
		return t.basic[r]
	}
	return several
}

func (t *foldTables) entry(r rune) uint16 {
	if isSyllable(r) {
		return several
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
	switch list, ok := t.long[r]; {
	case ok:
		return append(dst, list...)
	case isSyllable(r):
		return appendSyllable(dst, r)
	}
	return append(dst, t.fold(r)...)
}

// fold is the definition: what one character folds to.
func (t *foldTables) fold(r rune) []rune {
	if r == '\n' {
		return []rune{r}
	}
	if r >= 0x20000 && r < 0x40000 && norm.NFKD.PropertiesString(string(r)).Decomposition() == nil {
		return []rune{t.unite(r)} // Han of every version of Unicode
	}
	var list []rune
	for _, c := range norm.NFKD.String(string(r)) {
		if c == '○' {
			c = '〇'
		}
		if unicode.IsLetter(c) || unicode.IsNumber(c) || c >= 0x20000 && c < 0x40000 {
			list = append(list, t.unite(unicode.ToLower(c)))
		}
	}
	return list
}

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
