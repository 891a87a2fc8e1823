package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/compare"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/plan"
)

// editions are the texts of a document's work, with ways to what each changed.
func (w *words) editions(d *catalogue.Document, es []catalogue.Edition) (items []EditionItem) {
	for _, e := range es {
		it := w.edition(e.Document)
		it.Current, it.Note = e.Document == d, e.Note
		it.Mark = it.Mark && !it.Current // the page has said it of its own document
		for _, old := range e.Before {
			it.Comparisons = append(it.Comparisons, Comparing{w.phrase("editions.compare", w.editionName(old)), plan.ComparisonPath(e.Document, old)})
		}
		items = append(items, it)
	}
	return items
}

func (w *words) edition(d *catalogue.Document) EditionItem {
	s := d.Validity.State
	it := EditionItem{Title: d.Title, URL: plan.DocumentPath(d.Index), Number: d.DocNumber, State: w.states[s], StateClass: s.Slug(), Mark: marked(s)}
	if d.Effective.IsZero() {
		it.Since = w.Text("summary.published", w.date(d.Published))
	} else {
		it.Since = w.Text("summary.effective", w.date(d.Effective))
	}
	return it
}

// editionName tells an edition from the others: by its number, else by its day.
func (w *words) editionName(d *catalogue.Document) any {
	if d.DocNumber != "" {
		return content(d.DocNumber)
	}
	return w.Text("editions.of", w.date(d.Published))
}

// comparison makes the view of what a document changed in an edition before it.
func (r *Renderer) comparison(w *Worker, e plan.Entry) (*Comparison, error) {
	old, err := r.units(w, e.Old, e.Path)
	if err != nil {
		return nil, err
	}
	now, err := r.units(w, e.Doc, e.Path)
	if err != nil {
		return nil, err
	}
	v := &Comparison{Heading: r.words.phrase("comparison.title", content(e.Doc.Title)), Old: r.words.edition(e.Old), New: r.words.edition(e.Doc)}
	r.shell(&v.Shell, "comparison", e.Path, r.words.Text("comparison.title", e.Doc.Title), "")
	v.NoIndex = true // search engines should lead to the documents
	if len(e.Doc.Categories) > 0 {
		c := e.Doc.Categories[0]
		v.Crumbs, v.Meta = r.words.categoryCrumbs(v.Crumbs, c), columnMeta(v.Meta, c.Name, c.Description, "")
	}
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.body, URL: plan.DocumentPath(e.Doc.Index)}, Link{Name: r.words.Text("comparison.crumb"), URL: e.Path, Current: true})
	for _, in := range e.Old.In {
		if in.Type == catalogue.Amends {
			v.Acts = append(v.Acts, *linkDoc(in.Doc))
		}
	}
	r.words.compare(v, compare.Units(old, now))
	return v, nil
}

// units reads a document's body as what is compared. Its problems and the files that it
// names are its own page's.
func (r *Renderer) units(w *Worker, d *catalogue.Document, at string) ([]compare.Unit, error) {
	files, fragments, diags := len(w.Files), len(w.Fragments), len(w.diags)
	w.md.WantText, w.md.WantNumbers = true, true
	err := r.body(w, d.Path, plan.Root(at), d, nil)
	w.md.WantNumbers = false
	w.Files, w.Fragments, w.diags = w.Files[:files], w.Fragments[:fragments], w.diags[:diags]
	if err != nil {
		return nil, err
	}
	return unitsOf(string(w.md.Text), w.md.Headings), nil
}

// unitsOf cuts a text, of which a block is a line, into articles and what is outside them.
func unitsOf(text string, headings []markdown.Heading) (us []compare.Unit) {
	inArticle := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		heading := len(headings) > 0 && strings.TrimSpace(headings[0].Text) == line
		if heading {
			headings = headings[1:]
		}
		if line == "" {
			continue
		}
		number, says, article := markdown.Article(line)
		switch {
		case article:
			us = append(us, compare.Unit{Label: number})
			if says != "" {
				us[len(us)-1].Lines = []string{says}
			}
			inArticle = true
		case inArticle && !heading:
			last := &us[len(us)-1]
			last.Lines = append(last.Lines, line)
		default:
			us = append(us, compare.Unit{Heading: heading, Lines: []string{line}})
			inArticle = false
		}
	}
	return us
}

