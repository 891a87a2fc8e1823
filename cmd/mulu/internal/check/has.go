package check

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/han"
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
	isHan
	isPoint  // 。 and other full-width points
	isNarrow // an ASCII point or bracket
	isSpace  // a space, also of full width

	kinds  = iota // how many kinds of characters there are
	single = Wide | FullWidth | Digit | Latin | Traditional | Quote | Bracket | TitleMark
)

// What neighbours in a text may be.
const (
	NarrowByHan  Has = 1 << (kinds + iota) // an ASCII point or bracket beside a Han character
	SpaceBetween                           // spaces between two Han characters
	Twin                                   // a Han character twice
	TwinPoint                              // a full-width point beside another or an ASCII one
	Digits                                 // eleven digits or more, one character at most between two: as long as a number of a person
	Serial                                 // nine ASCII digits and letters in a row, or more
)

// plainHan is the kinds of a Han character that is not a traditional one.
const plainHan = uint16(Wide | isHan)

// manyDigits is how many Digits are at least.
const manyDigits = 11

// longSerial is how long a Serial is at least.
const longSerial = 9

// kindTable has the kinds of the characters of the Basic Multilingual Plane: one look
// for each, because every line goes through here.
var kindTable = sync.OnceValue(func() *[0x10000]uint16 {
	t := new([0x10000]uint16)
	for r := range rune(len(t)) {
		t[r] = uint16(kindOf(r))
	}
	for kind, chars := range map[Has]string{
		Quote: "“”‘’「」『』〝〞＂\"", Bracket: "（）()【】〔〕﹝﹞［］[]｛｝{}", TitleMark: "《》〈〉＜＞<>",
		isPoint: "，。；：、！？", isNarrow: ",;:?!()", isSpace: " \u3000\u00a0",
	} {
		for _, r := range chars {
			t[r] |= uint16(kind)
		}
	}
	return t
})

func kindOf(r rune) (h Has) {
	if r >= utf8.RuneSelf {
		h = Wide
	}
	if r >= 0xFF10 && r <= 0xFF5A && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		h |= FullWidth
		r -= 0xFF10 - '0'
	}
	switch {
	case r >= '0' && r <= '9':
		h |= Digit
	case r|0x20 >= 'a' && r|0x20 <= 'z':
		h |= Latin
	case han.IsHan(r):
		h |= isHan
		if han.IsTraditional(r) {
			h |= Traditional
		}
	}
	return h
}

// has looks at each character once. Nearly all Han are decoded by hand, as Fold does.
func has(s string) (h Has) {
	table := kindTable()
	var last, beforeSpace uint16 // kinds of the character before, and of that before spaces
	var lastRune rune
	run, since := 0, 0 // digits in a row, and characters since the last
	serial := 0        // ASCII digits and letters in a row
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		switch {
		case r < utf8.RuneSelf:
		case r > 0xE0 && r < 0xED && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80: // U+1000 to U+CFFF
			r, size = r&0x0F<<12|rune(s[i+1]&0x3F)<<6|rune(s[i+2]&0x3F), 3
		default:
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		var k uint16
		if r < rune(len(table)) {
			k = table[r]
		} else {
			k = uint16(kindOf(r))
		}
		if k == plainHan && last == plainHan { // most characters: what follows comes to this
			if since++; r == lastRune {
				h |= Twin
			}
			lastRune = r
			continue
		}
		h |= Has(k)
		if serial++; r >= utf8.RuneSelf || k&uint16(Digit|Latin) == 0 {
			serial = 0
		} else if serial >= longSerial {
			h |= Serial
		}
		switch {
		case k&uint16(Digit) == 0:
			since++
		case since > 1:
			run, since = 1, 0
		default:
			if run, since = run+1, 0; run >= manyDigits {
				h |= Digits
			}
		}
		if both := last & k; both != 0 {
			h |= neighbours(both, lastRune == r)
		}
		if (last|k)&uint16(isNarrow) != 0 && (last|k)&uint16(isPoint) != 0 && last&uint16(isNarrow|isPoint) != 0 && k&uint16(isNarrow|isPoint) != 0 {
			h |= TwinPoint
		}
		if k&uint16(isNarrow) != 0 && last&uint16(isHan) != 0 || last&uint16(isNarrow) != 0 && k&uint16(isHan) != 0 {
			h |= NarrowByHan
		}
		if k&uint16(isSpace) == 0 {
			if last&uint16(isSpace) != 0 && beforeSpace&k&uint16(isHan) != 0 {
				h |= SpaceBetween
			}
			beforeSpace = k
		}
		last, lastRune = k, r
	}
	return h & (single | NarrowByHan | SpaceBetween | Twin | TwinPoint | Digits | Serial)
}

// neighbours says what two characters of the same kinds are together.
func neighbours(both uint16, equal bool) (h Has) {
	if both&uint16(isPoint) != 0 {
		h |= TwinPoint
	}
	if equal && both&uint16(isHan) != 0 {
		h |= Twin
	}
	return h
}
