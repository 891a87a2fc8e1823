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
	Docs  []PublishedDoc
	c     *catalogue.Catalogue
	had   []bool             // by Document.ID: it was there
	taken map[int32]struct{} // Document.IDs of those that were not there, but whose addresses had a page
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

// Done puts the documents in their order. hasPage says whether the last publication has
// a page at the address of an index number: of one that it has no document of, that is a
// tombstone or leads on to another number.
func (p *Published) Done(hasPage func(index string) bool) {
	p.taken = map[int32]struct{}{}
	for id, had := range p.had {
		if !had && hasPage(p.c.Documents[id].Index) {
			p.taken[int32(id)] = struct{}{}
		}
	}
	slices.SortStableFunc(p.Docs, func(a, b PublishedDoc) int { return strings.Compare(a.Index, b.Index) })
}

// Had says whether a document of the catalogue was public under its index number.
func (p *Published) Had(d *catalogue.Document) bool { return p.had[d.ID] }

// Taken says whether the index number of a document that was not there had been used: of
// one that was withdrawn, or has another number since.
func (p *Published) Taken(d *catalogue.Document) bool {
	_, taken := p.taken[d.ID]
	return taken
}

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
	if d.Last == nil {
		return nil
	}
	p, _ := d.Last.Find(d.Index)
	return p
}

// Other says whether the index number was of another document: its title is not alike,
// and it has another day of writing and another document number. One of them may have
// been mended.
func (d *PublishedDoc) Other() bool {
	n := d.Now
	return n != nil && d.Written != n.Written && (d.Number == "" && n.DocNumber == "" || !SameNumber(d.Number, n.DocNumber)) && !alike(d.Title, n.Title)
}

// SameNumber says whether two texts are one document number, however it is written.
func SameNumber(a, b string) bool {
	if a == b {
		return a != ""
	}
	m, _, err := official.ReadDocNumber(a)
	n, _, err2 := official.ReadDocNumber(b)
	return err == nil && err2 == nil && m == n
}

// alike says whether two titles have half of the shorter one's pairs of characters in
// common.
func alike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	runes := []rune(a)
	if len(runes) < 2 {
		return strings.Contains(b, a)
	}
	same := 0
	for i := range runes[1:] {
		if strings.Contains(b, string(runes[i:i+2])) {
			same++
		}
	}
	return 2*same >= len(runes)-1
}
