// Package relations has the rules of relations: what must have a partner, and what contradicts another document.
package relations

import (
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/official"
)

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{
	&olderActs, &repealTwice, &repealInText,
	&interpretationMissing, &interpretationForms, &interpretationEarly, &interpretationLate, &interpretationAlone,
	&consultationShort, &consultationPeriod, &feedbackMissing, &feedbackLate,
	&attachmentUnused, &attachmentListed, &attachmentUnmentioned, &attachmentFormula,
}

// partners are the documents that state a relation of d, the earliest published first.
func partners(d *catalogue.Document, t catalogue.RelationType) []*catalogue.Document {
	var list []*catalogue.Document
	for _, r := range d.In {
		if r.Type == t {
			list = append(list, r.Doc)
		}
	}
	slices.SortStableFunc(list, func(a, b *catalogue.Document) int { return a.Published.Compare(b.Published) })
	return list
}

// workingDays is the last day of a term of n working days that begins with from.
func workingDays(s *check.Site, from official.Date, n int) official.Date {
	last, _ := s.Calendar.AddWorking(from, n) // a year without holidays is a finding of its own
	return last
}
