package statutory

import (
	"strconv"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var budgetMissing = check.Rule{
	Rule: diag.Rule{Code: "budget-missing", Severity: diag.Warning, Title: "没有公开某一年的预算或决算",
		Explain: "预算和决算每年都要公开。只查在本目录公开过部门预算或部门决算的机构，从 [check.statutory] 的 budgets_since 写明的年度查起（不写就不查，因为以前的可能公开在别处）；最迟的日期由 budget_day、accounts_day 规定，各地批复的时间不同。年度看标题中的年份。",
		Source:  budgetLaw + "；" + regulation + "第二十条第（七）项", Repair: "公开这一年的预算或决算；公开在别处的，把 budgets_since 改晚。", Unconfirmed: true,
		Examples: []diag.Example{{
			Wrong: "[check.statutory]\nbudgets_since = 2024  # 有2024年、2026年部门预算，没有2025年的",
			Right: "title = \"霁川市交通运输局2025年部门预算\"\nclass = \"财政信息\"",
		}}},
	Absence: true,
	Due: func(s *check.Site) {
		since := s.Config.Check.Statutory.BudgetsSince
		if since == 0 {
			return
		}
		for _, p := range publishers(s) {
			for year := since; year <= s.Today.Year()+1; year++ {
				tellBudget(s, p, budget{year, false}, s.Config.Check.Statutory.BudgetBy(year))
				tellBudget(s, p, budget{year, true}, s.Config.Check.Statutory.AccountsBy(year))
			}
		}
	},
}

func tellBudget(s *check.Site, p *publisher, b budget, last official.Date) {
	if p.has[b] {
		return
	}
	s.Due(last, p.by.Slug+" "+b.name()+strconv.Itoa(b.year), func() diag.Diagnostic {
		return s.AtPlace(p.newest.Path, s.Locate(p.newest.Path, "title"), "%s没有公开%d年%s，最迟应在 %s 公开；这是最近公开的一份", p.by.Name, b.year, b.name(), last)
	})
}

// publisher is a body that has made a budget or final accounts public.
type publisher struct {
	by     *config.Issuer
	newest *catalogue.Document
	has    map[budget]bool
}

// publishers are all of them, in the order of their newest documents.
func publishers(s *check.Site) (list []*publisher) {
	of := map[*config.Issuer]*publisher{}
	for i := range s.Documents { // newest first
		d := &s.Documents[i]
		b, ok := budgetOf(d)
		if !ok || len(d.Issuers) == 0 {
			continue
		}
		p := of[d.Issuers[0]]
		if p == nil {
			p = &publisher{d.Issuers[0], d, map[budget]bool{}}
			of[d.Issuers[0]], list = p, append(list, p)
		}
		if b.year == 0 {
			b.year = b.usual(d)
		}
		p.has[b] = true
	}
	return list
}
