package reuse

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sort"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
)

// Documents are the entries of a pack. The zero value has none. They may be asked by several
// goroutines at once.
type Documents struct {
	Whole               Sum
	n                   int
	records, ends, rest []byte
	texts               string // of which those of entries are parts: the same text is in memory once
}

// Open reads a pack; what is none has no entries.
func Open(data []byte) Documents {
	if len(data) < head || string(data[:len(magic)]) != magic {
		return Documents{}
	}
	d := Documents{Whole: Sum(data[len(magic):])}
	var sizes [3]uint64
	for i := range sizes {
		sizes[i] = uint64(binary.LittleEndian.Uint32(data[len(magic)+sumSize+4*i:]))
	}
	data = data[head:]
	var texts []byte
	for i, to := range [...]*[]byte{&d.records, &d.ends, &texts} {
		size := sizes[i] * [...]uint64{record, 4, 1}[i]
		if size > uint64(len(data)) {
			return Documents{}
		}
		*to, data = data[:size], data[size:]
	}
	d.n, d.rest, d.texts = int(sizes[0]), data, string(texts)
	return d
}

// Len is the number of entries.
func (d *Documents) Len() int { return d.n }

// Find is the entry of a key; nil when there is none that can be read.
func (d *Documents) Find(key Sum) *Entry {
	r := d.record(key)
	if r == nil {
		return nil
	}
	e := &Entry{Key: key, Frame: Sum(r[sumSize:]), Outputs: Sum(r[2*sumSize:]), Text: journal.Sum(r[3*sumSize:]), Words: journal.Sum(r[3*sumSize+textSize:])}
	place := binary.LittleEndian.Uint32(r[3*sumSize+2*textSize:])
	if place == none {
		return e
	}
	if uint64(place) >= uint64(len(d.rest)) {
		return nil
	}
	if rd := (reader{Documents: d, data: d.rest[place:]}); !rd.entry(e) {
		return nil
	}
	return e
}

// Words are those of the entry of a key.
func (d *Documents) Words(key Sum) (words journal.Sum, ok bool) {
	r := d.record(key)
	if r == nil {
		return words, false
	}
	return journal.Sum(r[3*sumSize+textSize:]), true
}

// record is the record of a key; nil when there is none.
func (d *Documents) record(key Sum) []byte {
	at := func(i int) []byte { return d.records[i*record:][:record] }
	from, to := d.around(key)
	i := from + sort.Search(to-from, func(i int) bool { return bytes.Compare(at(from + i)[:sumSize], key[:]) >= 0 })
	if i == d.n || Sum(at(i)) != key {
		return nil
	}
	return at(i)
}

// around are the records among which that of a key is, if there is one: keys are hashes, and
// so lie as evenly as chance puts them. Of 140,000 records a search through all of them waits
// for memory at nearly each of its steps.
func (d *Documents) around(key Sum) (from, to int) {
	less := func(i int) bool { return bytes.Compare(d.records[i*record:][:sumSize], key[:]) < 0 }
	high, _ := bits.Mul64(binary.BigEndian.Uint64(key[:]), uint64(d.n))
	guess, step := int(high), 64
	for from = max(0, guess-step); from > 0 && !less(from); from = max(0, from-step) {
		step *= 2
	}
	step = 64
	for to = min(d.n, guess+step); to < d.n && less(to); to = min(d.n, to+step) {
		step *= 2
	}
	return from, to
}

// reader reads the rest of an entry; bad says that it could not.
type reader struct {
	*Documents
	data []byte
	bad  bool
}

func (r *reader) entry(e *Entry) bool {
	e.Links = list(r, func(l *markdown.Link) { l.Dest, l.Image, l.Pos = r.text(), r.flag(), r.pos() })
	e.Made, e.Ruled = list(r, r.finding), list(r, r.finding)
	e.Files = list(r, func(f *plan.Entry) { f.Kind, f.Path, f.Source = plan.File, r.text(), r.text() })
	e.Fragments = list(r, func(f *render.Fragment) { f.File, f.Pos, f.Target, f.ID = r.text(), r.pos(), r.text(), r.text() })
	e.Faults = list(r, func(f *Fault) { f.Code, f.Element, f.Class = r.text(), r.text(), r.text() })
	e.Faulty, e.Asked = r.flag(), r.flag()
	e.Names = list(r, func(n *check.Name) { *n = r.four() })
	return !r.bad
}

func (r *reader) finding(d *diag.Diagnostic) {
	d.File, d.Pos, d.Severity, d.Secret = r.text(), r.pos(), diag.Severity(r.number()), r.flag()
	d.Code, d.Message, d.Hint, d.Found = r.text(), r.text(), r.text(), r.text()
	d.Related = list(r, func(o *diag.Related) { o.File, o.Pos, o.Message = r.text(), r.pos(), r.text() })
}

// list reads as many values as a number before them says; each has a byte at least.
func list[T any](r *reader, read func(*T)) []T {
	n := r.number()
	if n > len(r.data) {
		r.bad = true
	}
	if n == 0 || r.bad {
		return nil
	}
	values := make([]T, n)
	for i := range values {
		read(&values[i])
	}
	return values
}

func (r *reader) pos() diag.Pos {
	return diag.Pos{Line: r.number(), Col: r.number(), EndLine: r.number(), EndCol: r.number()}
}

func (r *reader) flag() bool { return r.number() != 0 }

func (r *reader) number() int {
	v, n := binary.Uvarint(r.data)
	if n <= 0 || v > 1<<31-1 {
		r.bad = true
		return 0
	}
	r.data = r.data[n:]
	return int(v)
}

func (r *reader) four() uint32 {
	if len(r.data) < 4 {
		r.bad = true
		return 0
	}
	n := binary.LittleEndian.Uint32(r.data)
	r.data = r.data[4:]
	return n
}

func (r *reader) text() string {
	i := r.number()
	if i >= len(r.ends)/4 {
		r.bad = true
		return ""
	}
	from, to := uint32(0), binary.LittleEndian.Uint32(r.ends[4*i:])
	if i > 0 {
		from = binary.LittleEndian.Uint32(r.ends[4*(i-1):])
	}
	if from > to || uint64(to) > uint64(len(r.texts)) {
		r.bad = true
		return ""
	}
	return r.texts[from:to]
}
