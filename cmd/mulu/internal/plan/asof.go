package plan

import (
	"fmt"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// The addresses of what says which documents were in force on a day.
const (
	AsOfPath   = "asof/index.html"
	StatesPath = "data/states.json"
)

// YearEnd is what was in force on 31 December of a year that is over, each work with the
// wording of that day. Nothing that is published later changes it, unless it is dated back
// or names a day before.
type YearEnd struct {
	Year int
	Docs []YearEndDoc // newest first
}

// YearEndDoc is a document with its state on that day: the place and the state in one number,
// for each document stands on a page of every year since it was made.
type YearEndDoc uint32

const stateBits = 4

// AtYearEnd is the document at a place in Catalogue.Documents.
func AtYearEnd(doc int32, state official.Validity) YearEndDoc {
	return YearEndDoc(doc)<<stateBits | YearEndDoc(state)
}

// Doc is the place in Catalogue.Documents.
func (d YearEndDoc) Doc() int32 { return int32(d >> stateBits) }

// State is the state on that day.
func (d YearEndDoc) State() official.Validity { return official.Validity(d & (1<<stateBits - 1)) }

// yearEndSize is the number of documents of an archive page: about 10 KB compressed.
const yearEndSize = 150

// mostYearEnds bounds the years' pages, for one 施行日期 with a slip in its year must not
// make thousands; any other day can still be asked for.
const mostYearEnds = 60

// Day is the last of the year.
func (y *YearEnd) Day() official.Date { return official.DateOf(y.Year, 12, 31) }

// Archive is the number of archive pages, as List.Archive: what is published late, and dated
// back, changes the newest page alone.
func (y *YearEnd) Archive() int { return archive(len(y.Docs), yearEndSize) }

// Page gives the documents of a page, newest first: of archive page n, or of the newest for 0.
func (y *YearEnd) Page(n int) []YearEndDoc { return page(y.Docs, n, yearEndSize) }

// Path is the address of a page.
func (y *YearEnd) Path(n int) string {
	if n == 0 {
		return fmt.Sprintf("asof/%04d.html", y.Year)
	}
	return fmt.Sprintf("asof/%04d-%d.html", y.Year, n)
}

// makeYearEnds walks once through the states of all documents that have validity: for
// the years' pages, and for the first day of each period's states.
func (p *Plan) makeYearEnds() {
	last := p.Catalogue.Today.Year() - 1
	byYear := make([][]YearEndDoc, mostYearEnds) // by how many years before the last
	var buf []catalogue.Interval
	for i := range p.Periods {
		pd := &p.Periods[i]
		for _, id := range pd.Docs {
			d := &p.Catalogue.Documents[id]
			if !d.HasValidity() {
				continue
			}
			buf = p.Catalogue.AppendIntervals(buf[:0], d)
			if from := buf[0].From; pd.States.IsZero() || from.Before(pd.States) {
				pd.States = from
			}
			for year := max(buf[0].From.Year(), last-mostYearEnds+1); year <= last; year++ {
				if on := catalogue.StateOn(buf, official.DateOf(year, 12, 31)); on.Applies() {
					byYear[last-year] = append(byYear[last-year], AtYearEnd(id, on.State))
				}
			}
		}
	}
	first := mostYearEnds
	for first > 0 && byYear[first-1] == nil {
		first--
	}
	for back := range byYear[:first] {
		p.YearEnds = append(p.YearEnds, YearEnd{last - back, slices.Clone(byYear[back])})
	}
}
