package annual

import (
	"fmt"
	"math/big"
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// Sum is what a body counted in a year, or in as much of it as there are periods.
type Sum struct {
	By    *config.Issuer
	Year  int
	Last  official.Date // up to which it is counted
	Whole bool          // the periods are all of the year
	Form  *Form
	Parts []*Tally // the periods

	rows map[string][]*big.Rat
}

// Years adds up the periods of each body and year, in their order: what was received and
// answered is added, what was carried over is that of the first period and what is carried
// forward that of the last.
func (q *Requests) Years() (sums []*Sum) {
	if q == nil {
		return nil
	}
	var s *Sum
	var next official.Date
	for _, t := range q.Tallies {
		if s == nil || s.By != t.By || s.Year != t.Year() {
			s = &Sum{By: t.By, Year: t.Year(), Form: t.numbers.Form, rows: map[string][]*big.Rat{}}
			sums, next = append(sums, s), official.DateOf(s.Year, 1, 1)
			s.Whole = true
		}
		s.Whole = s.Whole && t.From == next
		next, s.Last = t.To.AddDays(1), t.To
		s.add(t)
	}
	for _, s := range sums {
		s.Whole = s.Whole && s.Last == official.DateOf(s.Year, 12, 31)
	}
	return sums
}

func (s *Sum) add(t *Tally) {
	s.Parts = append(s.Parts, t)
	for i := range t.table().Blocks[0].Rows {
		key := t.table().Blocks[0].Rows[i].Key
		for col, c := range t.numbers.Row(Applications, key) {
			switch was := s.rows[key]; {
			case len(was) <= col:
				s.rows[key] = append(was, c.Value)
			case key == CarriedForward:
				was[col] = c.Value
			case key != CarriedOver:
				was[col] = sum(was[col], c.Value)
			}
		}
	}
}

// Total is the number of all applicants in a row of table 3.
func (s *Sum) Total(row string) int {
	all := s.rows[row]
	return int(all[len(all)-1].Num().Int64()) // counts have no decimals, and 15 digits at most
}

// Result is how many applications ended in one of the ways of table 3.
type Result struct {
	Kind  string // granted, partly, refused, unavailable, declined, other: what the keys of its rows begin with
	Count int
}

// Results are the ways in which applications ended, those of one heading together.
func (s *Sum) Results() (rs []Result) {
	b := &s.Form.Table(Applications).Blocks[0]
	for i := 2; i < len(b.Rows)-2; i++ { // behind 一 and 二; the total and 四 follow
		kind, _, _ := strings.Cut(b.Rows[i].Key, "_")
		if n := len(rs); n == 0 || rs[n-1].Kind != kind {
			rs = append(rs, Result{Kind: kind})
		}
		rs[len(rs)-1].Count += s.Total(b.Rows[i].Key)
	}
	return rs
}

// Period says of which days a sum is.
func (s *Sum) Period() string {
	if s.Whole {
		return fmt.Sprintf("%d年", s.Year)
	}
	return fmt.Sprintf("%d年（至%d月）", s.Year, s.Last.Month())
}
