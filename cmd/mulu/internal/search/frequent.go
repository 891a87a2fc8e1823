package search

import (
	"cmp"
	"context"
	"slices"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/search/codec"
)

// chooseCut gives the terms that go to ranges, with their numbers of documents in the
// last segment.
func (m *merger) chooseCut(ctx context.Context) ([]count, error) {
	b := m.builder
	last := b.segments[len(b.segments)-1]
	if len(last.ranges) == 0 || last.kept != nil {
		return nil, nil
	}
	counts, err := m.countFrequent(ctx)
	if err != nil {
		return nil, err
	}
	cut := slices.DeleteFunc(counts, func(c count) bool { return c.docs*b.layout.frequentShare <= len(last.docs) })
	b.frequent = slices.Clone(cut)
	return b.layout.listed(cut), nil
}

// countFrequent counts the documents of the last segment that have a term, of the terms
// that were frequent in a run.
func (m *merger) countFrequent(ctx context.Context) (all []count, err error) {
	places := map[han.Term]int{}
	for _, g := range m.builder.gatherers {
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
	err = parallel.Each(ctx, len(m.workers), len(m.runs), func(k, i int) error {
		if counts[k] == nil {
			counts[k] = make([]count, n)
		}
		return m.runs[i].countOldest(places, counts[k])
	})
	if err != nil {
		return nil, err
	}
	for t, i := range places {
		c := count{term: t}
		for _, list := range counts {
			if list != nil {
				c.docs += list[i].docs
			}
		}
		all = append(all, c)
	}
	return all, nil
}

// listed leaves the terms that the manifest lists: the most frequent, one of a key.
func (l *layout) listed(counts []count) []count {
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
	headers, err := r.read(r.at, 0, r.headers[partitions], nil)
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

// mostFrequent gives the terms of so many documents at most: the most frequent.
func mostFrequent(counts []count, most int) []count {
	slices.SortFunc(counts, func(a, b count) int { return cmp.Or(cmp.Compare(b.docs, a.docs), cmp.Compare(a.term, b.term)) })
	return counts[:min(most, len(counts))]
}
