package markdown

import (
	"bytes"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
)

// places turns offsets in a source into positions in its file. It remembers the
// last line, so that asking in the order of the text costs one pass.
type places struct {
	src    []byte
	first  int // line of the file on which src begins
	at     int // an offset that begins a line …
	lineNo int // … and its number, from 0
}

func (p *places) reset(src []byte, first int) { *p = places{src: src, first: first} }

// line moves to the line that holds off.
func (p *places) line(off int) {
	if off < p.at {
		p.lineNo -= bytes.Count(p.src[off:p.at], []byte{'\n'})
	} else {
		p.lineNo += bytes.Count(p.src[p.at:off], []byte{'\n'})
	}
	p.at = bytes.LastIndexByte(p.src[:off], '\n') + 1
}

// pos is the point at offset off.
func (p *places) pos(off int) diag.Pos {
	off = min(max(off, 0), len(p.src))
	p.line(off)
	return diag.Pos{Line: p.first + p.lineNo, Col: utf8.RuneCount(p.src[p.at:off]) + 1}
}

// span is the place of what begins at off and is a link, an image, a reference to a
// footnote, an address or a tag in angle brackets, as far as it is in that line; of
// anything else, up to the line's end.
func (p *places) span(off int) diag.Pos {
	pos := p.pos(off)
	if off < 0 || off >= len(p.src) {
		return pos
	}
	line, _, _ := bytes.Cut(p.src[off:], []byte{'\n'})
	line = bytes.TrimRight(line, " \t\r")
	pos.EndLine, pos.EndCol = pos.Line, pos.Col+utf8.RuneCount(line[:extent(line)])
	return pos
}

// extent is the length of the construct that begins a line.
func extent(line []byte) int {
	begin := bytes.TrimPrefix(line, []byte("!"))
	bang := len(line) - len(begin)
	switch {
	case len(begin) == 0:
		return len(line)
	case begin[0] == '<':
		if end := bytes.IndexByte(begin, '>'); end > 0 {
			return bang + end + 1
		}
	case begin[0] == '[':
		end := closing(begin, '[', ']')
		switch {
		case end == 0 || end == len(begin): // no bracket closes it; or it is all
		case begin[end] == '(':
			if more := closing(begin[end:], '(', ')'); more > 0 {
				return bang + end + more
			}
		case begin[end] == '[':
			return bang + end + closing(begin[end:], '[', ']')
		case begin[end] != ':': // a definition goes on to the end of its line
			return bang + end
		}
	}
	return len(line)
}

// closing is the length of a text in brackets with others inside, 0 when it is not
// closed. A backslash takes the next byte's meaning away.
func closing(b []byte, open, end byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case open:
			depth++
		case end:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
