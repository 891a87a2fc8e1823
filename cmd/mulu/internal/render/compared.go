package render

import (
	"fmt"
	"path"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/compare"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/plan"
)

// compared is two bodies as they are compared and shown on one page.
type compared struct {
	*words
	r       *Renderer
	root    string
	objects []object // those of compare.Part.Object, from 1
	known   map[string]int
	tables  int // shown
	jumps   int // to what changed
}

// object is a picture or where a link leads.
type object struct {
	picture bool
	name    string // the name of the file, where the link leads as a reader knows it
	address string // on the page
}

// read takes a document's body apart. Its problems and the files that it names are its
// own page's.
func (c *compared) read(w *Worker, d *catalogue.Document) ([]compare.Unit, error) {
	files, fragments, diags := len(w.Files), len(w.Fragments), len(w.diags)
	err := c.r.body(w, d.Path, c.root, d, nil)
	sources := map[string]string{} // of the site's files, by their addresses
	for _, f := range w.Files[files:] {
		sources[f.Path] = f.Source
	}
	w.Files, w.Fragments, w.diags = w.Files[:files], w.Fragments[:fragments], w.diags[:diags]
	if err != nil {
		return nil, err
	}
	return c.units(markdown.Lines(w.md.HTML), sources), nil
}

// units makes of lines articles and what is outside them.
func (c *compared) units(lines []markdown.Line, sources map[string]string) (us []compare.Unit) {
	table := 0 // which the last unit is
	inArticle := false
	for _, l := range lines {
		line := c.line(l, sources)
		text := lead(&line)
		number, says, article := markdown.Article(*text)
		last := len(us) - 1
		switch article = article && l.Table == 0; {
		case article:
			*text = says
			us = append(us, compare.Unit{Kind: compare.Article, Label: number, Lines: said(line)})
			inArticle = true
		case inArticle && !l.Heading && !l.Apart, l.Table > 0 && l.Table == table:
			us[last].Lines = append(us[last].Lines, line)
			continue
		default:
			us = append(us, outside(l, line))
			inArticle = false
		}
		table = l.Table
	}
	return us
}

// outside is a unit that begins outside articles.
func outside(l markdown.Line, line compare.Line) compare.Unit {
	u := compare.Unit{Label: line.Label}
	switch line.Label = ""; {
	case l.Table > 0:
		u.Kind = compare.Table
	case l.Heading:
		u.Kind = compare.Heading
	}
	u.Lines = []compare.Line{line}
	return u
}

// said is a line, if it says anything.
func said(l compare.Line) []compare.Line {
	if cell := l.Cells[0]; len(cell) == 1 && cell[0] == (compare.Part{}) {
		return nil
	}
	l.Label = ""
	return []compare.Line{l}
}

// lead is the text that a line begins with.
func lead(l *compare.Line) *string {
	if len(l.Cells[0]) == 0 || l.Cells[0][0].Object != 0 {
		return new(string)
	}
	return &l.Cells[0][0].Text
}

// line is a line with its number, if it is an item.
func (c *compared) line(l markdown.Line, sources map[string]string) compare.Line {
	line := compare.Line{Label: l.Number, Row: l.Table > 0, Head: l.Head}
	for _, cell := range l.Cells {
		line.Cells = append(line.Cells, c.text(cell, sources))
	}
	if text := lead(&line); line.Label == "" && !line.Row {
		line.Label, *text = markdown.ItemNumber(*text)
	}
	return line
}

// text is what is compared of a line or a cell. Of a link that shows its address the
// address is compared once.
func (c *compared) text(s markdown.Span, sources map[string]string) (t compare.Text) {
	for i, run := range s {
		switch {
		case run.Kind == markdown.Words:
			t = append(t, compare.Part{Text: run.Text})
		case run.Kind == markdown.LinkEnd && i > 0 && strings.HasSuffix(s[i-1].Text, strings.TrimPrefix(run.Dest, "mailto:")):
		default:
			t = append(t, compare.Part{Text: run.Text, Object: c.object(run, sources)})
		}
	}
	return t
}

// object is the number of a picture or an address, the same of the same. A file is known
// by its name and its bytes: each edition has its own files beside it.
func (c *compared) object(run markdown.Run, sources map[string]string) int {
	o := object{picture: run.Kind == markdown.Picture, address: run.Dest}
	at, local := strings.CutPrefix(run.Dest, c.root)
	local = local && !strings.Contains(run.Dest, ":")
	key := run.Dest
	switch source := sources[at]; {
	case !local || strings.HasPrefix(at, "#"):
		o.name = run.Dest
	case source != "":
		o.name = path.Base(source)
		key = fmt.Sprintf("%s %x", o.name, c.r.files.Sum(source))
	default:
		o.name = c.pageName(at)
	}
	key = fmt.Sprintf("%t %s %s", o.picture, run.Text, key)
	if c.known[key] == 0 {
		c.objects = append(c.objects, o)
		c.known[key] = len(c.objects)
	}
	return c.known[key]
}

// pageName is what a reader knows a page of the site by: a document by its title.
func (c *compared) pageName(at string) string {
	page, fragment, has := strings.Cut(at, "#")
	name := page
	if index, ok := strings.CutPrefix(strings.TrimSuffix(page, ".html"), "doc/"); ok {
		if t, _ := c.r.cat.Find(index); t.Document != nil && plan.DocumentPath(index) == page {
			name = c.Text("comparison.document", t.Document.Title)
		}
	}
	if has {
		name += " #" + fragment
	}
	return name
}
