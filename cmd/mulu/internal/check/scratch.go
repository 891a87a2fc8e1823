package check

import (
	"strings"
	"unsafe"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
)

// scratch is memory for the inspection of one body after the other.
type scratch struct {
	raw   []byte // what texts are pieces of
	texts []Text
	found found
	line  Line

	seen     Body // as most rules see the one that is inspected
	document catalogue.Document
	lines    Document // as rules of lines see it
	kept     []kept

	out []diag.Diagnostic // what is found
}

// keptFindings is for how many findings room is kept from one body to the next.
const keptFindings = 256

// documentOf is the body's document as rules of lines see it; nil for a page.
func (s *scratch) documentOf(b *Body) *Document {
	if b.Document == nil {
		return nil
	}
	s.lines = Document{Site: b.Site, Document: b.Document}
	return &s.lines
}

func (e *Engine) scratch() *scratch {
	if s, ok := e.pool.Get().(*scratch); ok {
		return s
	}
	return new(scratch)
}

// text is a body as a string, which is valid until release: a copy of each would be a
// quarter of all garbage of a check. Rules keep nothing but what they report, and nobody
// writes into a body while they look at it.
func (s *scratch) text(raw []byte) string {
	s.raw = raw
	return unsafe.String(unsafe.SliceData(raw), len(raw))
}

// release makes the findings of a body their own, so that its text may be overwritten.
func (s *scratch) release(ds []diag.Diagnostic) {
	for i := range ds {
		d := &ds[i]
		for _, t := range [...]*string{&d.File, &d.Code, &d.Message, &d.Hint, &d.Found, &d.Mark} {
			s.own(t)
		}
		for k := range d.Related {
			s.own(&d.Related[k].File)
			s.own(&d.Related[k].Message)
		}
	}
	s.raw = nil
}

// own makes a copy of what is a part of the text.
func (s *scratch) own(t *string) {
	at := uintptr(unsafe.Pointer(unsafe.StringData(*t)))
	if from := uintptr(unsafe.Pointer(unsafe.SliceData(s.raw))); at >= from && at < from+uintptr(len(s.raw)) {
		*t = strings.Clone(*t)
	}
}
