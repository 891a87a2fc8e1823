// Package review has the rules of the review before publication: 保密审查 and 三审三校.
// What a site demands of its documents is in [check.review]; what is recorded is looked
// at wherever it is.
package review

import (
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
)

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{
	&secrecyMissing, &stepsMissing, &authorMissing, &incomplete, &forbids, &unclear, &order, &late, &samePerson, &byAuthor,
}

// Sources of the demands.
const (
	secrecyLaw = "政府信息公开条例（国务院令第711号）第十七条；保守国家秘密法（2024年修订）第三十五条：先审查、后公开"
	threeSteps = "各级政府网站“三审三校”制度（先审后发）"
)

// demanded says whether the site demands records of a document.
func demanded(d *check.Document) bool {
	class := ""
	if d.Class != nil {
		class = d.Class.Name
	}
	return d.Config.Check.Review.Demands(class, d.Categories, d.Record.Published)
}

// reviews are the document's records; none when it has none.
func reviews(d *check.Document) []catalogue.Review {
	if d.More == nil {
		return nil
	}
	return d.More.Reviews
}

// ofKind gives the places of the records of a kind, in the order of the header.
func ofKind(d *check.Document, is func(kind string) bool) []int {
	var at []int
	for i, r := range reviews(d) {
		if is(r.Kind) {
			at = append(at, i)
		}
	}
	return at
}

// isSecrecy says whether a record is of the review for secrets.
func isSecrecy(kind string) bool { return strings.Contains(kind, "保密") }

// step says whether a record is of the n-th review or reading (from 1).
func step(names [3][2]string, n int) func(kind string) bool {
	return func(kind string) bool {
		return strings.Contains(kind, names[n-1][0]) || strings.Contains(kind, names[n-1][1])
	}
}

// The steps of 三审三校 with their two usual names.
var (
	examinations = [3][2]string{{"初审", "一审"}, {"复审", "二审"}, {"终审", "三审"}}
	readings     = [3][2]string{{"初校", "一校"}, {"复校", "二校"}, {"终校", "三校"}}
)

// steps are the first records of each of the three steps, -1 where there is none.
func steps(d *check.Document, names [3][2]string) (at [3]int) {
	for n := range at {
		at[n] = -1
		if found := ofKind(d, step(names, n+1)); found != nil {
			at[n] = found[0]
		}
	}
	return at
}
