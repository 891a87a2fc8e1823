package render

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"reflect"
	"strings"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/plan"
)

// What a document's page takes from elsewhere than its own body: the frame, and what the
// links of the body are answered. With the same settings, theme and source file, the same
// frame and the same answers, a page has the same bytes. Nobody lists what a page depends
// on: both are asked of the very functions that make it.

// AppendFrame appends all that the page of a document would show with an empty body, whether
// a template shows it or not: relations of both directions, states on the day, editions, what
// attachments are like, the navigation. It uses w as Page does.
func (r *Renderer) AppendFrame(dst []byte, w *Worker, e plan.Entry) []byte {
	w.md.Reset()
	r.documentView(w, e)
	return appendValue(dst, reflect.ValueOf(&w.doc).Elem())
}

// site is the type of what all pages share: settings and theme alone decide it.
var site = reflect.TypeFor[*Site]()

// appendValue appends a plain value so that no two values look alike. An empty list is as
// good as none: templates do not tell them apart, and workers use their lists again.
func appendValue(dst []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		return appendText(dst, v.String())
	case reflect.Bool:
		if v.Bool() {
			return append(dst, 1)
		}
		return append(dst, 0)
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		return binary.AppendVarint(dst, v.Int())
	case reflect.Uint, reflect.Uint64, reflect.Uint32, reflect.Uint16, reflect.Uint8:
		return binary.AppendUvarint(dst, v.Uint())
	case reflect.Slice, reflect.Array:
		dst = binary.AppendUvarint(dst, uint64(v.Len()))
		for i := range v.Len() {
			dst = appendValue(dst, v.Index(i))
		}
		return dst
	case reflect.Struct:
		for i := range v.NumField() {
			dst = appendValue(dst, v.Field(i))
		}
		return dst
	case reflect.Pointer:
		if v.Type() == site {
			return dst
		}
		if v.IsNil() {
			return append(dst, 0)
		}
		return appendValue(append(dst, 1), v.Elem())
	}
	panic(fmt.Sprintf("a page shows a %v, which has no bytes", v.Type())) // a test makes each kind of value
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// Asked are the links of the body that Page or Check read last for which the catalogue was
// asked, in the order in which it was.
func (w *Worker) Asked() []markdown.Link { return w.asked }

// Answers is a hash of all that links of a document's body would be answered now: addresses,
// what stands there, problems, files to be published and headings to be looked for. It leaves the worker's
// Files and Fragments alone.
func (r *Renderer) Answers(w *Worker, e plan.Entry, links []markdown.Link) (sum [sha256.Size]byte) {
	if len(links) == 0 {
		return sum
	}
	files, fragments, diags := w.Files, w.Fragments, w.diags
	w.Files, w.Fragments, w.diags = nil, nil, nil
	w.file, w.root, w.self, w.own = e.Doc.Path, plan.Root(e.Path), e.Doc, nil
	h := sha256.New()
	for _, l := range links {
		at, ok := r.resolve(w, l)
		fmt.Fprintf(h, "%d %s %v\n", len(at), at, ok)
		source, title := r.target(w.file, l.Dest)
		fmt.Fprintf(h, "%d %s %d %s\n", len(source), source, len(title), title)
	}
	for _, f := range w.Files {
		fmt.Fprintf(h, "%d %s %d %s\n", len(f.Path), f.Path, len(f.Source), f.Source)
	}
	for _, f := range w.Fragments {
		fmt.Fprintf(h, "%v %d %s %d %s\n", f.Pos, len(f.Target), f.Target, len(f.ID), f.ID)
	}
	problems(h, w.diags)
	w.Files, w.Fragments, w.diags = files, fragments, diags
	h.Sum(sum[:0])
	return sum
}

// target is what rules may know of what a link leads to among documents and pages (check,
// Site.LinkTarget).
func (r *Renderer) target(file, dest string) (source, title string) {
	dest, _, _ = strings.Cut(dest, "#")
	t, _ := r.cat.FindLink(file, dest)
	switch {
	case t.Document != nil:
		return t.Document.Path, t.Document.Title
	case t.Page != nil:
		return t.Page.Path, t.Page.Title
	}
	return "", ""
}

// problems hashes all of some diagnostics.
func problems(h hash.Hash, ds []diag.Diagnostic) {
	for i := range ds {
		_, _ = h.Write(appendValue(nil, reflect.ValueOf(&ds[i]).Elem())) // a hash takes everything
	}
}
