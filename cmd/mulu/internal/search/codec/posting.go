package codec

import (
	"maps"
	"slices"
)

// MaxClass is the class of the longest titles.
const MaxClass = 15

// TitleClass is the class of a title of so many folded characters.
func TitleClass(characters int) byte { return byte(min(MaxClass, characters/3)) }

// Posting is what a record says of its term: in which documents of a segment or
// range it occurs.
type Posting struct {
	Docs    []uint32 // A: ascending ids, from the beginning of the segment or range
	Title   []uint32 // T: ascending places in Docs
	Classes []byte   // of the title of each of Title, 0 to MaxClass
	Meta    []uint32 // K: ascending places in Docs
}

// AppendBody appends the bits of a record in a part with so many documents, padded to
// a byte, and says how many they are.
func AppendBody(dst []byte, docs int, p *Posting) (body []byte, bits int) {
	w := bitWriter{dst: dst}
	w.count(len(p.Docs))
	w.count(len(p.Title))
	w.count(len(p.Meta))
	w.set(docs, p.Docs)
	w.set(len(p.Docs), p.Title)
	w.classes(p.Classes)
	w.set(len(p.Docs), p.Meta)
	bits = 8*(len(w.dst)-len(dst)) + int(w.have)
	return w.end(), bits
}

// posting reads the bits of a record into p, whose buffers it keeps.
func (r *bitReader) posting(p *Posting, docs int) error {
	all, err := r.count(docs)
	if err != nil {
		return err
	}
	title, err := r.count(all)
	if err != nil {
		return err
	}
	meta, err := r.count(all)
	if err != nil {
		return err
	}
	if p.Docs, err = r.set(p.Docs[:0], docs, all); err != nil {
		return err
	}
	if p.Title, err = r.set(p.Title[:0], all, title); err != nil {
		return err
	}
	if p.Classes, err = r.classes(p.Classes[:0], title); err != nil {
		return err
	}
	p.Meta, err = r.set(p.Meta[:0], all, meta)
	return err
}

// manyTitles is the number of titles above which their classes are coarse, so that
// lists of frequent terms stay short.
const manyTitles = 2048

// coarse are the classes that stand for all in a long list, each for those up to the
// place where the next begins.
var coarse = [4]struct{ class, upTo byte }{{2, 3}, {5, 6}, {8, 10}, {12, MaxClass}}

func (w *bitWriter) classes(classes []byte) {
	for _, c := range classes {
		if len(classes) <= manyTitles {
			w.put(uint64(c), 4)
			continue
		}
		code := 0
		for c > coarse[code].upTo {
			code++
		}
		w.put(uint64(code), 2)
	}
}

func (r *bitReader) classes(dst []byte, n int) ([]byte, error) {
	width := uint(4)
	if n > manyTitles {
		width = 2
	}
	if int(width)*n > 8*len(r.src)+int(r.have) {
		return dst, errShort
	}
	for range n {
		c, _ := r.take(width)
		if width == 2 {
			c = uint32(coarse[c].class)
		}
		dst = append(dst, byte(c))
	}
	return dst, nil
}

// join is the posting of the documents of both; it keeps nothing of q.
func (p Posting) join(q *Posting) Posting {
	if p.Docs == nil {
		return Posting{slices.Clone(q.Docs), slices.Clone(q.Title), slices.Clone(q.Classes), slices.Clone(q.Meta)}
	}
	type how struct {
		title, meta bool
		class       byte
	}
	all := map[uint32]how{}
	for _, one := range []*Posting{&p, q} {
		for _, id := range one.Docs {
			if _, known := all[id]; !known {
				all[id] = how{} // in neither list below it is only in the text
			}
		}
		for i, at := range one.Title {
			h := all[one.Docs[at]]
			h.title, h.class = true, one.Classes[i]
			all[one.Docs[at]] = h
		}
		for _, at := range one.Meta {
			h := all[one.Docs[at]]
			h.meta = true
			all[one.Docs[at]] = h
		}
	}
	var out Posting
	for i, id := range slices.Sorted(maps.Keys(all)) {
		out.Docs = append(out.Docs, id)
		if all[id].title {
			out.Title, out.Classes = append(out.Title, uint32(i)), append(out.Classes, all[id].class)
		}
		if all[id].meta {
			out.Meta = append(out.Meta, uint32(i))
		}
	}
	return out
}
