package build

import (
	"context"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/export"
	"mulu/cmd/mulu/internal/feed"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/linked"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/search"
)

// Bytes makes one file of the output that is not copied from the source. They are
// valid until the worker's next file.
func (s *Site) Bytes(w *render.Worker, e plan.Entry) ([]byte, []diag.Diagnostic, error) {
	if e.Variant != "" {
		return s.variant(w, e)
	}
	buf := w.Buf[:0]
	switch e.Kind {
	case plan.Feed:
		w.Buf = s.feeds.Atom(buf, e)
	case plan.JSONFeed:
		w.Buf = s.feeds.JSON(buf, e)
	case plan.Calendar:
		w.Buf = s.feeds.Calendar(buf)
	case plan.OpenSearch:
		w.Buf = feed.OpenSearch(buf, s.Plan, s.Theme.Icon())
	case plan.SecurityText:
		w.Buf = feed.Security(buf, s.Plan)
	case plan.Sitemap:
		w.Buf = s.feeds.Sitemap(buf, e)
	case plan.SitemapPages:
		w.Buf = s.feeds.SitemapPages(buf, e)
	case plan.SitemapIndex:
		w.Buf = s.feeds.SitemapIndex(buf)
	case plan.Robots:
		w.Buf = feed.Robots(buf, s.Plan)
	case plan.Shard:
		w.Buf = export.Shard(buf, s.Plan, e.Period)
	case plan.DCATJSON:
		w.Buf = linked.DCAT(buf, s.Plan)
	case plan.DCATTurtle:
		w.Buf = linked.Turtle(buf, s.Plan)
	case plan.StateShard:
		w.Buf = export.States(buf, s.Plan, e.Period)
	case plan.StateIndex:
		data, err := export.StateIndex(buf, s.Plan)
		return data, nil, err
	case plan.ShardIndex:
		data, err := export.Index(buf, s.Plan)
		return data, nil, err
	case plan.AttachmentText:
		text, ds, err := s.attachmentText(e.Doc)
		return text, ds, err
	case plan.Export:
		data, err := s.exporter.List(buf, e)
		w.Buf = data
		return data, nil, err
	case plan.ExportIndex:
		data, err := s.exporter.SetIndex(buf)
		return data, nil, err
	case plan.ExportSchema:
		return export.Schema, nil, nil
	case plan.MarkdownFile, plan.TextFile, plan.JSONFile:
		if _, ds, err := s.Renderer.Check(w, plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(e.Doc.Index), Doc: e.Doc}); err != nil {
			return nil, ds, err
		}
		s.bodyForms(w, e.Doc, e.Kind != plan.TextFile, e.Kind == plan.TextFile)
		w.Buf = s.download(buf, w, e)
	case plan.File:
		return nil, nil, kindError(e)
	default:
		return s.Renderer.Page(w, e)
	}
	return w.Buf, nil, nil
}

// bodyForms makes Markdown or plain text of the body that w read last, or both at once;
// their links lead from anywhere.
func (s *Site) bodyForms(w *render.Worker, d *catalogue.Document, md, text bool) {
	at := s.Plan.Canonical(plan.DocumentPath(d.Index))
	switch {
	case md && text:
		w.Markdown, w.Plain = markdown.AppendForms(w.Markdown[:0], w.Plain[:0], w.Body().HTML, at)
	case md:
		w.Markdown = markdown.AppendMarkdown(w.Markdown[:0], w.Body().HTML, at)
	case text:
		w.Plain = markdown.AppendText(w.Plain[:0], w.Body().HTML, at)
	}
}

// download makes a document for download of the forms of its body that are w's.
func (s *Site) download(buf []byte, w *render.Worker, e plan.Entry) []byte {
	switch e.Kind {
	case plan.MarkdownFile:
		return export.Markdown(buf, s.Plan, e.Doc, w.Markdown)
	case plan.JSONFile:
		return s.exporter.JSON(buf, e.Doc, w.Markdown)
	}
	return export.Text(buf, s.Plan, e.Doc, w.Plain)
}

