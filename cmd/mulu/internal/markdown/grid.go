package markdown

import (
	"strconv"
)

// maxJoined is how many columns of a table joined cells are counted in; no table on paper
// has as many.
const maxJoined = 40

// grid counts the columns of a table with joined cells, so that in a form that has none
// each cell stands in its column: what a cell covers are empty cells.
type grid struct {
	column int
	down   []int // of each column, how many rows a cell above still covers
}

func (g *grid) row() { g.column = 0 }

// cell gives how many empty cells stand before the next cell of the row and behind it.
func (g *grid) cell(t tag) (before, behind int) {
	before = g.covered()
	columns, rows := spanOf(t, "colspan"), spanOf(t, "rowspan")
	columns = max(min(columns, maxJoined-g.column), 1)
	for range columns {
		if rows > 1 && g.column < maxJoined {
			for len(g.down) <= g.column {
				g.down = append(g.down, 0)
			}
			g.down[g.column] = rows - 1
		}
		g.column++
	}
	return before, columns - 1
}

// covered passes the columns here that a cell above covers, and counts them.
func (g *grid) covered() (n int) {
	for ; g.column < len(g.down) && g.down[g.column] > 0; g.column++ {
		g.down[g.column]--
		n++
	}
	return n
}

// spanOf is how many columns or rows a cell joins.
func spanOf(t tag, key string) int {
	value := attr(t, key)
	if value == "" { // as of nearly all cells
		return 1
	}
	n, _ := strconv.Atoi(value)
	return max(n, 1)
}
