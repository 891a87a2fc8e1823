// Package report makes the tables that offices hand to those who supervise them: what
// each unit published in a period, whether targets were met, how each unit does, how
// applications were answered, and what of a website's yearly report the catalogue knows. The figures are package stats', package
// annual's and those of the checks; here they become a table, and a table becomes text for a terminal,
// CSV, a workbook or a page that can be printed.
//
// A table says of which days it is and what is counted, for it will be read away from the
// program. It knows no commands; see package cli.
package report

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/sheet"
)

// Table is one report.
type Table struct {
	Title string
	Notes []string // what is counted, and how
	Heads []string
	Rows  [][]Value
	Total bool  // the last row is a sum
	Short []int // the columns that a terminal shows, where all would be too wide; none: all
}

// Value is a text or a number.
type Value struct {
	Text   string
	Number int
	is     bool
}

// Word is a value that is a text.
func Word(s string) Value { return Value{Text: s} }

// Count is a value that is a number.
func Count(n int) Value { return Value{Number: n, is: true} }

// IsNumber says whether a value is a number.
func (v Value) IsNumber() bool { return v.is }

// String gives a value as people read it.
func (v Value) String() string {
	if v.is {
		return strconv.Itoa(v.Number)
	}
	return v.Text
}

// Formats are the forms in which a table can be written.
var Formats = []string{"text", "csv", "xlsx", "html"}

// Write writes a table. The error is the writer's.
func (t *Table) Write(w io.Writer, format string) error {
	switch format {
	case "csv":
		return t.sheet(sheet.NewCSV(w, t.head()))
	case "xlsx":
		return t.sheet(sheet.NewXLSX(w, t.head()))
	case "html":
		return page.Execute(w, t)
	}
	return t.text(w)
}

func (t *Table) head() sheet.Table {
	s := sheet.Table{Name: t.Title}
	for i, h := range t.Heads {
		c := sheet.Column{Title: h}
		for _, row := range t.Rows {
			if !row[i].is {
				c.Width = min(max(c.Width, han.Width(row[i].Text)/2+2, 4), 60)
			}
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

func (t *Table) sheet(w sheet.Writer) error {
	cells := make([]sheet.Cell, len(t.Heads))
	for _, row := range t.Rows {
		for i, v := range row {
			cells[i] = sheet.Text(v.Text)
			if v.is {
				cells[i] = sheet.Count(v.Number)
			}
		}
		if err := w.Row(cells); err != nil {
			return err
		}
	}
	return w.Close()
}

// text writes the table for a terminal, with its notes below.
func (t *Table) text(w io.Writer) error {
	show := t.Short
	if len(show) == 0 {
		for i := range t.Heads {
			show = append(show, i)
		}
	}
	lines := [][]Value{nil}
	for _, h := range t.Heads {
		lines[0] = append(lines[0], Word(h))
	}
	lines = append(lines, t.Rows...)
	widths := make([]int, len(t.Heads))
	for _, line := range lines {
		for i, v := range line {
			widths[i] = max(widths[i], han.Width(v.String()))
		}
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s\n\n", t.Title)
	for n, line := range lines {
		if n == 1 || t.Total && n == len(lines)-1 {
			rule(out, show, widths)
		}
		t.line(out, line, show, widths)
	}
	if len(t.Notes) > 0 {
		fmt.Fprintln(out)
	}
	for _, note := range t.Notes {
		fmt.Fprintln(out, note)
	}
	return out.Flush()
}

// line writes a row: numbers, and the heads above them, stand to the right.
func (t *Table) line(out *bufio.Writer, line []Value, show, widths []int) {
	var b strings.Builder
	for k, i := range show {
		if k > 0 {
			b.WriteString("  ")
		}
		room := strings.Repeat(" ", widths[i]-han.Width(line[i].String()))
		if t.numbers(i) {
			b.WriteString(room + line[i].String())
		} else {
			b.WriteString(line[i].String() + room)
		}
	}
	fmt.Fprintln(out, strings.TrimRight(b.String(), " "))
}

// numbers says whether a column is one of numbers.
func (t *Table) numbers(i int) bool {
	return !slices.ContainsFunc(t.Rows, func(row []Value) bool { return !row[i].is })
}

func rule(out *bufio.Writer, show, widths []int) {
	n := 2 * (len(show) - 1)
	for _, i := range show {
		n += widths[i]
	}
	fmt.Fprintln(out, strings.Repeat("-", n))
}

//go:embed table.html
var pageText string

var page = template.Must(template.New("table").Funcs(template.FuncMap{"last": func(i int, rows [][]Value) bool { return i == len(rows)-1 }}).Parse(pageText))
