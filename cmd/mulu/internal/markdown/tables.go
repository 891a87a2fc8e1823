package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// table writes a table. Its wrapper scrolls sideways on narrow screens, so the
// keyboard must reach it and it needs a name of its own.
func (d *doc) table(n *extast.Table) {
	d.openTable()
	for row := n.FirstChild(); row != nil && !d.full(); row = row.NextSibling() {
		head := row.Kind() == extast.KindTableHeader
		d.openRow(head)
		if head {
			d.emptyHead(row)
		} else {
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

// emptyHead reports a header row that names no column.
func (d *doc) emptyHead(row ast.Node) {
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if c.FirstChild() != nil {
			return
		}
	}
	if off := row.Pos(); off >= 0 {
		d.report(&ruleTableHead, d.span(off), "表头各格都是空的，没有说明各列是什么").Hint = ruleTableHead.Repair
	}
}

// extraCells reports the cells of the row at off that are not shown because the
// header has only columns of them.
func (d *doc) extraCells(off, columns int) {
	if off < 0 {
		return
	}
	line, _, _ := bytes.Cut(d.src[off:], []byte{'\n'})
	if n := countCells(line); n > columns {
		d.report(&ruleTableCells, d.span(off), "这一行有 %d 格，表头只有 %d 格，多出的内容不会显示", n, columns).Hint = ruleTableCells.Repair
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
	d.tag(`<section class="table-wrap" tabindex="0" aria-label="` + d.label("body.table", d.tables) + "\">\n<table>\n")
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
	if d.collect > 0 {
		d.collectSpace()
	}
	i := 0
	if header {
		i = 1
	}
	d.tag(cellTags[i][a])
	d.cellTag = len(d.out) - 1
	return header
}

func (d *doc) closeCell(header bool) {
	d.markEnglish(d.cellTag, phraseWords)
	if header {
		d.tag("</th>")
	} else {
		d.tag("</td>")
	}
}
