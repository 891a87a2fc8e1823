package render

import "mulu/cmd/mulu/internal/compare"

// sides puts the lines of a unit that changed, came or went into two columns. Lines that
// are in one text only stand beside each other as they come, so that neither column has
// holes; a table is two-dimensional already and has none beside it.
func sides(lines []ComparisonLine, k compare.Kind) (rows []ComparisonSides) {
	from := 0 // the first row since the last line that both texts have
	var olds, news int
	for _, l := range lines {
		if l.Table != "" {
			return nil
		}
		was, is := sidesOf(l.Pieces, k)
		switch {
		case len(was) > 0 && len(is) > 0:
			rows = append(rows, ComparisonSides{was, is})
			from, olds, news = len(rows), 0, 0
			continue
		case len(was) > 0:
			rows = atLeast(rows, from+olds+1)
			rows[from+olds].Old = was
			olds++
		default:
			rows = atLeast(rows, from+news+1)
			rows[from+news].New = is
			news++
		}
	}
	return rows
}

func atLeast(rows []ComparisonSides, n int) []ComparisonSides {
	if len(rows) < n {
		return append(rows, ComparisonSides{})
	}
	return rows
}

// sidesOf is what a line was and what it is. Of a unit that came or went as a whole the
// pieces are not marked one by one.
func sidesOf(pieces []ComparisonPiece, k compare.Kind) (was, is []ComparisonPiece) {
	switch k {
	case compare.Added:
		return nil, pieces
	case compare.Removed:
		return pieces, nil
	}
	for _, p := range pieces {
		if p.Note {
			continue
		}
		old := p
		if old.Before != "" {
			old.Text = old.Before
		}
		if !p.Added {
			was = append(was, old)
		}
		if !p.Removed {
			is = append(is, p)
		}
	}
	return was, is
}
