package search

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
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

// mergeWorker is the scratch of one worker.
type mergeWorker struct {
	cursors []cursor
	heap    []*cursor
	list    []uint32
	sets    [3]bitmap // all, meta, title
	posting codec.Posting
}

// cursor reads a partition of a run.
type cursor struct {
	headers, lists       []byte
	header               header
	hash                 uint32
	headerBuf, listBytes []byte
}

// next goes to the next term; false at the end.
func (c *cursor) next() (ok bool, err error) {
	if len(c.headers) == 0 {
		return false, nil
	}
	c.header, c.headers, err = readHeader(c.headers)
	c.hash = c.header.term.Hash()
	return err == nil, err
}

// before is the order of terms in the index.
func (c *cursor) before(o *cursor) bool {
	return c.hash < o.hash || c.hash == o.hash && c.header.term < o.header.term
}

// merge joins partition p of all runs.
func (m *merger) merge(w *mergeWorker, p int) (*merged, error) {
	if err := w.open(m.runs, p); err != nil {
		return nil, err
	}
	out := &merged{parts: make([][]record, len(m.parts))}
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
	return out, nil
}

// open sets the cursors to the beginnings of a partition.
func (w *mergeWorker) open(runs []*run, p int) error {
	if w.cursors == nil {
		w.cursors = make([]cursor, len(runs))
	}
	w.heap = w.heap[:0]
	for i, r := range runs {
		c := &w.cursors[i]
		var err error
		if c.headers, err = r.partHeaders(p, c.headerBuf); err != nil {
			return err
		}
		if c.lists, err = r.partLists(p, c.listBytes); err != nil {
			return err
		}
		if r.file != nil {
			c.headerBuf, c.listBytes = c.headers, c.lists
		}
		ok, err := c.next()
		if err != nil {
			return err
		}
		if ok {
			w.heap = append(w.heap, c)
			w.up(len(w.heap) - 1)
		}
	}
	return nil
}

// take appends the list of the first cursor and moves the cursor on.
func (w *mergeWorker) take() (err error) {
	c := w.heap[0]
	n := c.header.bytes
	if n > len(c.lists) {
		return errRun
	}
	if w.list, err = readList(w.list, c.lists[:n]); err != nil {
		return err
	}
	c.lists = c.lists[n:]
	ok, err := c.next()
	if err != nil {
		return err
	}
	if !ok {
		last := len(w.heap) - 1
		w.heap[0] = w.heap[last]
		w.heap = w.heap[:last]
	}
	w.down()
	return nil
}

func (w *mergeWorker) up(i int) {
	for i > 0 && w.heap[i].before(w.heap[(i-1)/2]) {
		w.heap[i], w.heap[(i-1)/2] = w.heap[(i-1)/2], w.heap[i]
		i = (i - 1) / 2
	}
}

func (w *mergeWorker) down() {
	for i := 0; ; {
		child := 2*i + 1
		if child >= len(w.heap) {
			return
		}
		if child+1 < len(w.heap) && w.heap[child+1].before(w.heap[child]) {
			child++
		}
		if !w.heap[child].before(w.heap[i]) {
			return
		}
		w.heap[i], w.heap[child] = w.heap[child], w.heap[i]
		i = child
	}
}

// bitmap is a set of ordinals.
type bitmap []uint64

// sort orders the list. Long lists go through bitmaps, which takes a fifth of the time.
func (w *mergeWorker) sort(docs int) {
	if len(w.list) < 64 || len(w.list) < docs/1024 {
		slices.Sort(w.list)
		return
	}
	if w.sets[0] == nil {
		for i := range w.sets {
			w.sets[i] = make(bitmap, docs/64+1)
		}
	}
	all, meta, title := w.sets[0], w.sets[1], w.sets[2]
	for _, p := range w.list {
		i, bit := p>>(flagBits+6), uint64(1)<<(p>>flagBits%64)
		all[i] |= bit
		if p&flagMask != 0 {
			meta[i] |= bit & -uint64(p&inMeta)
			title[i] |= bit & -uint64(p&inTitle/inTitle)
		}
	}
	n := 0
	for i, word := range all {
		for rest := word; rest != 0; rest &= rest - 1 {
			b := bits.TrailingZeros64(rest)
			w.list[n] = uint32(i*64+b)<<flagBits | uint32(meta[i]>>b&1)*inMeta | uint32(title[i]>>b&1)*inTitle
			n++
		}
		if word != 0 {
			all[i], meta[i], title[i] = 0, 0, 0
		}
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

// mostFrequent gives the terms of so many documents at most: the most frequent.
func mostFrequent(counts []count, most int) []count {
	slices.SortFunc(counts, func(a, b count) int { return cmp.Or(cmp.Compare(b.docs, a.docs), cmp.Compare(a.term, b.term)) })
	return counts[:min(most, len(counts))]
}
