package check

import (
	"cmp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// Term is a day by which something must be done, or on which something changes by
// itself. A rule's Due tells its terms; findings and the forecast are both made of them.
type Term struct {
	Last    official.Date // the last day on which all is well: the finding is reported from the next day on
	Key     string        // tells a rule's terms apart, the same in every run: a column's path, a document's file
	Finding diag.Diagnostic
	// Itself says that Last ends by itself, as validity does: then nothing is reported,
	// and nothing is ever overdue.
	Itself bool
}

// Of gives a document as rules see it.
func (s *Site) Of(d *catalogue.Document) *Document { return &Document{Site: s, Document: d} }

// Due tells a term. finding is called only when its result is used: it may read a file
// for its place. Its text must not depend on Today, so that a finding is the same on
// every day on which it is reported.
func (s *Site) Due(last official.Date, key string, finding func() diag.Diagnostic) {
	switch {
	case last.IsZero() || !s.Soon(last):
	case s.forecast != nil:
		s.forecast.add(Term{Last: last, Key: key, Finding: finding()})
	default:
		s.Report(finding())
	}
}

// Soon says whether a term that ends on last is of interest now: that is for rules to
// whom it is not cheap to tell one.
func (s *Site) Soon(last official.Date) bool {
	if s.forecast != nil {
		return !last.After(s.forecast.until)
	}
	return last.Before(s.Today)
}

// Ahead tells of a day from which on something is changed by itself: only the forecast
// speaks of it, on the day before.
func (s *Site) Ahead(changed official.Date, key string, finding func() diag.Diagnostic) {
	if s.forecast == nil || changed.IsZero() {
		return
	}
	if last := changed.AddDays(-1); !last.Before(s.Today) && s.Soon(last) {
		s.forecast.add(Term{Last: last, Key: key, Finding: finding(), Itself: true})
	}
}

// forecast collects terms up to a day.
type forecast struct {
	until official.Date
	terms []Term
}

func (f *forecast) add(t Term) { f.terms = append(f.terms, t) }

// Forecast gives the terms that end not later than until, those that are overdue
// included, sorted by day. It asks the same functions that make findings.
func (e *Engine) Forecast(until official.Date) []Term {
	f := forecast{until: until}
	var none []diag.Diagnostic
	for _, r := range e.rules {
		if r.Due == nil {
			continue
		}
		s := *e.site
		s.reporter, s.forecast = reporter{&r.Rule, &none}, &f
		r.Due(&s)
	}
	SortTerms(f.terms)
	return f.terms
}

// SortTerms sorts terms by day, those of a day by code and key.
func SortTerms(terms []Term) {
	slices.SortStableFunc(terms, func(a, b Term) int {
		return cmp.Or(a.Last.Compare(b.Last), strings.Compare(a.Finding.Code, b.Finding.Code), strings.Compare(a.Key, b.Key))
	})
}
