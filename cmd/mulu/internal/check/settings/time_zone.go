package settings

import (
	"time"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

// beijing is the offset of Beijing time from UTC in seconds.
const beijing = 8 * 60 * 60

var timeZone = check.Rule{
	Rule: diag.Rule{Code: "site-time-zone", Severity: diag.Warning, Title: "时区不是北京时间",
		Explain:  "time_zone 决定“今天”是哪一天，文件在当天零点开始施行或者失效。法律文件中的日期是北京时间的日期。",
		Source:   "本软件约定",
		Repair:   "写成 time_zone = \"Asia/Shanghai\"，或删去这一行。",
		Examples: []diag.Example{{Wrong: `time_zone = "UTC"`, Right: `time_zone = "Asia/Shanghai"`}}},
	Site: func(s *check.Site) {
		t := s.Today
		if _, offset := time.Date(t.Year(), time.Month(t.Month()), t.Day(), 0, 0, 0, 0, s.Config.Location()).Zone(); offset != beijing {
			s.Report(s.Setting([]tree.Step{"time_zone"}, "time_zone 是 %s，不是北京时间", s.Config.TimeZone))
		}
	},
}
