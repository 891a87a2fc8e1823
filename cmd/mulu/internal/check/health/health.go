// Package health has the rules of the catalogue's health: blank and stale columns,
// missing pages and reports, and what else an inspector counts.
package health

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{
	&categoryEmpty, &columnStale, &columnGap, &homeStill, &newsColumn, &titleTwice,
	&guideMissing, &guideItems, &guideStale, &annualReport, &annualReportLate, &annualReportGap, &draftUnpublished,
}

const indicators = "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）"
