package text

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var tableSum = check.Rule{
	Rule: diag.Rule{Code: "table-sum", Severity: diag.Warning, Title: "表格的合计与各项不一致",
		Explain: "合计、总计、小计的行和列应当等于各项之和。年度报告的申请情况表还应满足：本年新收加上年结转，等于办理结果总计加结转下年度；办理结果总计等于各类结果之和。由表中其他行、列验证了勾稽关系的才报告，小数按四舍五入放宽。",
		Source:  "国务院办公厅政府信息与政务公开办公室《政府信息公开工作年度报告格式》（表内勾稽关系）；政府信息公开条例 第五十条", Repair: "核对合计和各项的数字。",
		Examples: []diag.Example{{Wrong: "| 合计 | 45 |（各项是20和24）", Right: "| 合计 | 44 |"}}},
	Cues: []string{"合计", "总计", "小计", "共计", "合 计", "总 计", "合　计", "总　计", "结转下年度"},
	Body: func(b *check.Body) {
		for _, g := range gridsOf(b) {
			checkGrid(b, g)
		}
	},
}

// mistake is a total that its cells do not add up to.
type mistake struct {
	row, col int // of the total
	sum      float64
	across   bool // the cells are in the same row
	balance  bool // it is what is left of applications
}

func checkGrid(b *check.Body, g grid) {
	list := g.acrossRows()
	if new, carried, done, next := g.applications(); next > 0 {
		list = append(list, g.balance(new, carried, done, next)...)
	} else {
		list = append(list, g.downColumns()...)
	}
	for i := 0; i < len(list); i++ {
		m := list[i]
		total := g.rows[m.row].cells[m.col]
		d := b.At(g.rows[m.row].text, total.from, max(total.to, total.from+1), "%s", g.message(m))
		if j := g.crossing(list, i); j >= 0 {
			row, col := shared(m, list[j])
			c := g.rows[row].cells[col]
			d = b.At(g.rows[row].text, c.from, max(c.to, c.from+1), "这一格写的是%s，使它所在的行和列都对不上，应为%s", shown(c.text), figure(c.value+g.change(m, row, col)))
			list = slices.Delete(list, j, j+1)
		}
		b.Report(d)
	}
}

func abs(v float64) float64 { return max(v, -v) }

func shown(s string) string {
	if s == "" {
		return "空的"
	}
	return s
}

func (g *grid) message(m mistake) string {
	total := g.rows[m.row].cells[m.col]
	switch {
	case m.balance:
		return "“" + g.header[m.col] + "”一列勾稽不平：本年新收加上年结转，减去办理结果总计，应为" + figure(m.sum) + "，写的是" + shown(total.text)
	case m.across:
		return "这一行的“" + g.header[m.col] + "”是" + shown(total.text) + "，各项相加是" + figure(m.sum)
	}
	return "“" + g.header[m.col] + "”一列的“" + g.rows[m.row].name() + "”是" + shown(total.text) + "，各项相加是" + figure(m.sum)
}

// shared is the cell that both a row and a column have.
func shared(m, o mistake) (row, col int) {
	if !m.across {
		m, o = o, m
	}
	return m.row, o.col
}

// change is how much a cell has to grow for a mistake to be none: a total to the sum, a
// part against it.
func (g *grid) change(m mistake, row, col int) float64 {
	gap := m.sum - g.rows[m.row].cells[m.col].value
	if row == m.row && col == m.col {
		return gap
	}
	return -gap
}

// crossing finds a later mistake in the other direction that the same cell explains: one
// wrong cell spoils a row and a column.
func (g *grid) crossing(list []mistake, i int) int {
	for j := i + 1; j < len(list); j++ {
		if list[j].across == list[i].across {
			continue
		}
		row, col := shared(list[i], list[j])
		if abs(g.change(list[i], row, col)-g.change(list[j], row, col)) < 1e-6 {
			return j
		}
	}
	return -1
}

// acrossRows finds wrong totals at the ends of rows. Each column of totals is the sum of
// the columns since the one before, or of all, or of the totals before; rows where it is
// prove that the table is meant so.
func (g *grid) acrossRows() (list []mistake) {
	var before []int // columns of totals
	for col, name := range g.header {
		if col == 0 || !isTotal(name) && !isSubtotal(name) {
			continue
		}
		good, bad := 0, []mistake(nil)
		for row := range g.rows {
			switch sum, state := g.rowSum(row, col, before); state {
			case right:
				good++
			case wrong:
				bad = append(bad, mistake{row: row, col: col, sum: sum, across: true})
			}
		}
		list = append(list, g.proved(good, bad, func(m mistake) (cell, []cell) {
			return g.rows[m.row].cells[m.col], g.rowParts(m.row, last(before)+1, m.col, before)
		})...)
		before = append(before, col)
	}
	return list
}

type state int

const (
	unknown state = iota
	right
	wrong
)

func last(list []int) int {
	if len(list) == 0 {
		return 0
	}
	return list[len(list)-1]
}

