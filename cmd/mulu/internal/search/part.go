package search

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"sort"

	"mulu/cmd/mulu/internal/han"
)

// A part is what one builder gathered of some documents, for another builder of the same
// plan to finish with: so several machines share the work. Its bytes depend on the
// documents alone. It is the lists of a run, its headers, then partHead as JSON, then the
// length of that and partMagic.

const partMagic = "mulu-search-part-1\n"

// ErrPart is in the error of ReadPart when a file is no part, or one of another plan.
var ErrPart = errors.New("不是这个网站的检索分片")

// partHead says what a part holds.
type partHead struct {
	Docs     int        // of the plan
	Ordinals []int32    // of the part's documents, sorted
	Titles   []uint32   // of them, as Builder.titles
	Lengths  []uint32   // likewise
	Seen     [][]uint64 // as those of a gatherer
	Pairs    []int64
	Frequent []han.Term // sorted

	HeadersAt       int64
	Headers, Listed [partitions + 1]uint32
}

// WritePart writes what was added instead of Finish.
func (b *Builder) WritePart(ctx context.Context, w io.Writer) error {
	runs, err := b.flush(ctx, &output{})
	if err != nil {
		return err
	}
	head := b.partHead()
	out := bufio.NewWriterSize(w, 1<<20)
	headers, err := b.joinRuns(ctx, runs, &head, out)
	if err != nil {
		return err
	}
	data, err := json.Marshal(&head)
	if err != nil {
		return err
	}
	for _, piece := range [...][]byte{headers, data, binary.LittleEndian.AppendUint64(nil, uint64(len(data))), []byte(partMagic)} {
		if _, err := out.Write(piece); err != nil { // the last error stays, and Flush gives it
			break
		}
	}
	return out.Flush()
}

// partHead is the head of what was added, without what joining finds.
func (b *Builder) partHead() partHead {
	h := partHead{Docs: len(b.titles), Seen: make([][]uint64, len(b.segments)), Pairs: make([]int64, len(b.segments))}
	for i := range h.Seen {
		h.Seen[i] = make([]uint64, lastHan/64+1)
	}
	for i := range b.titles {
		if t := b.titles[i].Load(); t != 0 {
			h.Ordinals, h.Titles, h.Lengths = append(h.Ordinals, int32(i)), append(h.Titles, t), append(h.Lengths, b.lengths[i])
		}
	}
	for _, g := range b.gatherers {
		for i, n := range g.pairs {
			h.Pairs[i] += n
		}
		for i, seen := range g.seen {
			for n, bits := range seen {
				h.Seen[i][n] |= bits
			}
		}
	}
	return h
}

// joinRuns writes the lists of all runs as those of one, and gives its headers.
func (b *Builder) joinRuns(ctx context.Context, runs []*run, h *partHead, out io.Writer) (headers []byte, err error) {
	oldest := b.oldest(h.Ordinals)
	worker, joined := new(mergeWorker), new(runWriter)
	for p := range partitions {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if err := worker.open(runs, p); err != nil {
			return nil, err
		}
		from := len(joined.headers)
		h.Headers[p], h.Listed[p] = uint32(from), uint32(h.HeadersAt)
		joined.lists = joined.lists[:0]
		for len(worker.heap) > 0 {
			if err := b.joinTerm(worker, joined, h, oldest); err != nil {
				return nil, err
			}
		}
		h.HeadersAt += int64(len(joined.lists))
		if h.HeadersAt > math.MaxUint32 {
			return nil, fmt.Errorf("the lists of a part are over 4 GiB: %w", ErrPart)
		}
		if _, err := out.Write(joined.lists); err != nil {
			return nil, err
		}
	}
	h.Headers[partitions], h.Listed[partitions] = uint32(len(joined.headers)), uint32(h.HeadersAt)
	return joined.headers, nil
}

