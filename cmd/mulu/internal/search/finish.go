package search

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/search/codec"
)

// finish writes everything.
func (b *Builder) finish(ctx context.Context, out *output) error {
	runs, err := b.flush(ctx, out)
	if err != nil {
		return err
	}
	m := codec.Manifest{Format: codec.Format, Title: b.plan.Config.Title, Root: "../", Docs: len(b.titles), Aliases: map[string]string{}, Segments: []codec.Segment{}}
	var titles []count
	if len(b.segments) > 0 {
		if titles, err = b.postings(ctx, out, runs, &m); err != nil {
			return err
		}
	}
	for i, s := range b.segments {
		if err := b.tables(out, s, &m.Segments[i]); err != nil {
			return err
		}
		if err := b.keys(ctx, out, s, &m.Segments[i]); err != nil {
			return err
		}
	}
	if err := b.words(out, &m, titles); err != nil {
		return err
	}
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return out.file("manifest", manifestName, data)
}

// manifestName is the manifest's name in its folder.
const manifestName = "search.json"

// flush turns what the workers still hold into runs and gives all runs.
func (b *Builder) flush(ctx context.Context, out *output) ([]*run, error) {
	err := parallel.Each(ctx, len(b.gatherers), len(b.gatherers), func(_, i int) error {
		g := b.gatherers[i]
		err := g.flush(false)
		g.release()
		return err
	})
	var runs []*run
	for _, g := range b.gatherers {
		for i := range g.runs {
			runs = append(runs, &g.runs[i])
		}
		for _, n := range g.pairs {
			out.stats.Pairs += n
		}
		out.stats.Spilt += g.spill.size
	}
	return runs, err
}

// postings writes all posting files and gives the pairs of characters of titles.
func (b *Builder) postings(ctx context.Context, out *output, runs []*run, manifest *codec.Manifest) ([]count, error) {
	mg := &merger{builder: b, runs: runs, workers: make([]mergeWorker, len(b.gatherers))}
	cut, err := mg.chooseCut(ctx)
	if err != nil {
		return nil, err
	}
	files := mg.lay(cut)
	var frequent, titles []count
	var groups []*fileGroup
	err = mg.each(ctx, func(list []*merged) error {
		groups = groups[:0]
		for _, one := range list {
			for i, f := range files {
				groups = f.add(groups, one.parts[i], one.bodies)
			}
			frequent, titles = append(frequent, one.frequent...), append(titles, one.titles...)
		}
		return out.groups(ctx, len(mg.workers), groups)
	})
	if err != nil {
		return nil, err
	}
	groups = groups[:0]
	for _, f := range files {
		groups = f.until(groups, f.files)
	}
	if err := out.groups(ctx, len(mg.workers), groups); err != nil {
		return nil, err
	}
	for i, s := range b.segments {
		manifest.Segments = append(manifest.Segments, codec.Segment{Name: s.name, Part: files[i].manifest(), Period: s.period})
	}
	if len(cut) == 0 {
		cut = b.layout.mostFrequent(frequent)
	}
	big := &manifest.Segments[mg.big]
	big.Frequent = b.layout.list(cut, big.Docs)
	for _, f := range files[mg.ranges:] {
		last := &manifest.Segments[mg.ranges-1]
		last.Ranges = append(last.Ranges, codec.Range{Part: f.manifest()})
	}
	return titles, nil
}

