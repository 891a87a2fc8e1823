package official

import (
	"math/bits"
	"time"
)

// Holidays are a year's days off beside Saturdays and Sundays, and the Saturdays and
// Sundays that are worked for them (调休), as the State Council's yearly notice says.
type Holidays struct{ Off, Work []Date }

// Calendar knows working days (工作日): those of the years that are built in (see
// BuiltIn) and those that it was given. The zero value knows the former.
type Calendar struct {
	own map[int]*yearDays
}

// NewCalendar makes a calendar with years of the site's own, in place of those that are
// built in. Days of other years in them mean nothing.
func NewCalendar(own map[int]Holidays) Calendar {
	c := Calendar{own: make(map[int]*yearDays, len(own))}
	for year, h := range own {
		c.own[year] = h.days(year)
	}
	return c
}

// Known says whether the holidays of a year are known.
func (c *Calendar) Known(year int) bool {
	return c.own[year] != nil || builtIn()[year] != nil
}

// Working says whether d is a working day. known is false when the holidays of its year
// are not: then Monday to Friday are taken for working days.
func (c *Calendar) Working(d Date) (working, known bool) {
	if d.IsZero() {
		return false, true
	}
	y, known := c.year(d.Year())
	return y.worked(dayOfYear(d)), known
}

// WorkingDays counts the working days after from up to and including to; none when to is
// not later. known is false when the holidays of a year between them are not.
func (c *Calendar) WorkingDays(from, to Date) (n int, known bool) {
	if from.IsZero() || !to.After(from) {
		return 0, true
	}
	known = true
	for year := from.Year(); year <= to.Year(); year++ {
		y, k := c.year(year)
		known = known && k
		switch {
		case year == to.Year():
			n += y.until(dayOfYear(to))
		default:
			n += y.until(lastOfYear)
		}
		if year == from.Year() {
			n -= y.until(dayOfYear(from))
		}
	}
	return n, known
}

// AddWorking is the n-th working day after from: the last day of a term of n working
// days (the day on which it begins does not count).
func (c *Calendar) AddWorking(from Date, n int) (last Date, known bool) {
	known, last = true, from
	for n > 0 && !last.IsZero() {
		last = last.AddDays(1)
		working, k := c.Working(last)
		known = known && k
		if working {
			n--
		}
	}
	return last, known
}

// year gives a year's days, those of Monday to Friday when its holidays are not known.
func (c *Calendar) year(year int) (y *yearDays, known bool) {
	if y := c.own[year]; y != nil {
		return y, true
	}
	if y := builtIn()[year]; y != nil {
		return y, true
	}
	first := DateOf(year, 1, 1).Weekday()
	return &plainYears()[first][daysIn(year, 2)-28], false
}

// yearDays has a bit for each day of a year, 1 January being the lowest: set when the
// day is worked. before counts the worked days of the words before each.
type yearDays struct {
	words  [6]uint64
	before [6]uint16
}

const lastOfYear = 365 // the 366th day, which no word of a shorter year has set

func (y *yearDays) worked(day int) bool { return y.words[day/64]>>(day%64)&1 != 0 }

// until counts the worked days up to and including day, from 0.
func (y *yearDays) until(day int) int {
	return int(y.before[day/64]) + bits.OnesCount64(y.words[day/64]<<(63-day%64))
}

func (y *yearDays) set(day int, worked bool) {
	y.words[day/64] &^= 1 << (day % 64)
	if worked {
		y.words[day/64] |= 1 << (day % 64)
	}
}

func (y *yearDays) count() {
	n := 0
	for i, w := range y.words {
		y.before[i] = uint16(n)
		n += bits.OnesCount64(w)
	}
}

// days makes a year of its holidays.
func (h *Holidays) days(year int) *yearDays {
	y := weekdays(DateOf(year, 1, 1).Weekday(), 337+daysIn(year, 2))
	for _, d := range h.Off {
		if d.Year() == year {
			y.set(dayOfYear(d), false)
		}
	}
	for _, d := range h.Work {
		if d.Year() == year {
			y.set(dayOfYear(d), true)
		}
	}
	y.count()
	return &y
}

// weekdays is a year of so many days that begins on a day of the week, without holidays.
func weekdays(first time.Weekday, days int) (y yearDays) {
	for day := range days {
		w := (int(first) + day) % 7
		y.set(day, w != int(time.Saturday) && w != int(time.Sunday))
	}
	y.count()
	return y
}

var monthStart = [13]int{1: 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}

// dayOfYear is 0 for 1 January.
func dayOfYear(d Date) int {
	n := monthStart[d.Month()] + d.Day() - 1
	if d.Month() > 2 {
		n += daysIn(d.Year(), 2) - 28
	}
	return n
}
