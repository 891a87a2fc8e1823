package health

import (
	"slices"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

var columnStale = check.Rule{
	Rule: diag.Rule{Code: "column-stale", Severity: diag.Warning, Title: "栏目长期没有更新",
		Explain: "超过更新周期没有新的信息的栏目，是检查中的不更新栏目：动态、要闻类两周，通知公告、政策文件类六个月；达到10个就是单项否决。期限先看 [check.columns] 的 limit，再看栏目的 cycle，再看栏目名称；“实时”的栏目按 as_needed（183天）。上级栏目因下级不更新的，只报下级。只看公开的信息的发布日期。",
		Source:  indicators + "单项否决“栏目不更新”", Repair: "公开应有的信息；本来不需要经常更新的栏目，把 cycle 改为合适的周期或“长期”。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "[[category]]\nname = \"月度数据\"\ncycle = \"每月\"  # 最近一件是两个月前的", Right: "[[category]]\nname = \"主要职责\"\ncycle = \"长期\""}}},
	Absence: true,
	Due: func(s *check.Site) {
		limits := limitsOf(s)
		stale := 0
		for _, l := range limits {
			if l.due && l.last.Before(s.Today) {
				stale++
			}
		}
		for i, l := range limits {
			if !l.due {
				continue
			}
			k := &s.Config.Categories[i]
			s.Due(l.last, k.Path, func() diag.Diagnostic {
				f := s.Setting(pathOf(k), "栏目“%s”（%s）自 %s 以来没有更新，按%s（%d天），最迟应在 %s 更新", k.Name, k.Path, l.newest, l.why, l.days, l.last)
				return veto(f, stale, s.Config.Check.Columns.Stale, "不更新")
			})
		}
	},
}

// limit is by when a column must get a new document.
type limit struct {
	newest, last official.Date
	days         int
	why          string
	due          bool // has a limit, and none of the columns below it is due as soon
}

// limitsOf gives the limits of all columns, in the order of the settings. Blank columns
// have none: that is another rule's.
func limitsOf(s *check.Site) []limit {
	list := make([]limit, len(s.Config.Categories))
	newest := newestOf(s)
	var visit func(k *config.Category) (soonest official.Date)
	visit = func(k *config.Category) (soonest official.Date) {
		for _, child := range k.Children {
			soonest = sooner(soonest, visit(child))
		}
		l := &list[k.ID]
		l.newest = newest[k.ID]
		l.days, l.why = s.Config.StaleAfter(k)
		if gap := s.Config.Check.Columns.Gap; k.Regular && (l.days == 0 || l.days > gap) {
			l.days, l.why = gap, "定期更新的要求"
		}
		if l.days == 0 || l.newest.IsZero() {
			return soonest
		}
		l.last = l.newest.AddDays(l.days)
		l.due = soonest.IsZero() || l.last.Before(soonest)
		return sooner(soonest, l.last)
	}
	for _, k := range s.Config.Roots() {
		visit(k)
	}
	return list
}

func sooner(a, b official.Date) official.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// newestOf is the day of the newest document of each column and what is below it, by
// the column's ID; no date where there is none.
func newestOf(s *check.Site) []official.Date {
	newest := make([]official.Date, len(s.Config.Categories))
	for i := range s.Documents {
		d := &s.Documents[i]
		for _, k := range d.Categories {
			for ; k != nil && newest[k.ID].Before(d.Published); k = k.Parent {
				newest[k.ID] = d.Published
			}
		}
	}
	return newest
}

var columnGap = check.Rule{
	Rule: diag.Rule{Code: "column-gap", Severity: diag.Warning, Title: "定期更新的栏目有间断",
		Explain: "写了 regular = true 的栏目要定期有新的信息：至少4件，最近一年里相邻两件的发布日期相差不超过90天（[check.columns] 的 entries、gap）。最近一件太旧的，由 column-stale 报告。已经过去的间断不能改日期补上，一年以后不再报。",
		Source:  "基层政务公开监测的做法", Repair: "按期公开；不需要定期更新的栏目，去掉 regular。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "[[category]]\nname = \"月度数据\"\nregular = true  # 3月以后到9月才有下一件"}}},
	Absence: true,
	Site: func(s *check.Site) {
		for i := range s.Config.Categories {
			if k := &s.Config.Categories[i]; k.Regular {
				checkRegular(s, k)
			}
		}
	},
}

func checkRegular(s *check.Site, k *config.Category) {
	c := &s.Config.Check.Columns
	days := daysIn(s, k)
	if len(days) == 0 {
		return // a blank column
	}
	if len(days) < c.Entries {
		s.Report(s.Setting(pathOf(k), "栏目“%s”要定期更新，只有%d件信息，少于%d件", k.Name, len(days), c.Entries))
		return
	}
	for i := len(days) - 1; i > 0 && days[i].After(s.Today.AddYears(-1)); i-- {
		if gap := days[i-1].DaysUntil(days[i]); gap > c.Gap {
			s.Report(s.Setting(pathOf(k), "栏目“%s”要定期更新，%s 和 %s 的两件信息之间隔了%d天，超过%d天", k.Name, days[i-1], days[i], gap, c.Gap))
			return
		}
	}
}

// daysIn are the days on which documents of a column, or below it, were published, in
// order.
func daysIn(s *check.Site, k *config.Category) (days []official.Date) {
	for i := range s.Documents {
		d := &s.Documents[i]
		if slices.ContainsFunc(d.Categories, func(c *config.Category) bool { return below(c, k) }) {
			days = append(days, d.Published)
		}
	}
	slices.Reverse(days) // documents are newest first
	return days
}

func below(c, k *config.Category) bool {
	for ; c != nil; c = c.Parent {
		if c == k {
			return true
		}
	}
	return false
}

var newsColumn = check.Rule{
	Rule: diag.Rule{Code: "news-column", Severity: diag.Notice, Title: "目录中有新闻动态栏目",
		Explain: "政府信息公开目录只列法定主动公开的内容，“专栏姓专”；工作动态、要闻应放在主站的新闻栏目，不计入目录。按栏目名称中的词判断（[check.columns] 的 news，写 - 就不查），“新闻发布会”不算。",
		Source:  "国办公开办函〔2019〕61号：平台集中公开法定主动公开内容", Repair: "把动态类信息移到主站；确属法定公开内容的，改栏目名称或设置。",
		Examples: []diag.Example{{Wrong: "[[category]]\nname = \"工作动态\""}}},
	Site: func(s *check.Site) {
		words := s.Config.Check.Columns.News
		newest := newestOf(s)
		for i := range s.Config.Categories {
			k := &s.Config.Categories[i]
			if words != "-" && !newest[i].IsZero() && config.HoldsWord(k.Name, words) && !config.HoldsWord(k.Name, "发布会") {
				s.Report(s.Setting([]tree.Step{"category", i, "name"}, "栏目“%s”像是新闻动态，不属于法定主动公开内容", k.Name))
			}
		}
	},
}
