package dates

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var publishedChanged = check.Rule{
	Compares: true,
	Grave:    true,
	Rule: diag.Rule{Code: "published-date-changed", Severity: diag.Error, Title: "公开过的文件改了发布日期",
		Explain: "发布日期是文件在网上公开的那一天，公开后不再改变。检查时以网页、备份和监测记录核对，改动发布日期按弄虚作假单项否决。",
		Source:  "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）单项否决“安全、泄密等严重问题”",
		Repair:  "改回原来的发布日期。内容有更正的，写在 changes 里；原来的发布日期确实写错的，在 changes 中写明“更正发布日期”和原因。上次只是试生成、没有对外公开的，用 --published 指明真正公开的那一份，或写 --published -。",
		Examples: []diag.Example{{
			Wrong: "上次公开时 published = 2025-03-05，现在改成了 published = 2025-06-01",
			Right: "published = 2025-03-05\nchanges = [{on = 2025-06-01, text = \"更正附件2的金额\"}]",
		}}},
	Document: func(d *check.Document) {
		old := d.LastPublished()
		if old == nil || old.Published == d.Published || old.Other() || d.Published.After(d.Today) || correctsDate(d) {
			return
		}
		d.Report(d.At("published", nil, "发布日期上次公开时是 %s，现在是 %s", old.Published, d.Published))
	},
}

// correctsDate says whether readers are told that the day was wrong.
func correctsDate(d *check.Document) bool {
	return d.More != nil && slices.ContainsFunc(d.More.Changes, func(c catalogue.Change) bool { return strings.Contains(c.Text, "发布日期") })
}
