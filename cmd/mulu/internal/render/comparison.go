package render

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/compare"
	"mulu/cmd/mulu/internal/plan"
)

// editions are the texts of a document's work, with ways to what each changed.
func (w *words) editions(d *catalogue.Document, es []catalogue.Edition) (items []EditionItem) {
	for _, e := range es {
		it := w.edition(e.Document)
		it.Current, it.Note = e.Document == d, e.Note
		it.Mark = it.Mark && !it.Current // the page has said it of its own document
		for _, old := range e.Before {
			it.Comparisons = append(it.Comparisons, Comparing{w.phrase("editions.compare", w.editionName(old)), plan.ComparisonPath(e.Document, old)})
		}
		items = append(items, it)
	}
	return items
}

func (w *words) edition(d *catalogue.Document) EditionItem {
	s := d.Validity.State
	it := EditionItem{Title: d.Title, URL: plan.DocumentPath(d.Index), Number: d.DocNumber, State: w.states[s], StateClass: s.Slug(), Mark: marked(s)}
	if d.Effective.IsZero() {
		it.Since = w.Text("summary.published", w.date(d.Published))
	} else {
		it.Since = w.Text("summary.effective", w.date(d.Effective))
	}
	return it
}

// editionName tells an edition from the others: by its number, else by its day.
func (w *words) editionName(d *catalogue.Document) any {
	if d.DocNumber != "" {
		return content(d.DocNumber)
	}
	return w.Text("editions.of", w.date(d.Published))
}

// comparison makes the view of what a document changed in an edition before it.
func (r *Renderer) comparison(w *Worker, e plan.Entry) (*Comparison, error) {
	in := &compared{words: &r.words, r: r, root: plan.Root(e.Path), known: map[string]int{}}
	old, err := in.read(w, e.Old)
	if err != nil {
		return nil, err
	}
	now, err := in.read(w, e.Doc)
	if err != nil {
		return nil, err
	}
	v := &Comparison{Heading: r.words.phrase("comparison.title", content(e.Doc.Title)), Old: r.words.edition(e.Old), New: r.words.edition(e.Doc)}
	r.shell(&v.Shell, "comparison", e.Path, r.words.Text("comparison.title", e.Doc.Title), "")
	v.NoIndex = true // search engines should lead to the documents
	if len(e.Doc.Categories) > 0 {
		c := e.Doc.Categories[0]
		v.Crumbs, v.Meta = r.words.categoryCrumbs(v.Crumbs, c), columnMeta(v.Meta, c.Name, c.Description, "")
	}
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.body, URL: plan.DocumentPath(e.Doc.Index)}, Link{Name: r.words.Text("comparison.crumb"), URL: e.Path, Current: true})
	for _, in := range e.Old.In {
		if in.Type == catalogue.Amends {
			v.Acts = append(v.Acts, *linkDoc(in.Doc))
		}
	}
	in.show(v, compare.Units(old, now))
	return v, nil
}
