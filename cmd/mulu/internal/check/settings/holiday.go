package settings

import (
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// mostDays is the longest term of working days that rules count: of publication after a
// document was made, and of feedback after a consultation.
const mostDays = 20

var holidayMissing = check.Rule{
	// A notice: in the first days of January no site should stop being published.
	Rule: diag.Rule{Code: "holiday-missing", Severity: diag.Notice, Title: "缺少一年的放假安排",
		Explain:  "20个工作日等期限要按国务院办公厅每年的放假通知计算（含调休上班的周末）。这一年的安排程序还没有，只能把周一至周五当作工作日，期限可能差几天。",
		Source:   "全国年节及纪念日放假办法；国务院办公厅每年关于节假日安排的通知",
		Repair:   "升级程序，或者按通知在 config.toml 中加上 [[check.holiday]]：year 是年份，off 是放假的日子（周末以外），work 是调休上班的周末。",
		Examples: []diag.Example{{Right: "[[check.holiday]]\nyear = 2025\noff = [2025-01-01, 2025-01-28, 2025-01-29]\nwork = [2025-01-26, 2025-02-08]"}}},
	Site: func(s *check.Site) {
		terms := yearTerms{site: s, count: map[int]int{}}
		for i := range s.Documents {
			terms.document(&s.Documents[i])
		}
		years := make([]int, 0, len(terms.count))
		for y := range terms.count {
			years = append(years, y)
		}
		slices.Sort(years)
		for _, y := range years {
			s.Report(s.AtPlace("config.toml", place(s), "没有%d年的放假安排，而 %d 个文件的期限要用到它", y, terms.count[y]))
		}
	},
}

// place is that of the site's own calendars, if it has any.
func place(s *check.Site) diag.Pos {
	if len(s.Config.Check.Holidays) == 0 {
		return diag.Pos{}
	}
	return s.Config.At("check", "holiday", tree.Step(0))
}

// yearTerms counts the documents that need an unknown year's calendar, by year.
type yearTerms struct {
	site  *check.Site
	count map[int]int
}

// document looks at the terms that a document has begun: from its making to its
// publication, and from the end of its consultation. Years before the last are left
// alone: what was late then is late for ever, by a few days more or less.
func (t *yearTerms) document(d *catalogue.Document) {
	var years []int
	term := func(from official.Date) {
		if from.IsZero() || from.Year() < t.site.Today.Year()-2 || from.After(t.site.Today) {
			return
		}
		last, known := t.site.Calendar.AddWorking(from, mostDays)
		if known {
			return
		}
		for _, day := range []official.Date{from.AddDays(1), last} {
			_, known := t.site.Calendar.Working(day)
			if y := day.Year(); !known && y >= t.site.Today.Year()-1 && !slices.Contains(years, y) {
				years = append(years, y)
			}
		}
	}
	term(d.Written)
	if d.More != nil && d.More.Consultation != nil {
		term(d.More.Consultation.Closes)
	}
	for _, y := range years {
		t.count[y]++
	}
}
