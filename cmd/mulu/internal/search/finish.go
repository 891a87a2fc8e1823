package search

import (
	"context"
	"encoding/json"
	"maps"
	"path"
	"slices"

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
	if err := b.writeMended(out); err != nil {
		return err
	}
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
		if s.kept != nil {
			continue
		}
		if err := b.keys(ctx, out, s, &m.Segments[i]); err != nil {
			return err
		}
	}
	if err := b.words(out, &m, b.keptTitles(titles)); err != nil {
		return err
	}
	b.keep(&m)
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return out.file("manifest", path.Base(codec.ManifestName), data)
}

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
				if f == nil {
					continue
				}
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
		if f != nil {
			groups = f.until(groups, f.files)
		}
	}
	if err := out.groups(ctx, len(mg.workers), groups); err != nil {
		return nil, err
	}
	for i, s := range b.segments {
		if s.kept != nil {
			manifest.Segments = append(manifest.Segments, s.kept.manifest(s))
			continue
		}
		manifest.Segments = append(manifest.Segments, codec.Segment{Name: s.name, Part: files[i].manifest(), Period: s.period})
	}
	if len(cut) == 0 {
		b.frequent = slices.Clone(frequent)
		cut = b.layout.listed(frequent)
	}
	if big := &manifest.Segments[mg.big]; b.segments[mg.big].kept == nil {
		big.Frequent = b.layout.list(cut, big.Docs)
	}
	for _, f := range files[mg.ranges:] {
		last := &manifest.Segments[mg.ranges-1]
		last.Ranges = append(last.Ranges, codec.Range{Part: f.manifest()})
	}
	return titles, nil
}

// lay lays out parts and their files: the segments, then the ranges of the last one.
func (m *merger) lay(cut []count) (files []*postingFiles) {
	b := m.builder
	m.cut = make(map[uint32]bool, len(cut))
	for _, c := range cut {
		m.cut[c.term.Hash()] = true
	}
	pairs := m.pairs(cut)
	for i, s := range b.segments {
		m.parts = append(m.parts, part{s.name, s.from, len(s.docs)})
		if s.kept != nil {
			files = append(files, nil)
			continue
		}
		how := b.layout.cutting(s.name, i == len(b.segments)-1)
		files = append(files, newPostingFiles(m.parts[i], how.count(pairs[i]), how.groups))
	}
	m.big, m.ranges = b.biggest(), len(m.parts)
	last := b.segments[len(b.segments)-1]
	if last.kept != nil {
		return files
	}
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

// pairs are the numbers of pairs of a term and a document in the files of each segment:
// those of cut terms are in the ranges of the last.
func (m *merger) pairs(cut []count) []int64 {
	pairs := make([]int64, len(m.builder.segments))
	for _, g := range m.builder.gatherers {
		for i, n := range g.pairs {
			pairs[i] += n
		}
	}
	for _, c := range cut {
		pairs[len(pairs)-1] -= int64(c.docs)
	}
	return pairs
}
