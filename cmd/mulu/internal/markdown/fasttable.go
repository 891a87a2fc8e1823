package markdown

// fastTable writes a pipe table whose rows all begin and end with a pipe and
// have as many cells as the header, up to a blank line; the header names a column.
func (d *doc) fastTable(i, end int) (next int, ok bool) {
	delimiter := end + 1
	if delimiter >= len(d.src) || d.src[delimiter] != '|' {
		return 0, false
	}
	stop, ok := d.lineEnd(delimiter)
	if !ok || !d.fastAligns(delimiter, stop) {
		return 0, false
	}
	d.openTable()
	next = stop + 1
	more := next < len(d.src) && d.src[next] != '\n'
	if !d.fastRow(i, end, true, more) {
		return 0, false
	}
	for i = next; i < len(d.src) && d.src[i] != '\n'; i = end + 1 {
		if end, ok = d.lineEnd(i); !ok || !d.fastRow(i, end, false, true) {
			return 0, false
		}
	}
	d.closeTable(more)
	return i, true
}

// fastAligns reads the delimiter row into d.aligns.
func (d *doc) fastAligns(i, end int) bool {
	d.aligns = d.aligns[:0]
	for i+1 < end {
		a, b, ok := d.cell(i, end)
		if !ok || a == b {
			return false
		}
		kind, dashes := alignNone, d.src[a:b]
		if dashes[0] == ':' {
			kind, dashes = alignLeft, dashes[1:]
		}
		if n := len(dashes); n > 0 && dashes[n-1] == ':' {
			dashes = dashes[:n-1]
			if kind == alignLeft {
				kind = alignCenter
			} else {
				kind = alignRight
			}
		}
		for _, c := range dashes {
			if c != '-' {
				return false
			}
		}
		if len(dashes) == 0 {
			return false
		}
		d.aligns = append(d.aligns, kind)
		for i = b; d.src[i] != '|'; i++ {
		}
	}
	return len(d.aligns) > 0
}

// cell finds the cell that follows the pipe at i in a row that ends at end.
func (d *doc) cell(i, end int) (a, b int, ok bool) {
	if d.src[i] != '|' {
		return 0, 0, false
	}
	a = i + 1
	for b = a; b < end && d.src[b] != '|'; b++ {
	}
	if b == end || b == a {
		return 0, 0, false
	}
	for a < b && d.src[a] == ' ' {
		a++
	}
	for b > a && d.src[b-1] == ' ' {
		b--
	}
	return a, b, true
}

func (d *doc) fastRow(i, end int, head, more bool) bool {
	d.openRow(head)
	named := !head // an empty header row is reported by the slow way
	for _, kind := range d.aligns {
		if i+1 >= end {
			return false
		}
		a, b, ok := d.cell(i, end)
		if !ok {
			return false
		}
		named = named || a < b
		header := d.openCell(head && a < b, kind)
		if !d.fastInline(a, b) {
			return false
		}
		d.closeCell(header)
		for i = b; d.src[i] != '|'; i++ {
		}
	}
	d.closeRow(head, more)
	return named && i+1 == end
}
