package catalogue

import (
	"crypto/sha256"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// Kept is what a content file holds, with what tells its text from every other, as it is kept
// between builds.
type Kept struct {
	Path   string
	Text   [sha256.Size]byte // SHA-256 of the whole file
	Header [sha256.Size]byte // of its header alone
	Item
}

// Keepable says whether an item may be kept: of what is not public nothing is.
func (i *Item) Keepable() bool {
	switch r := i.Record; {
	case i.Page != nil:
		return !i.Page.Draft
	case r == nil || r.Draft:
		return false
	default:
		return r.Disclosure == official.DisclosurePublic && (r.More == nil || r.More.Withdrawn == nil)
	}
}

// Pack writes items that are Keepable, for Unpack of a Reader with the same settings; not ok
// of items that are none of this Reader's.
func (r *Reader) Pack(list []Kept) (data []byte, ok bool) {
	p := packing{cfg: r.cfg, filingAt: map[*Filing]int{}, wordsAt: map[*Words]int{}}
	p.length(len(list))
	for i := range list {
		p.kept(&list[i])
	}
	return p.data, !p.bad
}

// Unpack reads what Pack wrote; not ok of anything else. The records share the memory of data.
// They are what Read makes of the same header in the same file.
func (r *Reader) Unpack(data string) (list []Kept, ok bool) {
	p := packing{cfg: r.cfg, reading: true, rest: data}
	list = make([]Kept, p.length(0))
	p.records = make([]Record, 0, len(list))
	for i := range list {
		if p.kept(&list[i]); p.bad {
			return nil, false
		}
	}
	return list, !p.bad && p.rest == ""
}

func (p *packing) kept(k *Kept) {
	p.text(&k.Path)
	p.sum(&k.Text)
	p.sum(&k.Header)
	page := k.Page != nil
	p.flag(&page)
	switch {
	case p.bad:
	case page && p.reading:
		k.Page = &Page{}
		fallthrough
	case page:
		p.page(k.Page)
		k.Page.Path = k.Path
	default:
		if p.reading {
			p.records = append(p.records, Record{})
			k.Record = &p.records[len(p.records)-1]
		}
		p.record(k.Record)
		k.Record.Path = k.Path
	}
}

func (p *packing) page(g *Page) {
	for _, s := range [...]*string{&g.Name, &g.Title, &g.Summary, &g.Results} {
		p.text(s)
	}
	p.day(&g.Updated)
	p.flag(&g.Draft)
	p.texts(&g.Aliases)
}

func (p *packing) record(r *Record) {
	for _, s := range [...]*string{&r.Title, &r.Index, &r.DocNumber, &r.Summary, &r.keywords} {
		p.text(s)
	}
	for _, d := range [...]*official.Date{&r.Written, &r.Published, &r.Effective, &r.Expires} {
		p.day(d)
	}
	packNumber(p, &r.Typed)
	packNumber(p, &r.Five)
	packNumber(p, &r.Disclosure)
	p.flag(&r.Draft)
	shared(p, &r.Filing, &p.filings, p.filingAt, p.filing)
	shared(p, &r.Words, &p.words, p.wordsAt, p.word)
	packPointer(p, &r.More, p.more)
}

func (p *packing) filing(f *Filing) {
	packPlace(p, &f.Class, Classes)
	packList(p, &f.Issuers, func(i **config.Issuer) { packPlace(p, i, p.cfg.Issuers) })
	p.texts(&f.IssuerAs)
	packList(p, &f.Categories, func(c **config.Category) { packPlace(p, c, p.cfg.Categories) })
}

func (p *packing) word(w *Words) {
	for _, s := range [...]*string{&w.Theme, &w.Genre, &w.Unit, &w.Unified} {
		p.text(s)
	}
}

func (p *packing) more(m *More) {
	for _, s := range [...]*string{&m.DisclosureBasis, &m.Keep, &m.RepealedBy, &m.SourceName, &m.SourceURL, &m.Author, &m.Data} {
		p.text(s)
	}
	p.day(&m.Reassess)
	p.day(&m.Repealed)
	packNumber(p, &m.Requests)
	for _, l := range [...]*[]string{&m.Audience, &m.Aliases, &m.Forms} {
		p.texts(l)
	}
	packList(p, &m.Attachments, func(a *Attachment) { p.text(&a.File); p.text(&a.Title) })
	packList(p, &m.Refs, p.ref)
	packList(p, &m.Reviews, func(v *Review) { p.text(&v.Kind); p.text(&v.By); p.text(&v.Conclusion); p.day(&v.On) })
	packList(p, &m.Changes, func(c *Change) { p.day(&c.On); p.text(&c.Text) })
	packPointer(p, &m.Withdrawn, func(w *Withdrawal) { p.day(&w.On); p.text(&w.Reason) })
	packPointer(p, &m.Consultation, func(c *Consultation) {
		p.day(&c.Opens)
		p.day(&c.Closes)
		p.text(&c.Channel)
		p.text(&c.Reason)
	})
}

func (p *packing) ref(r *Ref) {
	packNumber(p, &r.Type)
	packNumber(p, &r.Compare)
	p.text(&r.Target)
	p.text(&r.Scope)
	p.day(&r.On)
	p.text(&r.Note)
}
