// Package feed makes what machines read to learn of new and changed pages: feeds in the
// forms of Atom and JSON Feed, the calendar of what is to come, sitemaps, robots.txt, the
// description of the search and security.txt. Everything comes from the plan; the dates are
// those of the documents, never of the build, so that an unchanged catalogue gives the same
// bytes on any day on which no document turns.
package feed

import (
	"cmp"
	"slices"
	"sync"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/texts"
)

// Feeds makes the feeds and the calendar of a plan. It is safe for use by several
// goroutines.
type Feeds struct {
	plan  *plan.Plan
	words *texts.Table // in the language of documents

	once   sync.Once
	starts []int32  // by place in Catalogue.Documents, where the document's news begin
	all    []moment // those that are not later than today, by document and day
}

// New makes the feeds of a plan. words are in the language of documents, for feeds hold
// documents' titles.
func New(p *plan.Plan, words *texts.Table) *Feeds { return &Feeds{plan: p, words: words} }

// event is what happened to a document.
type event uint8

// The events. Publication comes first, for a document's feed begins with it.
const (
	published event = iota
	inForce
	amended
	partly
	repealed
	expired
	corrected
)

// events are their names in ids and for programs.
var events = [...]string{published: "published", inForce: "in-force", amended: "amended", partly: "partly-repealed", repealed: "repealed", expired: "expired", corrected: "corrected"}

func eventOf(c catalogue.Cause) event {
	switch c {
	case catalogue.ByEffective:
		return inForce
	case catalogue.ByAmend:
		return amended
	case catalogue.ByPartial:
		return partly
	case catalogue.ByExpiry, catalogue.BySunset:
		return expired
	}
	return repealed
}

// moment is an event that is an entry of feeds. There may be some for each document, so
// it holds what it takes to find them, and the rest is derived for the few in a feed.
type moment struct {
	on, known official.Date
	event     event
}

// index derives the moments of all documents, once.
func (f *Feeds) index() {
	docs := f.plan.Catalogue.Documents
	f.starts = make([]int32, len(docs)+1)
	var turns []catalogue.Turn
	for i := range docs {
		turns = f.plan.Catalogue.AppendTurns(turns[:0], &docs[i])
		f.all = f.appendMoments(f.all, &docs[i], turns)
		f.starts[i+1] = int32(len(f.all))
	}
	f.all = slices.Clip(f.all)
}

// appendMoments appends the events of a document up to today: those of one day and kind are
// one entry.
func (f *Feeds) appendMoments(dst []moment, d *catalogue.Document, turns []catalogue.Turn) []moment {
	first := len(dst)
	add := func(m moment) {
		if m.known.After(f.plan.Catalogue.Today) {
			return
		}
		for i := first; i < len(dst); i++ {
			if o := &dst[i]; o.on == m.on && o.event == m.event {
				o.known = later(o.known, m.known)
				return
			}
		}
		dst = append(dst, m)
	}
	for i := range turns {
		add(moment{turns[i].On, turns[i].Known(), eventOf(turns[i].Cause)})
	}
	if d.More != nil {
		for _, c := range d.More.Changes {
			if !c.On.IsZero() {
				add(moment{c.On, later(c.On, d.Published), corrected})
			}
		}
	}
	return dst
}

func later(a, b official.Date) official.Date {
	if b.After(a) {
		return b
	}
	return a
}

// moments are those of a document, by its place in the catalogue.
func (f *Feeds) moments(id int32) []moment {
	f.once.Do(f.index)
	return f.all[f.starts[id]:f.starts[id+1]]
}

// Updated is the day on which a document's page last changed as far as documents say: by its
// publication, a correction, a turn of its validity, or another document that relates to it.
func (f *Feeds) Updated(id int32) official.Date {
	d := &f.plan.Catalogue.Documents[id]
	last := d.Published
	for _, m := range f.moments(id) {
		last = later(last, m.known)
	}
	for i := range d.In {
		if on := d.In[i].Doc.Published; !on.After(f.plan.Catalogue.Today) {
			last = later(last, on)
		}
	}
	return last
}

// item is an entry of a feed.
type item struct {
	doc int32
	moment
}

// items are the entries of the whole catalogue, or of a list, newest first: its newest
// publications, and as many of what happened to its documents since. So no wave of documents
// that lapse on one day hides what is new.
func (f *Feeds) items(l *plan.List) []item {
	n := f.plan.Config.Latest
	news := newest{most: n}
	var all []item
	publish := func(id int32) {
		on := f.plan.Catalogue.Documents[id].Published
		all = append(all, item{id, moment{on, on, published}})
	}
	tell := func(id int32) {
		for _, m := range f.moments(id) {
			news.add(item{id, m})
		}
	}
	if l != nil {
		for _, id := range l.Docs[:min(n, len(l.Docs))] {
			publish(id)
		}
		for _, id := range l.Told() {
			tell(id)
		}
	} else {
		for i := range f.plan.Catalogue.Documents {
			id := int32(i)
			if i < n {
				publish(id)
			}
			tell(id)
		}
	}
	all = append(all, news.items...)
	slices.SortFunc(all, order)
	return all
}

// order puts the newest first; of one day, first what belongs to the newest document.
func order(a, b item) int {
	return cmp.Or(b.known.Compare(a.known), cmp.Compare(a.doc, b.doc), cmp.Compare(a.event, b.event), b.on.Compare(a.on))
}

// newest keeps the newest few of many items.
type newest struct {
	items []item // in order
	most  int
}

func (n *newest) add(it item) {
	if len(n.items) == n.most {
		if n.most == 0 || order(it, n.items[n.most-1]) > 0 {
			return
		}
		n.items = n.items[:n.most-1]
	}
	at, _ := slices.BinarySearchFunc(n.items, it, order)
	n.items = slices.Insert(n.items, at, it)
}
