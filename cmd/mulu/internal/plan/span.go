package plan

import (
	"fmt"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// Span says when the documents of a page were published.
type Span struct {
	First, Last official.Date
	Part        int // of a day that is more than a page: from the first, 1; else 0
}

// A list by validity loses documents as they lapse, from its middle. Were its pages cut by
// number, every later one would change. So they are cut by the calendar, as coarsely as is
// no more than two pages: what joins or leaves changes the page of its own days, and now
// and then its neighbours, when these become one with it or part.

// period is a part of the calendar: the years 2016 to 2019, a half of a year, a quarter, a
// month, ten days (旬), a day. Each kind has other names.
type period struct {
	first official.Date
	name  string
}

// periods are the kinds from the coarsest; each period lies within one of the kind before.
var periods = [...]func(d official.Date) period{
	func(d official.Date) period { return yearsOf(d, 16) },
	func(d official.Date) period { return yearsOf(d, 8) },
	func(d official.Date) period { return yearsOf(d, 4) },
	func(d official.Date) period { return yearsOf(d, 2) },
	func(d official.Date) period { return period{official.DateOf(d.Year(), 1, 1), number4(d.Year())} },
	func(d official.Date) period { return monthsOf(d, 6, "h") },
	func(d official.Date) period { return monthsOf(d, 3, "q") },
	func(d official.Date) period {
		return period{official.DateOf(d.Year(), d.Month(), 1), fmt.Sprintf("%04d-%02d", d.Year(), d.Month())}
	},
	tenDays,
	func(d official.Date) period { return period{d, d.String()} },
}

// periodOf is the period of a kind that has a day. Without a day, as a preview may show
// documents, there is one for all.
func periodOf(kind int, d official.Date) period {
	if d.IsZero() {
		return period{name: "0"}
	}
	return periods[kind](d)
}

func number4(n int) string { return fmt.Sprintf("%04d", n) }

// yearsOf are n years of which the first is a multiple of n; there is no year 0.
func yearsOf(d official.Date, n int) period {
	from := d.Year() / n * n
	return period{official.DateOf(max(from, 1), 1, 1), number4(from) + "-" + number4(from+n-1)}
}

func monthsOf(d official.Date, n int, letter string) period {
	nth := (d.Month() - 1) / n
	return period{official.DateOf(d.Year(), nth*n+1, 1), fmt.Sprintf("%04d-%s%d", d.Year(), letter, nth+1)}
}

// tenDays are 上旬, 中旬 or 下旬.
func tenDays(d official.Date) period {
	third := min((d.Day()-1)/10, 2)
	return period{official.DateOf(d.Year(), d.Month(), third*10+1), fmt.Sprintf("%04d-%02d-t%d", d.Year(), d.Month(), third+1)}
}

// spanPage is an archive page of a list that is cut by the calendar.
type spanPage struct {
	name     string
	part     int // as Span.Part
	from, to int // places in List.Docs
}

// spanCutter cuts a list.
type spanCutter struct {
	list  *List
	docs  []catalogue.Document
	size  int
	pages []spanPage // newest first
}

// cutBySpans gives the list archive pages of the calendar. As of other lists the newest
// page holds what is left over, at least a full page.
func (l *List) cutBySpans(docs []catalogue.Document, size int) {
	c := &spanCutter{list: l, docs: docs, size: size}
	c.cut(0, len(l.Docs), 0, "")
	n := 0
	for n < len(c.pages) && c.pages[n].from < size {
		n++
	}
	l.spans, l.spanned = c.pages[n:], true
}

func (c *spanCutter) published(i int) official.Date { return c.docs[c.list.Docs[i]].Published }

// cut cuts a part of the list, which lies within a period of that name, by periods of a kind.
func (c *spanCutter) cut(from, to, kind int, within string) {
	switch {
	case to-from <= 2*c.size:
		c.pages = append(c.pages, spanPage{within, 0, from, to})
		return
	case kind == len(periods):
		c.cutDay(from, to, within)
		return
	}
	for i := from; i < to; {
		part := periodOf(kind, c.published(i))
		j := i + 1
		for j < to && !c.published(j).Before(part.first) {
			j++
		}
		c.cut(i, j, kind+1, part.name)
		i = j
	}
}

// cutDay cuts a day of many documents, as of a catalogue that was put online at once, by
// their number.
func (c *spanCutter) cutDay(from, to int, day string) {
	for part := (to - from + c.size - 1) / c.size; part >= 1; part-- {
		c.pages = append(c.pages, spanPage{fmt.Sprintf("%s-%d", day, part), part, max(from, to-part*c.size), to - (part-1)*c.size})
	}
}

// Span says what an archive page holds of a list that is cut by the calendar; not ok of
// another list and of the newest page.
func (p *Plan) Span(l *List, number int) (s Span, ok bool) {
	if !l.spanned || number == 0 {
		return s, false
	}
	page := l.spanPage(number)
	docs := p.Catalogue.Documents
	return Span{docs[l.Docs[page.to-1]].Published, docs[l.Docs[page.from]].Published, page.part}, true
}

// spanPage is an archive page, by its number from the oldest.
func (l *List) spanPage(number int) *spanPage { return &l.spans[len(l.spans)-number] }

// newestEnd is where the newest page of a list that is cut by the calendar ends.
func (l *List) newestEnd() int {
	if len(l.spans) == 0 {
		return len(l.Docs)
	}
	return l.spans[0].from
}
