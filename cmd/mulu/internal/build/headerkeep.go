package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"slices"
	"time"

	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/source"
)

// KeepHeaders reads the files of a part once more, puts their headers into the cache where
// they are not yet, and gives the files that are not what their headers were taken for:
// Doubt wants to be told of them. now is the time. Small sites need no cache.
func (p *Pending) KeepHeaders(ctx context.Context, src *source.Site, c cache.Folder, part int, now time.Time) (doubtful []string, err error) {
	h := &p.headers
	if len(h.files) < headerLeast {
		return nil, nil
	}
	var data, buf []byte
	for i := range h.files {
		if partOf(h.files[i].Path) != part {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var same bool
		if data, buf, same = h.appendKept(data, buf, src, i, now); !same {
			doubtful = append(doubtful, h.files[i].Path)
		}
	}
	if was, _ := c.Get(headerPart(part)); !bytes.Equal(was, data) {
		err = c.Put(headerPrefix, headerPart(part), data, HeaderParts)
	}
	return doubtful, err
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
