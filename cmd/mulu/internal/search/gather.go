package search

import (
	"cmp"
	"slices"
	"sort"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/search/codec"
)

// A posting while the index is built is a number: the ordinal over all segments,
// shifted by flagBits, and flags.
const (
	inMeta   = 1
	inTitle  = 2
	flagBits = 2
	flagMask = 1<<flagBits - 1
)

// In a gatherer's buffer a term of a document is its slot, with flags above it.
const (
	slotBits = 30
	slotMask = 1<<slotBits - 1
)

// slot is a place of a gatherer's table: open addressing, a term of 0 is none.
type slot struct {
	term  han.Term
	at    uint32 // where the term stands in ids for the last document that has it
	count uint32 // documents that have it
}

// gatherer collects terms for one worker: which terms a document has, as places in a
// table, appended document by document. So one look-up a term is all that Add costs,
// and a run in the order of terms comes out of one pass that counts and one that
// places. When the memory is used up the run is written to a file and all begins anew.
type gatherer struct {
	builder *Builder
	memory  int64

	slots []slot
	shift uint // of the product's top bits, which are the place
	used  int
	ids   []uint32 // ids[0] is not used, so that slot.at 0 is no place
	docs  []gathered
	first int    // place in ids of the document under way
	sum   uint64 // of its terms

	runes []rune
	terms []han.Term
	here  int        // the segment of the document under way
	seen  [][]uint64 // of each segment, bits: Han characters of the texts, as written
	pairs []int64    // of each segment

	// frequent are the terms that may be cut: in so many documents of a run's part of
	// the last segment, as a term must be in one run at least to be so in all.
	frequent map[han.Term]bool

	runs  []run
	spill spill

	postings       []uint32 // scratch
	headers, lists []byte
}

// gathered is a document in the buffer.
type gathered struct {
	ordinal uint32
	from    uint32 // its terms in ids
	to      uint32
}

const (
	fewSlots = 1 << 14
	// A run takes 4 bytes a posting in ids, 4 in the target of the sort and 1 to 2
	// encoded.
	postingCost = 10
	usualTerms  = 1600
	slotCost    = 40 // a slot, filled by three quarters, with its place among the sorted
)

// newGatherer makes a gatherer that expects so many documents.
func newGatherer(b *Builder, dir string, memory, docs int64) *gatherer {
	g := &gatherer{builder: b, memory: memory, seen: make([][]uint64, len(b.segments)), pairs: make([]int64, len(b.segments)), frequent: map[han.Term]bool{}, spill: spill{dir: dir}}
	for i := range g.seen {
		g.seen[i] = make([]uint64, lastHan/64+1)
	}
	g.resize(fewSlots)
	g.ids = make([]uint32, 0, min(memory/postingCost, usualTerms*docs)) // not grown step by step
	g.reset()
	return g
}

func (g *gatherer) resize(n int) {
	g.slots = make([]slot, n)
	g.shift = 64
	for ; n > 1; n /= 2 {
		g.shift--
	}
}

// reset empties the buffer; the table is empty then.
func (g *gatherer) reset() {
	g.ids, g.docs, g.used = append(g.ids[:0], 0), g.docs[:0], 0
}

func (g *gatherer) begin(ordinal uint32) {
	g.sum = 0
	g.first, g.here = len(g.ids), g.builder.segmentOf(int(ordinal))
	g.docs = append(g.docs, gathered{ordinal: ordinal, from: uint32(g.first)})
}

// document adds the terms of a document; it gives the class of its title and the number of
// characters of its body.
func (g *gatherer) document(d *catalogue.Document, text, attachments []byte) (class byte, length int) {
	class = codec.TitleClass(g.line(d.Title, inTitle))
	for _, line := range metaLines(d) {
		g.line(line, inMeta)
	}
	g.line(d.Summary, 0)
	length = g.text(text)
	g.text(attachments)
	return class, length
}

// mix makes a number of a term, so that the sum of those of a document tells its terms from
// others in whatever order they come (the finaliser of MurmurHash3).
func mix(t han.Term) uint64 {
	h := uint64(t)
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// line adds the terms of a text of the header and gives its number of characters.
func (g *gatherer) line(text string, flags uint32) int {
	note(g.seen[g.here], text)
	g.runes = han.AppendFold(g.runes[:0], text)
	g.add(flags)
	return len(g.runes)
}

// text adds the terms of a body and gives its number of characters.
func (g *gatherer) text(text []byte) int {
	note(g.seen[g.here], text)
	g.runes = han.AppendFold(g.runes[:0], text)
	g.add(0)
	return len(g.runes)
}

const lastHan = 0x3FFFF

// note marks the Han characters of a text. Only these are in the Traditional table.
func note[Text string | []byte](seen []uint64, text Text) {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= 0xE3 && c <= 0xE9 && i+2 < len(text): // U+3000 to U+9FFF
			r := uint32(c&0x0F)<<12 | uint32(text[i+1]&0x3F)<<6 | uint32(text[i+2]&0x3F)
			seen[r/64] |= 1 << (r % 64)
			i += 3
		case c >= 0xF0:
			r, size := utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
			if r <= lastHan {
				seen[r/64] |= 1 << (r % 64)
			}
			i += size
		default:
			i++
		}
	}
}

