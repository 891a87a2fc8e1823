package build

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/reuse"
)

// A document of which nothing has changed is not made again: its files are taken over from
// the output, and what was found in it is told again. That nothing has changed is known by
// hashes alone (reusekeys.go), and by the output, whose files must be as the build before
// left them. What is in doubt is made.

// keeper knows what the build before learned of each document, and notes what this one
// learns. Its lists have a place for each worker or document, so that no lock is needed.
type keeper struct {
	*keys
	frames  [][]byte // of the workers
	making  []*reuse.Entry
	entries []*reuse.Entry   // by Document.ID; nil of one that is not to be kept
	fixed   [][]*reuse.Entry // by worker: of what is no document
	files   []*fileEntry     // of what is published as it is
	taken   []bool           // by Document.ID: it was taken over

	ids          []sum         // by Document.ID: the key, zero of one that is not kept
	words        []journal.Sum // by Document.ID: of what is searched of it
	segments     []segment     // of the index, as they were kept; then as they are to be
	tookSegments []*segment    // by segment: as it is taken over; nil of one that is not
}

// newKeeper opens what is kept; nil where nothing is.
func (s *Site) newKeeper(ctx context.Context) (*keeper, error) {
	k, err := s.keys()
	if k == nil {
		return nil, err
	}
	n, docs := parallel.Workers(0), len(s.Catalogue.Documents)
	kept := &keeper{keys: k, frames: make([][]byte, n), making: make([]*reuse.Entry, n), fixed: make([][]*reuse.Entry, n), taken: make([]bool, docs), entries: make([]*reuse.Entry, docs),
		ids: make([]sum, docs), words: make([]journal.Sum, docs), segments: s.openSegments(k)}
	if kept.before.Whole != k.whole { // else the keys of all that is made of facts are kept
		if err := k.hashFacts(ctx); err != nil {
			return nil, err
		}
	}
	places := s.places()
	bufs := make([][]byte, n)
	return kept, parallel.Each(ctx, 0, docs, func(worker, i int) error {
		if places[i] >= 0 {
			kept.ids[i], bufs[worker] = k.of(&s.Catalogue.Documents[i], places[i], bufs[worker])
		}
		return nil
	})
}

// places are those of the documents' sources among all, by Document.ID; -1 of one that was not
// read.
func (s *Site) places() []int32 {
	places, at := make([]int32, len(s.Catalogue.Documents)), 0
	for _, id := range s.Catalogue.ByPath {
		d := &s.Catalogue.Documents[id]
		for at < len(s.seen.paths) && s.seen.paths[at] < d.Path {
			at++
		}
		if places[id] = -1; at < len(s.seen.paths) && s.seen.paths[at] == d.Path {
			places[id] = int32(at)
		}
	}
	return places
}

// all are the entries of this build.
func (k *keeper) all() []*reuse.Entry {
	return slices.DeleteFunc(slices.Concat(append(k.fixed, k.entries)...), func(e *reuse.Entry) bool { return e == nil })
}

// document makes the files of a document, or takes them over.
func (p *pass) document(k int, w *render.Worker, d *catalogue.Document) error {
	e := plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(d.Index), Doc: d}
	kept := p.kept
	if kept == nil {
		return p.make(k, w, e)
	}
	if p.parts != nil {
		return p.takeFromPart(e)
	}
	key := kept.ids[d.ID]
	if key == (sum{}) {
		return p.make(k, w, e)
	}
	if was := kept.before.Find(key); was != nil {
		if taken, err := p.take(k, w, e, was); taken || err != nil {
			return err
		}
	}
	entry := &reuse.Entry{Key: key}
	kept.making[k] = entry
	err := p.make(k, w, e)
	kept.making[k] = nil
	if err != nil {
		return err
	}
	entry.Links, entry.Text, entry.Words = slices.Clone(w.Asked()), p.texts[d.ID], kept.words[d.ID]
	var ok bool
	if entry.Outputs, ok = outputs(p.written(d), p.stage.Sum); !ok {
		return fmt.Errorf("keep %s: %w", e.Path, errNotWritten)
	}
	entry.Frame = p.frame(k, w, e, entry.Links) // at last, for it uses the worker
	kept.entries[d.ID] = entry
	return nil
}

var errNotWritten = errors.New("one of its files was not written")

// make makes all files of a document.
func (p *pass) make(k int, w *render.Worker, e plan.Entry) error {
	if err := p.one(k, w, e); err != nil {
		return err
	}
	p.sumText(w, e.Doc)
	if err := p.downloads(w, e.Doc); err != nil {
		return err
	}
	return p.index(k, w, e.Doc)
}

// take takes a document over as it was, if it is; taken is false when it must be made.
func (p *pass) take(k int, w *render.Worker, e plan.Entry, was *reuse.Entry) (taken bool, err error) {
	d, kept := e.Doc, p.kept
	names := p.written(d)
	if stands, ok := outputs(names, p.standing); !ok || stands != was.Outputs {
		return false, nil
	}
	same := kept.before.Whole == kept.whole
	if !same && p.frame(k, w, e, was.Links) != was.Frame {
		return false, nil
	}
	inspect := !same && (was.Asked || p.engine.Cited(was.Names))
	if taken, err := p.readAgain(k, w, e, was, inspect); !taken || err != nil {
		return false, err
	}
	if err := p.stage.Keep(names...); err != nil {
		return false, err
	}
	p.takeOver(e, was)
	return true, nil
}

// takeOver notes all that was learned of a document when it was made.
func (p *pass) takeOver(e plan.Entry, was *reuse.Entry) {
	d, kept := e.Doc, p.kept
	p.texts[d.ID], kept.words[d.ID] = was.Text, was.Words
	p.report(was.Made)
	p.report(was.Ruled)
	p.noteKept(e, was)
	kept.entries[d.ID], kept.taken[d.ID] = was, true
}

// readAgain reads the body of a document that is taken over, where that must be: its text is
// what is searched, and when the catalogue is not what it was, some rules may find something
// else in it. It is not taken over when a source was edited since the headers were read.
func (p *pass) readAgain(k int, w *render.Worker, e plan.Entry, was *reuse.Entry, inspect bool) (taken bool, err error) {
	search := p.gathers(e.Doc)
	if !search && !inspect {
		return true, nil
	}
	w.NoText = !search
	_, _, err = p.Renderer.Check(w, e) // its problems are among those kept
	w.Files, w.Fragments, w.NoText = w.Files[:0], w.Fragments[:0], false
	if err != nil || p.notes.edited.Load() {
		return false, err
	}
	if inspect {
		found, body := p.inspectBody(w, e)
		was.Ruled, was.Asked, was.Names = found, body.Asked, body.Names
	}
	if !search {
		return true, nil
	}
	text, _, err := p.attachmentText(e.Doc)
	if err != nil {
		return false, err
	}
	return true, p.search.Add(k, e.Doc, w.Text(), text)
}
