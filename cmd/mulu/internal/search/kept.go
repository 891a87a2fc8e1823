package search

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/search/codec"
)

// A segment's posting files are made of what is searched of its documents, in their order,
// and of nothing else of the index. So a build that knows these to be the same as before
// takes the files over, without the documents' texts. All other files are made of headers
// in little time, and are made each time.

// Words are a hash of what is searched of a document beside its header.
type Words = [16]byte

// Kept is what a later build needs of a segment to take its posting files over.
type Kept struct {
	Name      string
	Last, Big bool     // it is the last one, or the biggest
	Facts     []Words  // of the documents, in their order: of what is searched of their headers
	Words     []Words  // likewise, beside these
	Terms     []uint64 // sums of all their terms
	Lengths   []uint32 // characters of their bodies
	Part      codec.Part
	Ranges    []codec.Part
	Keys      codec.Part
	Pairs     int64           // of a document and a term
	Counts    []Count         // of the biggest segment: terms in many documents
	Frequent  *codec.Frequent // likewise
	Seen      []uint64        // bits: Han characters of the texts, as written
}

// Count is in how many documents a term is.
type Count struct {
	Term han.Term
	Docs int
}

// counts are the Counts.
func (k *Kept) counts() []count {
	list := make([]count, len(k.Counts))
	for i, c := range k.Counts {
		list[i] = count{c.Term, c.Docs}
	}
	return list
}

// Segments is the number of segments.
func (b *Builder) Segments() int { return len(b.segments) }

// Fits says whether what is kept is of the documents of segment i, with the same headers as
// far as they are searched. Whether their texts are the same Kept.Words tell.
func (b *Builder) Fits(i int, k *Kept) bool {
	s := b.segments[i]
	if k.Name != s.name || k.Last != (i == len(b.segments)-1) || k.Big != (i == b.biggest()) || len(k.Facts) != len(s.docs) {
		return false
	}
	for n, d := range s.docs {
		if factsOf(d) != k.Facts[n] {
			return false
		}
	}
	return true
}

// factsOf hashes what is searched of a document's header.
func factsOf(d *catalogue.Document) (w Words) {
	h := sha256.New()
	field := func(s string) { fmt.Fprintf(h, "%d %s\n", len(s), s) }
	field(d.Title)
	for _, line := range metaLines(d) {
		field(line)
	}
	field(d.Summary)
	var sum [sha256.Size]byte
	copy(w[:], h.Sum(sum[:0]))
	return w
}

// biggest is the place of the segment of which the manifest lists frequent terms.
func (b *Builder) biggest() (big int) {
	for i, s := range b.segments {
		if len(s.docs) >= len(b.segments[big].docs) {
			big = i
		}
	}
	return big
}

// Take takes the posting files of segment i over: its documents are not to be added. It is
// called before any is.
func (b *Builder) Take(i int, k *Kept) {
	s := b.segments[i]
	s.kept = k
	copy(b.lengths[s.from:], k.Lengths)
	copy(b.terms[s.from:], k.Terms)
	if len(k.Ranges) == 0 {
		s.ranges = nil // all terms are rare, or it is small
	}
}

// Drop takes Take back: the documents of segment i are to be added after all.
func (b *Builder) Drop(i int) {
	b.segments[i].kept, b.segments[i].mended = nil, nil
	b.layout.cutRanges(b.segments[i])
}

// Taken says whether the posting files are taken over of the segment that a document is in.
func (b *Builder) Taken(d *catalogue.Document) bool {
	return b.segments[b.segmentOf(int(b.ordinals[d.ID]))].kept != nil
}

// Documents are those of segment i.
func (b *Builder) Documents(i int) []*catalogue.Document { return b.segments[i].docs }

