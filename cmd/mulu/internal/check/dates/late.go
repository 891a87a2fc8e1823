package dates

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var late = check.Rule{
	Rule: diag.Rule{Code: "publication-late", Severity: diag.Warning, Title: "超过期限才公开",
		Explain: "主动公开的政府信息，自形成或者变更之日起20个工作日内公开，法律、法规另有规定的从其规定。工作日按国务院办公厅的节假日安排计算，形成的当天不算。转载的文件和依申请公开转为主动公开的文件不在此列。",
		Source:  regulation + "第二十六条；预算法第十四条；信用信息“双公示”和公共交通企业信息公开的规定",
		Repair:  "核对成文日期和发布日期。确实迟了的，发布日期不能改，今后及时公开，经审查登记在 waivers.toml；另有期限的，在 config.toml 的 [[check.dates.clock]] 中写明。",
		Examples: []diag.Example{{
			Wrong: "written = 2025-03-05\npublished = 2025-06-10",
			Right: "written = 2025-03-05\npublished = 2025-03-10",
		}}},
	Document: func(d *check.Document) {
		c := &d.Config.Check.Dates
		if d.Published.Before(c.Since) || !d.Written.Before(d.Published) || isFuture(d) || startsElsewhere(d) {
			return
		}
		k := clockOf(d)
		if n := elapsed(d, k); n > k.Days {
			d.Report(d.At("published", nil, "成文日期 %s，发布日期 %s，经过 %d 个%s，超过 %d 个%s的期限（%s）", d.Written, d.Published, n, k.Unit, k.Days, k.Unit, k.Basis).
				WithHint("期限到 %s 为止。核对两个日期；确实迟了的，发布日期不能改，今后及时公开，经审查登记在 waivers.toml；另有期限的，写在 [[check.dates.clock]] 中", lastDay(d, k)))
		}
	},
}

// builtIn are the terms that laws set for all. The site's own come before.
var builtIn = []config.Clock{
	{Class: "财政信息", Title: "部门预算|部门决算", Days: 20, Unit: config.Days, Basis: "预算法第十四条：批复后20日内公开"},
	{Class: "行政许可", Title: "决定|结果", Days: 7, Unit: config.WorkingDays, Basis: "“双公示”：作出决定后7个工作日内公开"},
	{Class: "行政处罚", Title: "决定", Days: 7, Unit: config.WorkingDays, Basis: "“双公示”：作出决定后7个工作日内公开"},
	{Kind: "公共企业", Issuer: "公共交通|公交|轨道交通|地铁", Days: 10, Unit: config.WorkingDays, Basis: "公共交通企业信息公开规定：10个工作日内公开"},
}

// startsElsewhere says whether the term does not run from 成文日期: of a document of
// another body, and of one that was first given to who applied for it.
func startsElsewhere(d *check.Document) bool {
	return d.More != nil && (d.More.SourceName != "" || strings.Contains(d.More.DisclosureBasis, "依申请"))
}

// clockOf is the term for a document.
func clockOf(d *check.Document) *config.Clock {
	c := &d.Config.Check.Dates
	for _, list := range [...][]config.Clock{c.Clocks, builtIn} {
		for i := range list {
			if fits(d, &list[i]) {
				return &list[i]
			}
		}
	}
	return &config.Clock{Days: c.PublishDays, Unit: config.WorkingDays, Basis: "政府信息公开条例第二十六条"}
}

func fits(d *check.Document, k *config.Clock) bool {
	switch {
	case k.Class != "" && (d.Class == nil || d.Class.Name != k.Class),
		k.Category != "" && !under(d, d.Config.Category(k.Category)),
		k.Title != "" && !holds(d.Title, k.Title),
		k.Kind != "" && d.Issuers[0].Kind != k.Kind,
		k.Issuer != "" && !holds(d.Issuers[0].Name, k.Issuer):
		return false
	}
	return true
}

// holds says whether a text holds one of the words, which are divided by |.
func holds(text, words string) bool {
	for w := range strings.SplitSeq(words, "|") {
		if w != "" && strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// under says whether a document is in a node of the tree or below it.
func under(d *check.Document, node *config.Category) bool {
	for _, k := range d.Categories {
		for ; k != nil; k = k.Parent {
			if k == node {
				return true
			}
		}
	}
	return false
}

// elapsed counts the days from 成文日期 to publication in the clock's unit; none when they
// cannot be counted, as the holidays are not known.
func elapsed(d *check.Document, k *config.Clock) (n int) {
	switch k.Unit {
	case config.Days:
		return d.Written.DaysUntil(d.Published)
	case config.WorkingDays:
		if n, known := d.Calendar.WorkingDays(d.Written, d.Published); known {
			return n
		}
	}
	return 0
}

// lastDay is the last day of the term.
func lastDay(d *check.Document, k *config.Clock) official.Date {
	if k.Unit == config.Days {
		return d.Written.AddDays(k.Days)
	}
	last, _ := d.Calendar.AddWorking(d.Written, k.Days)
	return last
}
