package search

import (
	"context"
	"sort"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/search/codec"
)

// record is a term's record for one part of the index.
type record struct {
	hash     uint32
	from, to int // its body, in merged.bodies
	bits     int // of the body
}

// count is in how many documents a term is, or in how many titles.
type count struct {
	term han.Term
	docs int
}

// merged is what one partition of all runs gives.
type merged struct {
	parts    [][]record // as merger.parts
	bodies   []byte
	frequent []count // terms in many documents of the biggest segment, where none are cut
	titles   []count // pairs of Han characters of titles
}

// part is documents with posting files of their own: a segment or a range.
type part struct {
	name string
	from int // first ordinal over all segments
	docs int
}

// merger joins runs, partition by partition.
type merger struct {
	builder *Builder
	runs    []*run
	parts   []part
	ranges  int             // place in parts of the first range; len(parts) when there is none
	big     int             // place in parts of the biggest segment
	cut     map[uint32]bool // hashes of terms that are in ranges, not in their segment
	workers []mergeWorker
}

// merge joins partition p of all runs.
func (m *merger) merge(w *mergeWorker, p int) (*merged, error) {
	if err := w.open(m.runs, p); err != nil {
		return nil, err
	}
	out := w.room(len(m.parts))
	for len(w.heap) > 0 {
		first := w.heap[0]
		term, hash := first.header.term, first.hash
		w.list = w.list[:0]
		lists := 0
		for len(w.heap) > 0 && w.heap[0].header.term == term {
			if err := w.take(); err != nil {
				return nil, err
			}
			lists++
		}
		if lists > 1 {
			w.sort(len(m.builder.titles))
		}
		m.encode(w, out, hash, term)
	}
	w.took(out)
	return out, nil
}

// room is where a partition goes. Terms are parted by their hashes, so that all partitions
// have about the size of the one before: what grows step by step leaves as much garbage again.
func (w *mergeWorker) room(parts int) *merged {
	out := &merged{parts: make([][]record, parts), bodies: make([]byte, 0, w.bodies)}
	for i, n := range w.records {
		out.parts[i] = make([]record, 0, n)
	}
	return out
}

// took notes how much room a partition took.
func (w *mergeWorker) took(out *merged) {
	const share = 16 // of what the next one may have more
	w.bodies, w.records = len(out.bodies)+len(out.bodies)/share, w.records[:0]
	for _, list := range out.parts {
		w.records = append(w.records, len(list)+len(list)/share)
	}
}

// encode makes the records of a term from its whole list.
func (m *merger) encode(w *mergeWorker, out *merged, hash uint32, term han.Term) {
	m.note(w, out, term)
	list, meta := w.list, weighs(term)
	for i := 0; i < m.ranges && len(list) > 0; i++ {
		p := &m.parts[i]
		var own []uint32
		own, list = split(list, p.from+p.docs)
		switch {
		case len(own) == 0:
		case i == m.ranges-1 && m.cut[hash]:
			for j := m.ranges; j < len(m.parts); j++ {
				r := &m.parts[j]
				var piece []uint32
				piece, own = split(own, r.from+r.docs)
				m.record(w, out, j, hash, meta, piece) // of no documents, too
			}
		default:
			m.record(w, out, i, hash, meta, own)
		}
	}
}

// split cuts a list before an ordinal.
func split(list []uint32, ordinal int) (before, rest []uint32) {
	i := sort.Search(len(list), func(i int) bool { return int(list[i]>>flagBits) >= ordinal })
	return list[:i], list[i:]
}

// record appends a term's record of part i; meta says whether its places in meta lines
// are kept.
func (m *merger) record(w *mergeWorker, out *merged, i int, hash uint32, meta bool, list []uint32) {
	p, q := &m.parts[i], &w.posting
	q.Docs, q.Title, q.Classes, q.Meta = q.Docs[:0], q.Title[:0], q.Classes[:0], q.Meta[:0]
	for place, v := range list {
		ordinal := v >> flagBits
		q.Docs = append(q.Docs, ordinal-uint32(p.from))
		if v&inTitle != 0 {
			q.Title = append(q.Title, uint32(place))
			q.Classes = append(q.Classes, byte(m.builder.titles[ordinal].Load()-1))
		}
		if v&inMeta != 0 && meta {
			q.Meta = append(q.Meta, uint32(place))
		}
	}
	from := len(out.bodies)
	body, bits := codec.AppendBody(out.bodies, p.docs, q)
	out.bodies = body
	out.parts[i] = append(out.parts[i], record{hash, from, len(body), bits})
}

// weighs says whether the places in meta lines of a term are kept: not of single
// characters and of pairs of two letters or digits. Numbers are found by their threes
// and their Chinese characters, and so 14 bytes a document are saved.
func weighs(t han.Term) bool {
	rs := t.Runes()
	return len(rs) == 3 || len(rs) == 2 && (rs[0] >= utf8.RuneSelf || rs[1] >= utf8.RuneSelf)
}

// note counts what the manifest says of terms and the pinyin file of pairs.
func (m *merger) note(w *mergeWorker, out *merged, term han.Term) {
	if m.ranges == len(m.parts) {
		big := &m.parts[m.big]
		_, own := split(w.list, big.from)
		own, _ = split(own, big.from+big.docs)
		if len(own)*m.builder.layout.frequentShare > big.docs {
			out.frequent = append(out.frequent, count{term, len(own)})
		}
	}
	if !isPair(term) {
		return
	}
	titles := 0
	for _, p := range w.list {
		titles += int(p & inTitle)
	}
	if titles > 0 {
		out.titles = append(out.titles, count{term, titles / inTitle})
	}
}

// each merges all partitions, some at once, and hands these to take in their order.
func (m *merger) each(ctx context.Context, take func([]*merged) error) error {
	batch := 4 * len(m.workers)
	for from := 0; from < partitions; from += batch {
		ps := make([]int, 0, batch)
		for p := from; p < min(from+batch, partitions); p++ {
			ps = append(ps, p)
		}
		list, err := parallel.Map(ctx, len(m.workers), ps, func(k, p int) (*merged, error) { return m.merge(&m.workers[k], p) })
		if err != nil {
			return err
		}
		if err := take(list); err != nil {
			return err
		}
	}
	return nil
}
