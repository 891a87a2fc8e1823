package build

import (
	"context"
	"errors"
	"path"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/extract"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/search"
)

// The search index is made of the bodies in the same pass as their pages; for the
// preview it is made alone, when somebody searches.

// newIndex begins a search index; nil when the site cannot be searched. Its temporary files are beside the output, which
// has the room: they are about as large as the index.
func (s *Site) newIndex(dir string) (*search.Builder, error) {
	if !s.Config.Search.Enabled {
		return nil, nil
	}
	return search.NewBuilder(s.Plan, search.Options{Workers: parallel.Workers(0), TempDir: dir})
}

// index adds the document whose body w read last, and writes what its attachments say.
func (p *pass) index(k int, w *render.Worker, d *catalogue.Document) error {
	text, ds, err := p.attachmentText(d)
	p.tell(k, whileMade, ds)
	if err != nil || p.stage == nil {
		return err
	}
	if at := p.Plan.TextPath(d); at != "" {
		if err := p.stage.Write(at, text); err != nil {
			return err
		}
	}
	if p.kept != nil {
		p.kept.words[d.ID] = wordsOf(p.texts[d.ID], text)
	}
	if !p.gathers(d) {
		return nil
	}
	return p.search.Add(k, d, w.Text(), text)
}

// gathers says whether the text of a document is to be gathered for the index: not on a site
// without search, nor of a segment that is taken over, perhaps (settleSegments).
func (p *pass) gathers(d *catalogue.Document) bool { return p.search != nil && !p.search.Taken(d) }

// writeIndex writes the files of the search index.
func (p *pass) writeIndex(ctx context.Context) error {
	if p.search == nil {
		return nil
	}
	steps := p.opt.steps(StageIndex, 1)
	defer steps.done(1)
	if p.kept != nil {
		if err := p.settleSegments(ctx); err != nil {
			return err
		}
	}
	if _, err := p.search.Finish(ctx, p.withVariants(p.stage.Write)); err != nil {
		return err
	}
	return p.keepSegments()
}

// attachmentText reads what the attachments of a document say, as far as the site
// searches them, extract.MaxCharacters in all. What cannot be read is left out: readers
// can still download it. Only what concerns the search is reported; that a file is
// encrypted or damaged is said when it is checked (passages).
func (s *Site) attachmentText(d *catalogue.Document) (text []byte, ds []diag.Diagnostic, err error) {
	if s.Plan.TextPath(d) == "" {
		return nil, nil, nil
	}
	left := extract.MaxCharacters
	for i, a := range d.More.Attachments {
		src, ok := catalogue.AttachmentPath(d.Path, a.File)
		if !ok || !s.Config.Search.Reads(path.Ext(src)) {
			continue
		}
		if _, ok := s.src.Stat(src); !ok {
			continue // none, or a link: it was reported with the header
		}
		text = append(append(text, a.Title...), '\n')
		more, err := s.fileText(src, max(1, left)) // 1: the attachment is too much, and that is reported
		var problem *extract.Problem
		switch {
		case errors.As(err, &problem) && problem.OfSearch():
			ds = append(ds, problem.At(d.Path, s.Catalogue.Locate(d.Path, "attachments", i), a.File))
		case err != nil && problem == nil:
			return nil, nil, err
		}
		left -= utf8.RuneCountInString(more)
		text = append(append(text, more...), '\n')
	}
	return text, ds, nil
}

// fileText reads what an attachment says, so many characters of it; with an
// *extract.Problem, as much as could be read.
func (s *Site) fileText(name string, characters int) (string, error) {
	f, err := s.src.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	r, err := extract.Text(name, f, info.Size(), extract.Limits{Characters: characters})
	return r.Text, err
}

// SearchFiles makes the files of the search index alone, by their addresses;
// none when the site cannot be searched.
func (s *Site) SearchFiles(ctx context.Context) (map[string][]byte, error) {
	b, err := s.newIndex("")
	if err != nil || b == nil {
		return nil, err
	}
	// What is left of the temporary files is the system's to clear.
	defer func() { _ = b.Close() }()
	workers := make([]render.Worker, parallel.Workers(0))
	docs := s.Catalogue.ByPath
	err = parallel.Each(ctx, 0, len(docs), func(k, i int) error {
		d := &s.Catalogue.Documents[docs[i]]
		if _, _, err := s.Renderer.Check(&workers[k], plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(d.Index), Doc: d}); err != nil {
			return err
		}
		text, _, err := s.attachmentText(d)
		if err != nil {
			return err
		}
		return b.Add(k, d, workers[k].Text(), text)
	})
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	_, err = b.Finish(ctx, s.withVariants(func(name string, data []byte) error {
		files[name] = data
		return nil
	}))
	return files, err
}
