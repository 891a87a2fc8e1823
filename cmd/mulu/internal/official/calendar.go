package official

import (
	"slices"
	"time"
)

// Holidays are a year's days off beside Saturdays and Sundays, and the Saturdays and
// Sundays that are worked for them (调休), as the State Council's yearly notice says.
type Holidays struct{ Off, Work []Date }

// Calendar knows working days (工作日).
type Calendar struct {
	Extra map[int]Holidays // by year, in place of those that are built in
}

// Working says whether d is a working day. known is false when the holidays of its year
// are not: then Monday to Friday are taken for working days.
func (c *Calendar) Working(d Date) (working, known bool) {
	h, known := c.Extra[d.Year()]
	switch d.Weekday() {
	case time.Saturday, time.Sunday:
		return slices.Contains(h.Work, d), known
	}
	return !slices.Contains(h.Off, d), known
}

// WorkingDays counts the working days after from up to and including to; none when to is
// not later. known is false when the holidays of a year between them are not.
func (c *Calendar) WorkingDays(from, to Date) (n int, known bool) {
	known = true
	for d := from.AddDays(1); !d.IsZero() && !d.After(to); d = d.AddDays(1) {
		working, k := c.Working(d)
		known = known && k
		if working {
			n++
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
