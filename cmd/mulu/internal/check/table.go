package check

import (
	"strconv"
	"strings"
)

// heading follows the rows of tables, so that a rule can ask what a cell's column is
// called: in Markdown the first row, in an attachment the last row without digits before
// the first with, because lists begin with titles.
type heading struct {
	row    string
	called uint64 // the rules that the row's words call
	table  int    // that the row belongs to, in an attachment
	data   bool   // a row with digits was seen
}

// body takes the next line of a body.
func (h *heading) body(line string, called uint64) {
	switch {
	case !strings.HasPrefix(strings.TrimLeft(line, " "), "|"):
		h.row, h.called = "", 0
	case h.row == "":
		h.row, h.called = line, called
	}
}

// file takes the next row of an attachment's table, with what it has and calls; 0 is no
// table.
func (h *heading) file(table int, row string, has Has, called uint64) {
	if table == 0 || table != h.table {
		*h = heading{table: table}
	}
	if table == 0 || h.data || strings.IndexByte(row, '\t') < 0 {
		return
	}
	h.data = has&Digit != 0
	if !h.data || h.row == "" {
		h.row, h.called = row, called
	}
}

// separator is what stands between cells.
func (l *Line) separator() string {
	if l.In == InBody {
		return "|"
	}
	return "\t"
}

// InTable says whether the line is a row of a table under its headings.
func (l *Line) InTable() bool { return l.heading != "" && l.heading != l.Text }

// Headings is the row of headings that the line is under, "" when it is under none.
func (l *Line) Headings() string {
	if !l.InTable() {
		return ""
	}
	return l.heading
}

// Heading is what stands at the head of the column of a table that Text[at] lies in, ""
// when it lies in none or is itself the head.
func (l *Line) Heading(at int) string {
	if !l.InTable() {
		return ""
	}
	head := l.heading
	for range strings.Count(l.Text[:at], l.separator()) {
		_, rest, ok := strings.Cut(head, l.separator())
		if !ok {
			return ""
		}
		head = rest
	}
	cell, _, _ := strings.Cut(head, l.separator())
	return strings.TrimSpace(cell)
}

// Cell is the range in Text of the cell that Text[at] lies in; of the whole line where
// there is no table.
func (l *Line) Cell(at int) (from, to int) {
	if l.heading == "" {
		return 0, len(l.Text)
	}
	to = len(l.Text)
	if i := strings.LastIndex(l.Text[:at], l.separator()); i >= 0 {
		from = i + 1
	}
	if i := strings.Index(l.Text[at:], l.separator()); i >= 0 {
		to = at + i
	}
	return from, to
}

// columnOf is the column of an attachment's table that Text[at] lies in, in words.
func (l *Line) columnOf(at int) string {
	n := strings.Count(l.Text[:at], "\t") + 1
	if !strings.Contains(l.Place, "工作表") {
		return "第" + strconv.Itoa(n) + "列"
	}
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name + "列"
}