const (
	fewJumps, mostJumps = 2, 200
	nameLength          = 16 // of a paragraph by which a heading calls it, in characters
)

// compare shows what differs.
func (w *words) compare(v *Comparison, res compare.Result) {
	v.Rough = res.Rough
	var n tally
	for i := 0; i < len(res.Changes); {
		c := &res.Changes[i]
		if c.Kind == compare.Same && !c.Moved {
			run := quiet(res.Changes[i:])
			v.Parts = w.fold(v.Parts, res.Changes[i:i+run])
			i, n.same = i+run, n.same+run
			continue
		}
		run := alike(res.Changes[i:])
		n.count(c, run)
		p := w.change(c, res.Changes[i+1:i+run])
		p.Number = len(v.Jumps) + 1
		v.Jumps = append(v.Jumps, Comparing{p.Name, "#m-" + strconv.Itoa(p.Number)})
		v.Parts = append(v.Parts, p)
		i += run
	}
	if k := len(v.Jumps); k > 0 {
		v.Counts = w.counts(n)
		v.Little = 2*(n.changed+n.same) < n.added+n.removed
		if k < fewJumps || k > mostJumps {
			v.Jumps = nil
		}
	}
}

// tally is how many units changed, and how.
type tally struct{ changed, added, removed, moved, same int }

func (n *tally) count(c *compare.Change, run int) {
	switch {
	case c.Kind == compare.Added:
		n.added += run
	case c.Kind == compare.Removed:
		n.removed += run
	case c.Moved:
		n.moved++
	default:
		n.changed++
	}
}

// counts says what a tally holds.
func (w *words) counts(n tally) string {
	var parts []string
	for _, part := range [...]struct {
		n    int
		text string
	}{
		{n.changed, w.Text("comparison.count_changed", n.changed)}, {n.added, w.Text("comparison.count_added", n.added)},
		{n.removed, w.Text("comparison.count_removed", n.removed)}, {n.moved, w.Text("comparison.count_moved", n.moved)},
		{n.same, w.Text("comparison.count_same", n.same)},
	} {
		if part.n > 0 {
			parts = append(parts, part.text)
		}
	}
	return strings.Join(parts, w.Text("sign.comma")) + w.Text("comparison.count_end")
}

