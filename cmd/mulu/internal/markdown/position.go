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
