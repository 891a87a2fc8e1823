package search

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"maps"
	"slices"

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
	Digest   [sha256.Size]byte // see Builder.Digest
	Part     codec.Part
	Ranges   []codec.Part
	Frequent *codec.Frequent // of the biggest segment
	Seen     []uint64        // bits: Han characters of the texts, as written
	Lengths  []uint32        // characters of the bodies, in the order of the documents
}

// Segments is the number of segments.
func (b *Builder) Segments() int { return len(b.segments) }

// Digest hashes all that the posting files of segment i are made of; words gives the hash of
// a document's texts.
func (b *Builder) Digest(i int, words func(d *catalogue.Document) Words) (sum [sha256.Size]byte) {
	s, h := b.segments[i], sha256.New()
	fmt.Fprintf(h, "%s %v %v %d\n", s.name, i == len(b.segments)-1, i == b.biggest(), len(s.docs))
	for _, d := range s.docs {
		field(h, d.Title)
		for _, line := range metaLines(d) {
			field(h, line)
		}
		field(h, d.Summary)
		w := words(d)
		_, _ = h.Write(w[:]) // a hash takes everything
	}
	h.Sum(sum[:0])
	return sum
}

func field(h hash.Hash, s string) { fmt.Fprintf(h, "%d %s\n", len(s), s) }

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
	if len(k.Ranges) == 0 {
		s.ranges = nil // all terms are rare, or it is small
	}
}

// Drop takes Take back: the documents of segment i are to be added after all.
func (b *Builder) Drop(i int) {
	b.segments[i].kept = nil
	b.layout.cutRanges(b.segments[i])
}

// Taken says whether the posting files are taken over of the segment that a document is in.
func (b *Builder) Taken(d *catalogue.Document) bool {
	return b.segments[b.segmentOf(int(b.ordinals[d.ID]))].kept != nil
}

// Documents are those of segment i.
func (b *Builder) Documents(i int) []*catalogue.Document { return b.segments[i].docs }

// Postings are the names of the posting files of segment i, from the site's root, as it was
// kept.
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
	return names
}

// keep notes what a later build needs of each segment, now that all is written.
func (b *Builder) keep(m *codec.Manifest) {
	b.kept = make([]*Kept, len(b.segments))
	for i, s := range b.segments {
		if b.kept[i] = s.kept; s.kept != nil {
			continue
		}
		of := &m.Segments[i]
		k := &Kept{Part: of.Part, Frequent: of.Frequent, Seen: make([]uint64, lastHan/64+1), Lengths: slices.Clone(b.lengths[s.from:][:len(s.docs)])}
		for _, r := range of.Ranges {
			k.Ranges = append(k.Ranges, r.Part)
		}
		for _, g := range b.gatherers {
			for n, bits := range g.seen[i] {
				k.Seen[n] |= bits
			}
		}
		b.kept[i] = k
	}
}

// Kept is what is to be kept of segment i, without its digest; Finish has made it.
func (b *Builder) Kept(i int) *Kept { return b.kept[i] }

// manifest is what the manifest says of the postings of a segment that is taken over.
func (k *Kept) manifest(s *segment) codec.Segment {
	m := codec.Segment{Name: s.name, Part: k.Part, Period: s.period, Frequent: k.Frequent}
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
