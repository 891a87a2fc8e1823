package build

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/hex"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/search"
)

// The search index is taken over by segments (package search): a segment whose documents say
// what they said before keeps its posting files. That is asked before any document is made,
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

// takeSegments takes the segments of the index over whose documents are all known.
func (p *pass) takeSegments() {
	kept := p.kept
	if kept == nil || p.search == nil || len(kept.segments) == 0 {
		return
	}
	kept.tookSegments = make([]*segment, p.search.Segments())
	for i := range kept.tookSegments {
		known := true
		digest := p.search.Digest(i, func(d *catalogue.Document) search.Words {
			was, ok := kept.before.Words(kept.ids[d.ID])
			known = known && ok
			return was
		})
		for n := range kept.segments {
			was := &kept.segments[n]
			if !known || was.Digest != digest {
				continue
			}
			if stands, ok := outputs(p.search.Postings(i, &was.Kept), p.standing); ok && stands == was.Outputs {
				p.search.Take(i, &was.Kept)
				kept.tookSegments[i] = was
			}
			break
		}
	}
}

// settleSegments makes sure that the documents of segments that are taken over say what they
// said; of others it gathers the texts.
func (p *pass) settleSegments(ctx context.Context) error {
	for i, was := range p.kept.tookSegments {
		if was == nil || p.digest(i) == was.Digest {
			continue
		}
		p.kept.tookSegments[i] = nil
		p.search.Drop(i)
		docs := p.search.Documents(i)
		workers := make([]render.Worker, parallel.Workers(0))
		err := parallel.Each(ctx, 0, len(docs), func(k, n int) error {
			return p.gather(k, &workers[k], plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(docs[n].Index), Doc: docs[n]})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// gather reads a document again for what is searched of it.
func (p *pass) gather(k int, w *render.Worker, e plan.Entry) error {
	_, _, err := p.Renderer.Check(w, e) // its problems were reported
	w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
	if err != nil {
		return err
	}
	text, _, err := p.attachmentText(e.Doc)
	if err != nil {
		return err
	}
	return p.search.Add(k, e.Doc, w.Text(), text)
}

func (p *pass) digest(i int) sum {
	return p.search.Digest(i, func(d *catalogue.Document) search.Words { return p.kept.words[d.ID] })
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
		list[i].Digest = p.digest(i)
		names := p.search.Postings(i, &list[i].Kept)
		if p.kept.tookSegments != nil && p.kept.tookSegments[i] != nil {
			for _, name := range names {
				if err := p.stage.Keep(name); err != nil {
					return err
				}
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
