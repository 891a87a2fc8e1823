package health

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	figures "mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

var annualReportGap = check.Rule{
	Rule: diag.Rule{Code: "annual-report-gap", Severity: diag.Notice, Title: "中间年份的年度报告不在目录中",
		Explain: "政府信息公开工作年度报告每年都要公布，年报栏目应当逐年都有。同一机构的两份报告（信息类别“年度报告”）之间缺少的年度，多半是迁移时漏掉了，或者年度写错。从2019年度起查；报告的年度看标题中的年份，没有的取发布日期的上一年。确实公布在别处的，写一项豁免。",
		Source:  "政府信息公开条例 第四十九条、第五十条；国办公开办函〔2019〕61号（年报按年度列出）", Repair: "补上缺少的报告，发布日期照原来的写。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "（目录里有2023年和2025年的报告）", Right: "title = \"2024年政府信息公开工作年度报告\"\nclass = \"年度报告\""}}},
	Absence: true,
	Site: func(s *check.Site) {
		of := map[*config.Issuer]map[int]*catalogue.Document{}
		for i := range s.Documents {
			d := &s.Documents[i]
			if by := lead(d); by != nil && figures.IsReport(d.Record) && !d.Published.IsZero() {
				if of[by] == nil {
					of[by] = map[int]*catalogue.Document{}
				}
				of[by][figures.YearOf(d.Record)] = d
			}
		}
		for i := range s.Config.Issuers {
			tellGaps(s, of[&s.Config.Issuers[i]])
		}
	},
}

// tellGaps reports the years that lie between two reports of a body, at the later one.
func tellGaps(s *check.Site, of map[int]*catalogue.Document) {
	const first = 2019 // the year from which on there is a form
	years := slices.Sorted(maps.Keys(of))
	for i := 1; i < len(years); i++ {
		var missing []string
		for year := max(years[i-1]+1, first); year < years[i]; year++ {
			missing = append(missing, strconv.Itoa(year)+"年")
		}
		if d := of[years[i]]; missing != nil {
			s.Report(s.AtPlace(d.Path, s.Locate(d.Path, "title"), "%s%s的年度报告不在目录中", lead(d).Name, strings.Join(missing, "、")))
		}
	}
}
