package links

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/markdown"
)

// mostFindings is how many findings of one rule in one body are worth listing.
const mostFindings = 200

// finder is a body while a rule looks at it from its beginning to its end. However many
// findings a hostile body has, they are listed up to a number, and finding their places
// costs one pass.
type finder struct {
	*check.Body
	n         int // findings so far
	at        int // offset in Raw of the place line, col; columns count from 1
	line, col int
}

// found makes a rule's function of one that has a finder.
func found(look func(b *finder)) func(b *check.Body) {
	return func(b *check.Body) { look(&finder{Body: b, line: b.First, col: 1}) }
}

// Report adds a finding, in place of the Body's own.
func (b *finder) Report(d diag.Diagnostic) {
	b.n++
	if b.n == mostFindings {
		d.Message += "（这个文件中这样的问题太多，后面的没有列出）"
	}
	if b.n <= mostFindings {
		b.Body.Report(d)
	}
}

// longestLink is how much text the search for a link's end looks at.
const longestLink = 4096

// from is the text from a place to the end of its line, or the first part of it. Asking
// in the order of the text costs one pass.
func (b *finder) from(pos diag.Pos) string {
	if pos.Line < b.line || pos.Line == b.line && pos.Col < b.col {
		b.at, b.line, b.col = 0, b.First, 1
	}
	for ; b.line < pos.Line; b.line++ {
		n := bytes.IndexByte(b.Raw[b.at:], '\n')
		if n < 0 {
			return ""
		}
		b.at, b.col = b.at+n+1, 1
	}
	for ; b.col < pos.Col && b.at < len(b.Raw); b.col++ {
		_, n := utf8.DecodeRune(b.Raw[b.at:])
		b.at += n
	}
	text, _, _ := strings.Cut(string(b.Raw[b.at:min(b.at+longestLink, len(b.Raw))]), "\n")
	return strings.TrimRight(text, "\r")
}

// restOf is the place from pos to the end of its line.
func restOf(b *finder, pos diag.Pos) diag.Pos {
	return long(pos, strings.TrimRight(b.from(pos), " \t"))
}

// whole is the place of a link or an image, of which markdown knows the beginning: up
// to where its brackets close, if that is on the same line.
func whole(b *finder, l *markdown.Link) diag.Pos {
	if b.n >= mostFindings {
		return l.Pos // it is not listed
	}
	text := b.from(l.Pos)
	return long(l.Pos, text[:linkLen(text)])
}

func long(pos diag.Pos, text string) diag.Pos {
	n := utf8.RuneCountInString(text)
	return diag.Pos{Line: pos.Line, Col: pos.Col, EndLine: pos.Line, EndCol: pos.Col + n}
}

// linkLen is how many bytes of text the link at its beginning has.
func linkLen(text string) int {
	if strings.HasPrefix(text, "<") {
		return strings.IndexByte(text, '>') + 1
	}
	open := strings.IndexByte(text, '[')
	if open < 0 || open > 1 {
		return 0
	}
	n := closed(text, open, '[', ']')
	if n == len(text) {
		return n
	}
	switch text[n] {
	case '(':
		return closed(text, n, '(', ')')
	case '[':
		return closed(text, n, '[', ']')
	}
	return n
}

// closed is the end of the brackets that open at i; the end of text when they do not
// close.
func closed(text string, i int, open, end byte) int {
	depth := 0
	for ; i < len(text); i++ {
		switch text[i] {
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
	return len(text)
}

// plain is a text without what a reader does not tell apart: width, case, traditional
// forms, spaces, punctuation.
func plain(s string) string { return strings.ReplaceAll(han.Fold(s), "\n", "") }

// targetName is what a reader would call what a link leads to; empty when that is not
// known.
func targetName(b *finder, l *markdown.Link) string {
	dest, _, _ := strings.Cut(l.Dest, "#")
	if dest == "" {
		return ""
	}
	t, _ := b.FindLink(b.File, dest)
	switch {
	case t.Document != nil:
		return t.Document.Title
	case t.Page != nil:
		return t.Page.Title
	case b.Document == nil || b.More == nil:
		return ""
	}
	for _, a := range b.More.Attachments {
		if a.File == dest {
			return a.Title
		}
	}
	return ""
}
