package search

import (
	"context"
	"math/bits"
	"slices"

	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/search/codec"
)

// postingFiles cuts a part's records, which come in their order, into files and
// groups of files.
type postingFiles struct {
	part
	files  int // P
	size   int // files of a group
	hashes []byte
	terms  []uint32  // of a range: the hashes of the cut terms, ascending; each has a file
	group  fileGroup // under way

	last    int // the number of the file of the last record
	entries int // that it has so far
	usual   int // room for the entries of a file: those of the one before, and some
}

// fileGroup is neighbouring files that share the hash in their names.
type fileGroup struct {
	of    *postingFiles
	first int // number of the first file
	files [][]codec.Entry
	data  [][]byte
	hash  string
}

// newPostingFiles makes so many files in at most so many groups.
func newPostingFiles(p part, files, groups int) *postingFiles {
	f := &postingFiles{part: p, files: files, size: (files + groups - 1) / groups}
	f.begin(0)
	return f
}

// count is the number of files for so many pairs. It is rounded to six bits, so that a
// corrected text seldom changes it, and with it all files.
func (c *cutting) count(pairs int64) int {
	n := (pairs + int64(c.pairs)/2) / int64(c.pairs)
	if n > int64(c.files) {
		n = int64(c.files)
		if c.most > 0 {
			n = max(n, pairs/int64(c.most))
		}
	}
	return max(1, sixBits(int(n)))
}

// sixBits rounds to six significant bits.
func sixBits(n int) int {
	over := bits.Len(uint(n)) - 6
	if over <= 0 {
		return n
	}
	return (n + 1<<(over-1)) >> over << over
}

// begin starts a group.
func (f *postingFiles) begin(first int) {
	f.group = fileGroup{of: f, first: first, files: make([][]codec.Entry, max(0, min(f.size, f.files-first)))}
}

// add takes records and appends the groups that they complete.
func (f *postingFiles) add(groups []*fileGroup, records []record, bodies []byte) []*fileGroup {
	for i := range records {
		r := &records[i]
		n := f.number(r.hash)
		groups = f.until(groups, n)
		if f.last != n {
			f.last, f.usual, f.entries = n, f.entries+f.entries/16, 0
		}
		f.entries++
		file := &f.group.files[n-f.group.first]
		if *file == nil {
			*file = make([]codec.Entry, 0, f.usual)
		}
		*file = append(*file, codec.Entry{Hash: r.hash, Body: bodies[r.from:r.to], Bits: r.bits})
	}
	return groups
}

// number is the number of the file of a term's hash.
func (f *postingFiles) number(hash uint32) int {
	if f.terms == nil {
		return codec.FileNumber(hash, f.files)
	}
	n, _ := slices.BinarySearch(f.terms, hash)
	return n
}

// until ends the groups before the one of file n.
func (f *postingFiles) until(groups []*fileGroup, n int) []*fileGroup {
	for len(f.group.files) > 0 && n >= f.group.first+len(f.group.files) {
		g := f.group
		groups = append(groups, &g)
		f.begin(g.first + len(g.files))
	}
	return groups
}

// encode makes the files of the group and their hash.
func (g *fileGroup) encode() {
	for _, entries := range g.files {
		g.data = append(g.data, codec.AppendFile(nil, entries))
	}
	g.hash, g.files = codec.Hash(g.data...), nil
}

// groups hands out the files of groups, in their order.
func (o *output) groups(ctx context.Context, workers int, groups []*fileGroup) error {
	err := parallel.Each(ctx, workers, len(groups), func(_, i int) error {
		groups[i].encode()
		return nil
	})
	if err != nil {
		return err
	}
	for _, g := range groups {
		g.of.hashes = append(g.of.hashes, g.hash...)
		for i, data := range g.data {
			if err := o.file("postings "+g.of.name, codec.PostingName(g.of.name, g.first+i, g.hash), data); err != nil {
				return err
			}
		}
	}
	return nil
}

// manifest is what the manifest says of the part.
func (f *postingFiles) manifest() codec.Part {
	return codec.Part{Docs: f.docs, Files: f.files, Group: f.size, Hashes: string(f.hashes)}
}
