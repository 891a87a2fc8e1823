package text

import "strings"

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
