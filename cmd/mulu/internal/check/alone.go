package check

import (
	"encoding/binary"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
)

// Most rules of texts look at the text, at its own header and at the settings. A build that
// knows a text from before knows what they found in it, whatever has become of the rest of
// the catalogue. That they look at nothing else is not left to them: they are shown a
// catalogue without documents and days, and of the text's document its header alone.
// Rules that look further say with Asks for which texts.

// alone is the site without all that may change while a text stays as it is.
func (s *Site) alone() *Site {
	return &Site{Catalogue: s.Catalogue.Alone(), Options: Options{Whole: s.Whole, Links: s.Links}, Calendar: s.Calendar, memory: new(memory), citable: new(citable), links: s.Catalogue}
}

// LinkTarget is what a link of a file leads to among documents and pages: the source file
// and the title; ok is false where it leads elsewhere. Where that has changed, render.Answers
// tells, so that every rule may ask it.
func (s *Site) LinkTarget(file, dest string) (source, title string, ok bool) {
	t, _ := s.links.FindLink(file, dest)
	switch {
	case t.Document != nil:
		return t.Document.Path, t.Document.Title, true
	case t.Page != nil:
		return t.Page.Path, t.Page.Title, true
	}
	return "", "", false
}

// own is the body as rules see it that look at nothing else. It has what b has so far.
func (e *Engine) own(b *Body, mem *scratch) *Body {
	own := &mem.seen
	*own = *b
	own.Site = e.alone
	if b.Document != nil {
		mem.document = catalogue.NewDocument(b.Document.Record)
		own.Document = &mem.document
	}
	return own
}

// asks says whether a rule that looks further is to see a body: own is the body without
// what it would look at. Of a rule that gathers nothing is kept anyway.
func (r *Rule) asks(own *Body) bool {
	if r.Asks == nil {
		return false
	}
	yes := r.Asks(own)
	own.Asked = own.Asked || yes && r.Gathers == nil
	return yes
}

// Always is for Asks of a rule that looks further whatever the text is.
func Always(*Body) bool { return true }

// CitesAny is for Asks of a rule that looks at CitesEnded.
func CitesAny(own *Body) bool { return own.citesAny }

// Name is a hash of a name by which a text may cite a document: a title or a number. Two
// names may have the same.
type Name = uint32

// nameOf hashes a name the same in every run: names are kept (FNV-1a, 32 bits).
func nameOf[T string | []byte](name T) Name {
	h := uint32(2166136261)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return h
}

// nameOfNumber hashes a document number without its 机关代字, which texts do not part from
// the words before it.
func nameOfNumber(k numberKey) Name {
	return nameOf(binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, uint64(k.year)), uint64(k.serial)))
}

// names notes by which names the body may cite documents, and whether one of them is that of
// a document that is no longer valid.
func (b *Body) names(own *Body) {
	if b.Document == nil {
		return
	}
	add := func(n Name) {
		if !slices.Contains(b.Names, n) {
			b.Names = append(b.Names, n)
		}
	}
	b.eachName(func(from, to int) {
		title := b.Raw[from:to]
		if isPlain(title) {
			add(nameOf(title))
		} else {
			add(nameOf(PlainTitle(string(title))))
		}
	}, func(k numberKey, _, _ int) { add(nameOfNumber(k)) })
	own.citesAny = b.Site.Cited(b.Names)
}

// Cited says whether a name among some may be that of a document that is no longer valid.
func (s *Site) Cited(names []Name) bool {
	if len(names) == 0 {
		return false
	}
	c := s.cited()
	return slices.ContainsFunc(names, func(n Name) bool { return c.names[n] })
}

// cited are the documents that are no longer valid.
func (s *Site) cited() *citable {
	s.citable.once.Do(func() { s.citable.fill(s.Documents) })
	return s.citable
}

// Cited says whether a text with these names may cite a document that is no longer valid, so
// that what rules found in it before is no longer what they would find.
func (e *Engine) Cited(names []Name) bool { return e.site.Cited(names) }
