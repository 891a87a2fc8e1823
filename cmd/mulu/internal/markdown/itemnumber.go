package markdown

import (
	"strings"
	"unicode/utf8"
)

// ItemNumber cuts from a text the number that it begins with as an item or a chapter does,
// （三）, 3., 3、, 三、, ③ or 第三章, and gives the rest; no number where it begins with none.
func ItemNumber(text string) (number, rest string) {
	n := itemNumber(text)
	return text[:n], string(trimPlacing([]byte(text[n:])))
}

// itemNumber is the length of the number of an item.
func itemNumber(s string) int {
	r, first := utf8.DecodeRuneInString(s)
	switch {
	case r >= '①' && r <= '⑳':
		return first
	case r == '（' || r == '(':
		n, size := articleNumber([]byte(s[first:]))
		if end := bracketEnd(s[first+size:]); n > 0 && end > 0 {
			return first + size + end
		}
		return 0
	case r == '第':
		return chapterNumber(s)
	}
	n, size := articleNumber([]byte(s))
	if n == 0 {
		return 0
	}
	after, width := utf8.DecodeRuneInString(s[size:])
	next, _ := utf8.DecodeRuneInString(s[size+width:])
	arabic := r < 0x80 || r >= '０' && r <= '９'
	if digit, _ := numeralOf(next); after == '、' || arabic && (after == '.' || after == '．') && digit < 0 {
		return size + width
	}
	return 0
}

func bracketEnd(s string) int {
	for _, end := range [...]string{"）", ")"} {
		if strings.HasPrefix(s, end) {
			return len(end)
		}
	}
	return 0
}

// chapterNumber is the length of 第三章, 第一节 and so on, with a space behind it.
func chapterNumber(s string) int {
	const begin = len("第")
	n, size := articleNumber([]byte(s[begin:]))
	for _, of := range [...]string{"编", "章", "节", "部分"} {
		rest, ok := strings.CutPrefix(s[begin+size:], of)
		if ok && n > 0 && (rest == "" || placing([]byte(rest)) > 0) {
			return begin + size + len(of)
		}
	}
	return 0
}
