package build

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/maphash"
	"reflect"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/render"
)

// seen is what a build remembers of the files as Load saw them. The preview, which
// reads files as they are at the moment, has none of it.
type seen struct {
	paths  []string // of the content files, sorted
	sums   []uint64 // of their bytes; 0 of one whose header was kept
	design []render.File
}

func (l *Loader) seen() seen {
	n := len(l.headers.files)
	was := seen{paths: make([]string, n), sums: make([]uint64, n), design: l.design.texts}
	for i := range n {
		was.paths[i], was.sums[i] = l.headers.files[i].Path, l.headers.state[i].sum
	}
	return was
}

var errChanged = errors.New("文件头在构建过程中改动了，请重新构建")

// unchanged says whether a file is as it was, and refuses one whose header is no longer the one that decided that its
// text is published: a build takes time, and meanwhile the document may have become
// a draft, or another file may have been put in its place.
func (s *Site) unchanged(file string, raw []byte) (same bool, err error) {
	i, known := slices.BinarySearch(s.seen.paths, file)
	switch {
	case !known:
		return false, nil
	case s.seen.sums[i] == maphash.Bytes(seed, raw):
		return true, nil
	case s.seen.sums[i] == 0 && s.notes != nil && s.notes.docs[i] == sha256.Sum256(raw): // it was not read for its header
		return true, nil
	}
	data, ds := frontmatter.Clean(file, slices.Clone(raw))
	header, more := frontmatter.Parse(file, data)
	item, _ := catalogue.NewReader(s.Config).Read(file, header.Table, 1)
	t, _ := s.Catalogue.FindPath(file)
	good := t.Document != nil && reflect.DeepEqual(item.Record, t.Document.Record) || t.Page != nil && reflect.DeepEqual(item.Page, t.Page)
	if !good || diag.Count(ds).Errors+diag.Count(more).Errors > 0 {
		return false, fmt.Errorf("读取 %s：%w", file, errChanged)
	}
	return false, nil
}