// rowSum compares a total with what may be its parts.
func (g *grid) rowSum(row, col int, before []int) (sum float64, s state) {
	total := g.rows[row].cells[col]
	if !total.number || total.text == "" {
		return 0, unknown
	}
	near := g.rowParts(row, last(before)+1, col, before)
	sum, ok := adds(total, near)
	if len(near) < 2 {
		return 0, unknown
	}
	if ok {
		return sum, right
	}
	var totals []cell
	for _, c := range before {
		totals = append(totals, g.rows[row].cells[c])
	}
	for _, parts := range [][]cell{g.rowParts(row, 1, col, before), totals} {
		if _, ok := adds(total, parts); ok && len(parts) > 1 {
			return sum, right
		}
	}
	return sum, wrong
}

// rowParts are the cells of numbers in columns from to to, without totals and what is
// not added up; nil when one is no number but should be.
func (g *grid) rowParts(row, from, to int, totals []int) (parts []cell) {
	for col := from; col < to; col++ {
		name := g.header[col]
		if slices.Contains(totals, col) || noSum.MatchString(name) || strings.HasPrefix(label(name), "其中") {
			continue
		}
		if c := g.rows[row].cells[col]; c.number {
			parts = append(parts, c)
		}
	}
	return parts
}

// proved keeps the mistakes of a total when others of its kind are right, and more of
// them; else those that are plausible by themselves.
func (g *grid) proved(good int, bad []mistake, of func(m mistake) (cell, []cell)) []mistake {
	if good > len(bad) || good >= 1 && good >= len(bad) {
		return bad
	}
	if good > 0 || len(bad) > 3 {
		return nil
	}
	return slices.DeleteFunc(bad, func(m mistake) bool {
		total, parts := of(m)
		return !plausible(total, parts, m.sum) && !(len(parts) >= 3 && !m.across && g.flat())
	})
}

// flat says whether no row of the table is numbered, so that none is a part of another.
func (g *grid) flat() bool {
	return !slices.ContainsFunc(g.rows, func(r gridRow) bool { return itemNumber.MatchString(r.name()) })
}

// downColumns finds wrong totals at the foot of columns.
func (g *grid) downColumns() (list []mistake) {
	first := 0
	for row := range g.rows {
		if !isTotal(g.rows[row].name()) {
			continue
		}
		good, bad := 0, []mistake(nil)
		for col := 1; col < len(g.header); col++ {
			total := g.rows[row].cells[col]
			parts, subs, ok := g.columnParts(first, row, col)
			if !total.number || total.text == "" || !ok || len(parts) < 2 || noSum.MatchString(g.header[col]) {
				continue
			}
			sum, right := adds(total, parts)
			if _, bySubs := adds(total, subs); right || bySubs && len(subs) > 1 {
				if total.value != 0 {
					good++
				}
			} else {
				bad = append(bad, mistake{row: row, col: col, sum: sum})
			}
		}
		list = append(list, g.proved(good, bad, func(m mistake) (cell, []cell) {
			parts, _, _ := g.columnParts(first, m.row, m.col)
			return g.rows[m.row].cells[m.col], parts
		})...)
		first = row + 1
	}
	return list
}

// columnParts are the cells above a total, those of subtotals apart. ok is false when one
// is no number.
func (g *grid) columnParts(first, total, col int) (parts, subs []cell, ok bool) {
	for _, r := range g.rows[first:total] {
		name, c := r.name(), r.cells[col]
		switch {
		case strings.HasPrefix(label(name), "其中") || strings.HasPrefix(name, "　"):
			continue
		case !c.number:
			return nil, nil, false
		case isSubtotal(name):
			subs = append(subs, c)
		default:
			parts = append(parts, c)
		}
	}
	return parts, subs, true
}

// applications finds the rows of the table of applications of an annual report; next is
// 0 when the table is another.
func (g *grid) applications() (new, carried, done, next int) {
	done = -1
	for i, r := range g.rows {
		name := ""
		for _, c := range r.cells {
			if !c.number {
				name += c.text
			}
		}
		switch {
		case strings.Contains(name, "本年新收"):
			new = i
		case strings.Contains(name, "上年结转"):
			carried = i
		case strings.Contains(name, "结转下年度"):
			next = i
		case strings.Contains(name, "总计"):
			done = i
		}
	}
	if carried != new+1 || done <= carried || next != done+1 {
		return 0, 0, 0, 0
	}
	return new, carried, done, next
}

// balance checks the two identities of that table in each column of numbers.
func (g *grid) balance(new, carried, done, next int) (list []mistake) {
	for col := 1; col < len(g.header); col++ {
		at := func(row int) cell { return g.rows[row].cells[col] }
		if !at(new).number || !at(carried).number || !at(done).number || !at(next).number {
			continue
		}
		var parts []cell
		for row := carried + 1; row < done; row++ {
			if at(row).number {
				parts = append(parts, at(row))
			}
		}
		if sum, ok := adds(at(done), parts); !ok && len(parts) > 1 {
			list = append(list, mistake{row: done, col: col, sum: sum})
		} else if left := at(new).value + at(carried).value - at(done).value; left != at(next).value {
			list = append(list, mistake{row: next, col: col, sum: left, balance: true})
		}
	}
	return list
}
