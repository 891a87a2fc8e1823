package build

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/a11y"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/reuse"
)

// The search for barriers in pages. A build looks at every page that it makes; that
// costs some hundredths of a millisecond a page (BenchmarkBarriers). A check makes no
// pages, so it makes one of each shape: all pages that stand alone, and of documents and
// lists one for each combination of the parts that templates show or leave out.
//
// A fault is reported where it can be mended: in the site's own template, at the line of
// the tag, once for all pages; what a built-in template makes of the site's own words, in
// the file that the page is made of, else in the settings. Bodies are looked at where
// they are converted, so that their faults have lines of the Markdown.

// inBodies are the rules whose faults in bodies packages markdown and check/links find
// with their places.
var inBodies = map[string]bool{
	"page-heading-jump": true, "page-heading-empty": true, "page-image-alt": true, "page-link-vague": true, "page-name-missing": true,
	"page-reference": true, "page-table-header": true, "page-table-name": true,
}

// unseen are the rules for bodies whose faults no page shows: a picture without a text has
// an empty one there, as have those that only decorate.
var unseen = map[string]bool{"image-alt": true}

// barriers is what a walk over the pages keeps. pass.mu guards the maps and the number.
type barriers struct {
	inspectors []a11y.Inspector         // by worker
	first      map[fault]plan.Entry     // the first page, by its address, that has a fault
	shapes     map[pageShape]plan.Entry // the first page of each shape, for a check
	pages      int                      // looked at
	faulty     int                      // of them, with faults
}

// fault tells findings of one fault in a template from those of another, before it is
// known where they are written. All pages of a kind may have the same.
type fault struct {
	kind          plan.Kind
	code, element string
	class         string // the beginning of the tag, where it is the same on all pages
}

func (b *barriers) begin() {
	b.inspectors = make([]a11y.Inspector, parallel.Workers(0))
	b.first, b.shapes = map[fault]plan.Entry{}, map[pageShape]plan.Entry{}
}

// isPage says whether an entry is an HTML page that is made of a template.
func isPage(e plan.Entry) bool { return e.Kind != plan.File && strings.HasSuffix(e.Path, ".html") }

// look looks at a page that worker k made with w.
func (p *pass) look(k int, w *render.Worker, e plan.Entry, page []byte) {
	if !isPage(e) {
		return
	}
	found := p.barriers.inspectors[k].Page(page)
	faulty := bodyFile(e) != "" && slices.ContainsFunc(w.Body().Problems, func(d diag.Diagnostic) bool { return unseen[d.Code] })
	var ds []diag.Diagnostic
	var file string
	from, to := 0, 0
	if len(found) > 0 { // on most pages nothing is
		file, from, to = bodyOf(w, e, page)
	}
	var making *reuse.Entry
	if p.kept != nil {
		making = p.kept.making[k]
	}
	p.mu.Lock()
	p.barriers.pages++
	for _, f := range found {
		faulty = true
		if f.Offset < from || f.Offset >= to {
			key := fault{e.Kind, f.Rule.Code, f.Element, classOf(page[f.Offset:])}
			p.barriers.see(key, e)
			if making != nil {
				making.Faults = append(making.Faults, reuse.Fault{Code: key.code, Element: key.element, Class: key.class})
			}
		} else if !inBodies[f.Rule.Code] {
			ds = append(ds, f.Rule.At(file, diag.Pos{}, "正文：%s", f.Message).WithHint("%s", f.Rule.Repair))
		}
	}
	if faulty {
		p.barriers.faulty++
	}
	p.mu.Unlock()
	if making != nil {
		making.Faulty = faulty
	}
	p.tell(k, whileMade, ds)
}

// see notes a page that has a fault; the first of all is kept.
func (b *barriers) see(key fault, e plan.Entry) {
	if was, known := b.first[key]; !known || e.Path < was.Path {
		b.first[key] = e
	}
}

// bodyFile is the file that a page's body is of; "" where a page has no body.
func bodyFile(e plan.Entry) string {
	switch {
	case e.Kind == plan.Document:
		return e.Doc.Path
	case e.Kind == plan.ContentPage && e.Page != nil:
		return e.Page.Path
	}
	return ""
}

// bodyOf says which file a page's body is of, and where in the page it stands.
func bodyOf(w *render.Worker, e plan.Entry, page []byte) (file string, from, to int) {
	if file = bodyFile(e); file == "" {
		return "", 0, 0
	}
	body := w.Body().HTML
	if from = bytes.Index(page, body); from < 0 || len(body) == 0 {
		return file, 0, 0
	}
	return file, from, from + len(body)
}

// classOf gives the class of the tag that text begins with.
func classOf(text []byte) string {
	end := bytes.IndexByte(text, '>')
	if end < 0 {
		return ""
	}
	_, rest, ok := bytes.Cut(text[:end], []byte(` class="`))
	if !ok {
		return ""
	}
	class, _, _ := bytes.Cut(rest, []byte{'"'})
	return string(class)
}

// pageShape says which parts a page has, as far as they decide what a template shows.
type pageShape struct {
	kind  plan.Kind
	facet plan.Facet
	state official.Validity
	parts uint16
	path  string // of a page that stands alone
}

// note keeps a page that a check will make, if no page of its shape is known.
func (p *pass) note(w *render.Worker, e plan.Entry) {
	if !isPage(e) {
		return
	}
	key := p.shape(w, e)
	p.mu.Lock()
	defer p.mu.Unlock()
	if was, known := p.barriers.shapes[key]; !known || e.Path < was.Path {
		p.barriers.shapes[key] = e
	}
}

