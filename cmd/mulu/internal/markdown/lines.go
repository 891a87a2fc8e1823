package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Line is a line of what a reader sees of a converted body: a paragraph, a heading, an item
// of a list, a line of preformatted text or a row of a table.
type Line struct {
	Heading bool
	Apart   bool   // a signature, its date, a footnote and the like, which are of no article
	Number  string // of an item of a numbered list: 3.
	Table   int    // of a row: its table, from 1; 0 of all else
	Head    bool   // the row names the columns
	Cells   []Span // of a row; of all else one
}

// Span is the text of a line or a cell, cut where a picture stands or a link ends.
type Span []Run

// Run is text, a picture, or the end of a link, with where it leads.
type Run struct {
	Text string // of a picture its alternative text
	Kind RunKind
	Dest string // of a picture and a link: its address on the page
}

// RunKind is what a run is.
type RunKind uint8

// The kinds of runs.
const (
	Words RunKind = iota
	Picture
	LinkEnd
)

// Lines takes a converted body apart. White space is one space; numbers of footnotes and
// ways back from them are no part of a line, nor is a line without text and picture.
func Lines(page []byte) []Line {
	w := &liner{}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: a buffer cannot fail
			w.end()
			return w.lines
		case html.TextToken:
			w.text(z.Token().Data)
		case html.StartTagToken, html.SelfClosingTagToken:
			w.open(z.Token())
		case html.EndTagToken:
			w.close(z.Token().Data)
		}
	}
}

// liner makes lines of a stream of tags.
type liner struct {
	lines   []Line
	line    Line
	words   []byte // of the last run of the line, which is not yet one
	lists   []int  // the number of the next item of each list; -1 in others
	number  string // of the item whose first line is to come
	links   []string
	tables  int
	row     bool
	head    bool // of a table
	heading bool
	apart   bool
	pre     bool
	notes   bool
	skip    string // the element that is no part of the text
	depth   int    // of elements of that name within it
}

func (w *liner) text(s string) {
	if w.skip != "" {
		return
	}
	if w.pre {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				w.end()
			}
			w.words = append(w.words, line...)
		}
		return
	}
	for _, r := range s {
		if isSpace(r) {
			w.space()
			continue
		}
		w.words = utf8.AppendRune(w.words, r)
	}
}

// space adds a space, unless there is one or the cell begins.
func (w *liner) space() {
	if n := len(w.words); n > 0 && w.words[n-1] != ' ' || n == 0 && len(w.span()) > 0 {
		w.words = append(w.words, ' ')
	}
}

// span is the cell that is being written.
func (w *liner) span() Span {
	if n := len(w.line.Cells); n > 0 {
		return w.line.Cells[n-1]
	}
	return nil
}

// add ends the run of words and puts another run behind it.
func (w *liner) add(r Run) {
	if len(w.line.Cells) == 0 {
		w.line.Cells = []Span{nil}
	}
	cell := &w.line.Cells[len(w.line.Cells)-1]
	if len(w.words) > 0 {
		*cell = append(*cell, Run{Text: string(w.words)})
		w.words = w.words[:0]
	}
	if r != (Run{}) {
		*cell = append(*cell, r)
	}
}

// trim ends the words of a line or a cell.
func (w *liner) trim() {
	if !w.pre {
		w.words = bytes.TrimRight(w.words, " ")
	}
	if len(w.words) > 0 {
		w.add(Run{})
	}
}

// end ends a line, if there is one.
func (w *liner) end() {
	if w.row { // of which the cells hold what would be lines elsewhere
		w.space()
		return
	}
	if w.trim(); len(w.line.Cells) == 0 {
		return
	}
	w.line.Heading, w.line.Apart = w.heading, w.apart || w.notes
	w.line.Number, w.number = w.number, ""
	w.lines = append(w.lines, w.line)
	w.line = Line{}
}

func (w *liner) open(t html.Token) {
	if w.skip != "" {
		if t.Data == w.skip {
			w.depth++
		}
		return
	}
	switch t.Data {
	case "sup", "a":
		if strings.HasPrefix(valueOf(t, "id"), "fnref-") && t.Data == "sup" || valueOf(t, "role") == "doc-backlink" {
			w.skip = t.Data
		} else if t.Data == "a" {
			w.links = append(w.links, valueOf(t, "href"))
		}
	case "img":
		w.add(Run{valueOf(t, "alt"), Picture, valueOf(t, "src")})
	case "br":
		w.space()
	case "table":
		w.end()
		w.tables++
	case "tr":
		w.end()
		w.row, w.line.Table, w.line.Head = true, w.tables, w.head
	case "td", "th":
		w.trim()
		w.line.Cells = append(w.line.Cells, nil)
	default:
		w.openBlock(t)
	}
}

func (w *liner) openBlock(t html.Token) {
	if !lineTags[t.Data] {
		return
	}
	w.end()
	switch name := t.Data; name {
	case "p":
		w.apart = valueOf(t, "class") != "" // only parts of documents have one
	case "h2", "h3", "h4", "h5", "h6":
		w.heading = true
	case "pre":
		w.pre = true
	case "thead", "tbody":
		w.head = name == "thead"
	case "section":
		w.notes = valueOf(t, "role") == "doc-endnotes"
	case "ol":
		start, err := strconv.Atoi(valueOf(t, "start"))
		if err != nil {
			start = 1
		}
		if w.notes {
			start = -1
		}
		w.lists = append(w.lists, start)
	case "ul":
		w.lists = append(w.lists, -1)
	case "li":
		w.number = ""
		if n := len(w.lists); n > 0 && w.lists[n-1] >= 0 {
			w.number = strconv.Itoa(w.lists[n-1]) + "."
			w.lists[n-1]++
		}
	}
}

func (w *liner) close(name string) {
	if w.skip != "" {
		if name == w.skip {
			if w.depth--; w.depth < 0 {
				w.skip, w.depth = "", 0
			}
		}
		return
	}
	switch name {
	case "a":
		if n := len(w.links); n > 0 {
			w.add(Run{Kind: LinkEnd, Dest: w.links[n-1]})
			w.links = w.links[:n-1]
		}
	case "tr":
		w.trim()
		w.row = false
		w.end()
	case "td", "th":
		w.trim()
	default:
		w.closeBlock(name)
	}
}

func (w *liner) closeBlock(name string) {
	if !lineTags[name] {
		return
	}
	w.end()
	switch name {
	case "h2", "h3", "h4", "h5", "h6":
		w.heading = false
	case "p":
		w.apart = false
	case "pre":
		w.pre = false
	case "ol", "ul":
		if n := len(w.lists); n > 0 {
			w.lists = w.lists[:n-1]
		}
		w.number = ""
	case "li":
		w.number = ""
	}
}

// valueOf is the value of an attribute, "" when the tag has none.
func valueOf(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
