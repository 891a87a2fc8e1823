package build

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/search"
	"mulu/cmd/mulu/internal/search/pagetext"
)

// The search index is taken over by segments (package search): a segment whose documents say
// what they said before keeps its posting files, and one of which a few say something else is
// mended. That is asked before any document is made,
// of the hashes of the build before, so that texts need not be gathered; and once more when
// all are made.

// segment is what is kept of a segment of the index.
type segment struct {
	Outputs sum // of its posting files, as of a document's files
	search.Kept
}

// indexPrefix begins the name of the entry of segments.
const indexPrefix = "index-"

func (k *keys) indexName() string { return indexPrefix + hex.EncodeToString(k.base[:]) }

// openSegments reads what is kept of segments; what is damaged is nothing.
func (s *Site) openSegments(k *keys) (list []segment) {
	data, ok := s.opt.Cache.Get(k.indexName())
	if !ok || gob.NewDecoder(bytes.NewReader(data)).Decode(&list) != nil {
		return nil
	}
	return list
}

// wordsOf hashes what is searched of a document beside its header.
func wordsOf(text journal.Sum, attachments []byte) journal.Sum {
	return journal.SumOf(append(text[:], attachments...))
}

// mostMended is how many documents of a segment may say something else when its files are
// mended: each changes some hundred of them.
const mostMended = 16

// takeSegments takes the segments of the index over whose documents, but for a few, are known.
func (p *pass) takeSegments() {
	kept := p.kept
	if kept == nil || p.search == nil {
		return
	}
	kept.tookSegments = make([]*segment, p.search.Segments())
	for i := range kept.tookSegments {
		for n := range kept.segments {
			was := &kept.segments[n]
			if !p.search.Fits(i, &was.Kept) {
				continue
			}
			stands, ok := outputs(p.search.Postings(i, &was.Kept), p.standing)
			if ok && stands == was.Outputs && p.unknown(i, was) <= mostMended {
				p.search.Take(i, &was.Kept)
				kept.tookSegments[i] = was
			}
			break
		}
	}
}

// unknown counts the documents of a segment of which it is not known that they say what they
// said.
func (p *pass) unknown(i int, was *segment) (n int) {
	for at, d := range p.search.Documents(i) {
		if words, known := p.kept.before.Words(p.kept.ids[d.ID]); !known || words != was.Words[at] {
			n++
		}
	}
	return n
}

func (p *pass) wordsNow(d *catalogue.Document) search.Words { return p.kept.words[d.ID] }

// settleSegments makes sure that the documents of segments that are taken over say what they
// said. Where a few do not, the segment's files are mended; else its texts are gathered.
func (p *pass) settleSegments(ctx context.Context) error {
	for i, was := range p.kept.tookSegments {
		if was == nil {
			continue
		}
		changed := p.search.Changed(i, p.wordsNow)
		if len(changed) == 0 {
			continue
		}
		err := search.ErrMend
		if len(changed) <= mostMended {
			err = p.mend(i, changed)
		}
		if errors.Is(err, search.ErrMend) {
			p.kept.tookSegments[i] = nil
			err = p.gatherSegment(ctx, i)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mend mends the posting files of a segment. What the documents said before, their pages in
// the output say.
func (p *pass) mend(i int, changed []*catalogue.Document) error {
	var changes []search.Change
	w := variantWorkers.Get().(*render.Worker)
	defer variantWorkers.Put(w)
	for _, d := range changed {
		c := search.Change{Doc: d}
		page, err := p.stage.Read(plan.DocumentPath(d.Index))
		if err != nil {
			return fmt.Errorf("%w: %w", search.ErrMend, err)
		}
		c.Old.Body = []byte(pagetext.Parse(page).Body)
		if at := p.Plan.TextPath(d); at != "" {
			c.Old.Attachments, _ = p.stage.Read(at) // without it the terms are not those of before
		}
		if c.New, err = p.searched(w, d); err != nil {
			return err
		}
		c.New.Body = bytes.Clone(c.New.Body)
		changes = append(changes, c)
	}
	return p.search.Mend(i, changes, p.stage.Read)
}

// searched reads a document again for what is searched of it; the body is the worker's.
func (p *pass) searched(w *render.Worker, d *catalogue.Document) (t search.Text, err error) {
	_, _, err = p.Renderer.Check(w, plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(d.Index), Doc: d}) // its problems were reported
	w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
	if err != nil {
		return t, err
	}
	t.Body = w.Text()
	t.Attachments, _, err = p.attachmentText(d)
	return t, err
}

// gatherSegment reads all documents of a segment again for what is searched of them.
func (p *pass) gatherSegment(ctx context.Context, i int) error {
	p.search.Drop(i)
	docs := p.search.Documents(i)
	workers := make([]render.Worker, parallel.Workers(0))
	return parallel.Each(ctx, 0, len(docs), func(k, n int) error {
		t, err := p.searched(&workers[k], docs[n])
		if err != nil {
			return err
		}
		return p.search.Add(k, docs[n], t.Body, t.Attachments)
	})
}

// keepSegments takes the posting files over, now that the others are written, and notes what
// is to be kept of all.
func (p *pass) keepSegments() error {
	if p.kept == nil {
		return nil
	}
	list := make([]segment, p.search.Segments())
	for i := range list {
		list[i].Kept = *p.search.Kept(i)
		list[i].Words = nil
		for _, d := range p.search.Documents(i) {
			list[i].Words = append(list[i].Words, p.wordsNow(d))
		}
		names := p.search.Postings(i, &list[i].Kept)
		if p.kept.tookSegments[i] != nil {
			if err := p.stage.Keep(p.search.KeptFiles(i)...); err != nil {
				return err
			}
		}
		var ok bool
		if list[i].Outputs, ok = outputs(names, p.stage.Sum); !ok {
			return errNotWritten
		}
	}
	p.kept.segments = list
	return nil
}

// rememberSegments keeps what was learned of the index.
func (s *Site) rememberSegments() error {
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(s.notes.kept.segments); err != nil {
		return err
	}
	return s.opt.Cache.Put(indexPrefix, s.notes.kept.indexName(), data.Bytes(), keptPacks)
}