// pass is one walk over all bodies, to write pages or only to check them.
type pass struct {
	*Site
	stage  *publish.Stage // nil: check only
	search *search.Builder
	steps  *steps

	mu        sync.Mutex
	found     diag.List   // when the walk is over, as the policy has them
	named     []plan.Copy // files that bodies named
	files     []plan.Copy // all to be copied, sorted by address
	fragments []render.Fragment

	barriers barriers
	lists    []export.Lists // of the workers
	makings  [][]making     // likewise
	journal  *journal.Site
	texts    []journal.Sum // of the documents' bodies, by their places in the catalogue
	kept     *keeper       // nil where nothing is kept of documents
	parts    []*part       // from which documents are taken; nil where they are made
}

// Check converts every body and reports its problems; nothing is written. Loading and
// checking 10,000 documents of 8 KB allocates 15 KB for each, attachments and 9,000
// findings included, so that the few garbage collections are of what is kept.
func (s *Site) Check(ctx context.Context) ([]diag.Diagnostic, error) {
	p := &pass{Site: s}
	err := p.run(ctx)
	return p.problems(), err
}

// Publish makes all pages and puts them in place of the old site at once. With an
// error among the diagnostics nothing was published.
func (s *Site) Publish(ctx context.Context, o publish.Options, strict bool) (publish.Result, []diag.Diagnostic, error) {
	o.Day, o.Previous = s.Today, s.opt.Published
	stage, err := publish.Begin(ctx, o)
	if err != nil {
		return publish.Result{}, nil, err
	}
	// After Commit it does nothing; its error would hide the one that matters.
	defer func() { _ = stage.Abort() }()
	p := &pass{Site: s, stage: stage}
	if p.search, err = s.newIndex(filepath.Dir(o.Dir)); err != nil {
		return publish.Result{}, nil, err
	}
	defer func() { _ = p.search.Close() }() // likewise
	if err := p.openJournal(o.Dir); err != nil {
		return publish.Result{}, nil, err
	}
	defer func() { _ = p.journal.Close() }() // likewise
	if p.kept, err = s.newKeeper(ctx); err != nil {
		return publish.Result{}, nil, err
	}
	defer func() {
		for _, one := range p.parts {
			one.close()
		}
	}()
	if err := p.openParts(); err != nil {
		return publish.Result{}, nil, err
	}
	if err := p.run(ctx); err != nil {
		return publish.Result{}, p.problems(), err
	}
	if p.stops(strict) {
		return publish.Result{}, p.problems(), nil
	}
	if err := p.writeIndex(ctx); err != nil {
		return publish.Result{}, p.problems(), err
	}
	if err := p.copyFiles(ctx); err != nil {
		return publish.Result{}, p.problems(), err
	}
	if err := p.noteFiles(); err != nil {
		return publish.Result{}, p.problems(), err
	}
	if err := p.writeJournal(ctx); err != nil || p.stops(strict) {
		return publish.Result{}, p.problems(), err
	}
	for _, a := range s.Assets() {
		if err := stage.Write(a.Path, a.Data); err != nil {
			return publish.Result{}, p.problems(), err
		}
	}
	for _, f := range s.hostFiles() {
		if err := stage.Write(f.Name, f.Data); err != nil {
			return publish.Result{}, p.problems(), err
		}
	}
	stage.Describe(s.described())
	result, err := stage.Commit(ctx)
	if err == nil && p.kept != nil {
		s.notes.kept = p.kept
	}
	p.forget()
	return result, p.problems(), err
}

// Stops says whether problems forbid publication.
func Stops(ds []diag.Diagnostic, strict bool) bool {
	return stops(diag.Count(ds), strict)
}

func stops(c diag.Counts, strict bool) bool { return c.Errors > 0 || strict && c.Warnings > 0 }

