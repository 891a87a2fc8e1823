package feed

import (
	"bytes"
	"encoding/xml"
	"time"

	"mulu/cmd/mulu/internal/plan"
)

// Atom appends the feed of the whole catalogue, or of a list (RFC 4287).
func (f *Feeds) Atom(dst []byte, e plan.Entry) []byte {
	items := f.items(e.List)
	h := f.head(e.List, items)
	w := writer{dst: append(dst, xml.Header...), loc: f.plan.Config.Location()}
	w.open(&h, h.home, f.plan.Canonical(e.Path))
	for _, it := range items {
		en := f.entry(it)
		w.entry(&en, f.label(it.event), h.about)
	}
	w.raw("</feed>\n")
	return w.dst
}

func (f *Feeds) label(e event) string {
	if e == published {
		return f.words.Text("feed.published")
	}
	return label(f.words, e)
}

type writer struct {
	dst []byte
	loc *time.Location
}

// open begins a feed that stands at self.
func (w *writer) open(h *head, id, self string) {
	w.raw(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="`)
	w.text(h.language)
	w.raw("\">\n")
	w.element("id", id)
	w.element("title", h.title)
	w.link("self", "application/atom+xml", self, "")
	w.link("alternate", "text/html", h.home, "")
	w.element("updated", instant(h.updated, w.loc))
	w.author(h.author)
}

func (w *writer) raw(s string) { w.dst = append(w.dst, s...) }

// text appends character data or an attribute's value. Characters that XML cannot
// hold become U+FFFD.
func (w *writer) text(s string) {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' || c >= 0xEF {
			plain = false
			break
		}
	}
	if plain {
		w.dst = append(w.dst, s...)
		return
	}
	b := bytes.NewBuffer(w.dst)
	// A bytes.Buffer never fails.
	_ = xml.EscapeText(b, []byte(s))
	w.dst = b.Bytes()
}

func (w *writer) element(name, s string) {
	w.raw("<" + name + ">")
	w.text(s)
	w.raw("</" + name + ">\n")
}

func (w *writer) author(name string) {
	w.raw("<author><name>")
	w.text(name)
	w.raw("</name></author>\n")
}

func (w *writer) link(rel, kind, href, title string) {
	w.raw(`<link rel="` + rel + `" type="` + kind + `" href="`)
	w.text(href)
	if title != "" {
		w.raw(`" title="`)
		w.text(title)
	}
	w.raw("\"/>\n")
}

func (w *writer) category(scheme, term, label string) {
	w.raw(`<category`)
	if scheme != "" {
		w.raw(` scheme="`)
		w.text(scheme)
		w.raw(`"`)
	}
	w.raw(` term="`)
	w.text(term)
	w.raw(`" label="`)
	w.text(label)
	w.raw("\"/>\n")
}

// entry writes an entry. Its category of the scheme says what happened; the others are
// those of the document.
func (w *writer) entry(e *entry, label, scheme string) {
	w.raw("<entry>\n")
	w.element("id", e.id)
	w.element("title", e.title)
	w.link("alternate", "text/html", e.page, "")
	for _, by := range e.by {
		w.link("related", "text/html", e.relative(by), by.Title)
	}
	w.element("published", instant(e.known, w.loc))
	w.element("updated", instant(e.known, w.loc))
	for i := range e.doc.Issuers {
		w.author(e.doc.IssuerName(i))
	}
	w.category(scheme, events[e.event], label)
	for _, c := range e.doc.Categories {
		w.category("", c.Path, c.Name)
	}
	if e.summary != "" {
		w.element("summary", e.summary)
	}
	w.raw("</entry>\n")
}
