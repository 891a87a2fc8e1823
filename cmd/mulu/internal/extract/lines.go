package extract

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

// errFull ends the reading when there is as much text as the limit allows.
var errFull = errors.New("text limit reached")

// lines collects the text of an attachment in the form that Result promises.
type lines struct {
	buf  []byte
	left int  // characters that may still be written
	gap  bool // a space is due before the next character of the line
}

// String is the text so far, without a line break at its end.
func (l *lines) String() string {
	if n := len(l.buf); n > 0 && l.buf[n-1] == '\n' {
		return string(l.buf[:n-1])
	}
	return string(l.buf)
}

// write adds s to the line. White space of any kind, line breaks too, is one space;
// invisible characters and those that have no meaning outside of a font are dropped.
func (l *lines) write(s string) error {
	for _, r := range s {
		switch {
		case r > ' ' && r < 0x7F, r >= '、' && r <= 0x9FFF, r >= '！' && r <= '～': // nearly all
		case unicode.IsSpace(r):
			l.space()
			continue
		case r == utf8.RuneError, unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
			continue
		}
		if l.left <= 0 {
			return errFull
		}
		if l.gap {
			l.buf, l.gap = append(l.buf, ' '), false
			l.left--
		}
		l.buf = utf8.AppendRune(l.buf, r)
		l.left--
	}
	return nil
}

// space parts what follows from what is on the line: cells of a row, words.
func (l *lines) space() { l.gap = len(l.buf) > 0 && l.buf[len(l.buf)-1] != '\n' }

// end ends the line, if there is anything on it.
func (l *lines) end() {
	l.gap = false
	if n := len(l.buf); n > 0 && l.buf[n-1] != '\n' {
		l.buf = append(l.buf, '\n')
		l.left--
	}
}

// writeLine writes s as a line of its own.
func (l *lines) writeLine(s string) error {
	l.end()
	if err := l.write(s); err != nil {
		return err
	}
	l.end()
	return nil
}
