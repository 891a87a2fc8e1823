package build

import (
	"context"
	"errors"
	"path"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/check/all"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/extract"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/reuse"
)

// newEngine makes the engine of the rules for the site's catalogue.
func (s *Site) newEngine(whole bool, published *check.Published) *check.Engine {
	return check.New(s.Catalogue, all.Rules, check.Options{Whole: whole, Last: published, Files: s.files, Links: s.opt.Links, Reports: s.reports, Exists: s.Plan.Exists})
}

// inspectBody applies the rules to the body that w read last, which is that of e. The body
// then knows of what else the findings may depend.
func (s *Site) inspectBody(w *render.Worker, e plan.Entry) ([]diag.Diagnostic, check.Body) {
	var b check.Body
	found := s.inspectInto(&b, w, e)
	return found, b
}

// inspectInto is inspectBody with a Body that is used again and again.
func (s *Site) inspectInto(b *check.Body, w *render.Worker, e plan.Entry) []diag.Diagnostic {
	*b = check.Body{Raw: w.Raw, First: w.First, Result: w.Body(), Links: w.Body().Links}
	switch {
	case e.Kind == plan.Document:
		b.Document, b.File = e.Doc, e.Doc.Path
	case e.Kind == plan.ContentPage && e.Page != nil && e.Page.Path != "":
		b.File = e.Page.Path
	default:
		return nil
	}
	return s.engine.Body(b)
}

// inspectFiles applies the rules to the files that are published as they are.
func (p *pass) inspectFiles(ctx context.Context) error {
	owners, linked := p.owners(), p.linked()
	sources := make([]string, 0, len(p.files))
	for _, f := range p.files {
		if _, there := p.Site.files.Size(f.Source); there { // absent ones were reported with the header
			sources = append(sources, f.Source)
		}
	}
	slices.Sort(sources)
	sources = slices.Compact(sources) // a file may have several addresses
	if p.kept != nil {
		p.kept.files = make([]*fileEntry, len(sources))
	}
	return parallel.Each(ctx, 0, len(sources), func(_, i int) error {
		src := sources[i]
		owner := owners[src]
		if !linked[src] && !p.scope.inspects(src, owner.doc) {
			return nil
		}
		if p.takeFile(i, src, owner) {
			return nil
		}
		ds, err := p.inspectFile(src, owner)
		p.report(ds)
		if err == nil && p.kept != nil {
			p.kept.files[i] = &fileEntry{src: src, owner: owner, Entry: &reuse.Entry{Made: ds}}
		}
		return err
	})
}

// inspectFile applies the rules to a file.
func (p *pass) inspectFile(src string, owner owner) ([]diag.Diagnostic, error) {
	size, _ := p.Site.files.Size(src)
	f := check.File{Path: src, Size: size, Owner: owner.doc}
	var problems []diag.Diagnostic
	if extract.HoldsText(path.Ext(src)) {
		f.Passages = func(yield func(extract.Passage)) error {
			return p.passages(src, owner, yield, func(d diag.Diagnostic) { problems = append(problems, d) })
		}
	}
	ds, err := p.engine.File(&f)
	return append(problems, ds...), err
}

// owner is the place where a header names an attachment.
type owner struct {
	doc *catalogue.Document // nil: nowhere
	nth int                 // among its attachments
}

// owners are the first documents, by their paths, that name each attachment.
func (s *Site) owners() map[string]owner {
	m := map[string]owner{}
	for _, i := range s.Catalogue.ByPath {
		d := &s.Catalogue.Documents[i]
		if d.More == nil {
			continue
		}
		for k, a := range d.More.Attachments {
			if src, ok := catalogue.AttachmentPath(d.Path, a.File); ok && m[src].doc == nil {
				m[src] = owner{d, k}
			}
		}
	}
	return m
}

// passages gives what a file holds. What the file is to blame for is told where it
// is named, else at the file itself; a search says of the same file only what it leaves
// out (attachmentText).
func (p *pass) passages(src string, o owner, yield func(extract.Passage), tell func(diag.Diagnostic)) error {
	f, err := p.src.Open(src)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	err = extract.Everything(src, f, info.Size(), extract.Limits{}, yield)
	var problem *extract.Problem
	if !errors.As(err, &problem) {
		return err
	}
	file, pos, name := src, diag.Pos{}, path.Base(src)
	if o.doc != nil {
		file, pos, name = o.doc.Path, p.Catalogue.Locate(o.doc.Path, "attachments", o.nth), o.doc.More.Attachments[o.nth].File
	}
	tell(problem.At(file, pos, name))
	return nil
}
