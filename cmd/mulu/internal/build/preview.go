package build

import (
	"os"
	"path"
	"slices"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/source"
)

// What the preview asks of a Site beside Bytes: single files and single bodies.

// EntryOf finds the page that a content file is published as; a file that is not
// published has none.
func (s *Site) EntryOf(file string) (plan.Entry, bool) {
	t, _ := s.Catalogue.FindPath(file)
	switch {
	case t.Document != nil:
		return plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(t.Document.Index), Doc: t.Document}, true
	case t.Page != nil:
		return plan.Entry{Kind: plan.ContentPage, Path: plan.PagePath(t.Page), Page: t.Page}, true
	}
	return plan.Entry{}, false
}

// Reading is the same site, that reads its files from src, which must stay open while it is
// in use.
func (s *Site) Reading(src *source.Site) *Site {
	n := *s
	n.src, n.variants = src, slices.Clone(s.variants)
	n.makeRenderers()
	return &n
}

// Readable says whether a content file is there and its header can be read now. When
// it cannot, its body cannot be told from it, and its record is of an earlier time.
func (s *Site) Readable(file string) bool {
	raw, err := s.src.Read(file)
	if err != nil {
		return false
	}
	data, ds := frontmatter.Clean(file, raw)
	_, more := frontmatter.Parse(file, data)
	return diag.Count(ds).Errors+diag.Count(more).Errors == 0
}

// CheckBody finds the problems of one page's body, links to headings included.
func (s *Site) CheckBody(w *render.Worker, e plan.Entry) ([]diag.Diagnostic, error) {
	w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
	_, ds, err := s.Renderer.Check(w, e)
	if err != nil {
		return nil, err
	}
	found, _ := s.inspectBody(w, e)
	ds = slices.Concat(ds, found, s.checkFragments(slices.Clone(w.Fragments)))
	diag.Sort(ds)
	return s.policy.Apply(ds), nil
}

// FileAt finds a file that stands at an address because the body of the page whose
// folder it is in names it.
func (s *Site) FileAt(w *render.Worker, at string) (plan.Entry, bool) {
	e, ok := s.Plan.Lookup(path.Dir(at) + ".html")
	if !ok || e.Kind != plan.Document && e.Kind != plan.ContentPage {
		return plan.Entry{}, false
	}
	w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
	if _, _, err := s.Renderer.Check(w, e); err != nil {
		return plan.Entry{}, false // the page itself says so
	}
	for _, f := range w.Files {
		if f.Path == at {
			return f, true
		}
	}
	return plan.Entry{}, false
}

// Open opens the source of a file that is published as it is.
func (s *Site) Open(e plan.Entry) (*os.File, error) {
	if e.Kind != plan.File {
		return nil, kindError(e)
	}
	return s.src.Open(e.Source)
}

// checkFragments converts the targets of links into other documents once more: they
// are few, and no list of all headings need be kept.
func (s *Site) checkFragments(fs []render.Fragment) []diag.Diagnostic {
	w := &render.Worker{}
	return render.CheckFragments(fs, func(file string) []string {
		t, _ := s.Catalogue.FindPath(file)
		e := plan.Entry{Doc: t.Document, Page: t.Page}
		// Its own problems are reported with its own page.
		ids, _, _ := s.Renderer.Check(w, e)
		return ids
	})
}
