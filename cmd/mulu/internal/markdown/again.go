package markdown

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/han"
)

// AppendMarkdown appends a converted body as Markdown. It is made of the page, not of the
// source: so it holds what readers see and nothing that an editor kept to himself, as
// comments, unused definitions and the paths of files. base is the address of the page:
// links lead where those of the page lead, from everywhere; with "" they stay as they are.
// Converted once more it gives the same page (TestMarkdownAgain), but for sanitised raw
// HTML, of which the text is kept, what stands above and below the line, and the columns.
func AppendMarkdown(buf, page []byte, base string) []byte {
	w := &again{out: buf, start: len(buf), base: parseBase(base)}
	tags(viewed(page), w.text, w.open, w.close)
	return w.end()
}

// again writes Markdown from a stream of tags.
type again struct {
	out     []byte
	start   int
	base    *url.URL
	prefix  []byte   // of every line: quotes and the indentation of items
	marks   []int    // how long prefix was before each container
	lists   []int    // the number of the next item of each list; -1 in bulleted ones
	links   []string // what ends each link: ](address), or what ends a note's mark
	first   bool     // nothing stands in the item yet, so its first block needs no line
	begun   bool     // something stands on the line
	soft    bool     // a line of the text ended, if more of the text follows
	listed  bool     // a list ended here: one that follows needs other marks
	other   bool     // it had those itself
	others  []bool   // whether each list has them
	fresh   bool     // an item has just begun
	loose   []bool   // whether the items of each list stand apart, as those of paragraphs do
	pre     bool
	fence   string
	heading bool
	cell    bool
	cells   int      // of the row
	aligns  []string // the delimiters of the table's columns
	grid    grid
	behind  int      // columns that the open cell covers, too
	scripts []string // the end tags of the sup and sub that are open
	head    bool
	notes   bool
	skip    bool // in what a reader of Markdown has no use for
}

func (w *again) end() []byte {
	w.out = bytes.TrimRight(w.out, "\n")
	if len(w.out) > w.start {
		w.out = append(w.out, '\n')
	}
	return w.out
}

// line begins a line; block also leaves one free before it.
func (w *again) line() {
	w.begun, w.soft = false, false
	if len(w.out) == w.start {
		return
	}
	w.out = append(bytes.TrimRight(w.out, " "), '\n')
	w.out = append(w.out, w.prefix...)
}

func (w *again) block() {
	switch {
	case w.first:
		w.first = false
	case len(w.out) == w.start:
		w.out = append(w.out, w.prefix...)
	default:
		w.line()
		w.line()
	}
	w.begun, w.soft, w.listed = false, false, false
}

// goOn ends a waiting line of the text, of which more follows.
func (w *again) goOn() {
	w.listed = false
	if w.soft {
		w.line()
	}
}

func (w *again) put(s string) { w.out = append(w.out, s...) }

func (w *again) enter(prefix string) {
	w.marks = append(w.marks, len(w.prefix))
	w.prefix = append(w.prefix, prefix...)
}

func (w *again) leave() {
	if n := len(w.marks) - 1; n >= 0 {
		w.prefix, w.marks = w.prefix[:w.marks[n]], w.marks[:n]
	}
}

var inlineMarks = map[string]string{"em": "*", "strong": "**", "del": "~~"}

func (w *again) open(t tag) {
	if n := len(w.loose); w.fresh && n > 0 {
		w.loose[n-1] = w.loose[n-1] || t.name == "p" && !w.notes
	}
	w.fresh = false
	switch name := t.name; name {
	case "p", "dt", "summary", "figcaption", "caption":
		if !w.cell {
			w.block()
		}
	case "h2", "h3", "h4", "h5", "h6":
		w.block()
		w.put(strings.Repeat("#", int(name[1]-'0')) + " ")
		w.begun, w.heading = true, true
	case "hr":
		w.block()
		w.put("---")
	case "br":
		w.hardBreak()
	case "em", "strong", "del":
		w.mark(inlineMarks[name])
	case "a", "img", "input":
		w.object(t)
	case "sup", "sub":
		w.openScript(t)
	case "rt":
		w.put("（")
	case "rp":
		w.skip = true
	case "pre":
		w.pre = true
		w.block()
	case "code":
		w.openCode(attr(t, "class"))
	case "table", "tr", "th", "td":
		w.openTable(t)
	default:
		w.openContainer(t)
	}
}

func (w *again) openContainer(t tag) {
	switch t.name {
	case "blockquote":
		w.block()
		w.enter("> ")
		w.put("> ")
		w.first = true
	case "section":
		w.notes = attr(t, "role") == "doc-endnotes"
	case "ul":
		w.list(-1)
	case "ol":
		start, err := strconv.Atoi(attr(t, "start"))
		if err != nil {
			start = 1
		}
		w.list(start)
	case "li":
		w.item(strings.TrimPrefix(attr(t, "id"), "fn-"))
	case "dd":
		w.line()
		w.put(":   ")
		w.enter("    ")
		w.first = true
	}
}

