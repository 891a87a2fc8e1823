// Package annual holds the figures of an annual report on disclosure (政府信息公开工作年度
// 报告) as data: a TOML file beside the report's document with the numbers of its tables 2
// to 4, in the national form of 2021 or of 2019, and with statistics, which are totals with
// their parts and percentages. Other documents may have statistics, too. The file of request
// statistics (依申请公开统计) has table 3 period by period, before the report and beside it.
//
// It promises that every number is shown as it was written, in the rows, columns and joined
// headings of the form; that a number that is missing is found at its place and never taken
// for 0; and that each identity that the form demands is checked, in one report, between the
// reports of two years, with the request statistics, and against what the catalogue itself
// holds; the figures in a report's prose are compared with its tables where they are surely
// the same thing.
//
// It reads no files and knows no pages: package build reads the text, package render puts
// the tables into the body of the document.
package annual

import (
	"math/big"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
)

// Report is what a file of data says.
type Report struct {
	File       string // the file, from the site's folder
	Record     *catalogue.Record
	Year       int
	Form       *Form // nil when the document is no annual report, so that there are statistics alone
	Statistics []Statistic

	cells  map[string][]Cell // by the key of the table, a point and the key of the row
	yearAt diag.Pos
}

// Cell is a number of a table.
type Cell struct {
	Pos   diag.Pos
	Text  string   // as it is shown; "" when it is not filled in
	Value *big.Rat // nil when it is not filled in, or wrong
}

// Row gives the cells of a row, nil when the report does not have it.
func (r *Report) Row(table, row string) []Cell { return r.cells[table+"."+row] }

// numbers are the values of a row; ok is false when one is missing.
func (r *Report) numbers(table, row string) (values []*big.Rat, ok bool) {
	for _, c := range r.Row(table, row) {
		if c.Value == nil {
			return nil, false
		}
		values = append(values, c.Value)
	}
	return values, len(values) > 0
}

// figure writes a number as the report would.
func figure(v *big.Rat) string {
	if v.IsInt() {
		return v.Num().String()
	}
	return strings.TrimRight(v.FloatString(6), "0")
}

func sum(values ...*big.Rat) *big.Rat {
	s := new(big.Rat)
	for _, v := range values {
		s.Add(s, v)
	}
	return s
}
