package feed

import (
	"cmp"
	"encoding/json"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/jsontext"
	"mulu/cmd/mulu/internal/plan"
)

// pretty writes JSON with a member or an item on each line, as json.MarshalIndent does with one
// space for each depth; of that a build made a twentieth of all its garbage. Empty texts and
// lists are left out, but for those that must.
type pretty struct {
	dst   []byte
	depth int
	begun bool // something stands before on the same depth
}

// line begins a line, behind a comma where there is something before.
func (p *pretty) line() {
	if p.begun {
		p.dst = append(p.dst, ',')
	}
	p.begun = true
	p.dst = append(p.dst, '\n')
	for range p.depth {
		p.dst = append(p.dst, ' ')
	}
}

func (p *pretty) key(name string) {
	p.line()
	p.dst = append(jsontext.Append(p.dst, name), ": "...)
}

// in opens an object or a list, out closes it.
func (p *pretty) in(mark byte) { p.dst, p.depth, p.begun = append(p.dst, mark), p.depth+1, false }

func (p *pretty) out(mark byte) {
	p.depth--
	if p.begun {
		p.begun = false
		p.line()
	}
	p.dst, p.begun = append(p.dst, mark), true
}

func (p *pretty) text(name, value string) {
	p.key(name)
	p.string(value)
}

// string writes a text as encoding/json does, which has short forms for some characters that
// stand in hardly any.
func (p *pretty) string(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\n' || c == 0x7f {
			data, _ := json.Marshal(s) // of a string there is no error
			p.dst = append(p.dst, data...)
			return
		}
	}
	p.dst = jsontext.Append(p.dst, s)
}

// author is an object with a name.
func (p *pretty) author(name string) {
	p.line()
	p.in('{')
	p.text("name", name)
	p.out('}')
}

func (p *pretty) item(value string) {
	p.line()
	p.string(value)
}

// JSON appends the feed of the whole catalogue, or of a list, as a JSON Feed 1.1
// (jsonfeed.org/version/1.1): the same entries under the same ids as Atom.
func (f *Feeds) JSON(dst []byte, e plan.Entry) []byte {
	items := f.items(e.List)
	h := f.head(e.List, items)
	p := pretty{dst: dst}
	p.in('{')
	p.text("version", "https://jsonfeed.org/version/1.1")
	p.text("title", h.title)
	p.text("home_page_url", h.home)
	p.text("feed_url", f.plan.Canonical(e.Path))
	p.key("authors")
	p.in('[')
	p.author(h.author)
	p.out(']')
	p.text("language", h.language)
	if about := f.plan.Config.Description; e.List == nil && about != "" {
		p.text("description", about)
	}
	p.key("items")
	p.in('[')
	for _, it := range items {
		en := f.entry(it)
		p.line()
		f.jsonItem(&p, &en, h.about)
	}
	p.out(']')
	p.out('}')
	return append(p.dst, '\n')
}

func (f *Feeds) jsonItem(p *pretty, e *entry, about string) {
	at := instant(e.known, f.plan.Config.Location())
	p.in('{')
	p.text("id", e.id)
	p.text("url", e.page)
	p.text("title", e.title)
	p.text("content_text", cmp.Or(e.summary, e.doc.Title)) // a text is demanded
	p.text("date_published", at)
	p.text("date_modified", at)
	if len(e.doc.Issuers) > 0 {
		p.key("authors")
		p.in('[')
		for i := range e.doc.Issuers {
			p.author(e.doc.IssuerName(i))
		}
		p.out(']')
	}
	p.key("tags")
	p.in('[')
	p.item(f.label(e.event))
	for _, c := range e.doc.Categories {
		p.item(c.Name)
	}
	p.out(']')
	p.key("_mulu")
	f.jsonEvent(p, e, about)
	p.out('}')
}

// jsonEvent is what programs need not read out of a sentence.
func (f *Feeds) jsonEvent(p *pretty, e *entry, about string) {
	p.in('{')
	p.text("about", about)           // the page that explains it, as the form demands of an extension
	p.text("event", events[e.event]) // published, in-force, amended, partly-repealed, repealed, expired, corrected
	p.text("on", e.on.String())      // the day from which it holds; an entry's dates say when it was known
	p.text("index", e.doc.Index)     // the document's index number
	if len(e.by) > 0 {
		p.key("by")
		p.in('[')
		for _, by := range e.by {
			p.item(by.Index)
		}
		p.out(']')
	}
	p.out('}')
}

// relative is the whole address of another document's page, by that of the entry's.
func (e *entry) relative(d *catalogue.Document) string {
	return strings.TrimSuffix(e.page, plan.DocumentPath(e.doc.Index)) + plan.DocumentPath(d.Index)
}
