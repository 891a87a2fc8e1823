package search

import (
	"cmp"
	"context"
	"slices"

	"mulu/cmd/mulu/internal/search/codec"
)

// placedKey is a key with a document that has it.
type placedKey struct {
	hash    uint32
	ordinal uint32 // in the segment
}

// keys writes the posting files of a segment's keys: all is in the documents' headers,
// so that it takes no part in the merge.
func (b *Builder) keys(ctx context.Context, out *output, s *segment, m *codec.Segment) error {
	list := keysOf(s)
	records, bodies := keyRecords(list, len(s.docs))
	p := part{codec.KeysPart(s.name), s.from, len(s.docs)}
	files := max(1, sixBits(len(records)/b.layout.keys))
	f := newPostingFiles(p, files, b.layout.keyGroups)
	groups := f.add(nil, records, bodies)
	if err := out.groups(ctx, len(b.gatherers), f.until(groups, files)); err != nil {
		return err
	}
	keys := f.manifest()
	m.Keys = &keys
	return nil
}

// keysOf are the keys of a segment's documents in the order of the index.
func keysOf(s *segment) (list []placedKey) {
	for i, d := range s.docs {
		for _, hash := range codec.Keys(d.Index, d.DocNumber, d.Title) {
			list = append(list, placedKey{hash, uint32(i)})
		}
	}
	slices.SortFunc(list, func(a, b placedKey) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.ordinal, b.ordinal))
	})
	return list
}

// keyRecords makes a record of each key.
func keyRecords(list []placedKey, docs int) (records []record, bodies []byte) {
	for len(list) > 0 {
		p, hash := codec.Posting{}, list[0].hash
		for ; len(list) > 0 && list[0].hash == hash; list = list[1:] {
			p.Docs = append(p.Docs, list[0].ordinal)
		}
		r := record{hash: hash, from: len(bodies)}
		bodies, r.bits = codec.AppendBody(bodies, docs, &p)
		r.to = len(bodies)
		records = append(records, r)
	}
	return records, bodies
}
