package build

import (
	"context"
	"crypto/sha256"
	"fmt"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/reuse"
)

// Lists, feeds, exports and what else is made of headers alone: where only bodies were
// edited, all of them are as they were.

// ofHeaders are the kinds that are made of the catalogue, the settings and the templates,
// and of no body. One that is not here is made each time.
var ofHeaders = map[plan.Kind]bool{
	plan.Home: true, plan.ListPage: true, plan.SiteMap: true, plan.Search: true, plan.NotFound: true, plan.Redirect: true, plan.Tombstone: true,
	plan.Feed: true, plan.JSONFeed: true, plan.Calendar: true, plan.Subscribe: true, plan.OpenSearch: true, plan.SecurityText: true,
	plan.Sitemap: true, plan.SitemapPages: true, plan.SitemapIndex: true, plan.Robots: true, plan.Shard: true, plan.ShardIndex: true,
	plan.AsOf: true, plan.AsOfIndex: true, plan.StateShard: true, plan.StateIndex: true, plan.Statistics: true,
	plan.Export: true, plan.ExportIndex: true, plan.ExportSchema: true, plan.Data: true, plan.DCATJSON: true, plan.DCATTurtle: true,
}

// fixed makes what is no document, or takes it over.
func (p *pass) fixed(k int, w *render.Worker, e plan.Entry) error {
	kept := p.kept
	if kept == nil || !ofHeaders[e.Kind] {
		return p.one(k, w, e)
	}
	names := p.filesOf(e)
	if len(names) == 0 {
		return nil
	}
	key := kept.keyOf(k, e)
	if p.parts != nil {
		return p.takeFixedFromPart(k, e, key, names)
	}
	if was := kept.before.Find(key); was != nil {
		if stands, ok := outputs(names, p.standing); ok && stands == was.Outputs {
			return p.takeFixed(k, e, was, names)
		}
	}
	entry := &reuse.Entry{Key: key}
	kept.making[k] = entry
	err := p.one(k, w, e)
	kept.making[k] = nil
	if err != nil {
		return err
	}
	var ok bool
	if entry.Outputs, ok = outputs(names, p.stage.Sum); !ok {
		return fmt.Errorf("keep %s: %w", e.Path, errNotWritten)
	}
	kept.fixed[k] = append(kept.fixed[k], entry)
	return nil
}

func (p *pass) takeFixed(k int, e plan.Entry, was *reuse.Entry, names []string) error {
	if err := p.stage.Keep(names...); err != nil {
		return err
	}
	p.takeOverFixed(k, e, was)
	return nil
}

// takeOverFixed notes all that was learned of an entry when it was made.
func (p *pass) takeOverFixed(k int, e plan.Entry, was *reuse.Entry) {
	p.report(was.Made)
	p.noteKept(e, was)
	p.kept.fixed[k] = append(p.kept.fixed[k], was)
}

// filesOf are the files that are written when it is an entry's turn: those of an export in
// all formats with the first.
func (p *pass) filesOf(e plan.Entry) (names []string) {
	if e.Kind == plan.Export {
		formats := p.Plan.Formats()
		if e.Format != formats[0] {
			return nil
		}
		for _, f := range formats {
			names = append(names, e.ExportPath(f))
		}
		return names
	}
	names = append(names, e.Path)
	for _, v := range p.Plan.Variants(e) {
		names = append(names, v.Path)
	}
	return names
}

// keyOf is the key of an entry without a body. That of a part of an export, which is made of
// facts, is kept under the key that it has by the whole catalogue, too: where that is as it
// was, no facts are hashed.
func (k *keeper) keyOf(worker int, e plan.Entry) sum {
	whole := k.ofWhole(e)
	if e.Kind != plan.Export {
		return whole
	}
	known := &reuse.Entry{Key: whole}
	if was := k.before.Find(whole); was != nil {
		known = was
	} else {
		known.Frame = k.ofFacts(e)
	}
	k.fixed[worker] = append(k.fixed[worker], known)
	return known.Frame
}

// ofWhole hashes all that an entry without a body is made of.
func (k *keys) ofWhole(e plan.Entry) (key sum) {
	h := k.begin(e)
	h.digest("whole", &k.whole)
	return h.sum()
}

// ofFacts does so for a part of an export, which says nothing of other documents than its own.
func (k *keys) ofFacts(e plan.Entry) (key sum) {
	h := k.begin(e)
	var buf []byte
	for _, id := range e.ExportDocs() {
		var fact sum
		if k.facts != nil {
			fact = k.facts[id]
		} else { // a pack that was kept without it
			fact, buf = k.fact(&k.site.Catalogue.Documents[id], buf)
		}
		h.digest("facts", &fact)
	}
	return h.sum()
}

func (k *keys) begin(e plan.Entry) inputs {
	h := inputs{}
	h.digest("base", &k.base)
	h.field("entry", fmt.Sprint(e.Kind, " ", e.Path))
	return h
}

// fact hashes what exports say of a document, in a buffer that may grow.
func (k *keys) fact(d *catalogue.Document, buf []byte) (sum, []byte) {
	buf = k.site.exporter.AppendFacts(buf[:0], d)
	return sha256.Sum256(buf), buf
}

// hashFacts hashes what exports say of each document, so that parts are known by their
// documents.
func (k *keys) hashFacts(ctx context.Context) error {
	if len(k.site.Plan.Formats()) == 0 {
		return nil
	}
	docs := k.site.Catalogue.Documents
	k.facts = make([]sum, len(docs))
	bufs := make([][]byte, parallel.Workers(0))
	return parallel.Each(ctx, 0, len(docs), func(w, i int) error {
		k.facts[i], bufs[w] = k.fact(&docs[i], bufs[w])
		return nil
	})
}
