package text

import (
	"strings"
	"unicode/utf8"
)

// Patterns are slow: those of placeholders look only where there may be one.

// mayHold says whether a text has a character of those without which there are no notes,
// and no blanks: patterns are slow.
func mayHold(s string) (note, blank bool) {
	for i, r := range s {
		switch r {
		case '【', '待', '●', '■', '□':
			note = true
		case '此':
			note = note || strings.HasPrefix(s[i:], "此处") || strings.HasSuffix(s[:i], "在")
		case 'T', 'F', 'L', 'l', '{':
			note = note || beginsNote(s[i:])
		case 'x', 'X':
			if !inAddress(s, i) {
				note, blank = note || inNote(s[:i]), true
			}
		case 'ｘ', 'Ｘ':
			note, blank = note || inNote(s[:i]), true
		case '*': // of a bold word, but for one that is escaped
			blank = blank || i > 0 && s[i-1] == '\\'
		case '…':
			note, blank = true, true
		case '×', '＊', '_', '?', '？':
			blank = true
		}
	}
	return note, blank
}

// inNote says whether an x behind a text may be one of a note: behind a colon, or in brackets
// that hold nothing else.
func inNote(head string) bool {
	head = strings.TrimRight(head, "xXｘＸ× 　●○■□…_\t\n\f\r")
	return strings.HasSuffix(head, "：") || strings.HasSuffix(head, ":") || strings.HasSuffix(head, "【")
}

// beginsNote says whether a text begins as a note in Latin letters or {{ does.
func beginsNote(s string) bool {
	for _, word := range [...]string{"TODO", "TBD", "FIXME", "Lorem", "lorem", "{{"} {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

// inAddress says whether the x at s[i] is one of some within an address, as xxgk is, or
// within a Latin word: what stands for figures or names has other neighbours.
func inAddress(s string, i int) bool {
	from, to := i, i+1
	for from > 0 && s[from-1]|0x20 == 'x' {
		from--
	}
	for to < len(s) && s[to]|0x20 == 'x' {
		to++
	}
	return from > 0 && to < len(s) && isWordByte(s[from-1]) && isWordByte(s[to])
}

func isWordByte(b byte) bool { return b == '/' || 'a' <= b|0x20 && b|0x20 <= 'z' }

// findBlanks is blanks.FindAllStringIndex, which looks no further than some characters
// around what every blank has: patterns are slow.
func findBlanks(s string) (list [][]int) {
	for from, to := nextBlank(s, 0); from < to; from, to = nextBlank(s, to) {
		for _, m := range blanks.FindAllStringIndex(s[from:to], -1) {
			list = append(list, []int{from + m[0], from + m[1]})
		}
	}
	return list
}

// aroundBlank is how many characters a blank has at most before and behind what stands for
// what is to be written, and between two such runs, beside spaces.
const aroundBlank = 6

// nextBlank is the next part of a text, from at on, that holds all of what may be a blank;
// from is to when there is none.
func nextBlank(s string, at int) (from, to int) {
	from, to = len(s), len(s)
	behind, end := 0, 0 // characters since the last one that stands for others; the end of as many as belong to it
	for i, r := range s[at:] {
		switch i += at; {
		case strings.ContainsRune("xXｘＸ×＊*_?？…", r):
			if from == len(s) {
				from = max(at, stepBack(s, i))
			}
			behind = 0
		case from == len(s) || r == ' ' || r == '　':
		case behind == 2*aroundBlank: // the others belong to what comes next
			return from, end
		default:
			if behind++; behind == aroundBlank {
				end = i
			}
		}
	}
	return from, to
}

// stepBack is the place aroundBlank characters before at, not counting spaces.
func stepBack(s string, at int) int {
	for n := 0; n < aroundBlank && at > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if at -= size; r != ' ' && r != '　' {
			n++
		}
	}
	return at
}
