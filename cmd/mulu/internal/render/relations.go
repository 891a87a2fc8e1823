package render

import (
	"cmp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/plan"
)

// A document's relations are shown as its history: 征求意见, 采纳情况, the document itself,
// its 解读, what changed and what repealed it, by the days on which they were made public.
// Of the documents of one day, those that this one speaks of come before it, and those
// that speak of it after it.

// kin is a related document with all that it has to do with this one.
type kin struct {
	doc   *catalogue.Document
	rank  int // among those of the same day
	kinds []string
	notes []string
}

// timeline appends the history of a document to items. There is none without relations
// other than to editions, which are listed by themselves.
func (w *words) timeline(items []RelationItem, d *catalogue.Document, editions []catalogue.Edition) []RelationItem {
	if len(d.Out) == 0 && len(d.In) == 0 {
		return nil
	}
	f := family{words: w, editions: editions, all: []*kin{{doc: d, rank: 1, kinds: []string{w.self}}}}
	f.relatives(d)
	if len(f.all) == 1 {
		return nil
	}
	slices.SortStableFunc(f.all, func(a, b *kin) int {
		// In a catalogue the younger of a day's documents come first.
		return cmp.Or(a.doc.Published.Compare(b.doc.Published), a.rank-b.rank, cmp.Compare(b.doc.ID, a.doc.ID))
	})
	for _, k := range f.all {
		s := k.doc.Validity.State
		items = append(items, RelationItem{Kind: w.join(k.kinds), Current: k.doc == d, Title: k.doc.Title, URL: plan.DocumentPath(k.doc.Index),
			Number: k.doc.DocNumber, Date: k.doc.Published.String(), Note: strings.Join(k.notes, w.Text("sign.semicolon")),
			State: w.states[s], StateClass: s.Slug(), Mark: marked(s) && k.doc != d})
	}
	return items
}

// family collects the documents of a timeline, each once.
type family struct {
	*words
	all      []*kin
	editions []catalogue.Edition
}

// relatives adds the documents that d is related to, and what became of those on which
// opinions were asked, for d seldom names that itself.
func (f *family) relatives(d *catalogue.Document) {
	for _, t := range catalogue.RelationTypes {
		for i, rels := range [...][]catalogue.Relation{d.Out, d.In} {
			for _, rel := range rels {
				if rel.Type == t && !(t == catalogue.Replaces && f.isEdition(rel.Doc)) {
					f.add(rel, i == 0)
				}
			}
		}
	}
	for _, k := range f.all[1:] {
		if !asksOpinions(k.doc) {
			continue
		}
		for _, rel := range k.doc.In {
			if rel.Type == catalogue.FeedbackOn && f.find(rel.Doc) == nil {
				f.add(rel, false)
			}
		}
	}
}

// add adds the other end of a relation, or one more kind to it. What is said of both ends
// of a relation is said once.
func (f *family) add(rel catalogue.Relation, out bool) {
	k := f.find(rel.Doc)
	if k == nil {
		k = &kin{doc: rel.Doc}
		if !out {
			k.rank = 2
		}
		f.all = append(f.all, k)
	}
	kind := f.relation(rel.Type, out, rel.Partial())
	if rel.Type == catalogue.RelatedTo && asksOpinions(rel.Doc) {
		kind = f.asked
	}
	if !slices.Contains(k.kinds, kind) {
		k.kinds = append(k.kinds, kind)
	}
	if note := f.relationNote(rel); note != "" && !slices.Contains(k.notes, note) {
		k.notes = append(k.notes, note)
	}
}

func (f *family) isEdition(d *catalogue.Document) bool {
	return slices.ContainsFunc(f.editions, func(e catalogue.Edition) bool { return e.Document == d })
}

func (f *family) find(d *catalogue.Document) *kin {
	i := slices.IndexFunc(f.all, func(k *kin) bool { return k.doc == d })
	if i < 0 {
		return nil
	}
	return f.all[i]
}

func asksOpinions(d *catalogue.Document) bool { return d.More != nil && d.More.Consultation != nil }

func (w *words) relationNote(rel catalogue.Relation) string {
	switch {
	case rel.Scope != "" && rel.Note != "":
		return rel.Scope + w.Text("sign.semicolon") + rel.Note
	case rel.Scope != "":
		return rel.Scope
	case rel.Note == "" && rel.Type == catalogue.Interprets && rel.Doc.More != nil:
		return w.join(rel.Doc.More.Forms)
	}
	return rel.Note
}
