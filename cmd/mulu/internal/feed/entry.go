package feed

import (
	"strings"
	"time"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/texts"
)

// entry is an item as both forms of feeds write it.
type entry struct {
	id, page       string // whole addresses; the id has the event and its day behind the page's
	title, summary string
	doc            *catalogue.Document
	by             []*catalogue.Document // what did it
	item
}

// entry derives what an entry says.
func (f *Feeds) entry(it item) entry {
	d := &f.plan.Catalogue.Documents[it.doc]
	at := f.plan.Canonical(plan.DocumentPath(d.Index))
	e := entry{id: at, page: at, title: d.Title, summary: d.Summary, doc: d, item: it}
	switch it.event {
	case published:
		return e
	case corrected:
		e.summary = f.corrections(d, it.on)
	default:
		e.summary, e.by = f.turned(d, &it.moment)
	}
	e.id += "#" + events[it.event] + "-" + it.on.String()
	e.title = title(f.words, it.event, d.Title)
	return e
}

// turned says what happened to a document on a day, and by which documents.
func (f *Feeds) turned(d *catalogue.Document, m *moment) (text string, by []*catalogue.Document) {
	var sentences []string
	for _, t := range f.plan.Catalogue.AppendTurns(nil, d) {
		if t.On != m.on || eventOf(t.Cause) != m.event || t.Known().After(f.plan.Catalogue.Today) {
			continue
		}
		sentences = append(sentences, sentence(f.words, d, &t))
		if t.By != nil {
			by = append(by, t.By)
		}
	}
	return strings.Join(sentences, "\n"), by
}

// corrections are the notes of a day on changes of a document.
func (f *Feeds) corrections(d *catalogue.Document, on official.Date) string {
	var notes []string
	for _, c := range d.More.Changes {
		if c.On == on {
			notes = append(notes, f.words.Text("feed.corrected", date(f.words, on), c.Text))
		}
	}
	return strings.Join(notes, "\n")
}

// title is that of an entry, which begins with what happened.
func title(w *texts.Table, e event, name string) string {
	switch e {
	case inForce:
		return w.Text("feed.title_in_force", name)
	case amended:
		return w.Text("feed.title_amended", name)
	case partly:
		return w.Text("feed.title_partly", name)
	case repealed:
		return w.Text("feed.title_repealed", name)
	case expired:
		return w.Text("feed.title_expired", name)
	case corrected:
		return w.Text("feed.title_corrected", name)
	}
	return name
}

// label is the name of an event.
func label(w *texts.Table, e event) string { return strings.TrimRight(title(w, e, ""), "：: ") }

// sentence says of a turn what happened to a document, when and by which document.
func sentence(w *texts.Table, d *catalogue.Document, t *catalogue.Turn) string {
	on := date(w, t.On)
	switch t.Cause {
	case catalogue.ByEffective:
		return w.Text("feed.in_force", quoted(w, d), on)
	case catalogue.ByExpiry:
		return w.Text("feed.expired", quoted(w, d), date(w, t.On.AddDays(-1)), on)
	case catalogue.BySunset:
		basis := t.Basis
		if basis == "" {
			basis = w.Text("banner.sunset_rule")
		}
		return w.Text("feed.sunset", quoted(w, d), basis, on)
	case catalogue.ByAmend:
		return by(w, d, t, "feed.amended", "feed.amended_part")
	case catalogue.ByPartial:
		return by(w, d, t, "feed.partly", "feed.partly_part")
	case catalogue.ByReplace:
		if t.By != nil {
			return by(w, d, t, "feed.replaced", "feed.replaced")
		}
	case catalogue.ByStatement:
		if t.Basis != "" {
			return w.Text("feed.repealed", quoted(w, d), on, w.Text("feed.by", t.Basis))
		}
	}
	return by(w, d, t, "feed.repealed", "feed.repealed")
}

// by is a sentence of what a document did; part is its form where the articles are known.
func by(w *texts.Table, d *catalogue.Document, t *catalogue.Turn, whole, part string) string {
	act := ""
	if t.By != nil {
		act = w.Text("feed.by", quoted(w, t.By))
	}
	if t.Basis != "" && part != whole {
		return w.Text(part, quoted(w, d), date(w, t.On), act, t.Basis)
	}
	return w.Text(whole, quoted(w, d), date(w, t.On), act)
}

// quoted is a document's title as sentences name it, with its number.
func quoted(w *texts.Table, d *catalogue.Document) string {
	name := d.Title
	if whole := strings.HasPrefix(name, "《") && strings.HasSuffix(name, "》") && strings.Count(name, "《") == 1; !whole {
		name = w.Text("feed.quoted", inner.Replace(name))
	}
	if d.DocNumber != "" {
		return w.Text("feed.numbered", name, d.DocNumber)
	}
	return name
}

// inner are the marks of titles inside a title (GB/T 15834 4.15).
var inner = strings.NewReplacer("《", "〈", "》", "〉")

func date(w *texts.Table, d official.Date) string { return w.Date(d.Year(), d.Month(), d.Day()) }

// head is what a feed says of itself.
type head struct {
	title, home   string // home is the page of which it is the feed, a whole address
	updated       official.Date
	author, about string // about is the page that explains feeds
	language      string
}

func (f *Feeds) head(l *plan.List, items []item) head {
	c := f.plan.Config
	h := head{title: c.Title, home: f.plan.Canonical(plan.HomePath), author: c.Site.Name, about: f.plan.Canonical(plan.SubscribePath), language: c.Content}
	if l != nil {
		h.title, h.home = l.Name+" - "+c.Title, f.plan.Canonical(l.Path(0))
	}
	if h.author == "" {
		h.author = c.Title
	}
	for _, it := range items {
		h.updated = later(h.updated, it.known)
	}
	return h
}

// instant is the beginning of a day in the site's zone, for formats that know no days; a
// catalogue without documents has the beginning of Unix time.
func instant(d official.Date, loc *time.Location) string {
	if d.IsZero() {
		d = official.DateOf(1970, 1, 1)
	}
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, loc).Format(time.RFC3339)
}
