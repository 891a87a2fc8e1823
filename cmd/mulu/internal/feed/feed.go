// Package feed makes what machines read to learn of new and changed pages: Atom
// feeds, sitemaps and robots.txt. Everything comes from the plan; the dates are
// those of the documents, never of the build, so that an unchanged catalogue gives
// the same bytes on any day.
package feed

import (
	"bytes"
	"encoding/xml"
	"time"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// Atom appends the feed of the whole catalogue, or of a list: its newest documents
// (RFC 4287).
func Atom(dst []byte, p *plan.Plan, e plan.Entry) []byte {
	docs, title, home := p.Catalogue.Documents, p.Config.Title, plan.HomePath
	var ids []int32
	if e.List != nil {
		ids, title, home = e.List.Docs, e.List.Name+" - "+p.Config.Title, e.List.Path(0)
	} else {
		ids = firstN(len(docs), p.Config.Latest)
	}
	if len(ids) > p.Config.Latest {
		ids = ids[:p.Config.Latest]
	}
	w := writer{dst: append(dst, xml.Header...), loc: p.Config.Location()}
	w.raw(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="`)
	w.text(p.Config.Content)
	w.raw("\">\n")
	w.element("id", p.Canonical(home))
	w.element("title", title)
	w.raw(`<link rel="self" type="application/atom+xml" href="`)
	w.text(p.Canonical(e.Path))
	w.raw("\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"")
	w.text(p.Canonical(home))
	w.raw("\"/>\n")
	w.element("updated", w.instant(newest(docs, ids)))
	w.raw("<author><name>")
	w.text(p.Config.Site.Name)
	w.raw("</name></author>\n")
	for _, id := range ids {
		w.entry(p, &docs[id])
	}
	w.raw("</feed>\n")
	return w.dst
}

func firstN(n, limit int) []int32 {
	ids := make([]int32, min(n, limit))
	for i := range ids {
		ids[i] = int32(i)
	}
	return ids
}

// newest is the last day on which one of the documents was published or changed.
func newest(docs []catalogue.Document, ids []int32) official.Date {
	var last official.Date
	for _, id := range ids {
		if d := Updated(&docs[id]); d.After(last) {
			last = d
		}
	}
	return last
}

// Updated is the day on which a document was last published or changed.
func Updated(d *catalogue.Document) official.Date {
	last := d.Published
	if d.More != nil {
		for _, c := range d.More.Changes {
			if c.On.After(last) {
				last = c.On
			}
		}
	}
	return last
}

type writer struct {
	dst []byte
	loc *time.Location
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

// instant is the beginning of a day in the site's zone, for formats that know no
// days; a catalogue without documents has the beginning of Unix time.
func (w *writer) instant(d official.Date) string {
	if d.IsZero() {
		d = official.DateOf(1970, 1, 1)
	}
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, w.loc).Format(time.RFC3339)
}

func (w *writer) entry(p *plan.Plan, d *catalogue.Document) {
	at := p.Canonical(plan.DocumentPath(d.Index))
	w.raw("<entry>\n")
	w.element("id", at)
	w.element("title", d.Title)
	w.raw(`<link rel="alternate" type="text/html" href="`)
	w.text(at)
	w.raw("\"/>\n")
	w.element("published", w.instant(d.Published))
	w.element("updated", w.instant(Updated(d)))
	for i := range d.Issuers {
		w.raw("<author><name>")
		w.text(d.IssuerName(i))
		w.raw("</name></author>\n")
	}
	for _, c := range d.Categories {
		w.raw(`<category term="`)
		w.text(c.Path)
		w.raw(`" label="`)
		w.text(c.Name)
		w.raw("\"/>\n")
	}
	if d.Summary != "" {
		w.element("summary", d.Summary)
	}
	w.raw("</entry>\n")
}
