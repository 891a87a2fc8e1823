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
		h := d.openHeading()
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
		d.wrap(n, "<dt>", "</dt>\n")
	case *extast.DefinitionDescription:
		d.wrap(n, "<dd>", "</dd>\n")
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

func (d *doc) list(n *ast.List) {
	d.otherBlock(false)
	if !n.IsOrdered() {
		d.wrapList(n, "<ul>\n", "</ul>\n")
		return
	}
	d.openOrdered(n.Start)
	d.wrapList(n, "", "</ol>\n")
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
	if _, tight := first.(*ast.TextBlock); first != nil && !tight {
		d.tag("\n")
	}
	d.children(n)
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

// table writes a table. Its wrapper scrolls sideways on narrow screens, so the
// keyboard must reach it and it needs a name of its own.
func (d *doc) table(n *extast.Table) {
	d.openTable()
	for row := n.FirstChild(); row != nil && !d.full(); row = row.NextSibling() {
		head := row.Kind() == extast.KindTableHeader
		d.openRow(head)
		if !head {
			d.extraCells(row.Pos(), len(n.Alignments))
		}
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cell := c.(*extast.TableCell)
			asHeader := d.openCell(head && cell.FirstChild() != nil, alignment(cell.Alignment))
			d.children(c)
			d.closeCell(asHeader)
		}
		d.closeRow(head, row.NextSibling() != nil)
	}
	d.closeTable(n.ChildCount() > 1)
}

// extraCells reports the cells of the row at off that are not shown because the
// header has only columns of them.
func (d *doc) extraCells(off, columns int) {
	if off < 0 {
		return
	}
	line, _, _ := bytes.Cut(d.src[off:], []byte{'\n'})
	if n := countCells(line); n > columns {
		d.report(&ruleTableCells, d.pos(off), "这一行有 %d 格，表头只有 %d 格，多出的内容不会显示", n, columns).Hint = ruleTableCells.Repair
	}
}

// countCells counts the cells of a row as goldmark does.
func countCells(line []byte) int {
	line = bytes.Trim(line, " \t")
	line = bytes.TrimPrefix(line, []byte{'|'})
	line = bytes.TrimSuffix(line, []byte{'|'})
	if len(line) == 0 {
		return 0
	}
	n := 1
	for i, c := range line {
		if c == '|' && (i == 0 || line[i-1] != '\\') {
			n++
		}
	}
	return n
}

// align is the alignment of a column.
type align uint8

const (
	alignNone align = iota
	alignLeft
	alignCenter
	alignRight
)

func alignment(a extast.Alignment) align {
	switch a {
	case extast.AlignLeft:
		return alignLeft
	case extast.AlignCenter:
		return alignCenter
	case extast.AlignRight:
		return alignRight
	}
	return alignNone
}

func (d *doc) openTable() {
	d.otherBlock(false)
	d.block()
	d.tables++
	d.tag(`<section class="table-wrap" tabindex="0" aria-label="表格 `)
	d.out = strconv.AppendInt(d.out, int64(d.tables), 10)
	d.tag("\">\n<table>\n")
	d.depth++
}

func (d *doc) closeTable(body bool) {
	d.depth--
	if body {
		d.tag("</tbody>\n")
	}
	d.tag("</table>\n</section>\n")
}

func (d *doc) openRow(head bool) {
	d.block()
	if head {
		d.tag("<thead>\n")
	}
	d.tag("<tr>")
}

func (d *doc) closeRow(head, more bool) {
	d.tag("</tr>\n")
	if head {
		d.tag("</thead>\n")
		if more {
			d.tag("<tbody>\n")
		}
	}
}

var cellTags = [2][4]string{
	{"<td>", `<td class="align-left">`, `<td class="align-center">`, `<td class="align-right">`},
	{`<th scope="col">`, `<th scope="col" class="align-left">`, `<th scope="col" class="align-center">`, `<th scope="col" class="align-right">`},
}

// openCell begins a cell; an empty header cell names nothing and is a td.
func (d *doc) openCell(header bool, a align) bool {
	d.brk, d.lastText = -1, 0
	if n := len(d.r.Text); d.collect > 0 && n > 0 && d.r.Text[n-1] != '\n' && d.r.Text[n-1] != ' ' {
		d.r.Text = append(d.r.Text, ' ')
	}
	i := 0
	if header {
		i = 1
	}
	d.tag(cellTags[i][a])
	return header
}

func (d *doc) closeCell(header bool) {
	if header {
		d.tag("</th>")
	} else {
		d.tag("</td>")
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
