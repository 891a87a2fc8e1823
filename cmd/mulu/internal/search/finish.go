package search

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/search/codec"
)

// heavyClasses is the number of classes of frequent pairs: in 1/2, 1/4 … 1/32 of the
// documents.
const heavyClasses = 5

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
	var heavy, titles []count
	var groups []*fileGroup
	err = mg.each(ctx, func(list []*merged) error {
		groups = groups[:0]
		for _, one := range list {
			for i, f := range files {
				groups = f.add(groups, one.parts[i], one.bodies)
			}
			heavy, titles = append(heavy, one.heavy...), append(titles, one.titles...)
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
	b.heavy(&manifest.Segments[mg.big], mg, heavy)
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
	m.cut = make(map[han.Term]bool, len(cut))
	for _, c := range cut {
		m.cut[c.term] = true
		inRanges += int64(c.docs)
	}
	var files []*postingFiles
	for i, s := range b.segments {
		n := pairs[i]
		if len(s.ranges) > 0 {
			n -= inRanges
		}
		m.parts = append(m.parts, part{s.name, s.from, len(s.docs)})
		files = append(files, newPostingFiles(m.parts[i], b.layout.countIn(s.name, n), b.layout.groups))
		if len(s.docs) >= m.parts[m.big].docs {
			m.big = i
		}
	}
	m.ranges = len(m.parts)
	last := b.segments[len(b.segments)-1]
	if len(last.ranges) > 0 && len(cut) == 0 { // all terms are rare
		last.ranges = nil
	}
	m.hashes = make([]uint32, 0, len(cut))
	for _, c := range cut {
		m.hashes = append(m.hashes, c.term.Hash())
	}
	slices.Sort(m.hashes)
	for i, r := range last.ranges {
		p := part{codec.RangePart(last.name, i), last.from + r.from, r.to - r.from}
		m.parts = append(m.parts, p)
		f := newPostingFiles(p, len(cut), b.layout.rangeGroups)
		f.terms = m.hashes
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
		if c.docs*b.layout.cutShare > len(last.docs) {
			cut = append(cut, c)
		}
	}
	return mostFrequent(distinct(cut), b.layout.cut), nil
}

// distinct leaves one of the terms that share a hash: the place of its hash is the
// number of a cut term's file.
func distinct(cut []count) []count {
	slices.SortFunc(cut, func(a, b count) int {
		return cmp.Or(cmp.Compare(a.term.Hash(), b.term.Hash()), cmp.Compare(b.docs, a.docs), cmp.Compare(a.term, b.term))
	})
	return slices.CompactFunc(cut, func(a, b count) bool { return a.term.Hash() == b.term.Hash() })
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

// heavy lists the most frequent pairs of the biggest segment by their classes, and the
// other cut terms.
func (b *Builder) heavy(s *codec.Segment, m *merger, counts []count) {
	if len(m.cut) > 0 {
		counts = slices.DeleteFunc(counts, func(c count) bool { return !m.cut[c.term] })
	}
	var classes [heavyClasses][]han.Term
	most := b.layout.heavy
	if len(m.cut) > 0 {
		most = len(counts) // all are cut, and readers must know
	}
	for _, c := range mostFrequent(counts, most) {
		class := 0
		for c.docs<<(class+1) < s.Docs {
			class++
		}
		classes[class] = append(classes[class], c.term)
		delete(m.cut, c.term)
	}
	for _, list := range classes {
		s.Heavy = append(s.Heavy, join(list))
	}
	if m.ranges == len(m.parts) {
		return
	}
	var rest [3][]han.Term
	for t := range m.cut {
		n := len(t.Runes()) - 1
		rest[n] = append(rest[n], t)
	}
	for _, list := range rest {
		s.Cut = append(s.Cut, join(list))
	}
}

// join sorts terms and writes them one after another.
func join(terms []han.Term) string {
	slices.Sort(terms)
	var text []rune
	for _, t := range terms {
		text = append(text, t.Runes()...)
	}
	return string(text)
}
