package render

import (
	"fmt"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render/compile"
)

// Place is where a tag of a page is written.
type Place struct {
	Template  string // document.html; empty when it is not known
	Own       bool   // it is the site's own template
	Line, Col int
}

// MarkedPage makes a page with the places of its tags, for PlaceOf. It is slow, for it
// is made of templates that are neither compiled nor minified, and is asked for where
// something is to be mended alone.
func (r *Renderer) MarkedPage(w *Worker, e plan.Entry) ([]byte, error) {
	set, err := r.theme.marked()
	if err != nil {
		return nil, err
	}
	name, view, err := r.view(w, e)
	if err != nil {
		return nil, err
	}
	w.Buf, err = set.Append(w.Buf[:0], name, view)
	if err != nil {
		return nil, fmt.Errorf("render %s: %w", e.Path, err)
	}
	return w.Buf, nil
}

// PlaceOf says where the tag at an offset of a marked page is written.
func (r *Renderer) PlaceOf(page []byte, offset int) Place {
	file, line, col, ok := compile.PlaceAt(page, offset)
	if !ok {
		return Place{}
	}
	return Place{Template: file, Own: r.theme.own[file], Line: line, Col: col}
}

// makeMarked makes the templates again, with the places of their tags.
func (t *Theme) makeMarked() (*compile.Set, error) {
	b := t.builder()
	for _, f := range t.templates {
		text, err := compile.Mark(f.Name, string(f.Data))
		if err == nil {
			err = b.Add(f.Name, text)
		}
		if err != nil {
			return nil, fmt.Errorf("mark template %s: %w", f.Name, err)
		}
	}
	return b.Build()
}
