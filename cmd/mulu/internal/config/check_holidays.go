package config

import (
	"time"

	"mulu/cmd/mulu/internal/official"
)

// checkHolidays checks the working calendars of the site's own.
func (l *loader) checkHolidays() {
	first := map[int]int{}
	for i := range l.c.Check.Holidays {
		h := &l.c.Check.Holidays[i]
		switch j, twice := first[h.Year]; {
		case h.Year < 1949 || h.Year > 2199:
			l.report(ruleValue.At(l.file, l.at("check", "holiday", i, "year"), "节假日安排的 year 应是四位年份，现在是 %d", h.Year).WithHint("例如 year = 2027"))
			continue
		case twice:
			l.report(ruleDuplicate.At(l.file, l.at("check", "holiday", i, "year"), "%d年的节假日安排已经写过", h.Year).
				WithRelated(l.file, l.at("check", "holiday", j, "year"), "第一次写在这里").WithHint("合并成一项"))
			continue
		}
		first[h.Year] = i
		if len(h.Off) == 0 {
			l.report(ruleMissing.At(l.file, l.at("check", "holiday", i), "%d年的节假日安排没有写 off（放假的日子）", h.Year).
				WithHint("按国务院办公厅当年的通知写，例如 off = [%d-10-01, %d-10-02]", h.Year, h.Year))
		}
		seen := map[official.Date]bool{}
		l.checkHolidayDays(i, "off", h.Off, seen)
		l.checkHolidayDays(i, "work", h.Work, seen)
	}
}

// checkHolidayDays checks a list of days. Those that are free may be a Saturday or
// Sunday, as the notices count them too; those that are worked cannot be another day.
func (l *loader) checkHolidayDays(i int, key string, days []official.Date, seen map[official.Date]bool) {
	year := l.c.Check.Holidays[i].Year
	for k, d := range days {
		at := l.at("check", "holiday", i, key, k)
		w := d.Weekday()
		switch {
		case d.IsZero(): // could not be read, which was said
		case d.Year() != year:
			l.report(ruleValue.At(l.file, at, "%s 不在%d年", d, year).WithHint("每年写一个 [[check.holiday]]"))
		case seen[d]:
			l.report(ruleDuplicate.At(l.file, at, "%s 写了两次", d).WithHint("删去其中一个"))
		case key == "work" && w != time.Saturday && w != time.Sunday:
			l.report(ruleValue.At(l.file, at, "%s 是%s，本来就上班，work 中不写", d, weekdayName(w)).WithHint("只写因调休而上班的周六、周日；核对年份和日期"))
		}
		seen[d] = true
	}
}

func weekdayName(w time.Weekday) string { return "周" + string([]rune("日一二三四五六")[w]) }
