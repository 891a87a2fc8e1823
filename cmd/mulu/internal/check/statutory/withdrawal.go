package statutory

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var withdrawalLate = check.Rule{
	Rule: diag.Rule{Code: "withdrawal-late", Severity: diag.Warning, Title: "行政处罚决定撤回得太晚",
		Explain: "公开的行政处罚决定被依法变更、撤销、确认违法或者确认无效的，应当在3日内撤回并公开说明理由；3日是工作日。日期看撤回理由中的“某年某月某日决定撤销”；理由中没有处罚或者没有日期的不查。",
		Source:  "行政处罚法 第四十八条、第八十五条", Repair: "核对撤回的日期和理由中的日期；确实迟了的，今后及时撤回。",
		Examples: []diag.Example{{
			Wrong: "withdrawn = {on = 2026-09-30, reason = \"行政复议机关2026年9月8日决定撤销该处罚决定。\"}",
			Right: "withdrawn = {on = 2026-09-10, reason = \"行政复议机关2026年9月8日决定撤销该处罚决定。\"}",
		}}},
	Site: func(s *check.Site) {
		for _, w := range s.Withdrawn {
			m := annulled.FindStringSubmatchIndex(w.Reason)
			if m == nil || !strings.Contains(w.Reason, "处罚") {
				continue
			}
			day := dayAt(w.Reason, m[2:8])
			if n, known := s.Calendar.WorkingDays(day, w.On); known && !day.IsZero() && n > withdrawalDays {
				s.Report(s.AtPlace(w.Path, s.Locate(w.Path, "withdrawn"), "处罚决定 %s 被撤销或变更，%s 才撤回，经过%d个工作日，超过%d个", day, w.On, n, withdrawalDays))
			}
		}
	},
}

// withdrawalDays is how many working days there are to withdraw a decision.
const withdrawalDays = 3

var annulled = lazy.Compile(dayText + `[^。；\n]{0,20}(?:撤销|变更|确认违法|确认无效|确认.{0,12}(?:违法|无效))`)
