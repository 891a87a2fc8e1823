package build

import (
	"bufio"
	"context"
	"io"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
)

// Records writes all documents as JSON Lines, newest first: the records of package export
// with the bodies, from which mulu import jsonl makes documents again. The site must have
// been checked.
func (s *Site) Records(ctx context.Context, to io.Writer) error {
	out := bufio.NewWriterSize(to, 256<<10)
	var w render.Worker
	for i := range s.Catalogue.Documents {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		d := &s.Catalogue.Documents[i]
		if _, _, err := s.Renderer.Check(&w, plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(d.Index), Doc: d}); err != nil {
			return err
		}
		s.bodyForms(&w, d, true, false)
		w.Buf = s.exporter.JSON(w.Buf[:0], d, w.Markdown)
		if _, err := out.Write(w.Buf); err != nil {
			return err
		}
		w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
	}
	return out.Flush()
}
