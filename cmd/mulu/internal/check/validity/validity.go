// Package validity has the rules of validity and of what documents rest on.
package validity

import (
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
)

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{&sunsetMissing, &termTooLong, &expiring, &repealWithoutBasis, &basisRepealed, &citesRepealed}

const sunsetSource = "各地行政规范性文件管理规定（有效期一般不超过5年，名称冠以“暂行”“试行”的不超过2年；期满前6个月评估）"

// sunsetClass says whether a document is of a class that must have a term.
func sunsetClass(s *check.Site, d *catalogue.Document) bool {
	return d.Class != nil && slices.Contains(s.Config.Check.Validity.Classes, d.Class.Name)
}
