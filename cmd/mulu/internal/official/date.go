package official

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/width"

	"mulu/cmd/mulu/internal/lazy"
)

// Date is a calendar day. It has no time and no zone, as 成文日期 and 发布日期
// have none (政府信息公开条例 第十二条). The zero value is no date.
type Date struct {
	year       uint16
	month, day uint8
}

// ErrDate is wrapped by every error of ParseDate.
var ErrDate = errors.New("不是有效的日期")

// DateOf makes the date of a day that exists; of another it makes the zero Date.
func DateOf(year, month, day int) Date {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}
	}
	return Date{uint16(year), uint8(month), uint8(day)}
}

// ParseDate reads a calendar day written 2024-03-05. The error quotes s and says
// what is wrong with it in Chinese, so it can be shown to an editor unchanged.
func ParseDate(s string) (Date, error) {
	if !isDateForm(s) {
		return Date{}, fmt.Errorf("%q %w：%s", s, ErrDate, dateAdvice(s))
	}
	d := DateOf(decimal(s[:4]), decimal(s[5:7]), decimal(s[8:]))
	if d.IsZero() {
		return Date{}, fmt.Errorf("%s %w：没有这一天", s, ErrDate)
	}
	return d, nil
}

// isDateForm says whether s is digits and hyphens where 2024-03-05 has them.
func isDateForm(s string) bool {
	if len(s) != 10 {
		return false
	}
	for i := range len(s) {
		if hyphen := i == 4 || i == 7; hyphen && s[i] != '-' || !hyphen && !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// decimal is the value of a few ASCII digits.
func decimal(digits string) (n int) {
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// otherForm are days written 2024年3月5日, 2024/3/5, 2024.3.5, 2024-3-5 or 20240305.
var otherForm = lazy.Compile(`\A(\d{4})(?:[年/.\-–—](\d{1,2})[月/.\-–—](\d{1,2})日?|(\d{2})(\d{2}))\z`)

// GuessDate is the day that a text in another form than 2024-03-05 means, for hints;
// no date when it is none.
func GuessDate(s string) Date {
	s = strings.Join(strings.Fields(width.Narrow.String(s)), "")
	m := otherForm.FindStringSubmatch(s)
	if m == nil {
		return Date{}
	}
	return DateOf(decimal(m[1]), decimal(m[2]+m[4]), decimal(m[3]+m[5]))
}

// dateAdvice says how to mend a text that has not the form of a day.
func dateAdvice(s string) string {
	switch {
	case s == "":
		return "没有填写，应写成 2024-03-05 的形式"
	case strings.TrimSpace(s) != s:
		return "前后不应有空格"
	case strings.ContainsFunc(s, isFullWidth):
		return "数字和连接号应使用半角，写成 2024-03-05 的形式"
	case len(s) > 10 && isDateForm(s[:10]):
		return "只写日期，不写时间和时区，如 " + s[:10]
	}
	if d := GuessDate(s); !d.IsZero() {
		return "应写成 " + d.String()
	}
	return "应写成 2024-03-05 的形式"
}

// isFullWidth says whether r is the full-width form of an ASCII character.
func isFullWidth(r rune) bool { return r >= '！' && r <= '～' }

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// IsZero says whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Year is the year of d, 0 for no date.
func (d Date) Year() int { return int(d.year) }

// Month is the month of d, 1 to 12.
func (d Date) Month() int { return int(d.month) }

// Day is the day of the month of d, from 1.
func (d Date) Day() int { return int(d.day) }

// Compare orders days; no date comes before every date.
func (d Date) Compare(o Date) int { return int(d.key()) - int(o.key()) }

// Before says whether d is earlier than o.
func (d Date) Before(o Date) bool { return d.key() < o.key() }

// After says whether d is later than o.
func (d Date) After(o Date) bool { return d.key() > o.key() }

func (d Date) key() uint32 { return uint32(d.year)<<16 | uint32(d.month)<<8 | uint32(d.day) }

// String writes the day as 2024-03-05, the form that catalogue rules prescribe;
// no date is the empty string.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return string(d.AppendTo(make([]byte, 0, 10)))
}

// AppendTo appends 2024-03-05 to b.
func (d Date) AppendTo(b []byte) []byte {
	y := int(d.year)
	return append(b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-',
		'0'+d.month/10, '0'+d.month%10, '-', '0'+d.day/10, '0'+d.day%10)
}

// Chinese writes the day as 2024年3月5日, the form at the foot of a document
// (GB/T 9704-2012 7.3.5.4: no leading zeros); no date is the empty string.
func (d Date) Chinese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.year, d.month, d.day)
}

// AddDays is the day n days after d, or before it for a negative n. Of no date,
// and beyond the years 1 to 9999, it is no date.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return fromTime(d.time().AddDate(0, 0, n))
}

// AddYears is the same day n years later; 29 February becomes 28 February where
// there is none, so that a term of years never runs longer than it says. Of no
// date, and beyond the years 1 to 9999, it is no date.
func (d Date) AddYears(n int) Date {
	if d.IsZero() {
		return d
	}
	y, m, day := int(d.year)+n, int(d.month), int(d.day)
	if y >= 1 && y <= 9999 && day > daysIn(y, m) {
		day = daysIn(y, m)
	}
	return DateOf(y, m, day)
}

// DaysUntil is the number of days from d to o, negative when o is earlier.
func (d Date) DaysUntil(o Date) int {
	// A time.Duration would end after 292 years.
	return int((o.time().Unix() - d.time().Unix()) / (24 * 60 * 60))
}

// Weekday is the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.time().Weekday() }

// DateIn is the day that t falls on in the zone of loc.
func DateIn(t time.Time, loc *time.Location) Date { return fromTime(t.In(loc)) }

func (d Date) time() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

func fromTime(t time.Time) Date { return DateOf(t.Year(), int(t.Month()), t.Day()) }
