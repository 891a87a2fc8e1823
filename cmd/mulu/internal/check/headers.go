package check

import (
	"context"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/parallel"
)

// together is how many documents all rules of single documents see before the next ones:
// so few that their records stay near the processor meanwhile.
const together = 256

// Catalogue applies the rules that need no body: those of the whole site at the same time
// as those of single documents.
func (e *Engine) Catalogue(ctx context.Context) ([]diag.Diagnostic, error) {
	docs := e.site.Documents
	tasks := len(e.whole) + (len(docs)+together-1)/together
	found := make([][]diag.Diagnostic, tasks)
	err := parallel.Each(ctx, 0, tasks, func(_, i int) error {
		if i < len(e.whole) {
			found[i] = e.overall(e.whole[i])
			return nil
		}
		from := (i - len(e.whole)) * together
		found[i] = e.documents(docs[from:min(from+together, len(docs))])
		return nil
	})
	return slices.Concat(found...), err
}

// overall applies a rule to the whole site.
func (e *Engine) overall(r *Rule) (out []diag.Diagnostic) {
	s := *e.site
	s.reporter = reporter{&r.Rule, &out}
	if r.Site != nil {
		r.Site(&s)
	}
	if r.Due != nil {
		r.Due(&s)
	}
	return out
}

// documents applies all rules of single documents to some, each by itself. One Document
// serves a rule for all of them: rules keep nothing.
func (e *Engine) documents(docs []catalogue.Document) (out []diag.Diagnostic) {
	ready := make([]*catalogue.Document, 0, len(docs))
	for i := range docs {
		if complete(&docs[i]) {
			ready = append(ready, &docs[i])
		}
	}
	for _, r := range e.each {
		s := *e.site
		s.reporter = reporter{&r.Rule, &out}
		d := Document{Site: &s}
		for _, d.Document = range ready {
			r.Document(&d)
		}
	}
	return out
}

// complete says whether a document has what every document must have.
func complete(d *catalogue.Document) bool {
	return d.Title != "" && len(d.Issuers) > 0 && len(d.Categories) > 0 && !d.Written.IsZero() && !d.Published.IsZero()
}
