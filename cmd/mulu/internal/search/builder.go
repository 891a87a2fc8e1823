package search

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/search/codec"
)

// Options say how an index is built; they change none of its bytes.
type Options struct {
	Workers int    // that may call Add at once; 0: GOMAXPROCS
	TempDir string // for what does not fit into memory; "": the system's
	Memory  int64  // bytes of buffers over all workers; 0: 64 MiB
}

const standardMemory = 64 << 20

// Builder builds an index. Every public document of its plan is given to Add once, but for
// those of segments that Take was called for; then Finish hands out the files.
type Builder struct {
	plan      *plan.Plan
	layout    layout
	segments  []*segment
	ordinals  []int32         // by Document.ID
	titles    []atomic.Uint32 // by ordinal: 1 + class of the title, 0 until the document is added
	lengths   []uint32        // by ordinal: characters of the body
	terms     []uint64        // by ordinal: the sum of its terms, see mix
	gatherers []*gatherer

	issuerRank map[*config.Issuer]int // as registered
	frequent   []count                // of the biggest segment, all that are so; after its merge
	kept       []*Kept                // of the segments, after Finish
}

// NewBuilder lays out the ordinals of the plan's documents. The error is for an
// address that the index cannot hold.
func NewBuilder(p *plan.Plan, o Options) (*Builder, error) { return newBuilder(p, o, standard) }

func newBuilder(p *plan.Plan, o Options, l layout) (*Builder, error) {
	docs := p.Catalogue.Documents
	segments, err := l.segments(docs)
	if err != nil {
		return nil, err
	}
	b := &Builder{plan: p, layout: l, segments: segments, ordinals: make([]int32, len(docs)), titles: make([]atomic.Uint32, len(docs)), lengths: make([]uint32, len(docs)), terms: make([]uint64, len(docs))}
	for _, s := range segments {
		for i, d := range s.docs {
			b.ordinals[d.ID] = int32(s.from + i)
		}
	}
	b.issuerRank = map[*config.Issuer]int{}
	for i := range p.Config.Issuers {
		b.issuerRank[&p.Config.Issuers[i]] = i
	}
	workers := parallel.Workers(o.Workers)
	memory := o.Memory
	if memory <= 0 {
		memory = standardMemory
	}
	for range workers {
		b.gatherers = append(b.gatherers, newGatherer(b, o.TempDir, memory/int64(workers), int64(len(docs)/workers+1)))
	}
	return b, nil
}

// Add takes what a document's page says: text is its body's text, attachments that of
// its attachments, nil when it is not searched; lines are parted by line feeds.
// Neither is kept. Different workers, counted from 0 to Options.Workers − 1, may call
// it at once. The error is for a document that is not of the plan or whose
// segment is taken over, for one added twice and for a full disk.
func (b *Builder) Add(worker int, d *catalogue.Document, text, attachments []byte) error {
	if i := int(d.ID); i >= len(b.ordinals) || &b.plan.Catalogue.Documents[i] != d {
		return fmt.Errorf("index %s: not a public document of this site", d.Index)
	}
	if b.Taken(d) {
		return fmt.Errorf("index %s: its segment is taken over", d.Index)
	}
	ordinal := b.ordinals[d.ID]
	g := b.gatherers[worker]
	g.begin(uint32(ordinal))
	class, length := g.document(d, text, attachments)
	if !b.titles[ordinal].CompareAndSwap(0, 1+uint32(class)) {
		return fmt.Errorf("index %s: added twice", d.Index)
	}
	b.lengths[ordinal], b.terms[ordinal] = uint32(length), g.sum
	if err := g.end(); err != nil {
		return fmt.Errorf("index %s: %w", d.Index, err)
	}
	return nil
}

var errMissing = errors.New("not added to the index")

// complete says whether every document was added.
func (b *Builder) complete() error {
	for _, s := range b.segments {
		if s.kept != nil {
			continue
		}
		for i, d := range s.docs {
			if b.titles[s.from+i].Load() == 0 {
				return fmt.Errorf("index %s: %w", d.Index, errMissing)
			}
		}
	}
	return nil
}

// Finish merges what was added and hands out every file of the index by its name from
// the site's root, one after another, in an order that depends on the documents alone.
// data is write's to keep.
func (b *Builder) Finish(ctx context.Context, write func(name string, data []byte) error) (Stats, error) {
	if err := b.complete(); err != nil {
		return Stats{}, err
	}
	out := &output{write: write}
	err := b.finish(ctx, out)
	return out.stats, err
}

// Close removes temporary files; after Finish or instead of it. Of a nil Builder there are
// none.
func (b *Builder) Close() error {
	if b == nil {
		return nil
	}
	var errs []error
	for _, g := range b.gatherers {
		errs = append(errs, g.close())
	}
	return errors.Join(errs...)
}

// metaLines are the lines of a document's subset K: numbers, issuers, keywords and
// titles of attachments.
func metaLines(d *catalogue.Document) []string {
	lines := append([]string{d.Index, d.DocNumber, issuers(d)}, d.Keywords()...)
	if d.More != nil {
		for _, a := range d.More.Attachments {
			lines = append(lines, a.Title)
		}
	}
	return lines
}

// Stats are what an index takes.
type Stats struct {
	Files int
	Bytes int64
	Kinds []Kind // by name
	Pairs int64  // of a document and a term
	Spilt int64  // bytes of temporary files
}

// Kind is the files of one kind: postings of a part, addresses, days, facets and so on.
type Kind struct {
	Name  string
	Files int
	Bytes int64
}

// output hands files out and counts them.
type output struct {
	write func(name string, data []byte) error
	stats Stats
}

// file hands out a file by its name from the manifest's folder.
func (o *output) file(kind, name string, data []byte) error {
	i, found := slices.BinarySearchFunc(o.stats.Kinds, kind, func(k Kind, name string) int { return strings.Compare(k.Name, name) })
	if !found {
		o.stats.Kinds = slices.Insert(o.stats.Kinds, i, Kind{Name: kind})
	}
	k := &o.stats.Kinds[i]
	k.Files++
	k.Bytes += int64(len(data))
	o.stats.Files++
	o.stats.Bytes += int64(len(data))
	return o.write(codec.DataFolder+"/"+name, data)
}

// issuers joins the names of a document's issuers as it bears them.
func issuers(d *catalogue.Document) string {
	names := make([]string, len(d.Issuers))
	for i := range names {
		names[i] = d.IssuerName(i)
	}
	return strings.Join(names, "、")
}
