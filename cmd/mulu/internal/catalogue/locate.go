package catalogue

import (
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

// locator finds places in headers. The Catalogue keeps it, so it holds nothing else of
// what is needed to make one.
type locator struct {
	header     func(file string) (tree.Value, bool) // reads it; nil when there is no way to
	fields     keyTable                             // of documents
	pageFields keyTable
	pages      map[string]*Page // by source file
}

// at finds the place of a field's value in its file; the n-th element when given.
func (l *locator) at(file, key string, n ...int) diag.Pos {
	top := diag.Pos{Line: 1, Col: 1}
	if l.header == nil {
		return top
	}
	header, ok := l.header(file)
	if !ok {
		return top
	}
	defer header.Release()
	fields := &l.fields
	if l.pages[file] != nil {
		fields = &l.pageFields
	}
	e := findEntry(header, fields, key)
	if e == nil {
		if e = header.Get(key); e == nil {
			return top
		}
	}
	v := &e.Value
	if len(n) > 0 && v.Kind == tree.List && n[0] < len(v.List) {
		v = &v.List[n[0]]
		for _, k := range [...]string{"target", "目标", "file", "文件"} {
			if t := v.Get(k); t != nil {
				v = &t.Value
			}
		}
	}
	return v.Pos
}
