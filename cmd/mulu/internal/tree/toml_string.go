package tree

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
)

// anyString reads a string value of one of the four kinds.
func (r *tomlReader) anyString(start diag.Pos) (s string, ok bool) {
	rest := r.src[r.off:]
	r.escaped = false
	switch {
	case strings.HasPrefix(rest, `"""`):
		s, ok = r.longString('"')
	case strings.HasPrefix(rest, "'''"):
		s, ok = r.longString('\'')
	case rest[0] == '"':
		s, ok = r.basicString()
	default:
		s, ok = r.literalString()
	}
	if ok && r.escaped {
		r.checkControls(s, start)
	}
	return s, ok
}

// checkControls reports a control character that an escape has put into s.
func (r *tomlReader) checkControls(s string, start diag.Pos) {
	for _, c := range s {
		if isHidden(c) {
			r.report(controlCharacter(r.file, c, r.upToHere(start)))
			return
		}
	}
}

// isHidden says whether c is a control character, other than a tab or line end, or
// turns the direction of text: what frontmatter.Clean does not let into a file must
// not come in by an escape.
func isHidden(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c >= 0x7F && c < 0xA0 ||
		c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069
}

func controlCharacter(file string, c rune, pos diag.Pos) diag.Diagnostic {
	return ruleControl.At(file, pos, "值中有控制字符 U+%04X", c).WithHint("%s", ruleControl.Repair)
}

// plainByte says which bytes need no thought in a string that ends with a quote.
var plainByte = func() (t [256]bool) {
	for c := range t {
		t[c] = !isControl(byte(c)) && c != '"' && c != '\'' && c != '\\'
	}
	return t
}()

// literalString reads 'text'.
func (r *tomlReader) literalString() (string, bool) {
	r.off++
	start := r.off
	for r.off < len(r.src) {
		switch c := r.src[r.off]; {
		case c == '\'':
			r.off++
			return r.src[start : r.off-1], true
		case isControl(c):
			return "", r.fail()
		}
		r.off++
	}
	return "", r.fail()
}

// basicString reads "text". Without escapes it is a part of the source.
func (r *tomlReader) basicString() (string, bool) {
	r.off++
	start := r.off
	var made []byte // what escapes have made of the text before start
	for {
		for r.off < len(r.src) && plainByte[r.src[r.off]] {
			r.off++
		}
		switch {
		case r.next('\''):
			r.off++
		case r.next('"'):
			text := r.src[start:r.off]
			r.off++
			if made != nil {
				text = string(append(made, text...))
			}
			return text, true
		case r.next('\\'):
			made = append(made, r.src[start:r.off]...)
			var ok bool
			if made, ok = r.escape(made); !ok {
				return "", false
			}
			start = r.off
		default:
			return "", r.fail()
		}
	}
}

// longString reads """text""" or ”'text”'.
func (r *tomlReader) longString(quote byte) (string, bool) {
	r.off += 3
	r.newline() // one directly after the quotes does not count
	start := r.off
	var made []byte
	for {
		for r.off < len(r.src) && plainByte[r.src[r.off]] {
			r.off++
		}
		switch {
		case r.next(quote):
			if n := r.quotes(quote); n >= 3 {
				text := r.src[start : r.off-3]
				if made != nil {
					text = string(append(made, text...))
				}
				return text, n <= 5 || r.fail()
			}
		case r.next('\\') && quote == '"':
			made = append(made, r.src[start:r.off]...)
			var ok bool
			if made, ok = r.longEscape(made); !ok {
				return "", false
			}
			start = r.off
		case r.lineBegins(`"'\`):
			r.off++
		case !r.newline():
			return "", r.fail()
		}
	}
}

// quotes reads the quotes that stand together. Three end a long string, and up to
// two before these belong to it.
func (r *tomlReader) quotes(quote byte) int {
	n := 0
	for r.accept(quote) {
		n++
	}
	return n
}

// longEscape reads an escape, or the \ at the end of a line that joins it with the
// next text.
func (r *tomlReader) longEscape(made []byte) ([]byte, bool) {
	at := r.off
	r.off++
	r.blanks()
	if !r.newline() {
		r.off = at
		return r.escape(made)
	}
	for r.blanks(); r.newline(); r.blanks() {
	}
	return made, true
}

var shortEscapes = [256]byte{
	'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', 'e': 0x1B, '"': '"', '\\': '\\',
}

var hexDigits = [256]int{'x': 2, 'u': 4, 'U': 8}

// escape reads one escape of a basic string.
func (r *tomlReader) escape(made []byte) ([]byte, bool) {
	at := r.off
	r.escaped = true
	r.off++
	c := r.peek()
	r.off++
	if short := shortEscapes[c]; short != 0 {
		return append(made, short), true
	}
	n := hexDigits[c]
	if n > 0 && r.off+n <= len(r.src) {
		code, err := strconv.ParseUint(r.src[r.off:r.off+n], 16, 32)
		if err == nil && code <= utf8.MaxRune && utf8.ValidRune(rune(code)) {
			r.off += n
			return utf8.AppendRune(made, rune(code)), true
		}
	}
	r.off = at
	return made, r.fail()
}
