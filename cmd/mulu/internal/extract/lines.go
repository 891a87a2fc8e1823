package extract

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

// errFull ends the reading when there is as much text as the limit allows.
var errFull = errors.New("text limit reached")

// lines collects the text of an attachment in the form that Result promises, or gives it
// line by line.
type lines struct {
	buf  []byte
	left int  // characters that may still be written
	gap  bool // a space is due before the next character of the line
	spot      // of the line

	yield func(Passage)   // nil: the text is collected
	cells int             // separators of cells that are due
	said  map[string]bool // names that were given
	shown bool            // a line was given that readers see
}

// maxPiece is about how long a passage can be: a longer line comes in several, cut where
// no number or word is.
const maxPiece = 16 << 10

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
		if l.gap || l.cells > 0 {
			l.separate()
		}
		l.buf = utf8.AppendRune(l.buf, r)
		l.left--
		if l.yield != nil && len(l.buf) >= maxPiece && (endsWord(r) || len(l.buf) >= 2*maxPiece) {
			l.piece()
		}
	}
	return nil
}

// endsWord says whether no number goes on behind r.
func endsWord(r rune) bool {
	return r >= 0x2E80 && r < 0xFF00 || r == '<' || r == '>' || r == '"' || r == ',' || r == ';' || r == '|'
}

// separate writes what is due between words or cells.
func (l *lines) separate() {
	if l.cells > 0 {
		for ; l.cells > 0; l.cells-- {
			l.buf = append(l.buf, '\t')
		}
	} else {
		l.buf = append(l.buf, ' ')
	}
	l.gap = false
	l.left--
}

// space parts what follows from what is on the line: words.
func (l *lines) space() { l.gap = len(l.buf) > 0 && l.buf[len(l.buf)-1] != '\n' }

// cell parts what follows from the n cells before it in the row; a search does not tell
// cells from words.
func (l *lines) cell(n int) {
	if l.yield == nil {
		l.space()
		return
	}
	l.cells += n
}

// end ends the line, if there is anything on it.
func (l *lines) end() {
	l.gap, l.cells = false, 0
	if n := len(l.buf); n > 0 && l.buf[n-1] != '\n' {
		if l.yield != nil {
			l.piece()
			l.notes = 0
			return
		}
		l.buf = append(l.buf, '\n')
		l.left--
	}
	l.notes = 0
}

// piece gives what is on the line.
func (l *lines) piece() {
	l.shown = l.shown || !l.hidden && l.notes&hiddenRow == 0
	l.yield(l.passage(string(l.buf)))
	l.buf = l.buf[:0]
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

// aside gives s apart from the line that is being written, at another spot.
func (l *lines) aside(at, s string) {
	if l.yield == nil || s == "" {
		return
	}
	other := lines{left: l.left, yield: l.yield, spot: spot{within: l.within, at: at, notes: l.notes}}
	if other.write(s) == nil {
		other.end()
		l.left = other.left
	}
}
