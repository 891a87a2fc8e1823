package a11y

import "bytes"

// table is what is known of an open table.
type table struct {
	off            int32
	named, plain   bool // has a caption or a name; is no table of data
	rows, heads    int
	cells          int
	inHead         bool
	unscoped       int32 // off of the first header cell below the first row without scope; 0: none
	columns, wider bool  // has header cells in the first row; joined or explicit headers
}

// table begins a table.
func (in *Inspector) table(e *element) {
	a := &in.attr
	p := in.top()
	in.tables = append(in.tables, table{
		off: e.off, named: e.named || p != nil && p.named && p.tag != tMain && p.tag != tBody,
		plain: string(a.role) == "presentation" || string(a.role) == "none",
	})
}

// tablePart counts what a table has.
func (in *Inspector) tablePart(e *element) {
	if len(in.tables) == 0 {
		return
	}
	t, a := &in.tables[len(in.tables)-1], &in.attr
	switch e.tag {
	case tCaption:
		t.named = true
	case tTbody:
		t.inHead = bytes.EqualFold(in.page[e.off+1:e.off+1+int32(len("thead"))], []byte("thead"))
	case tTr:
		t.rows++
	case tTd:
		t.cells++
		t.wider = t.wider || a.has&hasHeaders != 0
	case tTh:
		in.headerCell(e.off, a.has&hasScope != 0)
	}
}

// headerCell counts a header cell.
func (in *Inspector) headerCell(off int32, scoped bool) {
	if len(in.tables) == 0 {
		return
	}
	t := &in.tables[len(in.tables)-1]
	t.heads++
	switch {
	case t.inHead || t.rows <= 1:
		t.columns = true
	case !scoped && t.unscoped == 0:
		t.unscoped = off
	}
}

// closedTable applies the rules to the table that ends.
func (in *Inspector) closedTable() {
	if len(in.tables) == 0 {
		return
	}
	t := in.tables[len(in.tables)-1]
	in.tables = in.tables[:len(in.tables)-1]
	if t.plain || t.cells+t.heads == 0 {
		return
	}
	switch {
	case t.heads == 0:
		in.report(&ruleTableHeads, t.off, "表格没有表头单元格 <th>")
	case t.columns && t.unscoped != 0 && !t.wider:
		in.report(&ruleTableHeads, t.unscoped, "表格既有列的表头又有行的表头，这一格没有写 scope")
	}
	if !t.named {
		in.report(&ruleTableName, t.off, "表格没有名称（<caption> 或者 aria-label）")
	}
}
