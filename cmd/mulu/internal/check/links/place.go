package links

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/markdown"
)

// lineText is a line of the body by its number in the file.
func lineText(b *check.Body, number int) string {
	text := string(b.Raw)
	for n := b.First; n < number; n++ {
		_, rest, ok := strings.Cut(text, "\n")
		if !ok {
			return ""
		}
		text = rest
	}
	text, _, _ = strings.Cut(text, "\n")
	return strings.TrimRight(text, "\r")
}

// after is the text of a line from a column on.
func after(line string, col int) string {
	for ; col > 1 && line != ""; col-- {
		_, n := utf8.DecodeRuneInString(line)
		line = line[n:]
	}
	return line
}

// restOf is the place from pos to the end of its line.
func restOf(b *check.Body, pos diag.Pos) diag.Pos {
	return long(pos, strings.TrimRight(after(lineText(b, pos.Line), pos.Col), " \t"))
}

// whole is the place of a link or an image, of which markdown knows the beginning: up
// to where its brackets close, if that is on the same line.
func whole(b *check.Body, l *markdown.Link) diag.Pos {
	text := after(lineText(b, l.Pos.Line), l.Pos.Col)
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
func targetName(b *check.Body, l *markdown.Link) string {
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