// joinTerm joins the lists of the first term.
func (b *Builder) joinTerm(w *mergeWorker, joined *runWriter, h *partHead, oldest int) error {
	first, lists := w.heap[0], 0
	term, hash := first.header.term, first.hash
	w.list = w.list[:0]
	for ; len(w.heap) > 0 && w.heap[0].header.term == term; lists++ {
		if err := w.take(); err != nil {
			return err
		}
	}
	if lists > 1 {
		w.sort(len(b.titles))
	}
	last := b.segments[len(b.segments)-1]
	at := header{term: term, count: len(w.list)}
	at.oldest = len(w.list) - sort.Search(len(w.list), func(i int) bool { return int(w.list[i]>>flagBits) >= last.from })
	if len(last.ranges) > 0 && at.oldest*b.layout.frequentShare > oldest {
		h.Frequent = append(h.Frequent, term)
	}
	joined.add(hash, at, w.list)
	return nil
}

// oldest is how many of the documents are of the last segment.
func (b *Builder) oldest(ordinals []int32) int {
	if len(b.segments) == 0 {
		return 0
	}
	from := int32(b.segments[len(b.segments)-1].from)
	return len(ordinals) - sort.Search(len(ordinals), func(i int) bool { return ordinals[i] >= from })
}

// ReadPart adds the documents of a part. The file is read until Finish has ended, and
// stays the caller's. Bytes that were changed since they were written are for the caller to
// find: what a part says of itself is checked, its lists are not.
func (b *Builder) ReadPart(f *os.File) error {
	h, err := readPartHead(f)
	if err != nil {
		return err
	}
	fits := len(h.Pairs) == len(b.segments) && len(h.Seen) == len(b.segments) && !slices.ContainsFunc(h.Seen, func(s []uint64) bool { return len(s) != lastHan/64+1 })
	if h.Docs != len(b.titles) || !fits || len(h.Titles) != len(h.Ordinals) || len(h.Lengths) != len(h.Ordinals) {
		return fmt.Errorf("%s: %w", f.Name(), ErrPart)
	}
	for i, ordinal := range h.Ordinals {
		if ordinal < 0 || int(ordinal) >= len(b.titles) {
			return fmt.Errorf("%s: %w", f.Name(), ErrPart)
		}
		if h.Titles[i] == 0 || !b.titles[ordinal].CompareAndSwap(0, h.Titles[i]) {
			return fmt.Errorf("%s: document %d: added twice", f.Name(), ordinal)
		}
		b.lengths[ordinal] = h.Lengths[i]
	}
	g := &gatherer{builder: b, seen: h.Seen, pairs: h.Pairs, frequent: map[han.Term]bool{}}
	for _, t := range h.Frequent {
		g.frequent[t] = true
	}
	if len(h.Ordinals) > 0 {
		g.runs = []run{{file: f, at: h.HeadersAt, headers: h.Headers, lists: h.Listed}}
	}
	b.gatherers = append(b.gatherers, g)
	return nil
}

// readPartHead reads the end of a part.
func readPartHead(f *os.File) (h partHead, err error) {
	info, err := f.Stat()
	if err != nil {
		return h, err
	}
	var end [8 + len(partMagic)]byte
	at := info.Size() - int64(len(end))
	if at < 0 {
		return h, fmt.Errorf("%s: %w", f.Name(), ErrPart)
	}
	if _, err := f.ReadAt(end[:], at); err != nil {
		return h, err
	}
	size := binary.LittleEndian.Uint64(end[:])
	if string(end[8:]) != partMagic || size > uint64(at) {
		return h, fmt.Errorf("%s: %w", f.Name(), ErrPart)
	}
	data := make([]byte, size)
	if _, err := f.ReadAt(data, at-int64(size)); err != nil {
		return h, err
	}
	if err := json.Unmarshal(data, &h); err != nil || !h.whole(at-int64(size)) {
		return h, fmt.Errorf("%s: %w", f.Name(), ErrPart)
	}
	return h, nil
}

// whole says whether the places of headers and lists are those of a file with so many bytes
// before the head.
func (h *partHead) whole(before int64) bool {
	return slices.IsSorted(h.Headers[:]) && slices.IsSorted(h.Listed[:]) && h.HeadersAt >= 0 &&
		int64(h.Listed[partitions]) == h.HeadersAt && h.HeadersAt+int64(h.Headers[partitions]) == before
}
