package health

import (
	"cmp"
	"slices"
	"strconv"

	figures "mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

var annualReport = check.Rule{
	Rule: diag.Rule{Code: "annual-report-missing", Severity: diag.Warning, Title: "年度报告没有公布",
		Explain: "部门应在每年1月31日前公布上一年度的政府信息公开工作年度报告，政府（名称以“人民政府”结尾的机构）在3月31日前；[check.columns] 的 annual_report 可以另定。只查以前在本目录公布过年度报告（信息类别“年度报告”）的机构。报告的年度看标题中的年份，没有的取发布日期的上一年。",
		Source:  "政府信息公开条例 第四十九条、第五十条", Repair: "公布年度报告，信息类别写“年度报告”。",
		Examples: []diag.Example{{Right: "title = \"2025年政府信息公开工作年度报告\"\nclass = \"年度报告\""}}},
	Absence: true,
	Due: func(s *check.Site) {
		for _, r := range latestReports(s) {
			for year := s.Today.Year() - 1; year <= s.Today.Year()+1; year++ {
				if year > r.year {
					tellReport(s, r, year)
				}
			}
		}
	},
}

func tellReport(s *check.Site, r *annual, year int) {
	last := s.Config.Check.Columns.AnnualReportDay(year+1, r.doc.Issuers[0])
	key := r.doc.Issuers[0].Slug + " " + strconv.Itoa(year)
	s.Due(last, key, func() diag.Diagnostic {
		d := s.AtPlace(r.doc.Path, s.Locate(r.doc.Path, "title"), "%s没有公布%d年的年度报告，最迟应在 %s 公布；这是最近公布的一份（%d年）",
			r.doc.Issuers[0].Name, year, last, r.year)
		if begun := draftOf(s, r.doc.Issuers[0], year); begun != nil {
			return d.WithRelated(begun.Path, diag.Pos{}, "已经有草稿").WithHint("写完草稿，去掉 draft 一行后公布")
		}
		return d.WithHint("公布年度报告，信息类别写“年度报告”；用 mulu report annual %d 生成草稿", year)
	})
}

// draftOf is a draft of a body's report of a year; nil when there is none.
func draftOf(s *check.Site, by *config.Issuer, year int) *catalogue.Record {
	for _, r := range s.Drafts {
		if r.Class != nil && r.Class.Page == "reports" && len(r.Issuers) > 0 && r.Issuers[0] == by && figures.YearOf(r) == year {
			return r
		}
	}
	return nil
}

// lead is the body that leads those that issued a document; nil when none is known.
func lead(d *catalogue.Document) *config.Issuer {
	if len(d.Issuers) == 0 {
		return nil
	}
	return d.Issuers[0]
}

// annual is the latest annual report of an issuer.
type annual struct {
	doc  *catalogue.Document
	year int
}

// latestReports are those of all issuers that have any, by issuer.
func latestReports(s *check.Site) (list []*annual) {
	of := map[*config.Issuer]*annual{}
	for i := range s.Documents {
		d := &s.Documents[i]
		if d.Class == nil || d.Class.Page != "reports" || len(d.Issuers) == 0 || d.Published.IsZero() {
			continue
		}
		year, by := figures.YearOf(d.Record), d.Issuers[0]
		if was := of[by]; was == nil {
			of[by] = &annual{d, year}
			list = append(list, of[by])
		} else if year > was.year {
			*was = annual{d, year}
		}
	}
	slices.SortFunc(list, func(a, b *annual) int { return cmp.Compare(a.doc.Issuers[0].Slug, b.doc.Issuers[0].Slug) })
	return list
}

var annualReportLate = check.Rule{
	Rule: diag.Rule{Code: "annual-report-late", Severity: diag.Notice, Title: "年度报告晚于期限公布",
		Explain: "部门应在每年1月31日前公布上一年度的政府信息公开工作年度报告，政府（名称以“人民政府”结尾的机构）在3月31日前；[check.columns] 的 annual_report 可以另定。已经晚了的不能改日期，只作提示。只查标题写明年度的报告，从2019年度起。",
		Source:  "政府信息公开条例 第四十九条、第五十条", Repair: "今后按期公布；日期或者标题中的年度写错的改正。",
		Examples: []diag.Example{{
			Wrong: "title = \"2025年政府信息公开工作年度报告\"\npublished = 2026-02-03",
			Right: "title = \"2025年政府信息公开工作年度报告\"\npublished = 2026-01-28",
		}}},
	Document: func(d *check.Document) {
		const first = 2019 // the year from which on the present days hold
		if d.Class == nil || d.Class.Page != "reports" {
			return // titles of all documents take a tenth of all checks
		}
		year, ok := figures.YearInTitle(d.Record)
		if !ok || year < first {
			return
		}
		if last := d.Config.Check.Columns.AnnualReportDay(year+1, lead(d.Document)); d.Published.After(last) {
			d.Report(d.At("published", nil, "%d年的年度报告 %s 公布，最迟应在 %s 公布", year, d.Published, last))
		}
	},
}

var draftUnpublished = check.Rule{
	Rule: diag.Rule{Code: "draft-unpublished", Severity: diag.Warning, Title: "主动公开的文件过期没有公布",
		Explain: "主动公开的信息应在形成之日起20个工作日内公开。文件写着主动公开，成文日期已过期限，仍是草稿（draft = true）。工作日数由 [check.columns] 的 draft 规定；没有写成文日期的草稿不查。",
		Source:  "政府信息公开条例 第二十六条", Repair: "公开文件（去掉 draft），或改正成文日期、公开属性。",
		Examples: []diag.Example{{Wrong: "written = 2025-03-05  # 现在是 2025-05-10\ndraft = true", Right: "written = 2025-03-05\npublished = 2025-03-10"}}},
	Due: func(s *check.Site) {
		days := s.Config.Check.Columns.Draft
		for _, r := range s.Drafts {
			last, _ := s.Calendar.AddWorking(r.Written, days) // a year without holidays is a finding of its own
			s.Due(last, r.Path, func() diag.Diagnostic {
				return s.AtPlace(r.Path, s.Locate(r.Path, "written"), "“%s”%s 成文，还是草稿，最迟应在 %s 公开（%d个工作日内）", r.Title, r.Written, last, days)
			})
		}
	},
}
