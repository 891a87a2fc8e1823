package privacy

import (
	"html"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
)

// numbersIn calls fn for the numbers of a line as eachNumber does, and for those that
// only readers see in one piece: with marks of Markdown, tags, entities, the escapes of
// addresses or characters of no width within. seen is the line in which the number's places from and to are; in l
// they are begin and end.
func numbersIn(l *check.Line, least, most int, fn func(seen *check.Line, n *number, begin, end int)) {
	if l.Has&check.Digits != 0 {
		eachNumber(l.Text, least, most, func(n *number) { fn(l, n, n.from, n.to) })
	}
	if l.Has&check.Digit == 0 || (l.Has&check.Parted == 0 || !disguised(l.Text)) && !encoded(l) {
		return
	}
	plain, at := undisguise(l.Text)
	seen := *l
	seen.Text = plain
	eachNumber(plain, least, most, func(n *number) {
		begin, end := at[n.from], at[n.to-1]
		if size, char := unseen(l.Text, end); char != 0 {
			end += size
		} else {
			end++
		}
		if end-begin != n.to-n.from { // else it was met above
			fn(&seen, n, begin, end)
		}
	})
}

// encoded says whether digits of an address are written as escapes, as %31 for 1.
func encoded(l *check.Line) bool {
	return l.Has&check.Markup != 0 && strings.Contains(l.Text, "%3")
}

// disguised says whether something stands between two digits that readers do not see.
func disguised(text string) bool {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '&', '*', '~', '`', '\\', '<', 0xC2, 0xE2, 0xEF:
			size, char := unseen(text, i)
			if size > 0 && (char != 0 || isDigit(text, i-1) && i+size < len(text)) {
				return true
			}
		}
	}
	return false
}

func isDigit(text string, at int) bool { return at >= 0 && text[at] >= '0' && text[at] <= '9' }

// undisguise is a text as its readers see it, as far as numbers are concerned, with the
// place in text of each of its bytes.
func undisguise(text string) (plain string, at []int) {
	b := make([]byte, 0, len(text))
	at = make([]int, 0, len(text))
	for i := 0; i < len(text); {
		size, char := unseen(text, i)
		switch {
		case size == 0:
			b, at = append(b, text[i]), append(at, i)
			i++
			continue
		case char != 0:
			b, at = append(b, char), append(at, i)
		}
		i += size
	}
	return string(b), at
}

// mostUnseen is the length of the longest tag that parts two digits, in bytes.
const mostUnseen = 100

// unseen is the length of what readers do not see at text[at], 0 when there is nothing of
// the kind, and the ASCII character that they see in its place, 0 for none.
func unseen(text string, at int) (size int, char byte) {
	rest := text[at:min(len(text), at+mostUnseen)]
	switch rest[0] {
	case '&':
		end := strings.IndexByte(rest[:min(len(rest), 10)], ';')
		if end < 0 {
			return 0, 0
		}
		r, _ := utf8.DecodeRuneInString(html.UnescapeString(rest[:end+1]))
		switch {
		case r == '\u00a0' || r == '\u2002' || r == '\u2003':
			r = ' '
		case isInvisible(r):
			return end + 1, 0
		case r == '&' || r >= utf8.RuneSelf:
			return 0, 0
		}
		return end + 1, byte(r)
	case '%':
		if len(rest) > 2 && rest[1] == '3' && isDigit(rest, 2) {
			return 3, rest[2]
		}
	case '*', '~', '`': // two at most: more are a mask
		n := len(rest) - len(strings.TrimLeft(rest, rest[:1]))
		if n <= 2 {
			return n, 0
		}
	case '\\':
		if len(rest) > 1 && strings.IndexByte("-*_~`", rest[1]) >= 0 {
			return 1, 0
		}
	case '<':
		if end := strings.IndexByte(rest, '>'); end > 1 {
			return end + 1, 0
		}
	default:
		if r, n := utf8.DecodeRuneInString(rest); isInvisible(r) {
			return n, 0
		}
	}
	return 0, 0
}

// isInvisible says whether a character has no width and no meaning between digits: soft
// hyphen, zero-width space and joiners, marks of direction, byte order mark.
func isInvisible(r rune) bool {
	return r == '\u00ad' || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u2069' || r == '\ufeff'
}
