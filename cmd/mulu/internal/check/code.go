package check

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
)

// codeLines applies the rules of code to the lines of fenced code in a body, which are
// those that are not among its Texts: readers see them as they are written.
func (e *Engine) codeLines(b *Body, mem *scratch, out *[]diag.Diagnostic) {
	if !bytes.Contains(b.Raw, []byte("```")) && !bytes.Contains(b.Raw, []byte("~~~")) {
		return
	}
	l, doc := &mem.line, mem.documentOf(b)
	others, number := b.Texts, b.First
	for line := range strings.Lines(string(b.Raw)) {
		if len(others) > 0 && others[0].Number == number {
			others = others[1:]
		} else if line = strings.TrimRight(line, "\r\n"); line != "" {
			*l = Line{Site: b.Site, Doc: doc, Body: b, File: b.File, In: InCode, number: number}
			e.pieces(l, line, out)
		}
		number++
	}
}

// fileName applies the rules of code to the name under which a file is published.
func (e *Engine) fileName(f *File, out *[]diag.Diagnostic) {
	base := path.Base(f.Path)
	l := &Line{Site: e.site, File: f.Path, Place: "文件名", In: InCode, of: f}
	e.pieces(l, strings.TrimSuffix(base, path.Ext(base)), out)
}

// pieces applies the rules to a line, piece by piece when it is long.
func (e *Engine) pieces(l *Line, line string, out *[]diag.Diagnostic) {
	var f found
	for l.column = 1; line != ""; l.column += utf8.RuneCountInString(l.Text) {
		l.Text, line = firstPiece(line)
		f.reset()
		l.Has, l.found = e.cues.look(l.Text, &f)
		e.line(l, out)
	}
}