// lay lays out parts and their files: the segments, then the ranges of the last one.
func (m *merger) lay(cut []count) []*postingFiles {
	b := m.builder
	pairs := make([]int64, len(b.segments))
	for _, g := range b.gatherers {
		for i, n := range g.pairs {
			pairs[i] += n
		}
	}
	inRanges := int64(0)
	m.cut = make(map[uint32]bool, len(cut))
	for _, c := range cut {
		m.cut[c.term.Hash()] = true
		inRanges += int64(c.docs)
	}
	var files []*postingFiles
	for i, s := range b.segments {
		n := pairs[i]
		if len(s.ranges) > 0 {
			n -= inRanges
		}
		m.parts = append(m.parts, part{s.name, s.from, len(s.docs)})
		how := b.layout.cutting(s.name, i == len(b.segments)-1)
		files = append(files, newPostingFiles(m.parts[i], how.count(n), how.groups))
		if len(s.docs) >= m.parts[m.big].docs {
			m.big = i
		}
	}
	m.ranges = len(m.parts)
	last := b.segments[len(b.segments)-1]
	if len(last.ranges) > 0 && len(cut) == 0 { // all terms are rare
		last.ranges = nil
	}
	hashes := slices.Sorted(maps.Keys(m.cut))
	for i, r := range last.ranges {
		p := part{codec.RangePart(last.name, i), last.from + r.from, r.to - r.from}
		m.parts = append(m.parts, p)
		f := newPostingFiles(p, len(cut), b.layout.rangeGroups)
		f.terms = hashes
		files = append(files, f)
	}
	return files
}

// chooseCut gives the terms that go to ranges, with their numbers of documents in the
// last segment. Only terms that were frequent in a run are counted.
func (m *merger) chooseCut(ctx context.Context) ([]count, error) {
	b := m.builder
	last := b.segments[len(b.segments)-1]
	if len(last.ranges) == 0 {
		return nil, nil
	}
	places := map[han.Term]int{}
	for _, g := range b.gatherers {
		for t := range g.frequent {
			places[t] = 0
		}
	}
	n := 0
	for t := range places {
		places[t] = n
		n++
	}
	counts := make([][]count, len(m.workers))
	err := parallel.Each(ctx, len(m.workers), len(m.runs), func(k, i int) error {
		if counts[k] == nil {
			counts[k] = make([]count, n)
		}
		return m.runs[i].countOldest(places, counts[k])
	})
	if err != nil {
		return nil, err
	}
	var cut []count
	for t, i := range places {
		c := count{term: t}
		for _, list := range counts {
			if list != nil {
				c.docs += list[i].docs
			}
		}
		if c.docs*b.layout.frequentShare > len(last.docs) {
			cut = append(cut, c)
		}
	}
	return b.layout.mostFrequent(cut), nil
}

// mostFrequent leaves the terms that the manifest lists: the most frequent, one of a key.
func (l *layout) mostFrequent(counts []count) []count {
	key := func(c count) uint32 { return codec.FrequentKey(c.term.Hash(), l.bits) }
	slices.SortFunc(counts, func(a, b count) int {
		return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(b.docs, a.docs), cmp.Compare(a.term, b.term))
	})
	counts = slices.CompactFunc(counts, func(a, b count) bool { return key(a) == key(b) })
	return mostFrequent(counts, l.frequent)
}

// list is the manifest's list of the frequent terms of so many documents; nil when
// there is none.
func (l *layout) list(counts []count, docs int) *codec.Frequent {
	if len(counts) == 0 {
		return nil
	}
	slices.SortFunc(counts, func(a, b count) int { return cmp.Compare(a.term.Hash(), b.term.Hash()) })
	hashes, classes := make([]uint32, len(counts)), make([]byte, len(counts))
	for i, c := range counts {
		hashes[i], classes[i] = c.term.Hash(), codec.FrequentClass(c.docs, docs)
	}
	return codec.NewFrequent(l.bits, hashes, classes)
}

// countOldest adds the documents of the last segment to the terms of places.
func (r *run) countOldest(places map[han.Term]int, counts []count) error {
	headers, err := r.read(0, r.headers[partitions], nil)
	if err != nil {
		return err
	}
	for len(headers) > 0 {
		var h header
		if h, headers, err = readHeader(headers); err != nil {
			return err
		}
		if i, ok := places[h.term]; ok {
			counts[i].docs += h.oldest
		}
	}
	return nil
}