// run makes or checks every page. Bodies are read in the order of their files: so
// every folder is opened once.
func (p *pass) run(ctx context.Context) error {
	docs := p.Catalogue.ByPath
	stage := StagePages
	if p.stage == nil {
		stage = StageCheck
	}
	count := 0
	for range p.besideDocuments() {
		count++
	}
	p.steps = p.opt.steps(stage, count+len(docs))
	n := p.together()
	hands := make([]render.Worker, n*parallel.Workers(0))
	p.lists, p.makings = make([]export.Lists, parallel.Workers(0)), make([][]making, parallel.Workers(0))
	p.barriers.begin()
	if p.parts == nil {
		p.takeSegments()
	}
	err := eachGroup(ctx, len(docs), n, func(k, from, to int) error {
		defer p.steps.done(to - from)
		giveWay()
		return p.documents(k, hands[k*n:][:n], docs[from:to])
	})
	if err == nil {
		err = p.runOthers(ctx, hands)
	}
	workers := hands[:parallel.Workers(0)]
	if err == nil {
		err = p.endBarriers(ctx, workers)
	}
	if err == nil {
		p.report(p.checkFragments(p.fragments))
		err = p.chooseFiles(ctx)
	}
	if err == nil {
		err = p.inspectFiles(ctx)
	}
	if err == nil {
		err = p.inspectUnused()
	}
	if err == nil {
		err = p.gatherKept(ctx)
	}
	if err == nil {
		err = p.gatherFiles(ctx)
	}
	if err == nil {
		p.report(p.engine.End())
	}
	p.judge()
	if err == nil {
		p.report(p.policy.Close(p.scope == nil, p.names))
	}
	return err
}

// besideDocuments are the files beside those of documents. Where nothing is written only what
// has a body is looked at.
func (p *pass) besideDocuments() iter.Seq[plan.Entry] {
	if p.stage != nil {
		return p.Plan.Fixed()
	}
	return func(yield func(plan.Entry) bool) {
		for _, page := range p.Plan.ContentPages() {
			if !yield(plan.Entry{Kind: plan.ContentPage, Path: plan.PagePath(page), Page: page}) {
				return
			}
		}
	}
}

// pieceOfOthers is how many files are taken from the plan at a time: enough that workers
// seldom wait for each other. An entry is 200 bytes, and 100,000 documents have 40,000.
const pieceOfOthers = 1024

// runOthers makes or checks the files beside those of documents, the statements last.
func (p *pass) runOthers(ctx context.Context, hands []render.Worker) error {
	var piece, statements []plan.Entry
	n := p.together()
	do := func() error {
		err := eachGroup(ctx, len(piece), n, func(k, from, to int) error {
			defer p.steps.done(to - from)
			giveWay()
			return p.others(k, hands[k*n:][:n], piece[from:to])
		})
		piece = piece[:0]
		return err
	}
	for e := range p.besideDocuments() {
		if p.stage != nil && p.makesStatement(e) {
			statements = append(statements, e)
			p.steps.done(1)
			continue
		}
		if piece = append(piece, e); len(piece) < pieceOfOthers {
			continue
		}
		if err := do(); err != nil {
			return err
		}
	}
	if err := do(); err != nil || p.stage == nil {
		return err
	}
	return p.makeStatements(&hands[0], statements)
}

// giveWay is called between two pages. A worker that goes on for 10 ms is stopped by a
// signal, which costs more than all turns that it gives way of its own accord, and keeps the
// runtime's watcher awake: with a turn at each item of all work, not of pages alone, 10,000
// documents took a twenty-fifth less of CPU time (eight pairs, machine busy).
func giveWay() { runtime.Gosched() }

func (p *pass) one(k int, w *render.Worker, e plan.Entry) error {
	switch e.Kind {
	case plan.File:
		return nil
	case plan.Export:
		return p.exports(k, e)
	}
	if p.stage != nil {
		return p.all(k, []making{{hand: w, entry: e}})
	}
	defer p.collect(k, w)
	w.NoText = true
	_, ds, err := p.Renderer.Check(w, e)
	p.report(ds)
	if err == nil {
		found, _ := p.inspectBody(w, e)
		p.report(found)
		p.note(w, e)
	}
	return err
}

