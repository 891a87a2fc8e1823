package health

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

var homeStill = check.Rule{
	Rule: diag.Rule{Code: "home-still", Severity: diag.Warning, Title: "首页两周没有更新",
		Explain: "网站首页两周没有新的信息是单项否决。这里只看目录首页的“最新公开”，即最近一件公开的信息；目录设在主站之下、主站另有首页的，可以用 [check.columns] 的 home 放宽。",
		Source:  indicators + "单项否决“首页不更新”", Repair: "公开新的信息；没有日期的内容不算更新。",
		Examples: []diag.Example{{Wrong: "# 现在是 2026-11-22，最近一件信息：\npublished = 2026-11-03"}}},
	Absence: true,
	Due: func(s *check.Site) {
		if len(s.Documents) == 0 {
			return
		}
		newest, days := s.Documents[0].Published, s.Config.Check.Columns.Home // newest first
		last := newest.AddDays(days)
		s.Due(last, "home", func() diag.Diagnostic {
			return s.AtPlace(config.FileName, diag.Pos{}, "首页自 %s 以来没有新的信息，最迟应在 %s 更新（%d天）", newest, last, days)
		})
	},
}