func (w *again) close(name string) {
	switch name {
	case "p", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "figcaption", "caption":
		if w.cell {
			w.put(" ") // in a cell all stands on one line
			return
		}
		w.begun, w.soft, w.heading = false, false, false
	case "em", "strong", "del":
		w.mark(inlineMarks[name])
	case "a":
		w.closeLink()
	case "sup", "sub":
		w.closeScript()
	case "rt":
		w.put("）")
	case "rp":
		w.skip = false
	case "pre":
		w.pre = false
	case "code":
		w.closeCode()
	case "th", "td", "tr":
		w.closeTable(name)
	case "blockquote", "dd", "li":
		w.leave()
		w.first, w.begun, w.soft, w.listed = false, false, false, false
	case "ul", "ol":
		if n := len(w.lists); n > 0 {
			w.other = w.others[n-1]
			w.lists, w.others, w.loose = w.lists[:n-1], w.others[:n-1], w.loose[:n-1]
			w.listed = true
		}
	}
}

// list begins a list that counts from start. Its first item begins the block.
func (w *again) list(start int) {
	tight := len(w.lists) > 0 && (start < 0 || start == 1) // it may end a paragraph
	if !w.first && len(w.out) > w.start && !tight {
		w.line() // with the item's own line, one is free
	}
	w.first = false
	w.lists, w.others, w.loose = append(w.lists, start), append(w.others, w.listed && !w.other), append(w.loose, false)
}

func (w *again) item(note string) {
	n := len(w.lists) - 1
	if n < 0 {
		return
	}
	mark := "- "
	switch {
	case w.notes:
		mark = "[^" + note + "]: "
	case w.lists[n] >= 0:
		mark = strconv.Itoa(w.lists[n]) + ". "
		if w.others[n] {
			mark = strconv.Itoa(w.lists[n]) + ") "
		}
		w.lists[n]++
	case w.others[n]:
		mark = "* "
	}
	if w.loose[n] {
		w.line()
	}
	if len(w.out) > w.start && !bytes.HasSuffix(w.out, []byte("- ")) {
		w.line()
	}
	w.put(mark)
	if w.notes {
		w.enter("    ")
	} else {
		w.enter(strings.Repeat(" ", len(mark)))
	}
	w.first, w.fresh = true, true
}

// mark writes the stars of emphasis.
func (w *again) mark(s string) {
	w.goOn()
	w.put(s)
	w.begun = true
}

func (w *again) hardBreak() {
	if w.cell {
		w.put(" ")
		return
	}
	w.put("\\")
	w.line()
}

// text writes visible text, with a backslash before what would mean something.
func (w *again) text(s string) {
	if w.skip {
		return
	}
	if w.pre {
		w.code(s)
		return
	}
	for i := 0; ; i++ {
		line, rest, more := strings.Cut(s, "\n")
		switch {
		case i > 0 && (w.cell || w.heading):
			w.put(" ")
		case i > 0:
			w.soft = w.begun // else it is between blocks
		}
		w.words(line)
		if !more {
			return
		}
		s = rest
	}
}

func (w *again) words(s string) {
	if s == "" {
		return
	}
	w.first = false
	w.goOn()
	if !w.begun {
		s = strings.TrimLeft(s, " ")
		w.begun = s != ""
		if n := blockMark(s); n >= 0 && !w.cell {
			w.escaped(s[:n])
			w.put("\\")
			w.put(s[n : n+1])
			s = s[n+1:]
		}
	}
	w.escaped(s)
}

// blockMark is where in the beginning of a line a mark stands that would make it another
// block; -1 when there is none.
func blockMark(s string) int {
	if s == "" {
		return -1
	}
	if strings.IndexByte("#+->=:|", s[0]) >= 0 {
		return 0
	}
	n := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')') {
		return n
	}
	return -1
}

// meaning are the bytes that may mean something in a line.
var meaning = [256]bool{'\\': true, '`': true, '*': true, '[': true, ']': true, '<': true, '&': true, '~': true, '|': true, '!': true, '_': true}

func (w *again) escaped(s string) {
	from := 0
	for i := han.NextASCII(s, 0); i < len(s); i = han.NextASCII(s, i+1) {
		if c := s[i]; meaning[c] && w.means(s, i) {
			w.put(s[from:i])
			w.out = append(w.out, '\\')
			from = i
		}
	}
	w.put(s[from:])
}

// means says whether a byte of meaning has one where it stands.
func (w *again) means(s string, i int) bool {
	switch s[i] {
	case '|':
		return w.cell
	case '!':
		return i+1 == len(s)
	case '_':
		return i == 0 || i+1 == len(s) || !isAlnum(s[i-1]) || !isAlnum(s[i+1])
	}
	return true
}

// Escape is a text of one line as Markdown that shows it as it is.
func Escape(s string) string {
	var w again
	w.text(s)
	return string(w.out)
}
