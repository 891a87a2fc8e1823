package pagetext

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lines is text in the making: runs of white space are one space, empty lines are
// none.
type lines struct {
	b            strings.Builder
	space, fresh bool // a space, a line break waits for the next character
}

func (l *lines) brk() { l.fresh = true }

// add adds text. In preformatted text a line feed is a line break.
func (l *lines) add(s string, pre bool) {
	for _, r := range s {
		switch {
		case r == '\n' && pre:
			l.fresh = true
		case isSpace(r):
			l.space = true
		default:
			l.settle()
			l.b.WriteRune(r)
		}
	}
}

func (l *lines) settle() {
	switch {
	case l.b.Len() == 0:
	case l.fresh:
		l.b.WriteByte('\n')
	case l.space:
		l.b.WriteByte(' ')
	}
	l.fresh, l.space = false, false
}

func (l *lines) String() string { return l.b.String() }

// isSpace is white space of Unicode and the byte order mark, which scripts count
// among it.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' }

// entities are the named ones that our pages use.
var entities = map[string]string{
	"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'", "nbsp": "\u00A0",
}

// longestEntity is the length of what stands between & and ; at most.
const longestEntity = 10

// decode undoes the entities of text. What is none stays as it is.
func decode(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		b.WriteString(s[:i])
		s = s[i+1:]
		end := strings.IndexByte(s[:min(len(s), longestEntity+1)], ';')
		text, ok := "", false
		if end > 0 {
			text, ok = entity(s[:end])
		}
		if !ok {
			b.WriteByte('&')
			continue
		}
		b.WriteString(text)
		s = s[end+1:]
	}
	b.WriteString(s)
	return b.String()
}

func entity(name string) (string, bool) {
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		text, known := entities[name]
		return text, known
	}
	base := 10
	if len(digits) > 0 && digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 64)
	if err != nil {
		return "", false
	}
	if n == 0 || n > utf8.MaxRune || n >= 0xD800 && n < 0xE000 {
		n = utf8.RuneError
	}
	return string(rune(n)), true
}
