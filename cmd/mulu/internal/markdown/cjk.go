package markdown

import (
	"unicode"
	"unicode/utf8"
)

// cjk holds the CJK characters of the markdown-cjk-friendly specification:
// East Asian Width W, F or H (Unicode 16) except emoji, and the Hangul script.
var cjk = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x11ff, 1}, {0x20a9, 0x20a9, 1}, {0x2329, 0x232a, 1}, {0x2630, 0x2637, 1},
		{0x268a, 0x268f, 1}, {0x2e80, 0x2e99, 1}, {0x2e9b, 0x2ef3, 1}, {0x2f00, 0x2fd5, 1},
		{0x2ff0, 0x303e, 1}, {0x3041, 0x3096, 1}, {0x3099, 0x30ff, 1}, {0x3105, 0x312f, 1},
		{0x3131, 0x318e, 1}, {0x3190, 0x31e5, 1}, {0x31ef, 0x321e, 1}, {0x3220, 0x3247, 1},
		{0x3250, 0xa48c, 1}, {0xa490, 0xa4c6, 1}, {0xa960, 0xa97c, 1}, {0xac00, 0xd7a3, 1},
		{0xd7b0, 0xd7c6, 1}, {0xd7cb, 0xd7fb, 1}, {0xf900, 0xfaff, 1}, {0xfe10, 0xfe19, 1},
		{0xfe30, 0xfe52, 1}, {0xfe54, 0xfe66, 1}, {0xfe68, 0xfe6b, 1}, {0xff01, 0xffbe, 1},
		{0xffc2, 0xffc7, 1}, {0xffca, 0xffcf, 1}, {0xffd2, 0xffd7, 1}, {0xffda, 0xffdc, 1},
		{0xffe0, 0xffe6, 1}, {0xffe8, 0xffee, 1},
	},
	R32: []unicode.Range32{
		{0x16fe0, 0x16fe4, 1}, {0x16ff0, 0x16ff6, 1}, {0x17000, 0x18cd5, 1}, {0x18cff, 0x18d1e, 1},
		{0x18d80, 0x18df2, 1}, {0x1aff0, 0x1aff3, 1}, {0x1aff5, 0x1affb, 1}, {0x1affd, 0x1affe, 1},
		{0x1b000, 0x1b122, 1}, {0x1b132, 0x1b132, 1}, {0x1b150, 0x1b152, 1}, {0x1b155, 0x1b155, 1},
		{0x1b164, 0x1b167, 1}, {0x1b170, 0x1b2fb, 1}, {0x1d300, 0x1d356, 1}, {0x1d360, 0x1d376, 1},
		{0x1f200, 0x1f200, 1}, {0x1f202, 0x1f202, 1}, {0x1f210, 0x1f219, 1}, {0x1f21b, 0x1f22e, 1},
		{0x1f230, 0x1f231, 1}, {0x1f237, 0x1f237, 1}, {0x1f23b, 0x1f23b, 1}, {0x1f240, 0x1f248, 1},
		{0x1f260, 0x1f265, 1}, {0x20000, 0x3fffd, 1},
	},
}

func isCJK(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r >= 0x4e00 && r <= 0x9fff: // nearly all there are in documents
		return true
	}
	return unicode.Is(cjk, r)
}

// isPunct says whether r is a Unicode punctuation character (CommonMark 0.31
// 2.1: general category P or S).
func isPunct(r rune) bool {
	if r >= 0x4e00 && r <= 0x9fff {
		return false
	}
	return unicode.IsPunct(r) || unicode.IsSymbol(r)
}

// isSpace says whether r is Unicode whitespace.
func isSpace(r rune) bool { return unicode.IsSpace(r) }

// joins says whether two lines that end in a and begin with b are one without a
// space between them: both are Han or kana, or one is full-width punctuation,
// which has its space in itself, or one is Han and the other a mark that Chinese
// shares with other scripts (“ ” ‘ ’ — … ·). Hangul is written with spaces.
func joins(a, b rune) bool {
	switch {
	case isCJK(a) && isPunct(a), isCJK(b) && isPunct(b):
		return true
	case joinsWide(a):
		return joinsWide(b) || isSharedMark(b)
	case isSharedMark(a):
		return joinsWide(b)
	}
	return false
}

func joinsWide(r rune) bool { return isCJK(r) && !unicode.Is(unicode.Hangul, r) }

func isSharedMark(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '—', '…', '·':
		return true
	}
	return false
}

// before is the character before a delimiter run, with what the
// markdown-cjk-friendly specification derives from a variation selector.
type before struct {
	space, punct, cjk bool
	cjkPunct          bool // a CJK punctuation sequence: counts as no punctuation for flanking
}

// lookBehind reads the character that ends b. A selector U+FE00 to U+FE0E
// belongs to the character before it; U+FE01 makes a full-width quotation mark
// of “ ” ‘ ’; an ideographic selector U+E0100 to U+E01EF follows a Han character.
func lookBehind(b []byte) before {
	r, n := utf8.DecodeLastRune(b)
	if n == 0 {
		return before{space: true}
	}
	fullwidth := false
	switch {
	case r >= 0xe0100 && r <= 0xe01ef:
		return before{cjk: true}
	case r >= 0xfe00 && r <= 0xfe0e:
		base, m := utf8.DecodeLastRune(b[:len(b)-n])
		if m > 0 {
			fullwidth = r == 0xfe01 && (base == '‘' || base == '’' || base == '“' || base == '”')
			r = base
		}
	}
	p := before{space: isSpace(r), punct: isPunct(r), cjk: isCJK(r) || fullwidth}
	p.cjkPunct = p.punct && p.cjk
	return p
}

// flanking says whether a delimiter run of char c between p and the character
// after may open and close emphasis (CommonMark 0.31 6.2 with the amendments
// of markdown-cjk-friendly, rules 2bα to 2bδ).
func flanking(c byte, p before, after rune) (open, close bool) {
	afterSpace, afterPunct, afterCJK := isSpace(after), isPunct(after), isCJK(after)
	hardBefore := p.punct && !p.cjkPunct
	hardAfter := afterPunct && !afterCJK
	left := !afterSpace && (!hardAfter || p.space || p.punct || p.cjk)
	right := !p.space && (!hardBefore || afterSpace || afterPunct || afterCJK)
	if c != '_' {
		return left, right
	}
	return left && (!right || p.punct), right && (!left || afterPunct)
}
