package review

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var order = check.Rule{
	Rule: diag.Rule{Code: "review-order", Severity: diag.Warning, Title: "三审三校的时间先后不对",
		Explain:  "初审以后复审，复审以后终审，校对也一样。后一审早于前一审，说明日期写错了，或者记录是后来补的。",
		Source:   threeSteps,
		Repair:   "核对各环节的日期。",
		Examples: []diag.Example{{Wrong: "{kind = \"初审\", on = 2026-03-05, …}, {kind = \"复审\", on = 2026-03-02, …}", Right: "{kind = \"初审\", on = 2026-03-02, …}, {kind = \"复审\", on = 2026-03-05, …}"}}},
	Document: func(d *check.Document) {
		if reviews(d) == nil {
			return
		}
		for _, names := range [][3][2]string{examinations, readings} {
			before := -1
			for _, at := range steps(d, names) {
				if at < 0 || reviews(d)[at].On.IsZero() {
					continue
				}
				r := reviews(d)[at]
				if before >= 0 && r.On.Before(reviews(d)[before].On) {
					d.Report(d.At("review", []int{at}, "%s在%s，早于%s的%s", r.Kind, r.On.Chinese(), reviews(d)[before].Kind, reviews(d)[before].On.Chinese()))
					break // the dates of one step are wrong, and that is said
				}
				before = at
			}
		}
	},
}

var late = check.Rule{
	Rule: diag.Rule{Code: "review-after-publication", Severity: diag.Warning, Title: "公开以后才审核",
		Explain:  "先审查、后公开。审核的日期晚于发布日期，说明没有审核就公开了，或者日期写错了。公开以后再次审查的不算。",
		Source:   secrecyLaw + "；" + threeSteps,
		Repair:   "核对审核日期和发布日期。",
		Examples: []diag.Example{{Wrong: "published = 2026-03-04\nreview = [{kind = \"保密审查\", by = \"办公室\", on = 2026-03-06, conclusion = \"可以公开\"}]", Right: "published = 2026-03-06\nreview = [{kind = \"保密审查\", by = \"办公室\", on = 2026-03-04, conclusion = \"可以公开\"}]"}}},
	Document: func(d *check.Document) {
		list := reviews(d)
		for i, r := range list {
			if !r.On.After(d.Record.Published) {
				continue
			}
			inTime := false
			for _, o := range list {
				inTime = inTime || o.Kind == r.Kind && !o.On.IsZero() && !o.On.After(d.Record.Published)
			}
			if !inTime {
				d.Report(d.At("review", []int{i}, "%s在%s，晚于发布日期%s", either(r.Kind, "审核"), r.On.Chinese(), d.Record.Published.Chinese()))
			}
		}
	},
}
