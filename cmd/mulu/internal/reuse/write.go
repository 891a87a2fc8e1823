package reuse

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"mulu/cmd/mulu/internal/diag"
)

// The form of a pack, in which numbers have four bytes, the lowest first:
//
//	magic, whole, numbers of entries, of strings and of the strings' bytes
//	the entries' records in the order of their keys: key, frame, outputs, text, words, place of the rest
//	where each string ends, the strings
//	the rest of those entries that have one
//
// Texts of findings are nearly all the same, so that each is kept once.
const (
	magic  = "mulu-documents-1\n"
	head   = len(magic) + sumSize + 3*4
	record = 3*sumSize + 2*textSize + 4
	none   = math.MaxUint32 // in place of the place of the rest

	sumSize, textSize = 32, 16
)

// ErrTooMuch is the error of a pack that its form cannot hold.
var ErrTooMuch = errors.New("more than 4 GB is to be kept of documents")

// writer writes the rest of entries.
type writer struct {
	places  map[string]uint32
	strings []string
	rest    []byte
}

// Pack makes a pack. whole is the hash of what all entries have in common.
func Pack(whole Sum, entries []*Entry) ([]byte, error) {
	slices.SortFunc(entries, func(a, b *Entry) int { return bytes.Compare(a.Key[:], b.Key[:]) })
	w := writer{places: map[string]uint32{}}
	records := make([]byte, 0, record*len(entries))
	for _, e := range entries {
		for _, s := range [...][]byte{e.Key[:], e.Frame[:], e.Outputs[:], e.Text[:], e.Words[:]} {
			records = append(records, s...)
		}
		at := uint64(none)
		if !e.plain() {
			at = uint64(len(w.rest))
			w.entry(e)
		}
		records = binary.LittleEndian.AppendUint32(records, uint32(at))
	}
	ends, texts := w.table()
	if len(w.rest) >= none || len(texts) >= none {
		return nil, ErrTooMuch
	}
	data := append([]byte(magic), whole[:]...)
	for _, n := range [...]int{len(entries), len(w.strings), len(texts)} {
		data = binary.LittleEndian.AppendUint32(data, uint32(n))
	}
	return slices.Concat(data, records, ends, texts, w.rest), nil
}

// table gives the strings, and where each ends.
func (w *writer) table() (ends, texts []byte) {
	for _, s := range w.strings {
		texts = append(texts, s...)
		ends = binary.LittleEndian.AppendUint32(ends, uint32(len(texts)))
	}
	return ends, texts
}

func (w *writer) entry(e *Entry) {
	w.number(len(e.Links))
	for i := range e.Links {
		l := &e.Links[i]
		w.text(l.Dest)
		w.flag(l.Image)
		w.pos(l.Pos)
	}
	w.findings(e.Made)
	w.findings(e.Ruled)
	w.number(len(e.Files))
	for i := range e.Files {
		w.text(e.Files[i].Path)
		w.text(e.Files[i].Source)
	}
	w.number(len(e.Fragments))
	for i := range e.Fragments {
		f := &e.Fragments[i]
		w.text(f.File)
		w.pos(f.Pos)
		w.text(f.Target)
		w.text(f.ID)
	}
	w.number(len(e.Faults))
	for _, f := range e.Faults {
		w.text(f.Code)
		w.text(f.Element)
		w.text(f.Class)
	}
	w.flag(e.Faulty)
	w.flag(e.Asked)
	w.number(len(e.Names))
	for _, n := range e.Names {
		w.rest = binary.LittleEndian.AppendUint32(w.rest, n)
	}
}

func (w *writer) findings(ds []diag.Diagnostic) {
	w.number(len(ds))
	for i := range ds {
		d := &ds[i]
		w.text(d.File)
		w.pos(d.Pos)
		w.number(int(d.Severity))
		w.flag(d.Secret)
		for _, s := range [...]string{d.Code, d.Message, d.Hint, d.Found} {
			w.text(s)
		}
		w.number(len(d.Related))
		for _, r := range d.Related {
			w.text(r.File)
			w.pos(r.Pos)
			w.text(r.Message)
		}
	}
}

func (w *writer) pos(p diag.Pos) {
	for _, n := range [...]int{p.Line, p.Col, p.EndLine, p.EndCol} {
		w.number(n)
	}
}

func (w *writer) number(n int) { w.rest = binary.AppendUvarint(w.rest, uint64(n)) }

func (w *writer) flag(b bool) {
	if b {
		w.number(1)
	} else {
		w.number(0)
	}
}

func (w *writer) text(s string) {
	at, known := w.places[s]
	if !known {
		at = uint32(len(w.strings))
		w.places[s] = at
		w.strings = append(w.strings, s)
	}
	w.number(int(at))
}
