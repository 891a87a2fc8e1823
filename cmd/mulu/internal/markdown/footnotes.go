package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// noteState is what a body knows of its footnotes while it is written.
type noteState struct {
	count int             // footnotes shown: ids fn-1 to fn-count
	refs  map[string]bool // ids of the references written
}

// has says whether id is the id of a footnote or of a reference to one.
func (s *noteState) has(id string) bool {
	if s.refs[id] {
		return true
	}
	num, ok := bytes.CutPrefix([]byte(id), []byte("fn-"))
	n, err := strconv.Atoi(string(num))
	return ok && err == nil && n >= 1 && n <= s.count && string(num) == strconv.Itoa(n)
}

// unusedNotes finds the footnotes that goldmark is about to drop because nothing
// refers to them. It runs before goldmark's own transformer of footnotes.
type unusedNotes struct{}

var unusedNotesKey = parser.NewContextKey()

func (unusedNotes) Transform(root *ast.Document, _ text.Reader, pc parser.Context) {
	var unused []*extast.Footnote
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Kind() != extast.KindFootnoteList {
			return ast.WalkContinue, nil
		}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if f := c.(*extast.Footnote); f.Index < 0 {
				unused = append(unused, f)
			}
		}
		return ast.WalkSkipChildren, nil
	})
	pc.Set(unusedNotesKey, unused)
}

// dropped reports the footnotes that are not shown.
func (d *doc) dropped(pc parser.Context) {
	unused, _ := pc.Get(unusedNotesKey).([]*extast.Footnote)
	for _, f := range unused {
		d.report(&ruleFootnoteUnused, d.span(f.Pos()), "脚注 [^%s] 没有被引用，不会显示", f.Ref).Hint = ruleFootnoteUnused.Repair
	}
}

// lostNotes reports the references [^x] that were left in the text of the source
// from start to stop because there is no footnote x.
func (d *doc) lostNotes(start, stop int) {
	for off := start; off < stop; off++ {
		i := bytes.IndexByte(d.src[off:stop], '[')
		if i < 0 {
			return
		}
		off += i
		label, ok := noteLabel(d.src[off:])
		if ok && (off == 0 || d.src[off-1] != '\\') {
			d.report(&ruleFootnoteUnknown, d.span(off), "没有名为%s的脚注", quote(string(label))).Hint = ruleFootnoteUnknown.Repair
		}
	}
}

// noteLabel is x where b begins with [^x], x of at most 100 bytes in one line.
func noteLabel(b []byte) ([]byte, bool) {
	if len(b) < 4 || b[1] != '^' {
		return nil, false
	}
	end := bytes.IndexAny(b[:min(len(b), 100)], "]\n")
	if end < 3 || b[end] != ']' {
		return nil, false
	}
	return b[2:end], true
}

// refID is the id of the reference number ref, from 0, to footnote index.
func refID(index, ref int) string {
	id := "fnref-" + strconv.Itoa(index)
	if ref > 0 {
		id += "-" + strconv.Itoa(ref+1)
	}
	return id
}

// noteRef writes a reference to a footnote.
func (d *doc) noteRef(n *extast.FootnoteLink) {
	d.object()
	id, num := refID(n.Index, n.RefIndex), strconv.Itoa(n.Index)
	if d.notes.refs == nil {
		d.notes.refs = make(map[string]bool)
	}
	d.notes.refs[id] = true
	d.tag(`<sup id="` + id + `">`)
	if d.inLink > 0 {
		d.tag(num)
	} else {
		d.tag(`<a href="#fn-` + num + `" role="doc-noteref" aria-label="` + d.label("body.note", n.Index) + `">` + num + `</a>`)
	}
	d.tag("</sup>")
	d.lastText = len(d.out)
}

// backLink writes the way back from a footnote, if its reference is on the page
// (one inside an image's alternative text is not).
func (d *doc) backLink(n *extast.FootnoteBacklink) {
	id := refID(n.Index, n.RefIndex)
	if !d.notes.refs[id] {
		return
	}
	label := d.label("body.back", n.Index)
	if n.RefIndex > 0 {
		label = d.label("body.back_nth", n.Index, n.RefIndex+1)
	}
	d.tag(` <a href="#` + id + `" role="doc-backlink" aria-label="` + label + `">↩</a>`)
}

// label is a text for an attribute.
func (d *doc) label(key string, args ...any) string {
	return string(appendEscaped(nil, []byte(d.texts.Text(key, args...))))
}

func (d *doc) footnotes(n *extast.FootnoteList) {
	d.notes.count = n.ChildCount()
	d.tag("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"" + d.label("body.notes") + "\">\n<ol>\n")
	d.inside(n)
	d.tag("</ol>\n</section>\n")
}

func (d *doc) footnote(n *extast.Footnote) {
	d.tag(`<li id="fn-` + strconv.Itoa(n.Index) + "\">\n")
	d.children(n)
	d.tag("</li>\n")
}
