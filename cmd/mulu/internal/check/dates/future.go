package dates

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var future = check.Rule{
	Rule: diag.Rule{Code: "date-in-future", Severity: diag.Error, Title: "日期晚于今天",
		Explain: "成文、发布、变更、撤回、审核都是已经发生的事，日期不会晚于今天。写着将来日期的文件现在公开，就是发布日期不实，而发布时间弄虚作假在网站检查中是单项否决。",
		Source:  "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）单项否决“安全、泄密等严重问题”",
		Repair:  "检查年份、月份是否写错；要到那一天才公开的，先写 draft = true。",
		Examples: []diag.Example{{
			Wrong: "published = 2062-03-10",
			Right: "published = 2026-03-10",
		}}},
	Site: func(s *check.Site) {
		for _, t := range s.Withdrawn {
			if t.On.After(s.Today) {
				s.Report(s.AtPlace(t.Path, s.Locate(t.Path, "withdrawn"), "撤回日期 %s 晚于今天（%s）", t.On, s.Today))
			}
		}
	},
	Document: func(d *check.Document) {
		switch {
		case d.Written.After(d.Today):
			d.Report(d.At("written", nil, "成文日期 %s 晚于今天（%s）", d.Written, d.Today))
		case d.Published.After(d.Today):
			d.Report(d.At("published", nil, "发布日期 %s 晚于今天（%s）", d.Published, d.Today))
		}
		if d.More == nil {
			return
		}
		for i, c := range d.More.Changes {
			if c.On.After(d.Today) {
				d.Report(d.At("changes", []int{i}, "变更日期 %s 晚于今天（%s）", c.On, d.Today))
			}
		}
		for i, r := range d.More.Reviews {
			if r.On.After(d.Today) {
				d.Report(d.At("review", []int{i}, "审核日期 %s 晚于今天（%s）", r.On, d.Today))
			}
		}
	},
}

// isFuture says whether the rule above reports one of the document's two main days.
func isFuture(d *check.Document) bool {
	return d.Written.After(d.Today) || d.Published.After(d.Today)
}
