package dates

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var changeLate = check.Rule{
	Compares: true,
	Rule: diag.Rule{Code: "change-late", Severity: diag.Warning, Title: "变更超过期限才公开",
		Explain: "政府信息变更的，自变更之日起20个工作日内公开。这里看的是上次公开之后新写的变更说明，它的日期离今天是不是已经超过期限。",
		Source:  regulation + "第二十六条", Repair: "核对变更日期；确实迟了的，今后及时公开。",
		Examples: []diag.Example{{
			Wrong: `2026年11月22日新写 changes = [{on = 2026-06-01, text = "更正附件2的金额"}]`,
			Right: `2026年11月22日新写 changes = [{on = 2026-11-20, text = "更正附件2的金额"}]`,
		}}},
	Document: func(d *check.Document) {
		old := d.LastPublished()
		if old == nil || old.Other() || d.More == nil {
			return
		}
		days := d.Config.Check.Dates.PublishDays
		for i, c := range d.More.Changes {
			if !c.On.After(old.Changed) || c.On.Before(old.Published) {
				continue // was there, or corrects what was wrong before it was public
			}
			if n, known := d.Calendar.WorkingDays(c.On, d.Today); known && n > days {
				d.Report(d.At("changes", []int{i}, "变更日期 %s，到今天（%s）才公开，经过 %d 个工作日，超过 %d 个工作日的期限", c.On, d.Today, n, days))
				return
			}
		}
	},
}
