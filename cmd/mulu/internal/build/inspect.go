package build

import (
	"context"
	"errors"
	"path"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/check/all"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/extract"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
)

// newEngine makes the engine of the rules for the site's catalogue.
func (s *Site) newEngine(whole bool) *check.Engine {
	return check.New(s.Catalogue, all.Rules, check.Options{Whole: whole, Files: s.files})
}

// inspectBody applies the rules to the body that w read last, which is that of e.
func (s *Site) inspectBody(w *render.Worker, e plan.Entry) []diag.Diagnostic {
	b := check.Body{Raw: w.Raw, First: w.First, Result: w.Body(), Links: w.Links}
	switch {
	case e.Kind == plan.Document:
		b.Document, b.File = e.Doc, e.Doc.Path
	case e.Kind == plan.ContentPage && e.Page != nil && e.Page.Path != "":
		b.File = e.Page.Path
	default:
		return nil
	}
	return s.engine.Body(&b)
}

// inspectFiles applies the rules to the files that are published as they are.
func (p *pass) inspectFiles(ctx context.Context) error {
	owners, linked := p.owners(), p.linked()
	return parallel.Each(ctx, 0, len(p.files), func(_, i int) error {
		src := p.files[i].Source
		if i > 0 && p.files[i-1].Source == src {
			return nil
		}
		if _, there := p.Site.files[src]; !there {
			return nil // reported with the header that names it
		}
		if !linked[src] && !p.scope.inspects(src, owners[src]) {
			return nil
		}
		f := check.File{Path: src, Size: p.Site.files[src], Owner: owners[src]}
		if extract.Known(path.Ext(src)) {
			f.Passages = func(yield func(place, text string)) error { return p.passages(src, yield) }
		}
		ds, err := p.engine.File(&f)
		p.report(ds)
		return err
	})
}

// owners are the first documents that name each attachment.
func (p *pass) owners() map[string]*catalogue.Document {
	m := map[string]*catalogue.Document{}
	for i := range p.Catalogue.Documents {
		d := &p.Catalogue.Documents[i]
		if d.More == nil {
			continue
		}
		for _, a := range d.More.Attachments {
			if src, ok := catalogue.AttachmentPath(d.Path, a.File); ok && m[src] == nil {
				m[src] = d
			}
		}
	}
	return m
}

// passages gives the lines of a file's text.
func (s *Site) passages(src string, yield func(place, text string)) error {
	text, err := s.fileText(src, extract.MaxCharacters)
	if problem := (*extract.Problem)(nil); err != nil && !errors.As(err, &problem) {
		return err
	}
	for line := range strings.Lines(text) {
		yield("", strings.TrimSuffix(line, "\n"))
	}
	return nil
}
