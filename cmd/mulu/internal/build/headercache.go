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
	"time"

	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/diag"
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
	headerParts  = 16
	// headerLeast is the number of files from which on it is worth while.
	headerLeast = 1000
)

func headerPart(k int) string { return fmt.Sprintf("%s%02d", headerPrefix, k) }

// partOf is the part that a file's header is kept in: the same whatever comes and goes.
func partOf(file string) int {
	h := fnv.New32a()
	h.Write([]byte(file))
	return int(h.Sum32() % headerParts)
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
	err := parallel.Each(ctx, 0, headerParts, func(_, i int) error {
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

// KeepHeaders reads all files once more, puts their headers into the cache where they are
// not yet, and gives the files that are not what their headers were taken for: they are to
// be told to Doubt. now is the time. Small sites need no cache.
func (p *Pending) KeepHeaders(ctx context.Context, src *source.Site, c cache.Folder, now time.Time) (doubtful []string, err error) {
	if len(p.headers.files) < headerLeast {
		return nil, nil
	}
	parts := make([][]int32, headerParts)
	for i := range p.headers.files {
		k := partOf(p.headers.files[i].Path)
		parts[k] = append(parts[k], int32(i))
	}
	var data, buf []byte
	for k, files := range parts {
		data = data[:0]
		for _, i := range files {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			var same bool
			if data, buf, same = p.headers.appendKept(data, buf, src, int(i), now); !same {
				doubtful = append(doubtful, p.headers.files[i].Path)
			}
		}
		if was, _ := c.Get(headerPart(k)); !bytes.Equal(was, data) {
			if err := c.Put(headerPrefix, headerPart(k), data, headerParts); err != nil {
				return doubtful, err
			}
		}
	}
	return doubtful, nil
}

// appendKept appends the header of a file, unless it has problems, or its time is doubtful.
// It is not the same when it was taken over and the file has other bytes.
func (h *headers) appendKept(dst, buf []byte, src *source.Site, i int, now time.Time) (kept, read []byte, same bool) {
	f, state := h.files[i], &h.state[i]
	if h.diags[f.Path] != nil || f.Size > frontmatter.MaxFile {
		return dst, buf, true
	}
	raw, err := src.ReadInto(f.Path, buf)
	if err != nil {
		return dst, buf, true // gone, or going to be told of
	}
	k := keptHeader{path: f.Path, size: f.Size, modified: f.ModTime.UnixNano(), sum: sha256.Sum256(raw)}
	if state.whole != (sum{}) && state.whole != k.sum {
		return dst, raw, false
	}
	after, _ := src.Stat(f.Path)
	if now.Sub(f.ModTime) <= racy || after.Size != f.Size || !after.ModTime.Equal(f.ModTime) {
		return dst, raw, true
	}
	text, ds := frontmatter.Clean(f.Path, raw)
	if diag.Count(ds).Errors > 0 {
		return dst, raw, true
	}
	end, _ := frontmatter.BodyAt(text)
	k.text = text[:end]
	return k.append(dst), raw, true
}

// Doubt makes the next Load read files again whose times say that they are as they were.
func (l *Loader) Doubt(files []string) {
	l.headers.files = slices.Clone(l.headers.files)
	for _, file := range files {
		if i, ok := l.headers.find(file); ok {
			l.headers.files[i].ModTime = time.Time{}
		}
	}
}
