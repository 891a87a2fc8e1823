package build

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/official"
)

// Forecast gives what the rules say must be done, or changes by itself, not later than a
// day, the waivers that end, and the results of accessibility tests that grow old; what is overdue is included.
func (s *Site) Forecast(until official.Date) []check.Term {
	terms := append(s.engine.Forecast(until), s.policy.Terms(until)...)
	for file, r := range s.results() {
		if !until.Before(r.Last()) {
			terms = append(terms, check.Term{Last: r.Last(), Key: file, Finding: r.Ended(file)})
		}
	}
	check.SortTerms(terms)
	return terms
}

// NextChange is the first day after today on which a page changes by itself, or a waiver
// ends, so that its problem counts again and may stop the publication; waiver says which
// of them. No date when there is none.
func (s *Site) NextChange() (next official.Date, waiver bool) {
	next = s.Catalogue.NextChange()
	for _, r := range s.results() { // the statement says that they are old
		if day := r.Last().AddDays(1); s.Today.Before(day) && (next.IsZero() || day.Before(next)) {
			next = day
		}
	}
	if lapse := s.policy.NextLapse(); !lapse.IsZero() && (next.IsZero() || lapse.Before(next)) {
		return lapse, true
	}
	return next, false
}
