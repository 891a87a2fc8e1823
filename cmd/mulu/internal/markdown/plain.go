package markdown

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
)

// AppendText appends a converted body as plain text, a paragraph a line. What marks say on
// the page is said in signs, so that the text says the same: the numbers of items and
// footnotes, columns by tabs, m² and H₂O, what was struck out, what pictures show.
// base is the address of the page; the addresses of links to other pages are written out.
func AppendText(buf, page []byte, base string) []byte {
	w := &plain{out: buf, start: len(buf), base: parseBase(base)}
	tags(viewed(page), w.text, w.open, w.close)
	return w.end()
}

// AppendForms appends a converted body as Markdown to md and as plain text to text: what
// [AppendMarkdown] and [AppendText] make, in one walk over the page.
func AppendForms(md, text, page []byte, base string) ([]byte, []byte) {
	at := parseBase(base)
	m := &again{out: md, start: len(md), base: at}
	t := &plain{out: text, start: len(text), base: at}
	tags(viewed(page),
		func(s string) { m.text(s); t.text(s) },
		func(x tag) { m.open(x); t.open(x) },
		func(name string) { m.close(name); t.close(name) })
	return m.end(), t.end()
}

// plain writes text from a stream of tags.
type plain struct {
	out    []byte
	start  int
	base   *url.URL
	lists  []int  // the number of the next item of each list; -1 in bulleted ones
	first  bool   // nothing stands in the item yet
	notes  bool   // in the footnotes
	pre    bool   // in a block of code
	script string // sup or sub, while in one
	skip   bool   // in what a text has no use for
	link   string // the address of the open link
	grid   grid
	row    bool // in a row, where no line ends
	cells  int  // of the row
	behind int  // columns that the open cell covers, too
}

func (w *plain) end() []byte {
	return append(w.out[:w.start], bytes.TrimRight(w.out[w.start:], "\n\t ")...)
}

func (w *plain) put(s string) {
	w.out = append(w.out, s...)
	w.first = false
}

// line ends the line that has begun; in a row, whose cells stand on one, a space does.
func (w *plain) line() {
	switch n := len(w.out); {
	case n == w.start || w.first || w.out[n-1] == '\n':
	case !w.row:
		w.out = append(bytes.TrimRight(w.out, " "), '\n')
	case w.out[n-1] != '\t' && w.out[n-1] != ' ':
		w.out = append(w.out, ' ')
	}
}

func (w *plain) open(t tag) {
	switch name := t.name; name {
	case "p", "br", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "summary", "figcaption", "caption":
		w.line()
	case "del":
		w.put("~~")
	case "img":
		if alt := attr(t, "alt"); alt != "" {
			w.put("〔图：" + alt + "〕")
		}
	case "input":
		if _, checked := t.attr("checked"); checked {
			w.put("[x]")
		} else {
			w.put("[ ]")
		}
	case "sup", "sub":
		if attr(t, "id") == "" { // else it is the mark of a footnote
			w.script = name
		}
	case "rt":
		w.put("（")
	case "rp":
		w.skip = true
	case "a":
		w.openLink(t)
	default:
		w.openBlock(t)
	}
}

func (w *plain) openBlock(t tag) {
	switch t.name {
	case "pre":
		w.line()
		w.pre = true
	case "section":
		w.notes = attr(t, "role") == "doc-endnotes"
	case "ul":
		w.lists = append(w.lists, -1)
	case "ol":
		start, err := strconv.Atoi(attr(t, "start"))
		if err != nil {
			start = 1
		}
		w.lists = append(w.lists, start)
	case "li":
		w.item(strings.TrimPrefix(attr(t, "id"), "fn-"))
	case "table":
		w.grid = grid{}
	case "tr":
		w.line()
		w.row, w.cells = true, 0
		w.grid.row()
	case "th", "td":
		before, behind := w.grid.cell(t)
		if w.cells > 0 {
			before++
		}
		w.put(strings.Repeat("\t", before))
		w.cells, w.behind = w.cells+1, behind
	}
}

func (w *plain) item(note string) {
	n := len(w.lists) - 1
	if n < 0 {
		return
	}
	w.line()
	switch {
	case w.notes:
		w.put("[" + note + "] ")
	case w.lists[n] < 0:
		w.put(strings.Repeat("  ", n) + "- ")
	default:
		w.put(strings.Repeat("  ", n) + strconv.Itoa(w.lists[n]) + ". ")
		w.lists[n]++
	}
	w.first = true
}

func (w *plain) close(name string) {
	switch name {
	case "p", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "summary", "figcaption", "caption", "li":
		w.line()
	case "del":
		w.put("~~")
	case "sup", "sub":
		w.script = ""
	case "rt":
		w.put("）")
	case "rp":
		w.skip = false
	case "a":
		w.put(w.link)
		w.link, w.skip = "", false
	case "pre":
		w.pre = false
		w.line()
	case "ul", "ol":
		w.lists = w.lists[:max(len(w.lists)-1, 0)]
	case "th", "td":
		w.put(strings.Repeat("\t", w.behind))
		w.behind = 0
	case "tr":
		w.row = false
		w.line()
	}
}

// openLink begins a link. One to another page is written with its address, unless that is
// its text, which closing it finds out.
func (w *plain) openLink(t tag) {
	switch href := attr(t, "href"); attr(t, "role") {
	case "doc-noteref":
		w.put("[")
		w.link = "]"
	case "doc-backlink":
		w.skip = true
	default:
		if href != "" && href[0] != '#' {
			w.link = "（" + absolute(w.base, href) + "）"
		}
	}
}

func (w *plain) text(s string) {
	if w.skip {
		return
	}
	if w.pre {
		w.put(s)
		return
	}
	switch {
	case s == "\n": // between blocks
		s = " "
	case strings.IndexByte(s, '\n') >= 0:
		s = strings.ReplaceAll(s, "\n", " ")
	}
	if n := len(w.out); n == w.start || w.first || w.out[n-1] == '\n' || w.out[n-1] == '\t' || w.out[n-1] == ' ' {
		s = strings.TrimLeft(s, " ")
	}
	if s == "" {
		return
	}
	if w.link != "" && w.link == "（"+s+"）" { // the text is the address
		w.link = ""
	}
	w.put(scripted(w.script, s))
}

// Digits and signs that stand above or below the line.
var (
	raised  = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "+", "⁺", "-", "⁻", "−", "⁻")
	lowered = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉", "+", "₊", "-", "₋", "−", "₋")
)

// scripted is a text above or below the line: 10³, CO₂; what has no such characters stands
// behind ^ or _.
func scripted(script, s string) string {
	signs, replacer := "^", raised
	switch script {
	case "":
		return s
	case "sub":
		signs, replacer = "_", lowered
	}
	if strings.Trim(s, "0123456789+-−") == "" {
		return replacer.Replace(s)
	}
	return signs + "(" + s + ")"
}

// parseBase reads the address that the links of a page start from; nil without one.
func parseBase(base string) *url.URL {
	if base == "" {
		return nil
	}
	u, err := url.Parse(base)
	if err != nil {
		return nil
	}
	return u
}

// absolute is where a link leads from everywhere: a text that was downloaded lies
// elsewhere than the page.
func absolute(base *url.URL, href string) string {
	u, err := url.Parse(href)
	if base == nil || err != nil || u.IsAbs() {
		return href
	}
	return base.ResolveReference(u).String()
}
