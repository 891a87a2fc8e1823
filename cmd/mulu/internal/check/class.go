package check

import (
	"sync"

	"mulu/cmd/mulu/internal/han"
)

// class is all that matters here of a character: characters of one class have the same
// kinds, and are the same beside others.
type class uint8

// The classes of which no more than the last character before them matters.
const (
	charOther class = iota // of ASCII; so is what is before the first character
	charWide               // not of ASCII
	charHan
	charTraditional
	charPoint
	charNarrow
	charMarkup
	charEmphasis
	charUnseen
	charEntity
)

// The classes of which more matters: they count digits and remember what is before
// spaces, and the places of marks are noted.
const (
	charDigit class = charBusy + iota
	charLatin
	charWideDigit
	charWideLatin
	charSpace
	charWideSpace
	charHanSpace // a space behind a Han character, perhaps with others between
	charStop     // 。, whose places are noted
	charQuote    // the first of the marks
	charWideQuote
	charBracket
	charRound // an ASCII bracket that is also a point
	charWideBracket
	charTitle
	charWideTitle

	charBusy  = 1 << 4
	classBits = 5
	classMask = 1<<classBits - 1
	charWord  = 1 << classBits // added to the class of a character that is a word by itself
)

// chars are the characters of a class beside those that ranges give, and what they are.
var chars = [1 << classBits]struct {
	has   Has
	chars string
}{
	charWide:        {Wide, ""},
	charHan:         {Wide | isHan, ""},
	charTraditional: {Wide | isHan | Traditional, ""},
	charQuote:       {Quote, `"`},
	charWideQuote:   {Wide | Quote, "“”‘’「」『』〝〞＂"},
	charBracket:     {Bracket | Markup, "[]{}"},
	charRound:       {Bracket | isNarrow, "()"},
	charWideBracket: {Wide | Bracket, "（）【】〔〕﹝﹞［］｛｝"},
	charTitle:       {TitleMark | Markup, "<>"},
	charWideTitle:   {Wide | TitleMark, "《》〈〉＜＞"},
	charPoint:       {Wide | isPoint, "，；：、！？"},
	charStop:        {Wide | isPoint, "。"},
	charNarrow:      {isNarrow, ",;:?!"},
	charMarkup:      {Markup, "`\\@/"},
	charEmphasis:    {0, "*~"},
	charUnseen:      {Wide, "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\ufeff"},
	charEntity:      {0, "&"},
	charDigit:       {Digit, "0123456789"},
	charLatin:       {Latin, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"},
	charWideDigit:   {Wide | FullWidth | Digit, "０１２３４５６７８９"},
	charWideLatin:   {Wide | FullWidth | Latin, "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"},
	charSpace:       {isSpace, " "},
	charWideSpace:   {Wide | isSpace, "\u3000\u00a0"},
	charHanSpace:    {isSpace, ""},
}

// classTable has the classes of the characters of the Basic Multilingual Plane.
type classTable [0x10000]class

var classes = sync.OnceValue(func() *classTable {
	t := new(classTable)
	for r := range rune(len(t)) {
		t[r] = classOf(r)
	}
	for c, of := range chars {
		for _, r := range of.chars {
			t[r] = class(c)
		}
	}
	return t
})

// classOf is the class of a character that is in none of chars.
func classOf(r rune) class {
	switch {
	case r < 0x80:
		return charOther
	case !han.IsHan(r):
		return charWide
	case han.IsTraditional(r):
		return charTraditional
	}
	return charHan
}

// parts says whether a character of a class may be one that readers do not see.
func parts(c class) bool {
	return c == charEmphasis || c == charUnseen || c == charMarkup || c == charTitle
}

// behind is what a text has with a character of class b behind one of class a, by their
// places in the table.
var behind = func() (t [1 << (2 * classBits)]Has) {
	for a, x := range chars {
		for b, y := range chars {
			h := y.has & single
			if class(b) == charEntity || x.has&Digit != 0 && parts(class(b)) {
				h |= Parted
			}
			if x.has&isPoint != 0 && y.has&(isPoint|isNarrow) != 0 || x.has&isNarrow != 0 && y.has&isPoint != 0 {
				h |= TwinPoint
			}
			if x.has&isNarrow != 0 && y.has&isHan != 0 || x.has&isHan != 0 && y.has&isNarrow != 0 {
				h |= NarrowByHan
			}
			if x.has&isSpace != 0 && y.has&isSpace != 0 {
				h |= Spaces
			}
			if class(a) == charHanSpace && y.has&isHan != 0 {
				h |= SpaceBetween
			}
			t[a<<classBits|b] = h
		}
	}
	return t
}()
