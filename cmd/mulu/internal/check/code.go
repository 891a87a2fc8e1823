package check

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
)

// codeLines applies the rules of code to the lines of fenced code in a body, which are
// those that are not among its Texts: readers see them as they are written.
func (e *Engine) codeLines(b *Body, l *Line, out *[]diag.Diagnostic) {
	if !bytes.Contains(b.Raw, []byte("```")) && !bytes.Contains(b.Raw, []byte("~~~")) {
		return
	}
	var doc *Document
	if b.Document != nil {
		doc = &Document{Site: b.Site, Document: b.Document}
	}
	others, number := b.Texts, b.First
	for line := range strings.Lines(string(b.Raw)) {
		if len(others) > 0 && others[0].Number == number {
			others = others[1:]
		} else if line = strings.TrimRight(line, "\r\n"); line != "" {
			*l = Line{Site: e.site, Doc: doc, Body: b, File: b.File, In: InCode, number: number, column: 1}
			e.pieces(l, line, out)
		}
		number++
	}
}

// pieces applies the rules to a line, piece by piece when it is long.
func (e *Engine) pieces(l *Line, line string, out *[]diag.Diagnostic) {
	for rest := line; rest != ""; l.column += utf8.RuneCountInString(l.Text) {
		l.Text, rest = firstPiece(rest)
		l.Has, l.cued = has(l.Text), e.cues[l.In].in(l.Text)
		e.line(l, out)
	}
}
