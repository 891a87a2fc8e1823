package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/compare"
)

// fewRows is how many rows that say the same stand between others that changed; more are
// left out, for the whole table is on the document's page.
const fewRows = 3

// whole shows units that say the same.
func (c *compared) whole(cs []compare.Change) (lines []ComparisonLine) {
	for i := range cs {
		lines = c.appendUnit(lines, &cs[i], false)
	}
	return lines
}

// appendUnit adds the lines of a unit that is shown as it is, its number before the first
// unless its heading has said it.
func (c *compared) appendUnit(lines []ComparisonLine, ch *compare.Change, named bool) []ComparisonLine {
	u := unitOf(ch)
	shown := make([]shownLine, 0, len(u.Lines)+1)
	for i := range u.Lines {
		l := &u.Lines[i]
		s := shownLine{row: l.Row, head: l.Head}
		if !l.Row {
			s.label = c.labels(l.Label, l.Label)
		}
		for _, cell := range l.Cells {
			s.cells = append(s.cells, c.plain(cell, ch.Kind))
		}
		shown = append(shown, s)
	}
	if !named {
		was := u.Label
		if ch.Old != nil {
			was = ch.Old.Label
		}
		shown = before(shown, c.labels(was, u.Label))
	}
	return c.appendLines(lines, shown, u.Kind == compare.Heading)
}

// changed shows the lines of a unit that changed.
func (c *compared) changed(ch *compare.Change) []ComparisonLine {
	shown := make([]shownLine, 0, len(ch.Lines)+1)
	for i := range ch.Lines {
		shown = append(shown, c.shown(&ch.Lines[i]))
	}
	if ch.New.Kind != compare.Article || ch.Old.Kind != compare.Article {
		shown = before(shown, c.labels(ch.Old.Label, ch.New.Label))
	}
	return c.appendLines(nil, shown, ch.New.Kind == compare.Heading)
}

// before puts the number of a unit before its first line.
func before(shown []shownLine, label []ComparisonPiece) []shownLine {
	switch {
	case len(label) == 0:
		return shown
	case len(shown) == 0 || shown[0].row:
		return append([]shownLine{{label: label}}, shown...)
	}
	shown[0].label = append(label, shown[0].label...)
	return shown
}

// shownLine is a line as it is shown, with what of a row is needed for its table.
type shownLine struct {
	label     []ComparisonPiece
	cells     [][]ComparisonPiece
	row, head bool
	same      bool // it need not be shown
}

func (c *compared) shown(l *compare.LineChange) shownLine {
	one, was := l.New, ""
	if l.Old != nil {
		was = l.Old.Label
	}
	is := ""
	if l.New != nil {
		is = l.New.Label
	} else {
		one = l.Old
	}
	s := shownLine{row: one.Row, head: one.Head, same: l.Kind == compare.Same, label: c.labels(was, is)}
	for _, cell := range l.Cells {
		s.cells = append(s.cells, c.pieces(cell.Pieces))
	}
	if l.Kind == compare.Changed {
		return s
	}
	for _, cell := range one.Cells {
		pieces := c.plain(cell, l.Kind)
		for k := range pieces {
			pieces[k].Added, pieces[k].Removed = l.Kind == compare.Added, l.Kind == compare.Removed
		}
		s.cells = append(s.cells, pieces)
	}
	return s
}

// labels are the number that something has, with the one that it had.
func (c *compared) labels(was, is string) []ComparisonPiece {
	piece := func(s string) ComparisonPiece { return ComparisonPiece{Text: inline(withSpace(s), c.mark)} }
	switch {
	case was == "" && is == "":
		return nil
	case was == is:
		return []ComparisonPiece{piece(is)}
	case was == "":
		p := piece(is)
		p.Added = true
		return []ComparisonPiece{p}
	case is == "":
		p := piece(was)
		p.Removed = true
		return []ComparisonPiece{p}
	}
	p := piece(is)
	p.Before = piece(was).Text
	return []ComparisonPiece{p, {Note: true, Text: c.phrase("comparison.was", content(was))}}
}