// downloads writes the document whose body w read last in the other forms that the site
// offers.
func (p *pass) downloads(w *render.Worker, d *catalogue.Document) error {
	c := &p.Config.Downloads
	if p.stage == nil || !c.Markdown && !c.Text && !c.JSON {
		return nil
	}
	p.bodyForms(w, d, c.Markdown || c.JSON, c.Text)
	for _, e := range p.downloadsOf(d) {
		w.Buf = p.download(w.Buf[:0], w, e)
		if err := p.stage.Write(e.Path, w.Buf); err != nil {
			return err
		}
	}
	return nil
}

// downloadsOf are the other forms of a document.
func (s *Site) downloadsOf(d *catalogue.Document) []plan.Entry {
	all := []plan.Entry{{Kind: plan.MarkdownFile, Path: s.Plan.MarkdownPath(d), Doc: d}, {Kind: plan.TextFile, Path: s.Plan.PlainPath(d), Doc: d}, {Kind: plan.JSONFile, Path: s.Plan.JSONPath(d), Doc: d}}
	return slices.DeleteFunc(all, func(e plan.Entry) bool { return e.Path == "" })
}

// exports writes a part of an export in all formats, when it is the turn of the first.
func (p *pass) exports(k int, e plan.Entry) error {
	formats := p.Plan.Formats()
	if e.Format != formats[0] {
		return nil
	}
	l := &p.lists[k]
	for _, f := range formats {
		l.Data[f] = l.Data[f][:0]
	}
	if err := p.exporter.Lists(l, e, formats...); err != nil {
		return err
	}
	for _, f := range formats {
		if err := p.stage.Write(e.ExportPath(f), l.Data[f]); err != nil {
			return err
		}
	}
	return nil
}

// collect takes what worker k found while converting a body.
func (p *pass) collect(k int, w *render.Worker) {
	if len(w.Files) == 0 && len(w.Fragments) == 0 {
		return
	}
	if p.kept != nil && p.kept.making[k] != nil {
		entry := p.kept.making[k]
		entry.Files, entry.Fragments = append(entry.Files, w.Files...), append(entry.Fragments, w.Fragments...)
	}
	p.mu.Lock()
	p.named = plan.Copies(p.named, w.Files)
	p.fragments = append(p.fragments, w.Fragments...)
	p.mu.Unlock()
	w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
}

// chooseFiles joins the files that headers, bodies and static/ name.
func (p *pass) chooseFiles(ctx context.Context) error {
	withheld, err := p.withheld(ctx)
	if err != nil {
		return err
	}
	files, ds := plan.FileClashes(append(plan.Copies(nil, p.Plan.Files), p.named...))
	p.report(ds)
	p.files = slices.DeleteFunc(files, func(e plan.Copy) bool {
		if !withheld[strings.ToLower(e.Source)] {
			return false
		}
		p.report([]diag.Diagnostic{ruleWithheld.At(e.Source, diag.Pos{}, "只有不公开的文件提到它，没有发布").WithHint("%s", ruleWithheld.Repair)})
		return true
	})
	return nil
}

// copyFiles publishes attachments and static files.
func (p *pass) copyFiles(ctx context.Context) error {
	all := p.files
	steps := p.opt.steps(StageFiles, len(all))
	return parallel.Each(ctx, 0, len(all), func(_, i int) error {
		defer steps.done(1)
		return p.copyFile(&all[i])
	})
}

// copyFile publishes a file. One that Recall read a moment ago, and that the output holds as it
// was read, is not read once more.
func (p *pass) copyFile(file *plan.Copy) error {
	if is, ok := p.opt.Read.same(p.src, file.Source); ok {
		if was, stands := p.standing(file.Path); stands && was == is {
			return p.stage.Keep(file.Path)
		}
	}
	f, err := p.src.Open(file.Source)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = p.stage.Copy(file.Path, f)
	return err
}