// Postings are the names of the posting files of segment i as it was kept, those of its keys
// among them, from the site's root.
func (b *Builder) Postings(i int, k *Kept) (names []string) {
	name := b.segments[i].name
	add := func(part string, p *codec.Part) {
		for n := range p.Files {
			names = append(names, codec.DataFolder+"/"+p.File(part, n))
		}
	}
	add(name, &k.Part)
	for r := range k.Ranges {
		add(codec.RangePart(name, r), &k.Ranges[r])
	}
	add(codec.KeysPart(name), &k.Keys)
	return names
}

// KeptFiles are the names of those posting files of segment i, which is taken over, that are
// as they were.
func (b *Builder) KeptFiles(i int) []string {
	s := b.segments[i]
	return slices.DeleteFunc(b.Postings(i, s.kept), func(name string) bool { return s.mended[name] != nil })
}

// writeMended writes the posting files that were mended.
func (b *Builder) writeMended(out *output) error {
	for _, s := range b.segments {
		for _, name := range slices.Sorted(maps.Keys(s.mended)) {
			if err := out.file("postings "+s.name, strings.TrimPrefix(name, codec.DataFolder+"/"), s.mended[name]); err != nil {
				return err
			}
		}
	}
	return nil
}

// keep notes what a later build needs of each segment, now that all is written.
func (b *Builder) keep(m *codec.Manifest) {
	b.kept = make([]*Kept, len(b.segments))
	for i, s := range b.segments {
		if b.kept[i] = s.kept; s.kept != nil {
			continue
		}
		of := &m.Segments[i]
		k := &Kept{Name: s.name, Last: i == len(b.segments)-1, Big: i == b.biggest(), Part: of.Part, Keys: *of.Keys, Frequent: of.Frequent, Seen: make([]uint64, lastHan/64+1),
			Terms: slices.Clone(b.terms[s.from:][:len(s.docs)]), Lengths: slices.Clone(b.lengths[s.from:][:len(s.docs)])}
		for _, d := range s.docs {
			k.Facts = append(k.Facts, factsOf(d))
		}
		if k.Big {
			slices.SortFunc(b.frequent, func(a, b count) int { return cmp.Compare(a.term, b.term) })
			for _, c := range b.frequent {
				k.Counts = append(k.Counts, Count{c.term, c.docs})
			}
		}
		for _, r := range of.Ranges {
			k.Ranges = append(k.Ranges, r.Part)
		}
		for _, g := range b.gatherers {
			k.Pairs += g.pairs[i]
			for n, bits := range g.seen[i] {
				k.Seen[n] |= bits
			}
		}
		b.kept[i] = k
	}
}

// Kept is what is to be kept of segment i, without its Words; Finish has made it.
func (b *Builder) Kept(i int) *Kept { return b.kept[i] }

// manifest is what the manifest says of the postings of a segment that is taken over.
func (k *Kept) manifest(s *segment) codec.Segment {
	keys := k.Keys
	m := codec.Segment{Name: s.name, Part: k.Part, Period: s.period, Frequent: k.Frequent, Keys: &keys}
	for _, r := range k.Ranges {
		m.Ranges = append(m.Ranges, codec.Range{Part: r})
	}
	return m
}

// keptTitles counts the pairs of characters in the titles of segments that are taken over,
// as merging does in the others.
func (b *Builder) keptTitles(titles []count) []count {
	if !slices.ContainsFunc(b.segments, func(s *segment) bool { return s.kept != nil }) {
		return titles
	}
	counts := map[han.Term]int{}
	for _, c := range titles {
		counts[c.term] = c.docs
	}
	var runes []rune
	var terms []han.Term
	for _, s := range b.segments {
		if s.kept == nil {
			continue
		}
		for _, d := range s.docs {
			runes = han.AppendFold(runes[:0], d.Title)
			terms = han.Terms(terms[:0], runes)
			slices.Sort(terms)
			for _, t := range slices.Compact(terms) {
				if isPair(t) {
					counts[t]++
				}
			}
		}
	}
	all := make([]count, 0, len(counts))
	for _, t := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, count{t, counts[t]})
	}
	return all
}
