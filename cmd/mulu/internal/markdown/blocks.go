package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// children writes the children of a block container or of a block of text.
func (d *doc) children(n ast.Node) {
	for c := n.FirstChild(); c != nil && !d.full(); c = c.NextSibling() {
		if c.Type() == ast.TypeInline {
			d.inline(c)
		} else {
			d.node(c)
		}
	}
}

// inside writes the children of a container, which are not top-level.
func (d *doc) inside(n ast.Node) {
	d.depth++
	d.children(n)
	d.depth--
}

// node writes a block.
func (d *doc) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		d.openParagraph(startOf(n))
		d.children(n)
		d.closeParagraph()
	case *ast.TextBlock:
		d.block()
		d.children(n)
		if n.NextSibling() != nil && n.FirstChild() != nil {
			d.tag("\n")
		}
	case *ast.Heading:
		h := d.openHeading(max(n.Pos(), 0))
		d.children(n)
		d.closeHeading(h, n.Level)
	case *ast.Blockquote:
		d.otherBlock(false)
		d.tag("<blockquote>\n")
		d.inside(n)
		d.tag("</blockquote>\n")
	case *ast.List:
		d.list(n)
	case *ast.ListItem:
		d.item(n)
	case *ast.ThematicBreak:
		d.otherBlock(false)
		d.tag("<hr>\n")
	case *ast.CodeBlock:
		d.indentedCode(n)
		d.code(n, nil)
	case *ast.FencedCodeBlock:
		d.code(n, n.Language(d.src))
	case *ast.HTMLBlock:
		d.htmlBlock(n)
	case *extast.Table:
		d.table(n)
	case *extast.DefinitionList:
		d.wrap(n, "<dl>\n", "</dl>\n")
	case *extast.DefinitionTerm:
		d.block()
		d.wrapPhrase(n, "<dt>", "</dt>\n")
	case *extast.DefinitionDescription:
		d.wrapPhrase(n, "<dd>", "</dd>\n")
	case *extast.FootnoteList:
		d.footnotes(n)
	case *extast.Footnote:
		d.footnote(n)
	}
}

func (d *doc) wrap(n ast.Node, open, end string) {
	d.otherBlock(false)
	d.tag(open)
	d.inside(n)
	d.tag(end)
}

// wrapPhrase is wrap for what may be a phrase of another language.
func (d *doc) wrapPhrase(n ast.Node, open, end string) {
	at := len(d.out) + len(open) - 1
	d.wrap(n, open, "")
	d.markPhrase(n, at)
	d.tag(end)
}

// markPhrase is markEnglish for an element that was written from a node: when it holds but
// a text, for a list within it may be in another language.
func (d *doc) markPhrase(n ast.Node, at int) {
	if first := n.FirstChild(); first != nil && (first.Type() == ast.TypeInline || first.Kind() == ast.KindTextBlock && first.NextSibling() == nil) {
		d.markEnglish(at, phraseWords)
	}
}

func (d *doc) list(n *ast.List) {
	d.otherBlock(false)
	if n.IsOrdered() {
		d.openOrdered(n.Start)
		d.wrapList(n, "", "</ol>\n")
	} else {
		d.wrapList(n, "<ul>\n", "</ul>\n")
	}
}

func (d *doc) wrapList(n ast.Node, open, end string) {
	d.tag(open)
	d.inside(n)
	d.tag(end)
}

// openOrdered begins an ordered list that counts from start.
func (d *doc) openOrdered(start int) {
	d.tag("<ol")
	if start != 1 {
		d.tag(` start="` + strconv.Itoa(start) + `"`)
	}
	d.tag(">\n")
}

func (d *doc) item(n *ast.ListItem) {
	first := n.FirstChild()
	if first != nil && first.FirstChild() != nil && first.FirstChild().Kind() == extast.KindTaskCheckBox {
		d.tag(`<li class="task">`)
	} else {
		d.tag("<li>")
	}
	at := len(d.out) - 1
	if _, tight := first.(*ast.TextBlock); first != nil && !tight {
		d.tag("\n")
	}
	d.children(n)
	d.markPhrase(n, at)
	d.tag("</li>\n")
}

// code writes a code block. A long line scrolls, so the keyboard must reach it.
func (d *doc) code(n ast.Node, language []byte) {
	d.otherBlock(false)
	d.block()
	d.tag(`<pre tabindex="0"><code`)
	if len(language) > 0 {
		d.tag(` class="language-`)
		d.out = appendEscaped(d.out, language)
		d.tag(`"`)
	}
	d.tag(">")
	d.lines(n)
	d.tag("</code></pre>\n")
}

// lines writes the source lines of a block as visible text.
func (d *doc) lines(n ast.Node) {
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		d.plain(s.Value(d.src))
	}
}

// startOf is where a block's text begins in the source.
func startOf(n ast.Node) int {
	if l := n.Lines(); l.Len() > 0 {
		return l.At(0).Start
	}
	return max(n.Pos(), 0)
}

// sourceOf joins the source lines of a block.
func (d *doc) sourceOf(n ast.Node) []byte {
	var b bytes.Buffer
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		b.Write(s.Value(d.src))
	}
	return b.Bytes()
}
