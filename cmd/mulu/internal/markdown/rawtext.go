package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// lineTags are the elements of a body that begin and end a line of what a reader sees.
var lineTags = map[string]bool{
	"p": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "blockquote": true, "ul": true, "ol": true, "li": true,
	"hr": true, "pre": true, "dl": true, "dt": true, "dd": true, "section": true,
	"table": true, "caption": true, "thead": true, "tbody": true, "tfoot": true, "tr": true, "colgroup": true,
	"details": true, "summary": true, "figure": true, "figcaption": true,
}

// collectNode adds the text of a part of the page to r.Text, as pages are read for
// search: blocks are lines, cells and line breaks spaces; the marks of footnotes are no
// part of a sentence. In preformatted text a line feed is a line.
func (d *doc) collectNode(n *html.Node, pre bool) {
	if n.Type == html.TextNode {
		d.collectText(n.Data, pre)
		return
	}
	if n.Type != html.ElementNode || isNoteMark(n) {
		return
	}
	line := lineTags[n.Data]
	switch {
	case line:
		d.collectLine()
	case n.Data == "td", n.Data == "th", n.Data == "br":
		d.collectSpace()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		d.collectNode(c, pre || n.Data == "pre")
	}
	if line {
		d.collectLine()
	}
}

// isNoteMark says whether an element is the number of a footnote or the way back.
func isNoteMark(n *html.Node) bool {
	for _, a := range n.Attr {
		if n.Data == "sup" && a.Key == "id" && strings.HasPrefix(a.Val, "fnref-") || n.Data == "a" && a.Key == "role" && a.Val == "doc-backlink" {
			return true
		}
	}
	return false
}

func (d *doc) collectText(s string, pre bool) {
	for _, r := range s {
		switch {
		case r == '\n' && pre:
			d.collectLine()
		case isSpace(r):
			d.collectSpace()
		default:
			d.r.Text = utf8.AppendRune(d.r.Text, r)
		}
	}
}

// collectSpace adds a space to r.Text, unless there is one or a line begins.
func (d *doc) collectSpace() {
	if n := len(d.r.Text); n > 0 && d.r.Text[n-1] != '\n' && d.r.Text[n-1] != ' ' {
		d.r.Text = append(d.r.Text, ' ')
	}
}

// collectLine begins a new line of r.Text.
func (d *doc) collectLine() {
	d.r.Text = bytes.TrimRight(d.r.Text, " ")
	if n := len(d.r.Text); n > 0 && d.r.Text[n-1] != '\n' {
		d.r.Text = append(d.r.Text, '\n')
	}
}
