package render

import (
	"html/template"
	"strconv"

	"mulu/cmd/mulu/internal/compare"
)

const (
	mostJumps  = 200
	nameLength = 16 // of a paragraph by which a heading calls it, in characters
)

// show shows what differs: numbers with ways to what changed, then all of it in the order
// of the new text.
func (c *compared) show(v *Comparison, res compare.Result) {
	v.Rough = res.Rough
	t := tally{words: c.words}
	for i := 0; i < len(res.Changes); {
		ch := &res.Changes[i]
		if ch.Kind == compare.Same && !ch.Moved {
			run := quiet(res.Changes[i:])
			v.Parts = c.fold(v.Parts, &t, res.Changes[i:i+run])
			i += run
			continue
		}
		run := loose(res.Changes[i:])
		p, name := c.change(ch, res.Changes[i+1:i+run])
		c.jumps++
		p.Number = c.jumps
		t.change(ch, run, Comparing{name, jump(p.Number)})
		v.Parts = append(v.Parts, p)
		i += run
	}
	v.Counts, v.Little = t.counts()
}

func jump(n int) string { return "#m-" + strconv.Itoa(n) }

// loose is the length of the run of paragraphs outside articles that all came or all went,
// which are shown together; 1 of anything else.
func loose(cs []compare.Change) int {
	n := 0
	for n < len(cs) && (cs[n].Kind == compare.Added || cs[n].Kind == compare.Removed) && cs[n].Kind == cs[0].Kind && unitOf(&cs[n]).Kind == compare.Plain {
		n++
	}
	return max(n, 1)
}

// unitOf is the unit as it is, or was where it is no more.
func unitOf(c *compare.Change) *compare.Unit {
	if c.New == nil {
		return c.Old
	}
	return c.New
}

// hasNumber says whether a unit is one of those that are counted on: not a heading.
func hasNumber(c *compare.Change) bool {
	return c.New.Label != "" && (c.New.Kind == compare.Article || c.New.Kind == compare.Plain)
}

// quiet is the length of the run of units that say the same and either all have or all
// have not the numbers that they had.
func quiet(cs []compare.Change) int {
	numbers := 0 // as the first unit with a number has it: 1 the same, 2 others
	for i := range cs {
		c := &cs[i]
		if c.Kind != compare.Same || c.Moved {
			return i
		}
		if !hasNumber(c) {
			continue
		}
		kind := 1
		if c.Renumbered() {
			kind = 2
		}
		if numbers != 0 && kind != numbers {
			return i
		}
		numbers = kind
	}
	return len(cs)
}

// fold adds units that say the same, but for the headings right before what follows:
// these tell where it stands.
func (c *compared) fold(parts []ComparisonPart, t *tally, cs []compare.Change) []ComparisonPart {
	n := len(cs)
	for n > 0 && cs[n-1].New.Kind == compare.Heading {
		n--
	}
	renumbered, kind := 0, compare.Plain
	for i := range cs {
		if t.same(&cs[i]) {
			renumbered++
			kind = max(kind, cs[i].New.Kind)
		}
	}
	if n > 0 {
		p := ComparisonPart{Kind: "same", Lines: c.whole(cs[:n])}
		var short template.HTML
		if p.Name, short = c.foldName(cs[:n]); renumbered > 0 {
			c.jumps++
			p.Number = c.jumps
			t.link(class(kind), wayRenumbered, Comparing{short, jump(p.Number)})
		}
		parts = append(parts, p)
	}
	if n < len(cs) {
		parts = append(parts, ComparisonPart{Kind: "context", Lines: c.whole(cs[n:])})
	}
	return parts
}

// foldName says what does not change: articles by their numbers, else how much. Of those
// with other numbers short says which.
func (c *compared) foldName(cs []compare.Change) (name, short template.HTML) {
	var first, last *compare.Change
	for i := range cs {
		if cs[i].New.Kind != compare.Article {
			continue
		}
		if last = &cs[i]; first == nil {
			first = last
		}
	}
	if first == nil {
		return c.foldLines(cs)
	}
	from, to := content(first.New.Label), content(last.New.Label)
	switch one := first == last; {
	case one && first.Renumbered():
		was := content(first.Old.Label)
		return c.phrase("comparison.renumbered", was, from), c.phrase("comparison.number", from, was)
	case first.Renumbered():
		was, wasTo := content(first.Old.Label), content(last.Old.Label)
		return c.phrase("comparison.renumbered_range", was, from, wasTo, to), c.phrase("comparison.number_range", from, was, to, wasTo)
	case one:
		return c.phrase("comparison.same", from), ""
	}
	return c.phrase("comparison.same_range", from, to), ""
}

func (c *compared) foldLines(cs []compare.Change) (name, short template.HTML) {
	for i := range cs {
		if hasNumber(&cs[i]) && cs[i].Renumbered() {
			return c.phrase("comparison.renumbered_lines", len(cs)), c.phrase("comparison.lines", len(cs))
		}
	}
	return c.phrase("comparison.same_lines", len(cs)), ""
}

// change shows a unit that changed, came, went or moved, and paragraphs that came or went
// with it. name is what it is called.
func (c *compared) change(ch *compare.Change, more []compare.Change) (p ComparisonPart, name template.HTML) {
	p.Kind = "changed"
	key := "comparison.changed"
	switch {
	case ch.Kind == compare.Added:
		p.Kind, key = "added", "comparison.added"
	case ch.Kind == compare.Removed:
		p.Kind, key = "removed", "comparison.removed"
	case ch.Moved && ch.Kind == compare.Same:
		key = "comparison.moved"
	case ch.Moved:
		key = "comparison.moved_changed"
	}
	name = c.unitName(ch)
	if len(more) > 0 {
		name = c.phrase("comparison.several", name, len(more)+1)
	}
	p.Name = c.phrase(key, name)
	if ch.Kind == compare.Changed {
		p.Lines = c.changed(ch)
	} else {
		p.Lines = c.appendUnit(nil, ch, ch.Kind != compare.Same && unitOf(ch).Kind == compare.Article)
	}
	for i := range more {
		p.Lines = c.appendUnit(p.Lines, &more[i], false)
	}
	if ch.Kind != compare.Same {
		p.Sides = sides(p.Lines, ch.Kind)
	}
	return p, name
}

// unitName is what a heading calls a unit: its number, with the one that it had, or its
// first words.
func (c *compared) unitName(ch *compare.Change) template.HTML {
	unit := unitOf(ch)
	switch {
	case unit.Kind == compare.Article && ch.Renumbered() && ch.Old.Label != "":
		return c.phrase("comparison.number", content(unit.Label), content(ch.Old.Label))
	case unit.Kind == compare.Article && ch.New == nil:
		return c.phrase("comparison.former", content(unit.Label))
	case unit.Kind == compare.Article:
		return inline(unit.Label, c.mark)
	case unit.Kind == compare.Table:
		return c.phrase("comparison.table", content(beginning(unit)))
	case unit.Kind == compare.Heading:
		return inline(beginning(unit), c.mark)
	}
	return c.phrase("comparison.words", content(beginning(unit)))
}

// beginning is what a unit begins with, or what its picture shows.
func beginning(u *compare.Unit) string {
	text := withSpace(u.Label)
	for i, cell := range u.Lines[0].Cells {
		if i > 0 {
			text += " "
		}
		for _, p := range cell {
			text += p.Text
		}
	}
	name := []rune(text)
	if len(name) > nameLength {
		name = append(name[:nameLength:nameLength], '…', '…')
	}
	return string(name)
}
