package catalogue

import (
	"crypto/sha256"
	"encoding/binary"

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

// packing writes values, or reads them: both go by the same description.
type packing struct {
	cfg     *config.Config
	reading bool
	data    []byte // written so far
	rest    string // still to be read
	bad     bool   // what was read is no such value

	records  []Record        // room for those that are read
	filings  []*Filing       // read so far: thousands of records share one
	words    []*Words        // likewise
	filingAt map[*Filing]int // as they were written
	wordsAt  map[*Words]int
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

// shared writes what others have, too, once: its place among those written before, from 1, or
// 0 and itself.
func shared[T any](p *packing, v **T, known *[]*T, at map[*T]int, whole func(*T)) {
	if !p.reading {
		n, again := at[*v]
		if p.number(n); !again {
			at[*v] = len(at) + 1
			whole(*v)
		}
		return
	}
	switch n := p.number(0); {
	case n == 0:
		*v = new(T)
		whole(*v)
		*known = append(*known, *v)
	case n < 0 || n > len(*known):
		p.fail()
	default:
		*v = (*known)[n-1]
	}
}

// packPlace writes where a value of a list stands, from 1; 0 is nil.
func packPlace[T any](p *packing, v **T, list []T) {
	n := 0
	for i := range list {
		if &list[i] == *v {
			n = i + 1
		}
	}
	if !p.reading && n == 0 && *v != nil {
		p.fail()
	}
	switch n = p.number(n); {
	case !p.reading || n == 0:
	case n < 0 || n > len(list):
		p.fail()
	default:
		*v = &list[n-1]
	}
}

func packPointer[T any](p *packing, v **T, whole func(*T)) {
	there := *v != nil
	if p.flag(&there); !there {
		return
	}
	if p.reading {
		*v = new(T)
	}
	whole(*v)
}

// packList tells a list that is nil from one of nothing, as Read does.
func packList[T any](p *packing, list *[]T, one func(*T)) {
	there := *list != nil
	if p.flag(&there); !there {
		return
	}
	if n := p.length(len(*list)); p.reading {
		*list = make([]T, n)
	}
	for i := range *list {
		one(&(*list)[i])
	}
}

func (p *packing) texts(list *[]string) { packList(p, list, p.text) }

func (p *packing) text(s *string) {
	n := p.length(len(*s))
	if p.reading {
		*s, p.rest = p.rest[:n], p.rest[n:]
	} else {
		p.data = append(p.data, *s...)
	}
}

func (p *packing) sum(s *[sha256.Size]byte) {
	switch {
	case !p.reading:
		p.data = append(p.data, s[:]...)
	case len(p.rest) < len(s):
		p.fail()
	default:
		copy(s[:], p.rest)
		p.rest = p.rest[len(s):]
	}
}

func (p *packing) flag(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	*b = p.number(n) == 1
}

func (p *packing) day(d *official.Date) {
	n := p.number(d.Year()<<9 | d.Month()<<5 | d.Day())
	if p.reading {
		*d = official.DateOf(n>>9, n>>5&15, n&31)
	}
}

func packNumber[T ~uint8 | ~int32](p *packing, v *T) { *v = T(p.number(int(*v))) }

// length writes how many things there are, of which each has a byte at least, or gives how
// many there are to read.
func (p *packing) length(n int) int {
	n = p.number(n)
	if p.reading && (n < 0 || n > len(p.rest)) {
		p.fail()
		return 0
	}
	return n
}

// number writes n, or gives the one that is read.
func (p *packing) number(n int) int {
	if !p.reading {
		p.data = binary.AppendVarint(p.data, int64(n))
		return n
	}
	var v uint64
	for i := 0; i < len(p.rest) && i < binary.MaxVarintLen64; i++ {
		c := p.rest[i]
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			p.rest = p.rest[i+1:]
			return int(int64(v>>1) ^ -int64(v&1))
		}
	}
	p.fail()
	return 0
}

func (p *packing) fail() { p.bad, p.rest = true, "" }
