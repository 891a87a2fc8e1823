package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/source"
)

// The preview keeps the headers of large sites in a cache, as they are written, so that it
// need not open every file before it shows a page. A header is taken over when its file has
// the size and the time that it had; afterwards every file is read all the same, and where
// the bytes are others the header is read again. So a cache that is lost, damaged or of
// another site costs time and nothing else. It has about a kilobyte a document.

const (
	// headerPrefix begins the names of the cache's entries; the number is that of their form.
	headerPrefix = "headers-1-"
	// headerLeast is the number of files from which on it is worth while.
	headerLeast = 1000
)

// HeaderParts is the number of parts in which headers are kept.
const HeaderParts = 16

func headerPart(k int) string { return fmt.Sprintf("%s%02d", headerPrefix, k) }

// partOf is the part that a file's header is kept in: the same whatever comes and goes.
func partOf(file string) int {
	h := fnv.New32a()
	h.Write([]byte(file))
	return int(h.Sum32() % HeaderParts)
}

// keptHeader is an entry of a part.
type keptHeader struct {
	path     string
	size     int64
	modified int64 // nanoseconds since 1970
	sum      sum   // of the file
	text     []byte
}

func (k *keptHeader) append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(k.path)))
	dst = append(dst, k.path...)
	dst = binary.AppendVarint(dst, k.size)
	dst = binary.AppendVarint(dst, k.modified)
	dst = append(dst, k.sum[:]...)
	dst = binary.AppendUvarint(dst, uint64(len(k.text)))
	return append(dst, k.text...)
}

// next cuts the first entry off a part, which package cache has found to be as it was put.
func (k *keptHeader) next(part []byte) (rest []byte, ok bool) {
	r := bytes.NewReader(part)
	take := func(n uint64) (data []byte) {
		at := len(part) - r.Len()
		if n > uint64(r.Len()) {
			ok = false
			return nil
		}
		_, _ = r.Seek(int64(n), 1) // within
		return part[at : at+int(n)]
	}
	number := func(n uint64, err error) uint64 { ok = ok && err == nil; return n }
	signed := func(n int64, err error) int64 { ok = ok && err == nil; return n }
	ok = true
	k.path = string(take(number(binary.ReadUvarint(r))))
	k.size, k.modified = signed(binary.ReadVarint(r)), signed(binary.ReadVarint(r))
	copy(k.sum[:], take(sha256.Size))
	k.text = take(number(binary.ReadUvarint(r)))
	return part[len(part)-r.Len():], ok
}

// recall takes headers over from the cache, and gives the files that are still to be read.
func (p *headerPass) recall(ctx context.Context, c cache.Folder, tasks []task) ([]task, error) {
	if len(tasks) < headerLeast || !c.Kept(headerPrefix) {
		return tasks, nil
	}
	known := make([]bool, len(p.next.files))
	err := parallel.Each(ctx, 0, HeaderParts, func(_, i int) error {
		part, more := c.Get(headerPart(i))
		for more && len(part) > 0 {
			var k keptHeader
			if part, more = k.next(part); more {
				p.takeOver(&k, known)
			}
		}
		return nil
	})
	return slices.DeleteFunc(tasks, func(t task) bool { return known[t.now] }), err
}

// takeOver takes over a header whose file seems to be as it was.
func (p *headerPass) takeOver(k *keptHeader, known []bool) {
	i, found := p.next.find(k.path)
	if !found || known[i] {
		return
	}
	if f := &p.next.files[i]; f.Size != k.size || f.ModTime.UnixNano() != k.modified {
		return
	}
	h, ds := frontmatter.Parse(k.path, k.text)
	defer h.Table.Release() // records keep nothing of it
	if len(ds) > 0 {
		return
	}
	if item, ds := p.reader.Read(k.path, h.Table, 1); len(ds) == 0 && item.Broken == "" {
		p.next.items[i], p.next.state[i], known[i] = item, headerState{whole: k.sum, good: true}, true
	}
}

// find is the place of a file.
func (h *headers) find(file string) (int, bool) {
	return slices.BinarySearchFunc(h.files, file, func(f source.File, file string) int { return strings.Compare(f.Path, file) })
}
