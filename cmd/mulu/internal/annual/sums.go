package annual

import (
	"math/big"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/diag"
)

// constraint is cells of which some add up to what others add up to: the sum of those
// with a sign, which is 0 when all is right.
type constraint struct {
	rule  *diag.Rule
	terms []term
	at    place  // where it is reported when no cell is surely wrong
	say   string // what should equal what, with %s for two sums
	gap   *big.Rat
}

type place struct{ row, col int }

type term struct {
	place
	sign int64
}

// sums checks the identities within the report.
func (r *Report) sums() (ds []diag.Diagnostic) {
	if r.Form == nil {
		return nil
	}
	for i := range r.Form.Tables {
		if t := &r.Form.Tables[i]; t.Key != Disclosure {
			ds = append(ds, r.solve(t, r.broken(t))...)
		}
	}
	return ds
}

// constraints are the identities of a table: that of each row, and in the table of
// applications the two of each column.
func (t *Table) constraints() (list []constraint) {
	b := &t.Blocks[0]
	last := len(b.Columns) - 1
	for row := range b.Rows {
		c := constraint{rule: &ruleTotal, at: place{row, last}, say: "总计应是各项之和"}
		for col := range b.Columns {
			c.add(row, col, sign(col == last))
		}
		list = append(list, c)
	}
	if t.Key != Applications {
		return list
	}
	total := len(b.Rows) - 2 // behind 一, 二 and the results; 四 follows
	for col := range b.Columns {
		results := constraint{rule: &ruleResults, at: place{total, col}, say: "（七）总计应是（一）至（六）之和"}
		for row := 2; row <= total; row++ {
			results.add(row, col, sign(row == total))
		}
		even := constraint{rule: &ruleBalance, at: place{total + 1, col}, say: "第一项加第二项，减去第三项的总计，应是第四项"}
		for _, row := range [...]int{0, 1, total, total + 1} {
			even.add(row, col, sign(row >= total))
		}
		list = append(list, results, even)
	}
	return list
}

func sign(negative bool) int64 {
	if negative {
		return -1
	}
	return 1
}

func (c *constraint) add(row, col int, sign int64) {
	c.terms = append(c.terms, term{place{row, col}, sign})
}

// broken are the identities of a table that do not hold. What has a cell without a number
// is left out: the cell was reported.
func (r *Report) broken(t *Table) (list []constraint) {
	for _, c := range t.constraints() {
		c.gap = new(big.Rat)
		for _, x := range c.terms {
			cell := r.at(t, x.place)
			if cell == nil || cell.Value == nil {
				c.gap = nil
				break
			}
			c.gap.Add(c.gap, new(big.Rat).Mul(cell.Value, big.NewRat(x.sign, 1)))
		}
		if c.gap != nil && c.gap.Sign() != 0 {
			list = append(list, c)
		}
	}
	return list
}

func (r *Report) at(t *Table, p place) *Cell {
	cells := r.Row(t.Key, t.Blocks[0].Rows[p.row].Key)
	if p.col >= len(cells) {
		return nil
	}
	return &cells[p.col]
}

// solve tells what is wrong. A single wrong cell spoils all identities that it is in, each
// by as much: where another number in one cell mends at least two that are broken and
// spoils none, that cell is told and they are not.
func (r *Report) solve(t *Table, broken []constraint) (ds []diag.Diagnostic) {
	whole := t.constraints()
	for len(broken) > 0 {
		at, change, mended := r.culprit(t, whole, broken)
		if mended == nil {
			break
		}
		cell := r.at(t, at)
		right := new(big.Rat).Add(cell.Value, change)
		c := broken[mended[len(mended)-1]] // that of the column, which says more
		ds = append(ds, c.rule.At(r.File, cell.Pos, "%s的%s写的是%s，与所在的行和列都对不上，应为%s", t.rowName(at), t.columnName(at), cell.Text, figure(right)).WithHint("%s", c.rule.Repair))
		for i := len(mended) - 1; i >= 0; i-- {
			broken = slices.Delete(broken, mended[i], mended[i]+1)
		}
	}
	for i := range broken {
		ds = append(ds, r.tell(t, &broken[i]))
	}
	return ds
}

// culprit finds the cell whose change mends the most; mended are places in broken.
func (r *Report) culprit(t *Table, whole, broken []constraint) (at place, change *big.Rat, mended []int) {
	const least = 2
	var best *big.Rat
	for _, x := range broken[0].terms {
		delta := new(big.Rat).Mul(broken[0].gap, big.NewRat(-x.sign, 1))
		if right := new(big.Rat).Add(r.at(t, x.place).Value, delta); right.Sign() < 0 {
			continue
		}
		in := 0 // identities that have the cell
		for i := range whole {
			if whole[i].sign(x.place) != 0 {
				in++
			}
		}
		var fits []int
		for i := range broken {
			if s := broken[i].sign(x.place); s != 0 && new(big.Rat).Mul(delta, big.NewRat(-s, 1)).Cmp(broken[i].gap) == 0 {
				fits = append(fits, i)
			}
		}
		if len(fits) == in && in >= least && len(fits) > len(mended) {
			at, best, mended = x.place, delta, fits
		}
	}
	if mended == nil && len(broken) > 1 {
		at, best, mended = r.culprit(t, whole, broken[1:])
		for i := range mended {
			mended[i]++
		}
	}
	return at, best, mended
}

func (c *constraint) sign(p place) int64 {
	for _, x := range c.terms {
		if x.place == p {
			return x.sign
		}
	}
	return 0
}

// tell says of an identity that it does not hold.
func (r *Report) tell(t *Table, c *constraint) diag.Diagnostic {
	cell := r.at(t, c.at)
	right := new(big.Rat).Add(cell.Value, c.gap) // its sign is the negative one
	return c.rule.At(r.File, cell.Pos, "%s的%s写的是%s，%s：%s", t.rowName(c.at), t.columnName(c.at), cell.Text, c.say, figure(right)).WithHint("%s", c.rule.Repair)
}

func (t *Table) rowName(p place) string { return "“" + t.Blocks[0].Rows[p.row].Name() + "”" }
func (t *Table) columnName(p place) string {
	c := &t.Blocks[0].Columns[p.col]
	return "“" + strings.TrimPrefix(strings.Join(c.Names, "："), "申请人情况：") + "”"
}
