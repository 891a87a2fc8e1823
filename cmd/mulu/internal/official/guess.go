package official

import (
	"strings"

	"golang.org/x/text/width"

	"mulu/cmd/mulu/internal/lazy"
)

var (
	guessed = lazy.Compile(`\A(\p{Han}{2,20}?)[^\p{Han}\d]{0,2}((?:19|20)\d{2})年?[^\p{Han}\d]{0,2}第?0*([1-9]\d{0,4})号?(?:文|文件)?\z`)
	// Numerals are written as digits where a year or a serial stands.
	numerals = strings.NewReplacer("〇", "0", "○", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
	nineteen = lazy.Compile(`(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}`)
	chinese  = lazy.Compile(`[一二三四五六七八九]号`)
)

// GuessDocNumber is the document number that a text may mean which ReadDocNumber cannot
// read, for hints: without any brackets, with others, or in Chinese numerals. The zero
// value is none.
func GuessDocNumber(s string) DocNumber {
	s = strings.Join(strings.Fields(s), "")
	s = chinese.ReplaceAllStringFunc(nineteen.ReplaceAllStringFunc(s, numerals.Replace), numerals.Replace)
	m := guessed.FindStringSubmatch(width.Narrow.String(s)) // which narrows circles, too
	if m == nil {
		return DocNumber{}
	}
	return DocNumber{Kind: DocBracketed, Prefix: m[1], Year: decimal(m[2]), Serial: decimal(m[3])}
}

// GuessUnifiedNumber is the unified number that a text may mean, as written but for
// width, case, spaces and low lines; "" when it is none.
func GuessUnifiedNumber(s string) string {
	s = strings.ReplaceAll(strings.Join(strings.Fields(width.Narrow.String(s)), ""), "_", "-")
	s = strings.ToUpper(s)
	if _, err := ParseUnifiedNumber(s); err != nil {
		return ""
	}
	return s
}