// add puts the terms of runes into the buffer, each once a document.
func (g *gatherer) add(flags uint32) {
	g.terms = han.Terms(g.terms[:0], g.runes)
	first := uint32(g.first)
	for _, t := range g.terms {
		i := g.find(t)
		s := &g.slots[i]
		switch {
		case s.at >= first:
			g.ids[s.at] |= flags << slotBits
			continue
		case s.term == 0:
			s.term = t
			g.used++
		}
		g.sum += mix(t)
		s.at = uint32(len(g.ids))
		s.count++
		g.ids = append(g.ids, uint32(i)|flags<<slotBits)
		if g.used > len(g.slots)/4*3 {
			g.grow()
		}
	}
}

// find gives the slot of a term, or the empty one where it belongs.
func (g *gatherer) find(t han.Term) int {
	i := int(uint64(t) * 0x9E3779B97F4A7C15 >> g.shift)
	for {
		if s := &g.slots[i]; s.term == t || s.term == 0 {
			return i
		}
		if i++; i == len(g.slots) {
			i = 0
		}
	}
}

// grow doubles the table. The buffer speaks of slots, so it is written anew.
func (g *gatherer) grow() {
	old := g.slots
	g.resize(2 * len(old))
	moved := make([]uint32, len(old))
	for i := range old {
		if old[i].term != 0 {
			to := g.find(old[i].term)
			g.slots[to] = old[i]
			moved[i] = uint32(to)
		}
	}
	for i, id := range g.ids[1:] {
		g.ids[1+i] = moved[id&slotMask] | id&^slotMask
	}
}

// end counts the document's pairs, and writes a run when the memory is used up.
func (g *gatherer) end() error {
	d := &g.docs[len(g.docs)-1]
	d.to = uint32(len(g.ids))
	g.pairs[g.here] += int64(d.to - d.from)
	if int64(len(g.ids))*postingCost+int64(len(g.slots))*slotCost < g.memory {
		return nil
	}
	return g.flush(true)
}

// segmentOf is the place of an ordinal's segment.
func (b *Builder) segmentOf(ordinal int) int {
	for i := len(b.segments) - 1; i > 0; i-- {
		if ordinal >= b.segments[i].from {
			return i
		}
	}
	return 0
}

// flush turns the buffer into a run, on disk or in memory, and empties it.
func (g *gatherer) flush(disk bool) error {
	if len(g.docs) == 0 {
		return nil
	}
	r := g.encode()
	if err := g.spill.keep(&r, g.headers, g.lists, disk); err != nil {
		return err
	}
	g.runs = append(g.runs, r)
	clear(g.slots)
	g.reset()
	return nil
}

// encode sorts the buffer by term and document into a run: it counts, then places.
// Documents are taken in their order, so that every term's list comes out sorted.
func (g *gatherer) encode() run {
	keys := g.sortedSlots()
	at := uint32(0)
	for _, k := range keys {
		s := &g.slots[uint32(k)]
		s.at = at
		at += s.count
	}
	g.postings = slices.Grow(g.postings[:0], int(at))[:at]
	g.lists = slices.Grow(g.lists[:0], int(at)+int(at)/4) // most places take a byte
	slices.SortFunc(g.docs, func(a, b gathered) int { return cmp.Compare(a.ordinal, b.ordinal) })
	for _, d := range g.docs {
		for _, id := range g.ids[d.from:d.to] {
			s := &g.slots[id&slotMask]
			g.postings[s.at] = d.ordinal<<flagBits | id>>slotBits
			s.at++
		}
	}
	return g.pack(keys)
}

// pack writes the sorted postings as a run.
func (g *gatherer) pack(keys []uint64) run {
	w := runWriter{headers: g.headers[:0], lists: g.lists[:0]}
	last := g.builder.segments[len(g.builder.segments)-1]
	from := uint32(last.from)
	docs := len(g.docs) - sort.Search(len(g.docs), func(i int) bool { return g.docs[i].ordinal >= from })
	for _, k := range keys {
		s := &g.slots[uint32(k)]
		list := g.postings[s.at-s.count : s.at]
		h := header{term: s.term, count: len(list)}
		h.oldest = len(list) - sort.Search(len(list), func(i int) bool { return list[i]>>flagBits >= from })
		if len(last.ranges) > 0 && h.oldest*g.builder.layout.frequentShare > docs {
			g.frequent[s.term] = true
		}
		w.add(uint32(k>>32), h, list)
	}
	g.headers, g.lists = w.headers, w.lists
	return w.end()
}

// sortedSlots are the used slots in the order of the index: by hash and term. The
// hash is above the slot, so that plain numbers are sorted.
func (g *gatherer) sortedSlots() []uint64 {
	keys := make([]uint64, 0, g.used)
	for i := range g.slots {
		if t := g.slots[i].term; t != 0 {
			keys = append(keys, uint64(t.Hash())<<32|uint64(i))
		}
	}
	slices.Sort(keys)
	for i := 1; i < len(keys); i++ { // equal hashes are rare
		for j := i; j > 0 && keys[j]>>32 == keys[j-1]>>32 && g.slots[uint32(keys[j])].term < g.slots[uint32(keys[j-1])].term; j-- {
			keys[j], keys[j-1] = keys[j-1], keys[j]
		}
	}
	return keys
}

// release frees what only Add needs.
func (g *gatherer) release() {
	g.slots, g.ids, g.docs, g.runes, g.terms = nil, nil, nil, nil, nil
	g.postings, g.headers, g.lists = nil, nil, nil
}
