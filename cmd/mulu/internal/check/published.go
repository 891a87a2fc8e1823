package check

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// Published is what the last publication made public, compared with a catalogue. Only
// differences are kept: most documents are as they were.
type Published struct {
	// Docs are the documents that are not as they were, or no longer there, by their
	// index numbers.
	Docs []PublishedDoc
	c    *catalogue.Catalogue
	had  []bool // by Document.ID: it was there
}

// PublishedDoc is a document as it was last published.
type PublishedDoc struct {
	Index, Title, Number string
	Written, Published   official.Date
	Changed              official.Date       // the last change; no date when there was none
	Now                  *catalogue.Document // that has the index number now; nil when none does
}

// NewPublished makes a comparison with c, to which documents are then added.
func NewPublished(c *catalogue.Catalogue) *Published {
	return &Published{c: c, had: make([]bool, len(c.Documents))}
}

// Add takes a document of the last publication. Its texts are kept only when it is not
// as it was.
func (p *Published) Add(d PublishedDoc) {
	t, _ := p.c.Find(d.Index)
	if d.Now = t.Document; d.Now != nil {
		if p.had[d.Now.ID] {
			return // twice in the data
		}
		p.had[d.Now.ID] = true
		n := d.Now
		if d.Title == n.Title && d.Number == n.DocNumber && d.Written == n.Written && d.Published == n.Published && d.Changed == n.LastChange() {
			return
		}
	}
	d.Index, d.Title, d.Number = strings.Clone(d.Index), strings.Clone(d.Title), strings.Clone(d.Number)
	p.Docs = append(p.Docs, d)
}

// Done puts the documents in their order.
func (p *Published) Done() {
	slices.SortStableFunc(p.Docs, func(a, b PublishedDoc) int { return strings.Compare(a.Index, b.Index) })
}

// Had says whether a document of the catalogue was public under its index number.
func (p *Published) Had(d *catalogue.Document) bool { return p.had[d.ID] }

// Find gives a document as it was; ok is false when it is as it was, or is new.
func (p *Published) Find(index string) (d *PublishedDoc, ok bool) {
	i, ok := slices.BinarySearchFunc(p.Docs, index, func(d PublishedDoc, index string) int { return strings.Compare(d.Index, index) })
	if !ok {
		return nil, false
	}
	return &p.Docs[i], true
}

// LastPublished is the difference of this document from the last publication; nil when
// there is none, or the document is new, or the last publication is not known.
func (d *Document) LastPublished() *PublishedDoc {
	if d.Options.Published == nil {
		return nil
	}
	p, _ := d.Options.Published.Find(d.Index)
	return p
}