// alike is the length of the run of paragraphs outside articles that all came or all went,
// which are shown together; 1 of anything else.
func alike(cs []compare.Change) int {
	loose := func(c *compare.Change) bool {
		u := unitOf(c)
		return (c.Kind == compare.Added || c.Kind == compare.Removed) && c.Kind == cs[0].Kind && u.Label == "" && !u.Heading
	}
	n := 0
	for n < len(cs) && loose(&cs[n]) {
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

// quiet is the length of the run of units that say the same and either all have or all
// have not the numbers that they had.
func quiet(cs []compare.Change) int {
	numbers := 0 // as the first unit with a number has it: 1 the same, 2 others
	for i := range cs {
		c := &cs[i]
		if c.Kind != compare.Same || c.Moved {
			return i
		}
		if c.New.Label == "" && c.Old.Label == "" {
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
func (w *words) fold(parts []ComparisonPart, cs []compare.Change) []ComparisonPart {
	n := len(cs)
	for n > 0 && cs[n-1].New.Heading {
		n--
	}
	if n > 0 {
		p := ComparisonPart{Kind: "same", Name: w.foldName(cs[:n])}
		for i := range cs[:n] {
			p.Lines = w.appendUnit(p.Lines, cs[i].New)
		}
		parts = append(parts, p)
	}
	if n < len(cs) {
		p := ComparisonPart{Kind: "context"}
		for i := range cs[n:] {
			p.Lines = w.appendUnit(p.Lines, cs[n+i].New)
		}
		parts = append(parts, p)
	}
	return parts
}

// foldName says what does not change: articles by their numbers, else how much.
func (w *words) foldName(cs []compare.Change) template.HTML {
	numbered := func(c compare.Change) bool { return c.New.Label != "" }
	i := slices.IndexFunc(cs, numbered)
	if i < 0 {
		return w.phrase("comparison.same_lines", len(cs))
	}
	first, last := &cs[i], &cs[i]
	for k := range cs[i:] {
		if numbered(cs[i+k]) {
			last = &cs[i+k]
		}
	}
	from, to := content(first.New.Label), content(last.New.Label)
	switch one := first == last; {
	case one && first.Renumbered():
		return w.phrase("comparison.renumbered", content(first.Old.Label), from)
	case first.Renumbered():
		return w.phrase("comparison.renumbered_range", content(first.Old.Label), from, content(last.Old.Label), to)
	case one:
		return w.phrase("comparison.same", from)
	}
	return w.phrase("comparison.same_range", from, to)
}

// change shows a unit that changed, came, went or moved, and paragraphs that came or went
// with it.
func (w *words) change(c *compare.Change, more []compare.Change) ComparisonPart {
	p := ComparisonPart{Kind: "changed"}
	key := "comparison.changed"
	switch {
	case c.Kind == compare.Added:
		p.Kind, key = "added", "comparison.added"
	case c.Kind == compare.Removed:
		p.Kind, key = "removed", "comparison.removed"
	case c.Moved && c.Kind == compare.Same:
		key = "comparison.moved"
	case c.Moved:
		key = "comparison.moved_changed"
	}
	name, unit := w.unitName(c), unitOf(c)
	if len(more) > 0 {
		name = w.phrase("comparison.several", name, len(more)+1)
	}
	p.Name = w.phrase(key, name)
	for _, l := range c.Lines {
		line := ComparisonLine{Heading: unit.Heading}
		for _, piece := range l.Pieces {
			line.Pieces = append(line.Pieces, ComparisonPiece{piece.Kind == compare.Added, piece.Kind == compare.Removed, inline(piece.Text, w.mark)})
		}
		p.Lines = append(p.Lines, line)
	}
	if c.Kind == compare.Changed {
		return p
	}
	for _, l := range unit.Lines {
		p.Lines = append(p.Lines, w.plainLine(l, unit.Heading))
	}
	for i := range more {
		p.Lines = w.appendUnit(p.Lines, unitOf(&more[i]))
	}
	return p
}

// unitName is what a heading calls a unit: its number, with the one that it had, or its
// first words.
func (w *words) unitName(c *compare.Change) any {
	unit := unitOf(c)
	switch {
	case unit.Label != "" && c.Renumbered() && c.Old.Label != "":
		return w.phrase("comparison.number", content(unit.Label), content(c.Old.Label))
	case unit.Label != "":
		return content(unit.Label)
	}
	name := []rune(strings.Join(unit.Lines[:1], ""))
	if len(name) > nameLength {
		name = append(name[:nameLength:nameLength], '…', '…')
	}
	if unit.Heading {
		return content(name)
	}
	return w.phrase("comparison.words", content(name))
}

// appendUnit adds the lines of a unit that did not change, its number before the first.
func (w *words) appendUnit(lines []ComparisonLine, u *compare.Unit) []ComparisonLine {
	texts := u.Lines
	if u.Label != "" {
		first := u.Label
		if len(texts) > 0 {
			first += "　" + texts[0]
			texts = texts[1:]
		}
		lines = append(lines, w.plainLine(first, u.Heading))
	}
	for _, l := range texts {
		lines = append(lines, w.plainLine(l, u.Heading))
	}
	return lines
}

func (w *words) plainLine(text string, heading bool) ComparisonLine {
	return ComparisonLine{heading, []ComparisonPiece{{Text: inline(text, w.mark)}}}
}
