// Package compile executes html/template files at the speed of hand-written
// code. The files are parsed by html/template and made safe by its contextual
// escaper; the escaped trees are then compiled for the Go types they are
// executed with, so that a page costs appends and no reflection.
//
// It promises the bytes of html/template: what the compiler does not know, and
// every run-time problem, is left to html/template's own execution. Uses of
// fields and methods are checked against the types when a set is built, in
// branches that are never taken, too.
//
// It knows no file system, no page kinds and no site; see package render.
package compile

import (
	"fmt"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"sync"
)

// A Set holds parsed, escaped and compiled templates. It never changes, so
// several goroutines may append pages at once.
type Set struct {
	root  *template.Template
	kinds map[string]*kind
}

// kind is a template that is executed with values of one type.
type kind struct {
	typ     reflect.Type
	code    *code
	reasons []string // why html/template executes it
}

// Append executes the template name with data and appends the page to dst. The
// data should be of the type declared with Builder.Kind; any other value is
// executed by html/template. After an error dst has its old length.
func (s *Set) Append(dst []byte, name string, data any) ([]byte, error) {
	if page, ok := s.compiled(dst, name, data); ok {
		return page, nil
	}
	w := sliceWriter(dst)
	if err := s.root.ExecuteTemplate(&w, name, data); err != nil {
		return dst, fmt.Errorf("execute template %s: %w", name, err)
	}
	return w, nil
}

// compiled executes compiled code, and reports false if there is none or if it
// met something that it leaves to html/template.
func (s *Set) compiled(dst []byte, name string, data any) (page []byte, ok bool) {
	k := s.kinds[name]
	if k == nil || len(k.reasons) > 0 || reflect.TypeOf(data) != k.typ {
		return nil, false
	}
	st := states.Get().(*state)
	st.dst, st.base, st.depth = dst, 0, 0
	defer func() {
		// Not only errBail: a function or method that panics is an error in
		// html/template, which will find it again.
		ok = recover() == nil
		page, st.dst = st.dst, nil
		clear(st.slots)
		states.Put(st)
	}()
	k.code.enter(st, rootWord(data), 0)
	return nil, true
}

var states = sync.Pool{New: func() any { return new(state) }}

// Fallbacks says which kinds are executed by html/template instead of compiled
// code, and why, as "name: file:line: reason", sorted. They give the same bytes,
// many times slower.
func (s *Set) Fallbacks() []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(s.kinds)) {
		for _, reason := range s.kinds[name].reasons {
			all = append(all, name+": "+reason)
		}
	}
	return all
}

// sliceWriter appends what html/template writes.
type sliceWriter []byte

func (w *sliceWriter) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}
