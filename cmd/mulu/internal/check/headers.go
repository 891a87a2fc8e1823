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

// Catalogue applies the rules that need no body.
func (e *Engine) Catalogue(ctx context.Context) ([]diag.Diagnostic, error) {
	lasting, err := e.Lasting(ctx)
	if err != nil {
		return nil, err
	}
	compared, err := e.Compared(ctx)
	return append(lasting, compared...), err
}

// Lasting applies those of them that find the same again where nothing but bodies and the
// last publication are others, which they do not see.
func (e *Engine) Lasting(ctx context.Context) ([]diag.Diagnostic, error) {
	return e.headers(ctx, e.texts, func(r *Rule) bool { return !r.Compares })
}

// Compared applies the others.
func (e *Engine) Compared(ctx context.Context) ([]diag.Diagnostic, error) {
	return e.headers(ctx, e.site, func(r *Rule) bool { return r.Compares })
}

// headers applies rules of the whole site at the same time as those of single documents.
func (e *Engine) headers(ctx context.Context, s *Site, takes func(*Rule) bool) ([]diag.Diagnostic, error) {
	whole, each := chosen(e.whole, takes), chosen(e.each, takes)
	docs := s.Documents
	tasks := len(whole) + (len(docs)+together-1)/together
	found := make([][]diag.Diagnostic, tasks)
	err := parallel.Each(ctx, 0, tasks, func(_, i int) error {
		if i < len(whole) {
			found[i] = overall(s, whole[i])
			return nil
		}
		from := (i - len(whole)) * together
		found[i] = documents(s, each, docs[from:min(from+together, len(docs))])
		return nil
	})
	return slices.Concat(found...), err
}

func chosen(rules []*Rule, takes func(*Rule) bool) []*Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r *Rule) bool { return !takes(r) })
}

// overall applies a rule to the whole site.
func overall(site *Site, r *Rule) (out []diag.Diagnostic) {
	s := *site
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
func documents(site *Site, rules []*Rule, docs []catalogue.Document) (out []diag.Diagnostic) {
	ready := make([]*catalogue.Document, 0, len(docs))
	for i := range docs {
		if complete(&docs[i]) {
			ready = append(ready, &docs[i])
		}
	}
	for _, r := range rules {
		s := *site
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
