package build

import (
	"errors"
	"io/fs"
	"iter"
	"slices"

	"mulu/cmd/mulu/internal/a11y"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/statement"
)

// loadStatements reads the results of tests that pages name, and says of statements
// which have none, or old ones.
func (s *Site) loadStatements() (ds []diag.Diagnostic) {
	s.statements = map[string]*statement.Results{}
	for _, pg := range s.Plan.ContentPages() {
		switch {
		case pg.Results != "":
			ds = append(ds, s.loadStatement(pg)...)
		case pg.Name == statementPage && pg.Path != "":
			ds = append(ds, statement.Missing(pg.Path))
			s.statements[pg.Name] = nil // the page says so, too
		}
	}
	return ds
}

// statementPage is the page that readers look for a statement on.
const statementPage = "accessibility"

func (s *Site) loadStatement(pg *catalogue.Page) []diag.Diagnostic {
	s.statements[pg.Name] = nil
	file, ok := catalogue.AttachmentPath(pg.Path, pg.Results)
	at := s.Catalogue.Locate(pg.Path, "results")
	if !ok {
		return []diag.Diagnostic{statement.NotThere(pg.Path, at, pg.Results)}
	}
	text, err := s.src.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return []diag.Diagnostic{statement.NotThere(pg.Path, at, pg.Results)}
	}
	if err != nil { // too large, or a folder: as good as not there
		return []diag.Diagnostic{statement.NotThere(pg.Path, at, pg.Results).WithHint("不能读取：%v", err)}
	}
	results, ds := statement.Read(file, text, s.Today)
	s.statements[pg.Name] = results
	return ds
}

// results goes through the results of tests that statements are made of, with their files.
func (s *Site) results() iter.Seq2[string, *statement.Results] {
	return func(yield func(string, *statement.Results) bool) {
		for _, pg := range s.Plan.ContentPages() {
			r := s.statements[pg.Name]
			if file, ok := catalogue.AttachmentPath(pg.Path, pg.Results); ok && r.Tested() && !yield(file, r) {
				return
			}
		}
	}
}

// makesStatement says whether a page tells what was found on all others, so that it is
// made last.
func (s *Site) makesStatement(e plan.Entry) bool {
	if e.Kind != plan.ContentPage || e.Page == nil {
		return false
	}
	_, ok := s.statements[e.Page.Name]
	return ok
}

// makeStatements makes the pages that were left for the end: they tell of all others.
func (p *pass) makeStatements(w *render.Worker, list []plan.Entry) error {
	site := *p.Site
	audit := render.Audit{Pages: p.barriers.pages, Rules: len(a11y.Rules()), Faulty: p.barriers.faulty}
	site.Renderer = p.Renderer.WithAudit(audit)
	site.variants = slices.Clone(p.variants)
	for i := range site.variants {
		site.variants[i].renderer = site.variants[i].renderer.WithAudit(audit)
	}
	was := p.Site
	p.Site = &site
	defer func() { p.Site = was }()
	for _, e := range list {
		if err := p.one(0, w, e); err != nil {
			return err
		}
	}
	return nil
}
