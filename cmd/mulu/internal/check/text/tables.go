package text

import (
	"math"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/lazy"
)

// grid is a table of a body as numbers.
type grid struct {
	header []string
	rows   []gridRow
}

type gridRow struct {
	text  *check.Text
	cells []cell
}

// name is what a row is called: its first cell of words, which may follow a number.
func (r gridRow) name() string {
	for _, c := range r.cells[:min(3, len(r.cells))] {
		if !c.number {
			return c.text
		}
	}
	return ""
}

type cell struct {
	from, to int // of what is written, without spaces and marks
	text     string
	value    float64
	step     float64
	number   bool // also when nothing is written, which counts as 0
}

// gridsOf gives the tables of a text: rows between bars, of which the second is hyphens.
func gridsOf(b *check.Body) (list []grid) {
	for i := 0; i+1 < len(b.Texts); i++ {
		if !isRow(b.Texts[i].Text) || !delimiter.MatchString(b.Texts[i+1].Text) {
			continue
		}
		g := grid{}
		for _, c := range cellsOf(b.Texts[i].Text) {
			g.header = append(g.header, c.text)
		}
		for i += 2; i < len(b.Texts) && isRow(b.Texts[i].Text); i++ {
			if row := (gridRow{&b.Texts[i], cellsOf(b.Texts[i].Text)}); len(row.cells) == len(g.header) {
				g.rows = append(g.rows, row)
			}
		}
		list = append(list, g)
	}
	return list
}

var (
	delimiter  = lazy.Compile(`^[\s>]*\|?[\s:|-]*-[\s:|-]*$`)
	cellMarks  = strings.NewReplacer(",", "", "−", "-", "－", "-")
	cellNumber = lazy.Compile(`^[-+−－]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?$`)
)

func cellsOf(line string) (cells []cell) {
	s := strings.TrimSuffix(strings.TrimRight(line, " \t"), "|")
	at := strings.IndexByte(s, '|') + 1
	for at <= len(s) {
		end := len(s)
		for i := at; i < len(s); i++ {
			if s[i] == '|' && s[i-1] != '\\' {
				end = i
				break
			}
		}
		cells = append(cells, cellOf(s, at, end))
		at = end + 1
	}
	return cells
}

func cellOf(s string, from, to int) cell {
	c := cell{from: from, to: to}
	for c.from < c.to && strings.IndexByte(" \t*", s[c.from]) >= 0 {
		c.from++
	}
	for c.to > c.from && strings.IndexByte(" \t*", s[c.to-1]) >= 0 {
		c.to--
	}
	c.text = s[c.from:c.to]
	switch {
	case c.text == "" || c.text == "-" || c.text == "—" || c.text == "－" || c.text == "/" || c.text == "——":
		c.number, c.step = true, 1
	case looksNumeric(c.text) && cellNumber.MatchString(c.text):
		digits := cellMarks.Replace(c.text)
		v, err := strconv.ParseFloat(digits, 64)
		c.number, c.value, c.step = err == nil, v, 1
		if i := strings.IndexByte(digits, '.'); i >= 0 {
			c.step = math.Pow10(i + 1 - len(digits))
		}
	}
	return c
}

// looksNumeric says whether a cell ends with a digit and is short.
func looksNumeric(s string) bool {
	return len(s) < 30 && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

// label is a cell's words without spaces, units and numbers in brackets.
func label(s string) string {
	s = strings.Map(dropSpace, s)
	if i := strings.IndexAny(s, "（("); i > 0 {
		s = s[:i]
	}
	return s
}

func isTotal(s string) bool {
	switch label(s) {
	case "合计", "总计", "共计", "总和":
		return true
	}
	return false
}

func isSubtotal(s string) bool { return label(s) == "小计" }

// itemNumber begins the name of a row that may have rows of parts below it.
var itemNumber = lazy.Compile(`^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[、.．]|其中|　|-)`)

// noSum are columns and rows whose numbers are not added up.
var noSum = lazy.Compile(`率|比|%|％|均|价|增长|增速|幅|序号|名次|排名|年份|年度$|标准|级别|等级|编号|代码|日期|电话|指数|得分|评分|系数`)

// adds says whether cells add up to a total, and gives their sum.
func adds(total cell, parts []cell) (sum float64, ok bool) {
	slack := total.step
	for _, p := range parts {
		sum += p.value
		slack += p.step
	}
	gap := math.Abs(sum - total.value)
	if slack >= float64(len(parts)+1) { // whole numbers
		return sum, gap < 0.5
	}
	return sum, gap <= slack/2*(1+1e-9)
}

// plausible says whether a total that is wrong was meant to be the sum of its cells, as
// far as they tell by themselves.
func plausible(total cell, parts []cell, sum float64) bool {
	if math.Abs(sum-total.value)*5 <= math.Abs(total.value) {
		return true
	}
	var list []quantity
	for _, p := range parts {
		list = append(list, quantity{value: p.value, step: p.step})
	}
	return total.value >= 10 && slip(quantity{value: total.value, step: total.step}, list, sum)
}
