package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
)

// sentence is a place in a line that 。 ends, with how many numbers in ASCII digits it has.
type sentence struct{ from, to, numbers int }

// fewSentences is how many a line has at most, nearly always: so many need no memory that
// must be collected.
const fewSentences = 16

// sentencesOf appends the sentences of a rule's line that have so many numbers at least. text
// is the line as plain gives it.
func sentencesOf(list []sentence, l *check.Line, text string, least int) []sentence {
	if l.Has&check.Traditional != 0 { // its characters may have other sizes
		return sentencesIn(list, text, least)
	}
	l.Sentences(func(from, to, numbers int) {
		if numbers >= least {
			list = append(list, sentence{from, to, numbers})
		}
	})
	return list
}

// sentencesIn is sentencesOf for any text.
func sentencesIn(list []sentence, text string, least int) []sentence {
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.Index(text[at:], "。"); i >= 0 {
			end = at + i
		}
		if n := numbers(text[at:end]); n >= least {
			list = append(list, sentence{at, end, n})
		}
		at = end + len("。")
	}
	return list
}

// unitBefore says whether a text ends with a quantity that has a unit, as quantityAt reads it.
func unitBefore(s string) bool {
	for _, u := range units {
		if rest, ok := strings.CutSuffix(s, u); ok {
			rest = strings.TrimRight(rest, " 　余多万亿")
			if rest != "" && rest[len(rest)-1] >= '0' && rest[len(rest)-1] <= '9' {
				return true
			}
		}
	}
	return false
}

// afterPoint says whether yes is true of what follows a comma or an opening bracket.
func afterPoint(s string, yes func(rest string) bool) bool {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ',' || s[i] == '(':
		case s[i] == "，"[0] && (strings.HasPrefix(s[i:], "，") || strings.HasPrefix(s[i:], "（")):
			i += len("，") - 1
		default:
			continue
		}
		if yes(s[i+1:]) {
			return true
		}
	}
	return false
}

// cutAny cuts the first character off when it is one of some.
func cutAny(s, chars string) (rest string, ok bool) {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || !strings.ContainsRune(chars, r) {
		return s, false
	}
	return s[size:], true
}
