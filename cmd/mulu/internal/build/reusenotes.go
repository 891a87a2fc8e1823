package build

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strconv"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/reuse"
)

// gatherKept shows the bodies that were taken over to the rules that look for something in
// all of them, until it is found.
func (p *pass) gatherKept(ctx context.Context) error {
	if p.kept == nil || !p.engine.Gathering() {
		return nil
	}
	bufs := make([][]byte, parallel.Workers(0))
	docs := p.Catalogue.ByPath
	return parallel.Each(ctx, 0, len(docs), func(k, i int) error {
		d := &p.Catalogue.Documents[docs[i]]
		if !p.kept.taken[d.ID] || !p.engine.Gathering() {
			return nil
		}
		data, body, _, err := p.Body(d.Path, bufs[k])
		if err != nil {
			return err
		}
		bufs[k] = data
		p.engine.Gather(&check.Body{Document: d, File: d.Path, Raw: body})
		return nil
	})
}

// noteKept notes of a page that is taken over what is noted of one that is made.
func (p *pass) noteKept(e plan.Entry, was *reuse.Entry) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.named = plan.Copies(p.named, was.Files)
	p.fragments = append(p.fragments, was.Fragments...)
	if isPage(e) {
		p.barriers.pages++
	}
	if was.Faulty {
		p.barriers.faulty++
	}
	for _, f := range was.Faults {
		p.barriers.see(fault{e.Kind, f.Code, f.Element, f.Class}, e)
	}
}

// parts of what is found in a document.
const (
	whileMade = iota
	byRules
)

// tell reports what worker k found in the document or page that it makes.
func (p *pass) tell(k, part int, ds []diag.Diagnostic) {
	p.report(ds)
	if len(ds) == 0 || p.kept == nil || p.kept.making[k] == nil {
		return
	}
	if entry := p.kept.making[k]; part == byRules {
		entry.Ruled = append(entry.Ruled, ds...)
	} else {
		entry.Made = append(entry.Made, ds...)
	}
}

// noteAsked notes of what else than the document the findings of worker k may depend.
func (p *pass) noteAsked(k int, b *check.Body) {
	if p.kept != nil && p.kept.making[k] != nil {
		p.kept.making[k].Asked, p.kept.making[k].Names = b.Asked, b.Names
	}
}

// written are the files that are made of a document, attachments apart.
func (p *pass) written(d *catalogue.Document) []string {
	e := plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(d.Index), Doc: d}
	list := []string{e.Path}
	for _, v := range p.Plan.Variants(e) {
		list = append(list, v.Path)
	}
	for _, at := range [...]string{p.Plan.MarkdownPath(d), p.Plan.PlainPath(d), p.Plan.JSONPath(d), p.Plan.TextPath(d)} {
		if at != "" {
			list = append(list, at)
		}
	}
	return list
}

// standing is the hash of a file as the build before left it.
func (p *pass) standing(name string) (s sum, ok bool) {
	_, s, ok = p.stage.Standing(name)
	return s, ok
}

// outputs hashes files of the output with their names; not ok when one is not there.
func outputs(names []string, of func(name string) (sum, bool)) (sum, bool) {
	var few [1 << 10]byte // the files of a document
	all := few[:0]
	for _, at := range names {
		s, ok := of(at)
		if !ok {
			return sum{}, false
		}
		all = append(strconv.AppendInt(all, int64(len(at)), 10), ' ')
		all = append(append(append(all, at...), '\n'), s[:]...)
	}
	return sha256.Sum256(all), true
}

// frame hashes all that the files of a document take from elsewhere than its own source.
func (p *pass) frame(k int, w *render.Worker, e plan.Entry, links []markdown.Link) sum {
	answers := p.Renderer.Answers(w, e, links)
	buf := append(p.kept.frames[k][:0], answers[:]...)
	buf = p.Renderer.AppendFrame(buf, w, e)
	for i := range p.variants {
		buf = p.variants[i].renderer.AppendFrame(buf, w, e)
	}
	w.Markdown, w.Plain = w.Markdown[:0], w.Plain[:0]
	for _, f := range p.downloadsOf(e.Doc) {
		buf = fmt.Appendf(buf, "\n%s\n", f.Path)
		buf = p.download(buf, w, f)
	}
	p.kept.frames[k] = buf
	return sha256.Sum256(buf)
}