func (p *pass) shape(w *render.Worker, e plan.Entry) pageShape {
	s := pageShape{kind: e.Kind}
	has := func(yes ...bool) {
		for _, y := range yes {
			s.parts <<= 1
			if y {
				s.parts |= 1
			}
		}
	}
	switch e.Kind {
	case plan.Document:
		s.state = e.Doc.Validity.State
		has(len(w.Body().HTML) > 0, len(w.Body().Headings) >= p.Config.Contents.MinHeadings, len(e.Doc.Out)+len(e.Doc.In) > 0, e.Doc.Theme != "")
		m := e.Doc.More
		if m == nil {
			m = new(catalogue.More)
		}
		has(len(m.Attachments) > 0, len(m.Changes) > 0, m.SourceName != "", m.SourceURL != "", m.Consultation != nil, len(m.Forms) > 0)
	case plan.ListPage:
		s.facet = e.List.Facet
		c := e.List.Category
		has(e.Number > 0, e.List.Archive(p.Config.PageSize) > 0, len(e.List.Docs) > 0, c != nil && len(c.Children) > 0, c != nil && c.Description != "")
	case plan.AsOf: // 300 rows a page: of 100,000 documents they are 250 pages, as costly as 9,000 documents
		has(len(e.Year.Docs) > 0, e.Year.Archive() > 0, e.Number > 0)
	case plan.Redirect, plan.Tombstone, plan.Comparison:
	default: // pages that stand alone: each is a shape
		s.path = e.Path
	}
	return s
}

// endBarriers looks at what a check did not look at yet, and reports.
func (p *pass) endBarriers(ctx context.Context, workers []render.Worker) error {
	w := &workers[0]
	if p.stage == nil {
		for e := range p.Plan.Fixed() {
			if e.Kind != plan.ContentPage && p.scope.opens(e) {
				p.note(w, e)
			}
		}
	}
	if err := p.lookAtShapes(ctx, workers); err != nil {
		return err
	}
	return p.reportBarriers(w)
}

// lookAtShapes makes the pages that were noted and looks at them.
func (p *pass) lookAtShapes(ctx context.Context, workers []render.Worker) error {
	list := slices.Collect(maps.Values(p.barriers.shapes))
	sortByPath(list)
	return parallel.Each(ctx, len(workers), len(list), func(k, i int) error {
		w := &workers[k]
		page, _, err := p.Bytes(w, list[i]) // what is wrong with its body was reported
		w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
		if err == nil {
			p.look(k, w, list[i], page)
		}
		return err
	})
}

// reportBarriers finds out where the faults of templates are written.
func (p *pass) reportBarriers(w *render.Worker) error {
	var list []plan.Entry
	for _, e := range p.barriers.first {
		if !slices.ContainsFunc(list, func(o plan.Entry) bool { return o.Path == e.Path }) {
			list = append(list, e)
		}
	}
	sortByPath(list)
	// What the templates around a page have is told of 404.html, the first page there is.
	told := map[barrierKey]bool{}
	for _, e := range list {
		page, err := p.Renderer.MarkedPage(w, e)
		w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
		if err != nil {
			return err
		}
		_, from, to := bodyOf(w, e, page)
		for _, f := range p.barriers.inspectors[0].Page(page) {
			if f.Offset >= from && f.Offset < to {
				continue
			}
			at := p.Renderer.PlaceOf(page, f.Offset)
			d := p.barrier(w, e, &f, at)
			key := barrierKey{at.Template, at.Line, at.Col, d.Code}
			if !told[key] {
				told[key] = true
				p.report([]diag.Diagnostic{d})
			}
		}
	}
	return nil
}

// barrierKey tells one fault from another.
type barrierKey struct {
	template  string
	line, col int
	code      string
}

// barrier makes the problem of a fault at a place of the page that w made last.
func (p *pass) barrier(w *render.Worker, e plan.Entry, f *a11y.Finding, at render.Place) diag.Diagnostic {
	name := "layouts/" + at.Template
	var d diag.Diagnostic
	switch {
	case at.Own:
		d = f.Rule.At(name, diag.Pos{Line: at.Line, Col: at.Col}, "%s（如网页 %s）", f.Message, e.Path)
	default: // the theme's own templates are right: the site's words or settings are not
		file := config.FileName
		if e.Doc != nil {
			file = e.Doc.Path
		} else if e.Page != nil && e.Page.Path != "" {
			file = e.Page.Path
		}
		if h := repeated(w.Body().Headings, f); h != nil && file != config.FileName {
			return f.Rule.At(file, h.Pos, "标题“%s”出现了两次，目录里的两个链接分不清", h.Text).WithHint("把标题写得有区别，例如写明是哪一部分的。")
		}
		d = f.Rule.At(file, diag.Pos{}, "%s（网页 %s，内置模板 %s 第 %d 行）", f.Message, e.Path, name, at.Line)
		d.Found = f.Element + " " + name
	}
	return d.WithHint("%s", f.Rule.Repair)
}

// repeated is the heading of a body that is the same as one before it, so that the contents
// have two links of one name: of that the template is innocent. It is nil for other faults.
func repeated(headings []markdown.Heading, f *a11y.Finding) *markdown.Heading {
	if f.Rule.Code != "page-link-same" {
		return nil
	}
	for i := range headings {
		h := &headings[i]
		same := func(o markdown.Heading) bool { return o.Text == h.Text && o.Level == h.Level }
		if strings.Contains(f.Message, "“"+h.Text+"”") && slices.ContainsFunc(headings[:i], same) {
			return h
		}
	}
	return nil
}

func sortByPath(list []plan.Entry) {
	slices.SortFunc(list, func(a, b plan.Entry) int { return cmp.Compare(a.Path, b.Path) })
}
