package tree

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"

	"mulu/cmd/mulu/internal/diag"
)

// yamlPlaces knows the lines of a text. goccy/go-yaml counts lines from 1 and columns
// in characters, but leaves out some tabs, and counts space at the end of a line before
// the value: on such lines its columns are only where the search for the token begins.
type yamlPlaces struct {
	text   []byte
	lines  []int  // offset at which each line begins
	widths []int  // characters of each line, -1 where not counted yet
	odd    []bool // lines with tabs, or with space at their ends

	line, col, off int // the last place looked up, from which the next one is counted
}

func newYAMLPlaces(text []byte) yamlPlaces {
	p := yamlPlaces{text: text, lines: []int{0}}
	for i, c := range text {
		if c == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	p.widths = slices.Repeat([]int{-1}, len(p.lines))
	p.odd = make([]bool, len(p.lines))
	for line := range p.lines {
		text := p.bytes(line + 1)
		p.odd[line] = bytes.IndexByte(text, '\t') >= 0 || bytes.HasSuffix(text, []byte(" "))
	}
	return p
}

// bytes is a line, which counts from 1, without its end.
func (p *yamlPlaces) bytes(line int) []byte {
	if line < len(p.lines) {
		return p.text[p.lines[line-1] : p.lines[line]-1]
	}
	return p.text[p.lines[line-1]:]
}

// width is the number of characters of a line.
func (p *yamlPlaces) width(line int) int {
	if p.widths[line-1] < 0 {
		p.widths[line-1] = countRunes(p.bytes(line))
	}
	return p.widths[line-1]
}

// counted is the line and column of a token as the library has counted them, but
// in the text for certain.
func (p *yamlPlaces) counted(t *token.Token) (line, col int) {
	line = min(max(t.Position.Line, 1), len(p.lines))
	return line, min(max(t.Position.Column, 1), p.width(line)+1)
}

// found is the line and column where a token stands.
func (p *yamlPlaces) found(t *token.Token) (line, col int) {
	line, col = p.counted(t)
	first, _, _ := strings.Cut(written(t), "\n")
	if !p.odd[line-1] || first == "" {
		return line, col
	}
	p.seek(line, col)
	text, at := p.bytes(line), p.off-p.lines[line-1]
	i := bytes.Index(text[at:], []byte(first))
	if i == 0 || i > 0 && bytes.IndexByte(text, '\t') >= 0 {
		return line, col + countRunes(text[at:at+i])
	}
	if i := bytes.LastIndex(text[:min(len(text), at+len(first))], []byte(first)); i >= 0 {
		return line, 1 + countRunes(text[:i])
	}
	return line, col
}

// seek finds the byte at a column. Tokens come in order, so that it reads a line
// only once.
func (p *yamlPlaces) seek(line, col int) {
	if line != p.line || col < p.col {
		p.line, p.col, p.off = line, 1, p.lines[line-1]
	}
	for ; p.col < col; p.col++ {
		_, size := utf8.DecodeRune(p.text[p.off:])
		p.off += size
	}
}

// at is the place of a byte of the text, for problems.
func (r *yamlReader) at(off int) diag.Pos { return placeAt(r.text, off, r.firstLine) }

// start is the place at which a token begins.
func (r *yamlReader) start(t *token.Token) diag.Pos {
	line, col := r.places.found(t)
	return diag.Pos{Line: r.firstLine + line - 1, Col: col}
}

// place is where a plain or quoted scalar stands. Its end is known from Origin, the
// text from the token before it to the one after it.
func (r *yamlReader) place(t *token.Token) diag.Pos {
	p := r.start(t)
	text := written(t)
	if text == "" {
		return p
	}
	line := min(p.Line-r.firstLine+1+strings.Count(text, "\n"), len(r.places.lines))
	col := 1 + utf8.RuneCountInString(text[strings.LastIndexByte(text, '\n')+1:])
	if !strings.Contains(text, "\n") {
		col += p.Col - 1
	}
	p.EndLine, p.EndCol = r.firstLine+line-1, min(col, 1+r.places.width(line))
	return p
}

// bracketed is the place from the token of one bracket to that of the other.
func (r *yamlReader) bracketed(begin, end *token.Token) diag.Pos {
	p := r.start(begin)
	if end != nil {
		line, col := r.places.counted(end)
		p.EndLine, p.EndCol = r.firstLine+line-1, min(col+1, 1+r.places.width(line))
	}
	return p
}

// written is a token as the text has it, without YAML's white space around it (YAML 1.2,
// 5.4 and 5.5). What else Unicode calls a space belongs to it: an ideographic space at the
// end of a key is part of the key.
func written(t *token.Token) string { return strings.Trim(t.Origin, " \t\r\n") }
