// Package compare finds what differs between two texts of a regulation, as a reader wants
// to see it: article by article, and within an article character by character. Articles
// are matched by what they say, not only by their numbers, so that one that was inserted
// does not make all that follow look changed.
//
// It promises the same result for the same texts, and an end in bounded time and memory
// for any texts: work is counted, not timed, and where there is too much of it, units and
// lines are matched by their numbers or not at all and no characters are compared (see
// Result.Rough). It knows nothing of documents and pages.
package compare

import (
	"slices"
	"strings"
)

// Unit is what is matched as a whole: an article with its paragraphs, a heading, or a
// paragraph that belongs to no article.
type Unit struct {
	Label   string // 第十二条; empty of what is no article
	Heading bool
	Lines   []string // without the label
}

// Kind is what became of a unit or a line.
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
	Moved    bool  // it stood elsewhere among the units around it
	Old, New *Unit // nil where it is in one text only
	Lines    []Line
}

// Renumbered says whether a unit has another label than it had.
func (c *Change) Renumbered() bool {
	return c.Old != nil && c.New != nil && c.Old.Label != c.New.Label
}

// Line is a line of a changed unit: of the old text, of the new one, or of both with what
// differs.
type Line struct {
	Kind   Kind
	Pieces []Piece
}

// Piece is a run of characters that are in both texts, or in one.
type Piece struct {
	Kind Kind // Same, Added or Removed
	Text string
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
	if a[i].key != b[j].key {
		ch.Kind, ch.Lines = Changed, c.lines(old[i].Lines, new[j].Lines)
	}
	return ch
}

// lines compares the lines of two units.
func (c *comparer) lines(old, new []string) []Line {
	a, b := c.lineItems(old), c.lineItems(new)
	to := c.match(a, b)
	from := inverse(to, len(b))
	var out []Line
	i := 0
	gone := func() {
		for ; i < len(old) && to[i] < 0; i++ {
			out = append(out, Line{Removed, []Piece{{Removed, old[i]}}})
		}
	}
	gone()
	for j, line := range new {
		switch {
		case from[j] < 0:
			out = append(out, Line{Added, []Piece{{Added, line}}})
			continue
		case old[from[j]] == line:
			out = append(out, Line{Same, []Piece{{Same, line}}})
		default:
			out = append(out, Line{Changed, c.pieces(old[from[j]], line)})
		}
		i = from[j] + 1
		gone()
	}
	return out
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

// item is a unit or a line as it is matched.
type item struct {
	key     int32 // of what it says
	label   string
	heading bool
	text    string
	grams   []uint32 // made when first asked for, see likeness
}

// comparer holds what one comparison uses up.
type comparer struct {
	work  int // that may still be done
	rough bool
	keys  map[string]int32
}

func (c *comparer) items(us []Unit) []item {
	list := make([]item, len(us))
	for i, u := range us {
		text := strings.Join(u.Lines, "\n")
		list[i] = item{key: c.key(text, u.Heading), label: u.Label, heading: u.Heading, text: text}
	}
	return list
}

func (c *comparer) lineItems(lines []string) []item {
	list := make([]item, len(lines))
	for i, text := range lines {
		list[i] = item{key: c.key(text, false), text: text}
	}
	return list
}

// key is the same number for the same text.
func (c *comparer) key(text string, heading bool) int32 {
	if c.keys == nil {
		c.keys = map[string]int32{}
	}
	if heading {
		text = "\x00" + text
	}
	k, ok := c.keys[text]
	if !ok {
		k = int32(len(c.keys))
		c.keys[text] = k
	}
	return k
}
