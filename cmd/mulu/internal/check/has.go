package check

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Has says what kinds of characters a text has, so that a rule can tell at once that
// there is nothing for it.
type Has uint32

// What a text may have.
const (
	Digit       Has = 1 << iota // 0 to 9, also in full width
	Latin                       // A to Z and a to z, also in full width
	Wide                        // anything that is not ASCII
	FullWidth                   // digits or letters in full width
	Traditional                 // han.IsTraditional
	Quote                       // “ ” ‘ ’ 「 」 『 』 〝 〞 ＂ "
	Bracket                     // （ ） ( ) 【 】 〔 〕 ［ ］ [ ] { } ｛ ｝ and look-alikes
	TitleMark                   // 《 》 〈 〉 ＜ ＞ <  >
	Markup                      // what Markdown and addresses are told by but their words: ` \ @ / [ ] { } < >
	isHan
	isPoint  // 。 and other full-width points
	isNarrow // an ASCII point or bracket
	isSpace  // a space, also of full width

	kinds  = iota // how many kinds of characters there are
	single = Wide | FullWidth | Digit | Latin | Traditional | Quote | Bracket | TitleMark | Markup
)

// What neighbours in a text may be.
const (
	NarrowByHan  Has = 1 << (kinds + iota) // an ASCII point or bracket beside a Han character
	SpaceBetween                           // spaces between two Han characters
	Twin                                   // a Han character twice
	TwinPoint                              // a full-width point beside another or an ASCII one
	Digits                                 // eleven digits or more, one character at most between two: as long as a number of a person; not over cells that hold more than one
	Serial                                 // nine ASCII digits and letters in a row, or more
	Spaces                                 // two spaces in a row, or more
	Parted                                 // & anywhere; or a digit before what readers may not see: marks of Markdown, tags, characters of no width
)

// manyDigits is how many Digits are at least.
const manyDigits = 11

// longSerial is how long a Serial is at least.
const longSerial = 9

// found is what a scanner finds in a text beside what it has.
type found struct {
	called uint64  // the rules that words call
	hits   []hit   // the places of the words of rules that want them
	marks  []int32 // the places of characters that are Quote, Bracket or TitleMark
	points []int32 // the places of 。 and of numbers in ASCII digits, doubled, and which of both it is
}

// What is noted in found.points.
const (
	pointStop = iota
	pointNumber
)

// pointAt is what is noted of a point.
func pointAt(at int, what int32) int32 { return int32(at)<<1 + what }

// hit is a place of a word of a rule's Words.
type hit struct {
	cue       uint8 // number of the rule
	nth       int32 // place of the word in their list
	from, end int32
}

// keptPlaces is for how many places room is kept from one text to the next.
const keptPlaces = 1 << 14

func (f *found) reset() {
	if cap(f.hits)+cap(f.marks)+cap(f.points) > keptPlaces {
		*f = found{}
	}
	*f = found{hits: f.hits[:0], marks: f.marks[:0], points: f.points[:0]}
}

// passed forgets the words that end and the marks and points that stand before a place.
func (f *found) passed(at int) {
	n, _ := slices.BinarySearchFunc(f.hits, at, func(h hit, at int) int { return cmp.Compare(int(h.end), at+1) })
	m, _ := slices.BinarySearch(f.marks, int32(at))
	p, _ := slices.BinarySearch(f.points, int32(at)<<1)
	f.hits, f.marks, f.points = f.hits[n:], f.marks[m:], f.points[p:]
}

// scanner looks at texts once for all rules: every line goes through here.
type scanner struct {
	classes classTable // with charWord
	han     hanSet     // of class charHan alone
	rare    class      // charWord when a character that has no place in classes is a word by itself
	*finder
}

// hanSet is a set of characters: the text's bulk, of which nothing matters but words.
type hanSet [0x10000 / 64]uint64

func newScanner(words []word) *scanner {
	s := &scanner{classes: *classes(), finder: newFinder(words)}
	for _, w := range words {
		switch r, size := utf8.DecodeRuneInString(w.text); {
		case size < len(w.text) || size == 0:
		case int(r) < len(s.classes):
			s.classes[r] |= charWord
		default:
			s.rare = charWord
		}
	}
	for r, c := range s.classes {
		if c == charHan {
			s.han[r>>6] |= 1 << (r & 63)
		}
	}
	return s
}

// hanSize is the size of a character of hanSet in bytes.
const hanSize = 3

// isComma says whether a character is one of those points behind a Han character over which
// run goes on.
func isComma(r rune) bool { return r == '，' || r == '、' }

