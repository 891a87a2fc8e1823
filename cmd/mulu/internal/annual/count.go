package annual

import (
	"math/big"
	"strconv"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
	"mulu/cmd/mulu/internal/official"
)

// countedKind is a class of documents that the report counts.
type countedKind struct{ row, class string }

var kinds = [...]countedKind{{Regulations, "规章"}, {Normative, "行政规范性文件"}}

var titleYear = lazy.Compile(`(\d{4})\s*年`)

// YearInTitle is the year that a report's title has.
func YearInTitle(r *catalogue.Record) (year int, ok bool) {
	m := titleYear.FindStringSubmatch(r.Title)
	if m == nil {
		return 0, false
	}
	year, _ = strconv.Atoi(m[1]) // four digits
	return year, true
}

// YearOf is the year that a report is about: that of its title, else the one before its
// publication.
func YearOf(r *catalogue.Record) int {
	if year, ok := YearInTitle(r); ok {
		return year
	}
	return r.Published.Year() - 1
}

// Counter counts the documents that a body made, as the leading one, for its reports.
type Counter struct {
	docs [len(kinds)][]counted
}

// counted is a document that was made on a day and stood until another.
type counted struct {
	made, ended official.Date // ended is no date when it stands
}

// NewCounter looks through the documents of a body. Those with a source are others' and do
// not count.
func NewCounter(c *catalogue.Catalogue, by *config.Issuer) *Counter {
	k := &Counter{}
	var intervals []catalogue.Interval
	for i := range c.Documents {
		d := &c.Documents[i]
		if d.Class == nil || len(d.Issuers) == 0 || d.Issuers[0] != by || d.More != nil && d.More.SourceName != "" {
			continue
		}
		for n := range kinds {
			if d.Class.Name == kinds[n].class {
				intervals = c.AppendIntervals(intervals[:0], d)
				k.docs[n] = append(k.docs[n], counted{d.Written, ended(intervals)})
			}
		}
	}
	return k
}

// ended is the day on which a document ended for good; no date when it did not.
func ended(intervals []catalogue.Interval) official.Date {
	n := len(intervals)
	for n > 0 && intervals[n-1].Ended() {
		n--
	}
	if n == len(intervals) {
		return official.Date{}
	}
	return intervals[n].From
}

// Counts are the numbers of a row of table 2: made in a year, ended in it, and in force at
// its end. known says whether there is any such document at all.
func (k *Counter) Counts(row string, year int) (made, over, inForce int, known bool) {
	last := official.DateOf(year, 12, 31)
	for n := range kinds {
		if kinds[n].row != row {
			continue
		}
		for _, d := range k.docs[n] {
			if d.made.After(last) {
				continue
			}
			gone := !d.ended.IsZero() && !d.ended.After(last)
			if d.made.Year() == year {
				made++
			}
			if gone && (d.ended.Year() == year || d.made.Year() == year) {
				over++
			}
			if !gone {
				inForce++
			}
		}
		known = len(k.docs[n]) > 0
	}
	return made, over, inForce, known
}

// compare compares what the report says with what the catalogue has.
func (r *Report) compare(k *Counter) (ds []diag.Diagnostic) {
	if r.Form != &form2021 {
		return nil
	}
	for _, kind := range kinds {
		made, over, inForce, known := k.Counts(kind.row, r.Year)
		cells := r.Row(Disclosure, kind.row)
		if !known || len(cells) != 3 {
			continue
		}
		for i, n := range [...]int{made, over, inForce} {
			if c := cells[i]; c.Value != nil && c.Value.Cmp(big.NewRat(int64(n), 1)) != 0 {
				ds = append(ds, ruleCatalogue.At(r.File, c.Pos, "%d年%s的%s写的是%s，目录里%s的是%d", r.Year, kind.class, form2021.Tables[0].Blocks[0].Columns[i].Name(), c.Text, r.issuer().Name, n).
					WithHint("%s", ruleCatalogue.Repair))
			}
		}
	}
	return ds
}
