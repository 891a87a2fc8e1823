// Package stats counts a catalogue: how long publication took, how many policies are
// interpreted, and how many documents each unit published in a period, for the statistics
// page and for the reports to those who supervise.
//
// Its figures are those of public documents alone, on the day of the build, and they add
// up: what is said of a part is in the total exactly once. It makes no pages and prints
// nothing; see packages render and cli.
package stats

import (
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// Term is the term of publication in working days (政府信息公开条例 第二十六条).
const Term = 20

// Edges are the last working days of the bins of a Delay but the last, which has no end.
var Edges = [...]int{0, 5, 10, 15, Term}

// Delay is how many working days lay between 成文日期 and 发布日期. The day on which a
// document was made does not count, that of its publication does.
type Delay struct {
	Bins    [len(Edges) + 1]int // documents by the Edges; the last bin is those beyond the term
	Counted int                 // the sum of Bins
	Left    int                 // documents left out: reprints, without 成文日期, of years whose holidays are not known
	Median  int                 // working days; 0 when none is counted
}

// DelayOf measures all documents.
func DelayOf(c *catalogue.Catalogue) (d Delay) {
	cal := official.NewCalendar(c.Config.Holidays())
	var all []int
	for i := range c.Documents {
		n, ok := delay(&cal, &c.Documents[i])
		if !ok {
			d.Left++
			continue
		}
		all = append(all, n)
		bin, _ := slices.BinarySearch(Edges[:], n)
		d.Bins[bin]++
	}
	if d.Counted = len(all); d.Counted > 0 {
		slices.Sort(all)
		d.Median = all[(d.Counted-1)/2]
	}
	return d
}

// delay gives the working days of a document. Of a reprint the term does not run from its
// 成文日期.
func delay(cal *official.Calendar, d *catalogue.Document) (n int, ok bool) {
	if d.Written.IsZero() || d.Published.IsZero() || d.Published.Before(d.Written) || d.More != nil && d.More.SourceName != "" {
		return 0, false
	}
	return cal.WorkingDays(d.Written, d.Published)
}

// Share is a part of a whole.
type Share struct{ Part, Whole int }

// Percent gives the part in hundredths of a per cent, rounded half up; 0 of nothing.
func (s Share) Percent() int {
	if s.Whole == 0 {
		return 0
	}
	return (s.Part*10000*2 + s.Whole) / (2 * s.Whole)
}

// Interpreted is how many of the documents that need an interpretation have one.
func Interpreted(c *catalogue.Catalogue) (s Share) {
	for i := range c.Documents {
		if d := &c.Documents[i]; c.NeedsInterpretation(d) {
			s.Whole++
			if d.Interpreted() {
				s.Part++
			}
		}
	}
	return s
}

// Months are the documents published in each month of a year, from January.
func Months(c *catalogue.Catalogue, year int) (n [12]int) {
	for i := range c.Documents {
		if on := c.Documents[i].Published; on.Year() == year {
			n[on.Month()-1]++
		}
	}
	return n
}
