// Package a11y looks for barriers in the HTML of finished pages: what can be known of
// WCAG 2.2 from a page's text alone, without a browser. It reads a page once, builds no
// tree and keeps its memory from page to page, so that every page of a large site can be
// looked at while it is built.
//
// It promises to find the faults of its rules in any HTML that templates write, with
// the end tags that HTML lets authors leave out; a test compares what it sees of a page
// with golang.org/x/net/html. Colours, sizes, focus that is covered and what scripts do
// need a browser and are not looked at here.
//
// It knows neither templates nor documents: where a finding is to be mended, package
// build says.
package a11y

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
)

// Finding is a barrier in a page.
type Finding struct {
	Rule    *diag.Rule
	Offset  int    // of the tag in the page, in bytes
	Element string // the tag's name
	Message string // what was found, in Chinese
}

// Inspector reads one page after the other. It is for one goroutine.
type Inspector struct {
	page     []byte
	at       int // what of the page is read
	findings []Finding

	stack []element // open elements, the outermost first
	attr  attributes
	seen  int32 // pieces of text and pictures that say something

	html element // of the html tag; zero when there is none
	counts
	part     bool    // what is read is a part of a page, whose rest is not known
	outside  []int32 // elements with content that no landmark holds, in the order of their places
	ids      []name
	refs     []name
	fields   []name // fields that want a <label for>
	labelled []name // what <label for> names
	marks    []landmark
	links    []link
	tables   []table
	lists    int32    // of the page so far
	sayings  []saying // by the sum of a link's content
	folding  folding

	framing framing
	frames  [len(frameKinds)][]*frame // the last used first
}

// element is an open element. It is small, for every tag writes one.
type element struct {
	target uint64
	off    int32 // of its <
	inner  int32 // of what follows its start tag
	seen   int32 // Inspector.seen at its start
	list   int32 // number of a list
	tag    tag
	name   uint8 // length of its name; 0: not known
	named  bool
	hidden bool // not shown: itself or an ancestor is hidden
	mute   bool // aria-hidden, itself or an ancestor
	part   bool // in nav, header or footer
	link   bool // an <a> that leads somewhere
	region bool // a landmark or in one, or what needs none
}

// nameAt reads the name of the tag at off, for a message: pages seldom want one.
func (in *Inspector) nameAt(off int32) string {
	b := in.page[off+1:]
	if n := bytes.IndexFunc(b, func(c rune) bool { return c < utf8.RuneSelf && endsName(byte(c)) }); n >= 0 {
		b = b[:n]
	}
	return string(lower(b))
}

// Page gives the findings of a page, in the order of their places. They are valid until
// the next call.
func (in *Inspector) Page(page []byte) []Finding {
	in.read(page, false)
	in.whole()
	return in.done()
}

// Part is like Page for HTML that is part of a page: it leaves out what needs the whole,
// as the title, the landmarks and what ids refer to.
func (in *Inspector) Part(html []byte) []Finding {
	in.read(html, true)
	return in.done()
}

func (in *Inspector) read(page []byte, part bool) {
	others, frames := in.attr.others[:0], in.frames
	*in = Inspector{page: page, part: part, outside: in.outside[:0], findings: in.findings[:0], stack: in.stack[:0], ids: in.ids[:0], refs: in.refs[:0], fields: in.fields[:0],
		labelled: in.labelled[:0], marks: in.marks[:0], links: in.links[:0], tables: in.tables[:0], sayings: in.sayings, folding: in.folding, counts: counts{focus: part}}
	in.attr.others, in.frames = others, frames
	in.scan()
	for len(in.stack) > 0 {
		in.pop()
	}
}

func (in *Inspector) done() []Finding {
	in.page = nil
	sortFindings(in.findings)
	return in.findings
}

func (in *Inspector) report(r *diag.Rule, off int32, format string, args ...any) {
	message := format
	if len(args) > 0 {
		message = fmt.Sprintf(format, args...)
	}
	in.findings = append(in.findings, Finding{Rule: r, Offset: int(off), Element: in.nameAt(off), Message: message})
}

// missing reports of the whole page that it has not what it should.
func (in *Inspector) missing(r *diag.Rule, message string) {
	in.findings = append(in.findings, Finding{Rule: r, Offset: int(in.html.off), Element: "html", Message: message})
}

// whole applies the rules that need all of the page.
func (in *Inspector) whole() {
	if in.html.tag == tNone {
		in.missing(&ruleLanguage, "网页没有 <html lang=…>，读屏软件不知道用哪种语言念")
	}
	if !in.title {
		in.missing(&ruleTitle, "网页没有标题 <title>，或者标题是空的")
	}
	if in.h1 == 0 {
		in.missing(&ruleH1, "网页没有一级标题 <h1>")
	}
	if in.mains == 0 {
		in.missing(&ruleMain, "网页没有主要内容区 <main>")
	}
	in.checkIDs()
	in.checkLandmarks()
	in.checkOutside()
	in.checkLinks()
}
