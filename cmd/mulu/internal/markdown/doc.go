package markdown

import (
	"bytes"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/texts"
)

// doc is one conversion at work: the writer that the complete path and the fast
// path share. Everything that reaches the page goes through its methods, so the
// two paths can differ only in how they read Markdown, not in what they write.
type doc struct {
	places
	r       *Result
	file    string
	resolve Resolve
	raw     bool // sanitised raw HTML is allowed
	texts   *texts.Table

	out      []byte
	limit    int  // of len(out)
	lastText int  // the end in out of the last visible text of the block
	brk      int  // where in out a line break waits for its next character; -1: none
	lead     bool // at the start of a paragraph: the page indents it, full-width spaces do not

	collect int // >0: text goes to r.Text too

	shift   int // added to the level of every heading
	ids     headingIDs
	scratch []byte // for the id of an article
	tables  int
	inLink  int // >0: inside an <a>, where another <a> may not be
	depth   int // of block containers; 0: top level
	top     []topBlock
	para    int        // where in out the last paragraph begins
	cellTag int        // where in out the start tag of the last cell ends
	pending []fragment // links to #… to be checked at the end
	notes   noteState
	rawTags rawState

	items  []item  // of the list that the fast path is at
	aligns []align // of the table that it is at

	answers  []answer // what Resolve has said to the fast path, by offset
	remember bool     // the fast path is at work

	unlisted int             // problems beyond maxProblems
	spill    diag.Diagnostic // where they go
}

// fragment is a link to a place of the same page.
type fragment struct {
	id  string
	off int
}

func (d *doc) begin(file string, src []byte, firstLine int, resolve Resolve, c *Converter, r *Result) {
	d.places.reset(src, firstLine)
	d.r, d.file, d.resolve, d.raw, d.texts = r, file, resolve, c.raw, c.texts
	d.limit = outputLimit(len(src))
	d.answers = d.answers[:0]
	d.restart(0)
}

// restart throws away what was written and begins again with another shift.
func (d *doc) restart(shift int) {
	d.out = d.r.HTML[:0]
	d.r.Text = d.r.Text[:0]
	d.r.Headings, d.r.Articles, d.r.Links = d.r.Headings[:0], d.r.Articles[:0], d.r.Links[:0]
	d.r.Problems = d.r.Problems[:0]
	d.lastText, d.brk, d.collect, d.inLink, d.depth, d.tables = 0, -1, 0, 0, 0, 0
	if d.r.WantText {
		d.collect = 1
	}
	d.shift = shift
	d.ids.reset()
	d.top, d.pending = d.top[:0], d.pending[:0]
	d.notes, d.rawTags, d.unlisted = noteState{}, rawState{}, 0
}

// finish checks what only the whole body can tell and hands the result over.
func (d *doc) finish() {
	d.checkFragments()
	d.markParts()
	d.lookalikes()
	if d.rawTags.used {
		d.balance()
	}
	if d.unlisted > 0 {
		problem := ruleTooLarge.At(d.file, d.pos(len(d.src)), "正文的问题太多，另有 %d 个没有列出", d.unlisted)
		d.r.Problems = append(d.r.Problems, problem.WithHint("先改正已经列出的问题。"))
	}
	d.r.HTML, d.r.Shift = d.out, d.shift
	if n := len(d.r.Text); n > 0 && d.r.Text[n-1] == '\n' {
		d.r.Text = d.r.Text[:n-1]
	}
	if len(d.r.Problems) > 1 {
		diag.Sort(d.r.Problems)
	}
	d.r, d.src, d.resolve = nil, nil, nil // the body may go
}

// maxProblems is how many problems of one body are worth listing.
const maxProblems = 1_000

// report adds a problem, of which the caller may set more.
func (d *doc) report(rule *diag.Rule, pos diag.Pos, format string, args ...any) *diag.Diagnostic {
	if len(d.r.Problems) >= maxProblems {
		d.unlisted++
		return &d.spill
	}
	d.r.Problems = append(d.r.Problems, rule.At(d.file, pos, format, args...))
	return &d.r.Problems[len(d.r.Problems)-1]
}

// full says whether the output has reached its limit, after which nothing more
// should be written.
func (d *doc) full() bool { return len(d.out) > d.limit }

// tag writes markup of our own.
func (d *doc) tag(s string) { d.out = append(d.out, s...) }

// verbatim writes visible text that has no character to escape.
func (d *doc) verbatim(b []byte) {
	if d.lead {
		b = bytes.TrimLeft(b, "\u3000")
		d.lead = len(b) == 0
	}
	if len(b) == 0 {
		return
	}
	if d.brk >= 0 {
		first, _ := utf8.DecodeRune(b)
		d.settle(first)
	}
	d.out = append(d.out, b...)
	d.lastText = len(d.out)
	if d.collect > 0 {
		d.r.Text = append(d.r.Text, b...)
	}
}

