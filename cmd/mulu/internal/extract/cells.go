package extract

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
)

// headerCode is what steers the printing of a head: part, font, size, page number (ISO/IEC
// 29500-1, 18.3.1.46). It touches the text that follows.
var headerCode = regexp.MustCompile(`&(?:[A-Z]|"[^"]*")`)

// rows follows the elements of a sheet's XML.
type rows struct {
	book   *workbook
	hidden []bool // columns, from 0
	column int    // of the current cell, from 1
	at     int    // column that the line has reached
	row    int    // from 1
	cell   cell
	inText bool

	aside   bool // within an element whose texts belong to no cell
	formula bool // within a formula
	code    []byte
}

// maxColumns is what the format allows.
const maxColumns = 16_384

// cell is the current cell.
type cell struct {
	kind  string
	style int
	value []byte
}

func (r *rows) element(x *xmlReader, kind xmlKind) error {
	switch kind {
	case xmlText:
		switch {
		case r.aside:
			r.book.out.aside(r.book.out.at+"的批注、页眉、有效性等", headerCode.ReplaceAllString(string(x.text), " "))
		case r.formula && len(r.code) < 1<<16:
			r.code = append(r.code, x.text...)
		case r.inText && len(r.cell.value) < 1<<20:
			r.cell.value = append(r.cell.value, x.text...)
		}
	case xmlOpen:
		return r.open(x)
	case xmlClose:
		switch x.name {
		case "f":
			r.endFormula()
		case "extLst", "dataValidations", "conditionalFormatting", "headerFooter":
			r.aside = false
		case "v", "t":
			r.inText = false
		case "c":
			return r.write()
		case "row":
			r.book.out.end()
		}
	}
	return nil
}

func (r *rows) open(x *xmlReader) error {
	switch x.name {
	case "col":
		if v := x.attr("hidden"); v == "1" || v == "true" {
			r.hide(atoi(x.attr("min")), atoi(x.attr("max")))
		}
	case "row":
		r.column, r.at = 0, 1
		if r.row++; atoi(x.attr("r")) > 0 {
			r.row = atoi(x.attr("r"))
		}
		r.book.out.number = r.row
		if v := x.attr("hidden"); v == "1" || v == "true" {
			if !r.book.all {
				return x.skip()
			}
			r.book.out.notes |= hiddenRow
		}
	case "c":
		r.column++
		if n := columnOf(x.attr("r")); n > 0 {
			r.column = n
		}
		r.cell = cell{kind: x.attr("t"), style: atoi(x.attr("s")), value: r.cell.value[:0]}
	case "v", "t":
		r.inText = true
	case "f":
		if !r.book.all {
			return x.skip()
		}
		r.formula, r.code = true, r.code[:0]
	case "rPh", "extLst", "dataValidations", "conditionalFormatting", "headerFooter":
		if !r.book.all {
			return x.skip()
		}
		r.aside = r.aside || x.name != "rPh"
	case "dataValidation":
		for _, a := range []string{"promptTitle", "prompt", "errorTitle", "error"} {
			if s := x.attr(a); s != "" {
				r.book.out.aside(r.book.out.at+"的批注、页眉、有效性等", s)
			}
		}
	case "hyperlink":
		if r.book.all {
			r.book.out.aside(r.book.out.at+"的超链接", x.attr("location")+" "+x.attr("display")+" "+x.attr("tooltip"))
		}
	}
	return nil
}

// hide notes hidden columns. Ranges do not overlap in a sound file, so that many of
// them are no more work than few.
func (r *rows) hide(from, to int) {
	if r.hidden == nil {
		r.hidden = make([]bool, maxColumns)
	}
	for c := max(from, 1); c <= min(to, maxColumns) && !r.hidden[c-1]; c++ {
		r.hidden[c-1] = true
	}
}

// atoi is s as a number, 0 when it is none. (strconv allocates its errors: 3 times the
// time for a cell without a style.)
func atoi(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 1<<30 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// columnOf is the column of a reference such as "AB12", 0 when there is none.
func columnOf(ref string) int {
	n := 0
	for _, c := range ref[:min(len(ref), 4)] {
		if c < 'A' || c > 'Z' {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n
}

// write writes the cell as it is shown.
func (r *rows) write() error {
	if len(r.cell.value) == 0 {
		return nil
	}
	r.column = max(r.column, 1) // a cell that ends and never began stands somewhere, too
	if r.column <= len(r.hidden) && r.hidden[r.column-1] {
		if !r.book.all {
			return nil
		}
		r.book.out.notes |= hiddenColumn
	}
	r.book.out.cell(min(r.column, maxColumns) - r.at)
	r.at = min(r.column, maxColumns)
	return r.book.out.write(r.book.show(r.cell))
}

// endFormula gives a formula that holds texts, which its value need not show.
func (r *rows) endFormula() {
	if r.formula = false; bytes.IndexByte(r.code, '"') >= 0 {
		r.book.out.aside(r.book.out.at+"第"+strconv.Itoa(r.row)+"行的公式", string(r.code))
	}
}

// longNumber says whether a number can be that of a person or an account: it must not be
// rounded, as it is for display.
func longNumber(value string) bool {
	return len(value) >= 11 && strings.Trim(value, "0123456789") == ""
}

// show is a cell's value as a reader sees it.
func (b *workbook) show(c cell) string {
	value := string(c.value)
	switch c.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil {
			return ""
		}
		return b.sharedString(i)
	case "b":
		if value == "1" {
			return "TRUE"
		}
		return "FALSE"
	case "str", "inlineStr":
		return value
	case "e":
		return ""
	case "d": // 2024-03-05T00:00:00
		return strings.Replace(strings.TrimSuffix(value, "T00:00:00"), "T", " ", 1)
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || b.all && longNumber(value) {
		return value
	}
	f := format{}
	if c.style >= 0 && c.style < len(b.formats) {
		f = b.formats[c.style]
	}
	return f.show(v, b.date04)
}
