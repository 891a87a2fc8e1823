package catalogue

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// With is the catalogue with other headers of some documents, where these say nothing that
// concerns any other document, nor the validity of their own: other titles, summaries,
// keywords. It shares what it can with c, which stays as it is. Not ok where a header says
// more, or is of no document that is public: then New must join all of them.
func (c *Catalogue) With(records []*Record) (with *Catalogue, ok bool) {
	docs := slices.Clone(c.Documents)
	for _, r := range records {
		i, public := c.placeOf(r.Path)
		if !public || !c.fits(r, &docs[i]) {
			return nil, false
		}
		docs[i].Record = r
	}
	n := *c
	n.Documents = docs
	n.repoint()
	return &n, true
}

// placeOf is the place in Documents of the document in a source file.
func (c *Catalogue) placeOf(file string) (id int32, public bool) {
	k, public := slices.BinarySearchFunc(c.ByPath, file, func(id int32, file string) int { return strings.Compare(c.Documents[id].Path, file) })
	if !public {
		return 0, false
	}
	return c.ByPath[k], true
}

// fits says whether a record can stand in the place of a document's own. What a sunset rule
// and the name of a work take from the title must be the same; redirections bear the title,
// and figures are checked against it.
func (c *Catalogue) fits(r *Record, d *Document) bool {
	a, b := *r, *d.Record
	for _, x := range []*Record{&a, &b} {
		x.Title, x.Summary, x.keywords = "", "", ""
		x.Words = &Words{Theme: x.Theme, Unified: x.Unified}
	}
	if !reflect.DeepEqual(&a, &b) {
		return false
	}
	if r.Title == d.Title {
		return true
	}
	if m := d.More; m != nil && (len(m.Aliases) > 0 || m.Data != "") {
		return false
	}
	replaces := func(rel Relation) bool { return rel.Type == Replaces }
	if slices.ContainsFunc(d.Out, replaces) || slices.ContainsFunc(d.In, replaces) {
		return false
	}
	on, cause, basis := c.Lapses(d.Record)
	on2, cause2, basis2 := c.Lapses(r)
	return on == on2 && cause == cause2 && basis == basis2
}

// repoint makes what leads from document to document lead to those of c.
func (c *Catalogue) repoint() {
	for i := range c.Documents {
		d := &c.Documents[i]
		if d.Links != &noLinks {
			d.Links = &Links{c.relations(d.Out), c.relations(d.In)}
		}
		d.Validity = c.validity(d.Validity)
	}
	c.acts, c.anew = maps.Clone(c.acts), maps.Clone(c.anew)
	for id, events := range c.acts {
		events = slices.Clone(events)
		for i := range events {
			events[i].Grounds = c.grounds(events[i].Grounds)
		}
		c.acts[id] = events
	}
	for id, text := range c.anew {
		text.by = c.own(text.by)
		c.anew[id] = text
	}
}

func (c *Catalogue) validity(v Validity) Validity {
	v.Grounds = c.grounds(v.Grounds)
	return v
}

func (c *Catalogue) grounds(g *Grounds) *Grounds {
	if g.By == nil && (g.Next == nil || g.Next.By == nil) {
		return g
	}
	own := &Grounds{By: c.own(g.By), Basis: g.Basis}
	if g.Next != nil {
		next := c.validity(*g.Next)
		own.Next = &next
	}
	return own
}

func (c *Catalogue) relations(list []Relation) []Relation {
	list = slices.Clone(list)
	for i := range list {
		list[i].Doc = c.own(list[i].Doc)
	}
	return list
}

// own is the document of c in the place of another catalogue's.
func (c *Catalogue) own(d *Document) *Document {
	if d == nil {
		return nil
	}
	return &c.Documents[d.ID]
}