// plain writes visible text.
func (d *doc) plain(b []byte) {
	if d.lead {
		b = bytes.TrimLeft(b, "\u3000")
		d.lead = len(b) == 0
	}
	if len(b) == 0 {
		return
	}
	if d.brk >= 0 {
		first, _ := utf8.DecodeRune(b)
		d.settle(first)
	}
	d.out = appendEscaped(d.out, b)
	d.lastText = len(d.out)
	if d.collect > 0 {
		d.r.Text = append(d.r.Text, b...)
	}
}

// softBreak ends a line of the source inside a block. Whether that shows as a
// space depends on the characters around it, so it waits for the next one.
func (d *doc) softBreak() {
	if d.brk < 0 {
		d.brk = len(d.out)
	}
}

// settle writes the waiting line break, if one shows between the last character
// written and next. Markup may have been written since.
func (d *doc) settle(next rune) {
	at := d.brk
	d.brk = -1
	last, _ := utf8.DecodeLastRune(d.out[:d.lastText])
	if d.lastText == 0 || joins(last, next) {
		return
	}
	d.out = append(d.out, 0)
	copy(d.out[at+1:], d.out[at:])
	d.out[at] = '\n'
	if d.collect > 0 {
		d.r.Text = append(d.r.Text, ' ')
	}
}

// object ends a waiting line break before something that is not text.
func (d *doc) object() {
	d.lead = false
	if d.brk >= 0 {
		d.settle('x')
	}
}

func (d *doc) hardBreak() {
	d.object()
	d.tag("<br>\n")
	d.lastText = 0
	if d.collect > 0 {
		d.r.Text = append(d.r.Text, ' ')
	}
}

// block begins a block of text: a line of its own in r.Text.
func (d *doc) block() {
	d.brk, d.lastText, d.lead = -1, 0, false
	if n := len(d.r.Text); d.collect > 0 && n > 0 && d.r.Text[n-1] != '\n' {
		d.r.Text = append(d.r.Text, '\n')
	}
}

func (d *doc) openParagraph(off int) {
	d.block()
	if d.depth == 0 {
		d.top = append(d.top, topBlock{para: true, off: off, start: len(d.out)})
	}
	d.para = len(d.out)
	d.tag("<p>")
	d.lead = true
}

func (d *doc) closeParagraph() {
	if d.depth == 0 {
		b := &d.top[len(d.top)-1]
		b.end = len(d.out)
		if d.markArticle(b); !b.tagged {
			d.markTop(b)
		}
	} else {
		d.markEnglish(d.para+len("<p"), paragraphWords)
	}
	d.tag("</p>\n")
}

// otherBlock notes a top-level block that is no paragraph.
func (d *doc) otherBlock(heading bool) {
	if d.depth == 0 {
		d.top = append(d.top, topBlock{heading: heading})
	}
}

// heading is a heading being written: its tag waits for the text, from which
// its id is made.
type heading struct {
	out, text int
	pos       diag.Pos
}

// openHeading begins the heading at offset off.
func (d *doc) openHeading(off int) heading {
	d.otherBlock(true)
	d.block()
	d.collect++
	return heading{len(d.out), len(d.r.Text), d.span(off)}
}

// closeHeading writes the tags around what was written since openHeading.
func (d *doc) closeHeading(h heading, level int) {
	level = min(level+d.shift, 6)
	text := d.r.Text[h.text:]
	id := d.headingID(text)
	english := isEnglish(d.out[h.out:], phraseWords)
	d.r.Headings = append(d.r.Headings, Heading{Level: level, ID: id, Text: string(text), English: english, Pos: h.pos})
	d.collect--
	if d.collect == 0 {
		d.r.Text = d.r.Text[:h.text]
	}
	n := len(`<h2 id="">`) + len(id)
	end := len(d.out)
	d.out = append(d.out, make([]byte, n)...)
	copy(d.out[h.out+n:], d.out[h.out:end])
	b := append(d.out[:h.out], "<h"...)
	b = append(b, byte('0'+level))
	b = append(b, ` id="`...)
	b = append(b, id...)
	_ = append(b, `">`...)
	if english {
		d.insert(h.out+n-1, ` lang="en"`)
	}
	d.out = append(d.out, "</h"...)
	d.out = append(d.out, byte('0'+level), '>', '\n')
}

// appendEscaped appends text for HTML, inside an element or a quoted attribute.
// Controls, which HTML does not allow, become U+FFFD.
func appendEscaped(out, b []byte) []byte {
	n := 0
	for i, c := range b {
		s := escapes[c]
		if s == "" {
			continue
		}
		out = append(out, b[n:i]...)
		out = append(out, s...)
		n = i + 1
	}
	return append(out, b[n:]...)
}

var escapes = func() (t [256]string) {
	for c := range 0x20 {
		t[c] = "\uFFFD"
	}
	t[0x7f] = "\uFFFD"
	t['\t'], t['\n'] = "", ""
	t['&'], t['<'], t['>'], t['"'] = "&amp;", "&lt;", "&gt;", "&quot;"
	return t
}()
