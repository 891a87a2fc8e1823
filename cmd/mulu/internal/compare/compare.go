// Package compare finds what differs between two texts of a regulation, as a reader wants
// to see it: article by article, and within an article item by item, cell by cell and
// character by character. Articles and items are matched by what they say, not by their
// numbers, so that one that was inserted does not make all that follow look changed: these
// have another number, and that is all that is said of them.
//
// It promises the same result for the same texts, and an end in bounded time and memory
// for any texts: work is counted, not timed, and where there is too much of it, units and
// lines are matched by their numbers or not at all and no characters are compared (see
// Result.Rough). It knows nothing of documents and pages.
package compare

import "slices"

// Kind is what became of a unit, a line, a cell or a piece of text.
type Kind uint8

// The kinds of changes.
const (
	Same    Kind = iota // says the same, perhaps under another label
	Changed             // says something else
	Added               // only in the new text
	Removed             // only in the old text
)

// Change is a unit in its place in the new text, or in the old one where it was removed.
type Change struct {
	Kind     Kind
	Moved    bool         // it stood elsewhere among the units around it
	Old, New *Unit        // nil where it is in one text only
	Lines    []LineChange // of what changed
}

// Renumbered says whether a unit has another label than it had.
func (c *Change) Renumbered() bool {
	return c.Old != nil && c.New != nil && c.Old.Label != c.New.Label
}

// LineChange is a line of a changed unit.
type LineChange struct {
	Kind     Kind // Same may have another label
	Old, New *Line
	Cells    []CellChange // of a line that changed
}

// CellChange is a cell of a line that changed.
type CellChange struct {
	Kind   Kind
	Pieces []Piece
}

// Piece is a run of characters, or an object, that is in both texts, or in one.
type Piece struct {
	Kind Kind // Same, Added or Removed
	Part
}

// Result is what differs between two texts.
type Result struct {
	Changes []Change // in reading order
	Rough   bool     // there was too much to match or to compare all of it in detail
}

// Units compares two texts. The result refers to them.
func Units(old, new []Unit) Result {
	c := &comparer{work: maxWork}
	a, b := c.items(old), c.items(new)
	to := c.match(a, b)
	moved := c.moves(a, b, to)
	from := inverse(to, len(b))
	var r Result
	i := 0
	gone := func() { // what was removed stands behind the unit that it followed
		for ; i < len(old) && (to[i] < 0 || moved[i]); i++ {
			if to[i] < 0 {
				r.Changes = append(r.Changes, Change{Kind: Removed, Old: &old[i]})
			}
		}
	}
	gone()
	for j := range new {
		ch := c.change(old, new, a, b, from[j], j)
		if from[j] >= 0 {
			ch.Moved = moved[from[j]]
		}
		r.Changes = append(r.Changes, ch)
		if from[j] >= 0 && !ch.Moved {
			i = from[j] + 1
			gone()
		}
	}
	r.Rough = c.rough
	return r
}

// change tells of the new unit j, which was the old unit i, or none.
func (c *comparer) change(old, new []Unit, a, b []item, i, j int) Change {
	if i < 0 {
		return Change{Kind: Added, New: &new[j]}
	}
	ch := Change{Kind: Same, Old: &old[i], New: &new[j]}
	if a[i].key != b[j].key || onlyOne(old[i].Label, new[j].Label) {
		ch.Kind, ch.Lines = Changed, c.lines(old[i].Lines, new[j].Lines)
	}
	return ch
}

// onlyOne says whether one has a label and the other has none, which is no renumbering.
func onlyOne(old, new string) bool { return (old == "") != (new == "") }

// lines compares the lines of two units.
func (c *comparer) lines(old, new []Line) []LineChange {
	a, b := c.lineItems(old), c.lineItems(new)
	to := c.match(a, b)
	from := inverse(to, len(b))
	var out []LineChange
	i := 0
	gone := func() {
		for ; i < len(old) && to[i] < 0; i++ {
			out = append(out, LineChange{Kind: Removed, Old: &old[i]})
		}
	}
	gone()
	for j := range new {
		if from[j] < 0 {
			out = append(out, LineChange{Kind: Added, New: &new[j]})
			continue
		}
		l := LineChange{Kind: Same, Old: &old[from[j]], New: &new[j]}
		if a[from[j]].key != b[j].key {
			l.Kind, l.Cells = Changed, c.cells(l.Old, l.New)
		}
		out = append(out, l)
		i = from[j] + 1
		gone()
	}
	return out
}

// cells compares the cells of two lines: those of the same place where there are as many
// as there were, else those that are alike.
func (c *comparer) cells(old, new *Line) []CellChange {
	if len(old.Cells) == len(new.Cells) {
		out := make([]CellChange, len(new.Cells))
		for k := range new.Cells {
			out[k] = c.cell(old.Cells[k], new.Cells[k])
		}
		return out
	}
	from := inverse(c.match(c.cellItems(old.Cells), c.cellItems(new.Cells)), len(new.Cells))
	var out []CellChange
	i := 0
	for j, cell := range new.Cells {
		if from[j] < 0 {
			out = append(out, CellChange{Added, cell.pieces(Added)})
			continue
		}
		out = append(goneCells(out, old.Cells[i:from[j]]), c.cell(old.Cells[from[j]], cell))
		i = from[j] + 1
	}
	return goneCells(out, old.Cells[i:])
}

func goneCells(out []CellChange, cells []Text) []CellChange {
	for _, cell := range cells {
		out = append(out, CellChange{Removed, cell.pieces(Removed)})
	}
	return out
}

func (c *comparer) cell(old, new Text) CellChange {
	if slices.EqualFunc(old, new, Part.same) {
		return CellChange{Same, new.pieces(Same)}
	}
	return CellChange{Changed, c.pieces(old, new)}
}

// inverse turns a match around.
func inverse(to []int, n int) []int {
	from := slices.Repeat([]int{-1}, n)
	for i, j := range to {
		if j >= 0 {
			from[j] = i
		}
	}
	return from
}
