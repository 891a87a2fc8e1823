package build

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/export"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/reuse"
)

// PublishPart makes the files of a shard's documents and puts the part in place of an earlier
// one at once. With an error among the diagnostics, which are those of these documents,
// nothing is published. The site must have been loaded with Options.Shard.
func (s *Site) PublishPart(ctx context.Context, o publish.Options, strict bool) (publish.Result, []diag.Diagnostic, error) {
	stage, err := publish.Begin(ctx, o)
	if err != nil {
		return publish.Result{}, nil, err
	}
	// After Commit it does nothing; its error would hide the one that matters.
	defer func() { _ = stage.Abort() }()
	p := &pass{Site: s, stage: stage, texts: make([]journal.Sum, len(s.Catalogue.Documents))}
	if p.search, err = s.newIndex(filepath.Dir(o.Dir)); err != nil {
		return publish.Result{}, nil, err
	}
	defer func() { _ = p.search.Close() }() // likewise
	if p.kept, err = s.newKeeper(ctx); err != nil {
		return publish.Result{}, nil, err
	}
	if err := p.runShard(ctx); err != nil || p.stops(strict) {
		return publish.Result{}, p.problems(), err
	}
	if err := p.writePart(ctx, filepath.Dir(o.Dir)); err != nil {
		return publish.Result{}, p.problems(), err
	}
	result, err := stage.Commit(ctx)
	return result, p.problems(), err
}

// runShard makes the documents of the shard, and its share of what is made of headers.
func (p *pass) runShard(ctx context.Context) error {
	shard := p.opt.Shard
	from, to := shard.span(len(p.Catalogue.ByPath))
	docs, fixed := p.Catalogue.ByPath[from:to], p.sharedOut(shard)
	p.steps = p.opt.steps(StagePages, len(docs)+len(fixed))
	workers := make([]render.Worker, parallel.Workers(0))
	p.lists = make([]export.Lists, len(workers))
	p.barriers.begin()
	err := parallel.Each(ctx, 0, len(docs)+len(fixed), func(k, i int) error {
		defer p.steps.done(1)
		if i < len(docs) {
			return p.document(k, &workers[k], &p.Catalogue.Documents[docs[i]])
		}
		return p.fixed(k, &workers[k], fixed[i-len(docs)])
	})
	p.judge()
	if err == nil && p.notes.edited.Load() {
		err = errChanged
	}
	return err
}

// sharedOut are the shard's entries of those that are made of headers alone: dealt out like
// cards, for neighbours take about as long.
func (p *pass) sharedOut(shard Shard) (list []plan.Entry) {
	n := 0
	for e := range p.Plan.Fixed() {
		if !ofHeaders[e.Kind] || len(p.filesOf(e)) == 0 {
			continue
		}
		if n++; n%shard.Of == shard.N-1 {
			list = append(list, e)
		}
	}
	return list
}

// writePart writes what was learned of the documents. dir is for a temporary file.
func (p *pass) writePart(ctx context.Context, dir string) error {
	data, err := reuse.Pack(p.kept.whole, p.kept.all())
	if err != nil {
		return err
	}
	info, err := json.MarshalIndent(p.kept.info(p.opt.Shard), "", "  ")
	if err != nil {
		return err
	}
	if err := errors.Join(p.stage.Write(partDocumentsPath, data), p.stage.Write(partInfoPath, append(info, '\n'))); err != nil {
		return err
	}
	return p.writeSearchPart(ctx, dir)
}

// writeSearchPart writes what was gathered for the index, which may be much; nothing when the
// site is not searched.
func (p *pass) writeSearchPart(ctx context.Context, dir string) error {
	if p.search == nil {
		return nil
	}
	f, err := os.CreateTemp(dir, "mulu-part-*")
	if err != nil {
		return err
	}
	defer func() { // what is left of it is in nobody's way
		_ = f.Close()
		_ = os.Remove(f.Name())
	}()
	if err := p.search.WritePart(ctx, f); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = p.stage.Copy(partSearchPath, f)
	return err
}
