package stats

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// Kind is how long a Period is.
type Kind uint8

// The kinds of periods that bodies report by (一周一更新、一月一调度、一季一监测、半年一督查、一年一考评).
const (
	Week Kind = iota
	Month
	Quarter
	HalfYear
	Year
)

// Kinds are all of them, the shortest first.
var Kinds = []Kind{Week, Month, Quarter, HalfYear, Year}

type form struct {
	key, name, example string
	pattern            *regexp.Regexp
	most               int // of the number behind the year
	months             int // how long it is; 0: a week
}

var forms = [...]form{
	Week:     {"week", "周", "2025-W30", regexp.MustCompile(`^(\d{4})-?W(\d{1,2})$`), 53, 0},
	Month:    {"month", "月", "2025-07", regexp.MustCompile(`^(\d{4})-(\d{1,2})$`), 12, 1},
	Quarter:  {"quarter", "季度", "2025-Q3", regexp.MustCompile(`^(\d{4})-?Q(\d)$`), 4, 3},
	HalfYear: {"half-year", "半年", "2025-H1", regexp.MustCompile(`^(\d{4})-?H(\d)$`), 2, 6},
	Year:     {"year", "年", "2025", regexp.MustCompile(`^(\d{4})()$`), 1, 12},
}

// Key is the kind's name in settings: week, month, quarter, half-year, year.
func (k Kind) Key() string { return forms[k].key }

// String is the kind's name for people.
func (k Kind) String() string { return forms[k].name }

// Example is a period of the kind, as ParsePeriod reads it.
func (k Kind) Example() string { return forms[k].example }

// KindOf finds a kind by its key.
func KindOf(key string) (Kind, bool) {
	for _, k := range Kinds {
		if forms[k].key == key {
			return k, true
		}
	}
	return 0, false
}

// Period is a stretch of days that is reported on.
type Period struct {
	Kind     Kind
	Name     string // 2025年7月
	From, To official.Date
	// Begin is the first day of the year's count, to which the period belongs: figures since
	// then are cumulative.
	Begin official.Date
}

// ParsePeriod reads 2025-W30, 2025-07, 2025-Q3, 2025-H1 or 2025. Weeks are those of ISO
// 8601, from Monday on, and never cut. With a cutoff of 1 to 28, months end on that day and
// begin on the day after that of the month before, and so do longer periods: so twelve
// months are always a year. The error is for the user, in Chinese.
func ParsePeriod(k Kind, text string, cutoff int) (Period, error) {
	f := &forms[k]
	m := f.pattern.FindStringSubmatch(text)
	if m == nil {
		return Period{}, fmt.Errorf("统计时段“%s”写得不对，按%s统计的写成 %s", text, f.name, f.example)
	}
	year, _ := strconv.Atoi(m[1]) // digits
	n := 1
	if m[2] != "" {
		n, _ = strconv.Atoi(m[2]) // likewise
	}
	if n < 1 || n > f.most || year < 1950 || year > 9000 {
		return Period{}, fmt.Errorf("没有“%s”这个统计时段", text)
	}
	if k == Week {
		return week(year, n, cutoff)
	}
	p := Period{Kind: k, Name: f.called(year, n)}
	p.From, _ = month(year, (n-1)*f.months+1, cutoff)
	_, p.To = month(year, n*f.months, cutoff)
	p.Begin, _ = month(year, 1, cutoff)
	return p, nil
}

func (f *form) called(year, n int) string {
	switch f.months {
	case 12:
		return fmt.Sprintf("%d年", year)
	case 6:
		return fmt.Sprintf("%d年%s半年", year, []string{"上", "下"}[n-1])
	case 3:
		return fmt.Sprintf("%d年第%d季度", year, n)
	}
	return fmt.Sprintf("%d年%d月", year, n)
}

// month gives the first and the last day of a month's count.
func month(year, m, cutoff int) (from, to official.Date) {
	first := official.DateOf(year, m, 1)
	next := official.DateOf(year+m/12, m%12+1, 1)
	if cutoff == config.MonthEnd {
		return first, next.AddDays(-1)
	}
	before := first.AddDays(-1)
	return official.DateOf(before.Year(), before.Month(), cutoff).AddDays(1), official.DateOf(year, m, cutoff)
}

func week(year, n, cutoff int) (Period, error) {
	first := official.DateOf(year, 1, 4) // always in the first week
	monday := first.AddDays(-(int(first.Weekday())+6)%7 + 7*(n-1))
	thursday := monday.AddDays(3)
	if thursday.Year() != year {
		return Period{}, fmt.Errorf("%d年没有第%d周", year, n)
	}
	p := Period{Kind: Week, Name: fmt.Sprintf("%d年第%d周", year, n), From: monday, To: monday.AddDays(6)}
	p.Begin = yearOf(p.To, cutoff)
	return p, nil
}

// yearOf is the first day of the year's count to which a day belongs.
func yearOf(d official.Date, cutoff int) official.Date {
	for _, year := range []int{d.Year() + 1, d.Year(), d.Year() - 1} {
		if begin, _ := month(year, 1, cutoff); !begin.After(d) {
			return begin
		}
	}
	return d // not reached: the year before began before
}

// Containing is the period of a kind to which a day belongs.
func Containing(k Kind, d official.Date, cutoff int) Period {
	for _, text := range candidates(k, d) {
		if p, err := ParsePeriod(k, text, cutoff); err == nil && !p.From.After(d) && !p.To.Before(d) {
			return p
		}
	}
	return Period{}
}

// candidates are the periods about a day, as ParsePeriod reads them.
func candidates(k Kind, d official.Date) (texts []string) {
	if k == Week {
		year, n := time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC).ISOWeek()
		return []string{fmt.Sprintf("%d-W%d", year, n)}
	}
	f := &forms[k]
	for _, year := range []int{d.Year(), d.Year() + 1} {
		for n := 1; n <= f.most; n++ {
			texts = append(texts, strconv.Itoa(year)+map[Kind]string{Month: "-" + strconv.Itoa(n), Quarter: "-Q" + strconv.Itoa(n), HalfYear: "-H" + strconv.Itoa(n), Year: ""}[k])
		}
	}
	return slices.Compact(texts)
}
