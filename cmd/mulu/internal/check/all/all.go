// Package all is the list of all rules of the catalogue, in the groups in which
// documentation has them.
package all

import (
	"slices"

	"mulu/cmd/mulu/internal/check/dates"
	"mulu/cmd/mulu/internal/check/health"
	"mulu/cmd/mulu/internal/check/identity"
	"mulu/cmd/mulu/internal/check/links"
	"mulu/cmd/mulu/internal/check/privacy"
	"mulu/cmd/mulu/internal/check/relations"
	"mulu/cmd/mulu/internal/check/review"
	"mulu/cmd/mulu/internal/check/settings"
	"mulu/cmd/mulu/internal/check/text"
	"mulu/cmd/mulu/internal/check/validity"
	"mulu/cmd/mulu/internal/diag"
)

// Rules are all rules of the catalogue.
var Rules = slices.Concat(identity.Rules, dates.Rules, validity.Rules, relations.Rules, health.Rules,
	text.Rules, privacy.Rules, links.Rules, settings.Rules, review.Rules)

// Described lists what the rules say of themselves.
func Described() []*diag.Rule {
	list := make([]*diag.Rule, len(Rules))
	for i, r := range Rules {
		list[i] = &r.Rule
	}
	return list
}
