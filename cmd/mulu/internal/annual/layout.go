package annual

import "strings"

// box is a cell of a page's table: a heading or a number.
type box struct {
	text       string
	scope      string // of a heading: col, row or rowgroup; "" for what is none
	id         string
	headers    []string // of a number: the ids of its headings
	label      string   // of a number: its headings, where there is no room for columns
	cols, rows int      // that it is wide and high
}

// line is a row of boxes; those that reach down from a line above are not in it.
type line []box

// layout is a table as it is shown: what stands above all columns, and groups of rows.
type layout struct {
	note   string // in the corner
	head   []line
	groups [][]line
}

// layout arranges the numbers of a table as the form has it.
func (r *Report) layout(t *Table) *layout {
	switch {
	case t.Wide:
		return r.sideBySide(t)
	case t.Blocks[0].Title != "":
		return r.stacked(t)
	}
	return r.crossed(t)
}

// span is a heading in the tree of a table's headings: it is over count leaves from first
// on, at a depth.
type span struct {
	text                string
	depth, first, count int
	leaf                bool
}

// spans are the headings of paths, each once for the neighbours that share it.
func spans(paths [][]string) (list []span, depth int) {
	for _, p := range paths {
		depth = max(depth, len(p))
	}
	for i, p := range paths {
		for d, text := range p {
			if i > 0 && len(paths[i-1]) > d && strings.Join(paths[i-1][:d+1], "\x00") == strings.Join(p[:d+1], "\x00") {
				continue
			}
			n := 1
			for i+n < len(paths) && len(paths[i+n]) > d && strings.Join(paths[i+n][:d+1], "\x00") == strings.Join(p[:d+1], "\x00") {
				n++
			}
			list = append(list, span{text, d, i, n, d == len(p)-1})
		}
	}
	return list, depth
}

// prefix begins the ids of a table's headings. Those of a body's headings never begin so.
func (t *Table) prefix() string { return "m-" + string(rune('0'+t.Number)) }

// mark is the id of a heading.
func (t *Table) mark(axis byte, s *span) string {
	return t.prefix() + string(axis) + string(rune('a'+s.depth)) + itoa(s.first)
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// over are the ids of the headings over a leaf.
func (t *Table) over(axis byte, list []span, leaf int) (ids []string) {
	for i := range list {
		if s := &list[i]; s.first <= leaf && leaf < s.first+s.count {
			ids = append(ids, t.mark(axis, s))
		}
	}
	return ids
}

// heads are the lines above columns, whose first box is the given one.
func (t *Table) heads(list []span, depth int, corner box) []line {
	lines := make([]line, depth)
	if corner.cols > 0 {
		corner.rows = depth
		lines[0] = append(lines[0], corner)
	}
	for i := range list {
		s := &list[i]
		b := box{text: s.text, scope: "col", id: t.mark('c', s), cols: s.count, rows: 1}
		if s.leaf {
			b.rows = depth - s.depth
		}
		lines[s.depth] = append(lines[s.depth], b)
	}
	return lines
}

// numbersOf are the boxes of a row's numbers.
func (r *Report) numbersOf(t *Table, row *Row, columns int) []Cell {
	cells := r.Row(t.Key, row.Key)
	if len(cells) != columns {
		return make([]Cell, columns) // it was reported
	}
	return cells
}

// crossed is a table with headings on both sides, some of them joined.
func (r *Report) crossed(t *Table) *layout {
	b := &t.Blocks[0]
	var across, down [][]string
	for i := range b.Columns {
		across = append(across, b.Columns[i].Names)
	}
	for i := range b.Rows {
		down = append(down, b.Rows[i].Names)
	}
	cols, height := spans(across)
	rows, width := spans(down)
	l := &layout{note: balance, head: t.heads(cols, height, box{text: balance, cols: width})}
	var body []line
	for i := range b.Rows {
		var ln line
		for k := range rows {
			if s := &rows[k]; s.first == i {
				lead := box{text: s.text, scope: "row", id: t.mark('r', s), cols: 1, rows: s.count}
				if s.leaf {
					lead.cols = width - s.depth
				}
				ln = append(ln, lead)
			}
		}
		for j, c := range r.numbersOf(t, &b.Rows[i], len(b.Columns)) {
			ln = append(ln, box{text: c.Text, headers: append(t.over('r', rows, i), t.over('c', cols, j)...), cols: 1, rows: 1})
		}
		body = append(body, ln)
	}
	l.groups = [][]line{body}
	return l
}

// sideBySide is a table of one row, above whose numbers their rows' headings stand.
func (r *Report) sideBySide(t *Table) *layout {
	b := &t.Blocks[0]
	var across [][]string
	var body line
	for i := range b.Rows {
		for j := range b.Columns {
			across = append(across, append(append([]string(nil), b.Rows[i].Names...), b.Columns[j].Names...))
		}
	}
	cols, height := spans(across)
	for i := range b.Rows {
		for j, c := range r.numbersOf(t, &b.Rows[i], len(b.Columns)) {
			n := i*len(b.Columns) + j
			body = append(body, box{text: c.Text, label: strings.Join(across[n], " "), headers: t.over('c', cols, n), cols: 1, rows: 1})
		}
	}
	return &layout{head: t.heads(cols, height, box{}), groups: [][]line{{body}}}
}

// stacked is one block below the other, each with headings of its own.
func (r *Report) stacked(t *Table) *layout {
	widest := 0
	for _, b := range t.Blocks {
		widest = max(widest, len(b.Columns))
	}
	l := &layout{}
	for n := range t.Blocks {
		b := &t.Blocks[n]
		at := t.prefix() + string(rune('a'+n))
		group := []line{{{text: b.Title, scope: "rowgroup", id: at, cols: 1 + widest, rows: 1}}, {{text: "信息内容", scope: "col", cols: 1, rows: 1}}}
		wide := func(j int) int { // the last column takes what room is left
			if j == len(b.Columns)-1 {
				return widest - j
			}
			return 1
		}
		for j := range b.Columns {
			group[1] = append(group[1], box{text: b.Columns[j].Name(), scope: "col", id: at + "c" + itoa(j), cols: wide(j), rows: 1})
		}
		for i := range b.Rows {
			lead := at + "r" + itoa(i)
			ln := line{{text: b.Rows[i].Names[0], scope: "row", id: lead, cols: 1, rows: 1}}
			for j, c := range r.numbersOf(t, &b.Rows[i], len(b.Columns)) {
				ln = append(ln, box{text: c.Text, headers: []string{at, lead, at + "c" + itoa(j)}, cols: wide(j), rows: 1})
			}
			group = append(group, ln)
		}
		l.groups = append(l.groups, group)
	}
	return l
}
