package official

import (
	"errors"
	"fmt"
	"strconv"
	"time"
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
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, fmt.Errorf("%q %w：应写成 2024-03-05 的形式", s, ErrDate)
	}
	var n [3]int
	for i, part := range [3]string{s[:4], s[5:7], s[8:]} {
		v, err := strconv.ParseUint(part, 10, 16)
		if err != nil {
			return Date{}, fmt.Errorf("%q %w：应写成 2024-03-05 的形式", s, ErrDate)
		}
		n[i] = int(v)
	}
	d := DateOf(n[0], n[1], n[2])
	if d.IsZero() {
		return Date{}, fmt.Errorf("%s %w：没有这一天", s, ErrDate)
	}
	return d, nil
}

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

// AddDays is the day n days after d, or before it for a negative n.
func (d Date) AddDays(n int) Date { return fromTime(d.time().AddDate(0, 0, n)) }

// AddYears is the same day n years later; 29 February becomes 28 February where
// there is none, so that a term of years never runs longer than it says.
func (d Date) AddYears(n int) Date {
	y, m, day := int(d.year)+n, int(d.month), int(d.day)
	if y >= 1 && y <= 9999 && day > daysIn(y, m) {
		day = daysIn(y, m)
	}
	return DateOf(y, m, day)
}

// DaysUntil is the number of days from d to o, negative when o is earlier.
func (d Date) DaysUntil(o Date) int {
	return int(o.time().Sub(d.time()) / (24 * time.Hour))
}

// Weekday is the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.time().Weekday() }

// DateIn is the day that t falls on in the zone of loc.
func DateIn(t time.Time, loc *time.Location) Date { return fromTime(t.In(loc)) }

func (d Date) time() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

func fromTime(t time.Time) Date { return DateOf(t.Year(), int(t.Month()), t.Day()) }