// withSpace is a number with the space behind it that it needs.
func withSpace(label string) string {
	switch last, _ := utf8.DecodeLastRuneInString(label); {
	case last == '.':
		return label + " "
	case unicode.IsLetter(last): // of an article or a chapter
		return label + "\u3000"
	}
	return label
}

// plain is a text of which nothing changed within itself. Pictures are shown where they
// came or went with it, else told.
func (c *compared) plain(t compare.Text, k compare.Kind) (out []ComparisonPiece) {
	for _, p := range t {
		switch {
		case p.Object == 0:
			out = append(out, ComparisonPiece{Text: inline(p.Text, c.mark)})
		case c.objects[p.Object-1].picture:
			out = append(out, c.picture(p, k != compare.Same))
		}
	}
	return out
}

// pieces are those of a text that changed. Where a link leads is told where that changed.
func (c *compared) pieces(ps []compare.Piece) (out []ComparisonPiece) {
	for _, p := range ps {
		var piece ComparisonPiece
		switch {
		case p.Object == 0:
			piece.Text = inline(p.Text, c.mark)
		case c.objects[p.Object-1].picture:
			piece = c.picture(p.Part, p.Kind != compare.Same)
		case p.Kind == compare.Same:
			continue
		default:
			piece.Text = c.phrase("comparison.link", content(c.objects[p.Object-1].name))
		}
		piece.Added, piece.Removed = p.Kind == compare.Added, p.Kind == compare.Removed
		out = append(out, piece)
	}
	return out
}

// picture tells of a picture, and shows one of the site's own.
func (c *compared) picture(p compare.Part, show bool) ComparisonPiece {
	o := &c.objects[p.Object-1]
	piece := ComparisonPiece{Text: c.phrase("comparison.picture", content(p.Text), content(o.name))}
	if show && strings.HasPrefix(o.address, c.root) {
		piece.Image = o.address
	}
	return piece
}

// appendLines adds lines, rows that follow each other as a table.
func (c *compared) appendLines(lines []ComparisonLine, shown []shownLine, heading bool) []ComparisonLine {
	for len(shown) > 0 {
		n := 0
		for n < len(shown) && shown[n].row {
			n++
		}
		if n == 0 {
			pieces := shown[0].label
			if len(shown[0].cells) > 0 {
				pieces = append(pieces, shown[0].cells[0]...)
			}
			lines, shown = append(lines, ComparisonLine{Heading: heading, Pieces: joined(pieces)}), shown[1:]
			continue
		}
		c.tables++
		heads := 0
		for heads < n && shown[heads].head {
			heads++
		}
		lines = append(lines, ComparisonLine{Table: c.Text("body.table", c.tables), Head: c.rows(shown[:heads]), Rows: c.rows(shown[heads:n])})
		shown = shown[n:]
	}
	return lines
}

// joined puts together words that came or went together, so that this is said once.
func joined(pieces []ComparisonPiece) []ComparisonPiece {
	out := pieces[:0]
	for _, p := range pieces {
		n := len(out) - 1
		if n < 0 || out[n].Added != p.Added || out[n].Removed != p.Removed || out[n].Note || p.Note || p.Before != "" || p.Image != "" {
			out = append(out, p)
			continue
		}
		out[n].Text += p.Text
	}
	return out
}

// rows are those of a table, without long runs of those that say the same.
func (c *compared) rows(shown []shownLine) (rows []ComparisonRow) {
	columns := 0
	for i := range shown {
		columns = max(columns, len(shown[i].cells))
	}
	for len(shown) > 0 {
		n := 0
		for n < len(shown) && shown[n].same && !shown[n].head {
			n++
		}
		if n > fewRows {
			rows = append(rows, ComparisonRow{Columns: columns, Skipped: c.phrase("comparison.rows_same", n)})
			shown = shown[n:]
			continue
		}
		for _, s := range shown[:max(n, 1)] {
			var row ComparisonRow
			for _, cell := range s.cells {
				row.Cells = append(row.Cells, ComparisonLine{Heading: s.head && len(cell) > 0, Pieces: cell})
			}
			rows = append(rows, row)
		}
		shown = shown[max(n, 1):]
	}
	return rows
}