// run goes on behind a character of class charHan over others of hanSet and single points
// between them, from text[i] to the end of the run or of a pair with which words may end. It
// gives the place where it stopped, the last two characters, what they may be, which words may
// end there, and Twin in h.
func (s *scanner) run(text string, i int, last rune, pair uint8, h Has) (at int, before, now rune, p, may uint8, has Has) {
	for len(text)-i >= 4 {
		t := text[i : i+4]
		x := uint32(t[0]) | uint32(t[1])<<8 | uint32(t[2])<<16 | uint32(t[3])<<24 // one instruction
		r := rune(x&0x0F<<12 | x>>2&0xFC0 | x>>16&0x3F)
		if x&0xC0C0F0 != 0x8080E0 || s.han[uint16(r)>>6]>>(r&63)&1 == 0 {
			if !isComma(r) || x&0xC0C0F0 != 0x8080E0 || isComma(last) || s.classes[uint16(r)] != charPoint {
				break
			}
		}
		p = s.pairs[hash(last, r)]
		if r == last {
			h |= Twin
		}
		i += hanSize
		if may = ends(p, pair); may != 0 {
			return i, last, r, p, may, h
		}
		before, last, pair = last, r, p
	}
	return i, before, last, pair, 0, h
}

// decode decodes by hand nearly all Han, which are U+1000 to U+FFFF without surrogates; ok is
// false for what is none of these. The text has four bytes at least.
func decode(text string) (r rune, ok bool) {
	t := text[:4]
	x := uint32(t[0]) | uint32(t[1])<<8 | uint32(t[2])<<16 | uint32(t[3])<<24 // one instruction
	r = rune(x&0x0F<<12 | x>>2&0xFC0 | x>>16&0x3F)
	return r, x&0xC0C0F0 == 0x8080E0 && r >= 0x1000 && r>>11 != 0x1B
}

// scan says what a text has, and adds to out what words are in it.
func (s *scanner) scan(text string, out *found) (h Has) {
	before := rune(none) // no character is before the first
	var pair uint8       // what before and the character before it may be
	last := 0            // place of the character before
	hits := len(out.hits)
	past := uint(0)        // the classes of the characters before, the last one lowest
	digits, serial := 0, 0 // digits in a row, ASCII digits and letters in a row
	run := 0               // digits without any character between
	classes, pairs := &s.classes, &s.pairs
	for i, size := 0, 0; i < len(text); last, i = i, i+size {
		for past&classMask == uint(charHan) {
			var may uint8
			from, at := before, i
			i, from, before, pair, may, h = s.run(text, i, before, pair, h)
			if i > at {
				past, last = past<<classBits|uint(charHan), i-hanSize
				if isComma(before) {
					past = past<<classBits | uint(charPoint)
				}
			}
			if may == 0 {
				break
			}
			s.end(text, last-utf8.RuneLen(from), from, before, may, out)
		}
		if i == len(text) {
			break
		}
		var r rune
		var c class
		size = 0
		if b := text[i]; b < utf8.RuneSelf {
			r, size, c = rune(b), 1, classes[b]
		} else if len(text)-i >= 4 {
			if wide, ok := decode(text[i:]); ok {
				r, size, c = wide, 3, classes[uint16(wide)]
			}
		}
		if size == 0 {
			if r, size = utf8.DecodeRuneInString(text[i:]); int(r) < len(classes) {
				c = classes[r]
			} else {
				c = classOf(r) | s.rare
			}
		}
		p := pairs[hash(before, r)]
		if may := ends(p, pair); may != 0 {
			s.end(text, last, before, r, may, out)
		}
		pair = p
		if c >= charBusy {
			if c&charWord != 0 {
				c &= classMask
				s.find(text, i, beginKey(r, none, none), out)
			}
			switch c {
			case charDigit, charWideDigit:
				switch {
				case isDigit(past):
					digits, run = digits+1, run+1
				case isDigit(past>>classBits) && (before != '\t' || run == 1):
					digits, run = digits+1, 1
				default:
					digits, run = 1, 1
				}
				if digits >= manyDigits {
					h |= Digits
				}
			}
			switch c {
			case charDigit, charLatin:
				p := class(past & classMask)
				if c == charDigit && p != charDigit {
					out.points = append(out.points, pointAt(i, pointNumber))
				}
				if p == charDigit || p == charLatin {
					serial++
				} else {
					serial = 1
				}
				if serial >= longSerial {
					h |= Serial
				}
			case charSpace, charWideSpace:
				h |= chars[c].has & single
				if p := class(past & classMask); p == charHan || p == charTraditional || p == charHanSpace {
					c = charHanSpace
				}
			case charStop:
				out.points = append(out.points, pointAt(i, pointStop))
			default:
				if c >= charQuote {
					out.marks = append(out.marks, int32(i))
				}
			}
		}
		if r == before && (c == charHan || c == charTraditional) {
			h |= Twin
		}
		before, past = r, past<<classBits|uint(c)
		h |= behind[past&(1<<(2*classBits)-1)]
	}
	byEnds(out.hits[hits:])
	return h
}

// isDigit says whether the last class is that of digits.
func isDigit(past uint) bool {
	c := class(past & classMask)
	return c == charDigit || c == charWideDigit
}
