package search

import (
	"math/bits"
	"slices"

	"mulu/cmd/mulu/internal/search/codec"
)

// mergeWorker is the scratch of one worker.
type mergeWorker struct {
	cursors []cursor
	heap    []*cursor
	list    []uint32
	sets    [3]bitmap // all, meta, title
	posting codec.Posting

	bodies  int   // room for the next partition's bodies
	records []int // and for its records, by part
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
