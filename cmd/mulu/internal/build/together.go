package build

import (
	"context"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
)

// A worker that makes one page after the other goes, for each of them, through more code and
// tables than stay near the processor: the template, the rules of bodies, the search for
// barriers, the system's calls. So each of these is done for a few pages in turn before the
// next begins. The pages are the same.

// fewPages decides between time and memory: 10,000 documents took 4.44 s of CPU and 59 MiB
// with one, 4.22 and 61 with two, 4.05 and 65 with four (medians of five, machine busy).
const fewPages = 2

// together is how many pages are made in turn. Where documents are kept for the next build a
// page must be written before it is noted, and where nothing is written there is one stage.
func (p *pass) together() int {
	if p.stage == nil || p.kept != nil {
		return 1
	}
	return fewPages
}

// eachGroup calls fn for groups of n items that follow one another.
func eachGroup(ctx context.Context, count, n int, fn func(k, from, to int) error) error {
	return parallel.Each(ctx, 0, (count+n-1)/n, func(k, i int) error { return fn(k, i*n, min(i*n+n, count)) })
}

// making is a page that is being made, and the worker's buffers that are its own meanwhile.
type making struct {
	hand  *render.Worker
	entry plan.Entry
	data  []byte
	body  check.Body // its, as rules saw it
}

// documents makes the files of some documents, which are given by their places in the
// catalogue.
func (p *pass) documents(k int, hands []render.Worker, docs []int32) error {
	list := p.makings[k][:0]
	for _, i := range docs {
		d := &p.Catalogue.Documents[i]
		if !p.scope.reads(d.Path) {
			continue
		}
		if len(hands) == 1 {
			if err := p.document(k, &hands[0], d); err != nil {
				return err
			}
			continue
		}
		list = append(list, making{hand: &hands[len(list)], entry: plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(d.Index), Doc: d}})
	}
	if err := p.all(k, list); err != nil {
		return err
	}
	for i := range list {
		p.sumText(list[i].hand, list[i].entry.Doc)
	}
	for i := range list {
		if err := p.downloads(list[i].hand, list[i].entry.Doc); err != nil {
			return err
		}
	}
	for i := range list {
		if err := p.index(k, list[i].hand, list[i].entry.Doc); err != nil {
			return err
		}
	}
	p.makings[k] = list
	letGo(list)
	return nil
}

// others makes some of the files beside those of documents.
func (p *pass) others(k int, hands []render.Worker, entries []plan.Entry) error {
	list := p.makings[k][:0]
	for _, e := range entries {
		switch {
		case !p.scope.opens(e) || p.stage != nil && e.Kind == plan.Log:
		case len(hands) == 1 || e.Kind == plan.File || e.Kind == plan.Export:
			if err := p.fixed(k, &hands[0], e); err != nil {
				return err
			}
		default:
			list = append(list, making{hand: &hands[len(list)], entry: e})
		}
	}
	if err := p.all(k, list); err != nil {
		return err
	}
	p.makings[k] = list
	letGo(list)
	return nil
}

// all makes some pages, looks at them and writes them.
func (p *pass) all(k int, list []making) error {
	for i := range list {
		m := &list[i]
		data, ds, err := p.Bytes(m.hand, m.entry)
		p.tell(k, whileMade, ds)
		p.collect(k, m.hand)
		if err != nil {
			return err
		}
		m.data = data
	}
	for i := range list {
		m := &list[i]
		p.tell(k, byRules, p.inspectInto(&m.body, m.hand, m.entry))
		p.noteAsked(k, &m.body)
	}
	for i := range list {
		m := &list[i]
		p.look(k, m.hand, m.entry, m.data)
	}
	for i := range list {
		m := &list[i]
		if err := p.stage.Write(m.entry.Path, m.data); err != nil {
			return err
		}
		if err := p.writeVariants(m.entry); err != nil {
			return err
		}
	}
	return nil
}

// usualPage is the size of a page, in bytes, up to which the buffers for others that are made
// with it are kept.
const usualPage = 128 << 10

// letGo gives back the buffers that great pages have filled, but for those of the first hand:
// memory is to be that of the greatest page, not of several.
func letGo(list []making) {
	for i := range list {
		if m := &list[i]; i > 0 && len(m.data) > usualPage {
			*m.hand = render.Worker{}
		}
	}
}
