package annual

import (
	"cmp"
	"math/big"
	"slices"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/stats"
	"mulu/cmd/mulu/internal/tree"
)

// Requests are the request statistics of a site (依申请公开统计): how many applications its
// bodies received and how they answered them, period by period, in the rows and columns of
// table 3. They hold numbers alone: nothing of an applicant has a place in them.
type Requests struct {
	File    string
	Tallies []*Tally // by body in the settings' order, then by period
}

// Tally is what a body counted in a period.
type Tally struct {
	By *config.Issuer
	stats.Period
	at      diag.Pos // of the period
	numbers *Report  // of its year's form; only table 3 has cells
}

// Year is the year whose report the period belongs to: its periods are those of the
// calendar, as the report's are.
func (t *Tally) Year() int { return t.To.Year() }

// Total is the number of all applicants in a row of table 3.
func (t *Tally) Total(row string) int {
	cells := t.numbers.Row(Applications, row)
	return int(cells[len(cells)-1].Value.Num().Int64()) // as of a Sum
}

// table is table 3 of the tally's form.
func (t *Tally) table() *Table { return t.numbers.Form.Table(Applications) }

// tallyKinds are the periods by which applications are counted.
var tallyKinds = []stats.Kind{stats.Month, stats.Quarter, stats.HalfYear, stats.Year}

// always are the rows that every tally has: the identities of the table tell by them that
// no result was left out, so that a result which is not there is surely 0.
var always = []string{Received, CarriedOver, ResultsTotal, CarriedForward}

// ReadRequests reads the text of a file of request statistics; nil when it cannot be read.
// What is wrong in it is reported at its place, and a period with a fault is left out.
func ReadRequests(file string, text []byte, c *config.Config) (*Requests, []diag.Diagnostic) {
	text, ds := frontmatter.Clean(file, text)
	if diag.Count(ds).Errors > 0 {
		return nil, ds
	}
	v, more := tree.ConfigLimits.ParseTOML(file, text, 1)
	if ds = append(ds, more...); diag.Count(ds).Errors > 0 {
		return nil, ds
	}
	q := &Requests{File: file}
	r := &reader{file: file, data: &ruleRequests, blank: &ruleRequests}
	r.known("", &v, "period")
	if e := v.Get("period"); e != nil && e.Value.Kind != tree.List {
		r.wrong(e.Value.Pos, "用两层方括号，写成 [[period]]", "时段（period）应是列表")
	} else if e != nil {
		for i := range e.Value.List {
			if t := r.tally(&e.Value.List[i], c); t != nil {
				q.Tallies = append(q.Tallies, t)
			}
		}
	}
	order := func(t *Tally) int {
		return slices.IndexFunc(c.Issuers, func(is config.Issuer) bool { return is.Name == t.By.Name })
	}
	slices.SortStableFunc(q.Tallies, func(a, b *Tally) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), a.From.Compare(b.From), a.To.Compare(b.To))
	})
	return q, append(ds, r.diags...)
}

// tally reads a period; nil when it cannot be counted.
func (r *reader) tally(v *tree.Value, c *config.Config) *Tally {
	if v.Kind != tree.Table {
		r.wrong(v.Pos, "写成 [[period]]，下面一行写 period = \"2025-01\"", "一个时段应是表")
		return nil
	}
	faults := len(r.diags)
	t := &Tally{By: r.body(v, c)}
	t.Period, t.at = r.period(v)
	if t.By == nil || t.Name == "" {
		return nil
	}
	form := FormFor(t.To.Year())
	if form == nil {
		r.wrong(t.at, "2019年起的统计写在这里", "%d年的申请没有统一的表格", t.To.Year())
		return nil
	}
	t.numbers = &Report{File: r.file, Year: t.To.Year(), Form: form, cells: map[string][]Cell{}}
	r.report = t.numbers
	r.applications(t.table(), v)
	if len(r.diags) > faults {
		return nil
	}
	return t
}

// body is the body that a tally is of: the first one that is registered, when none is named.
func (r *reader) body(v *tree.Value, c *config.Config) *config.Issuer {
	e := v.Get("issuer")
	if e == nil && len(c.Issuers) > 0 {
		return &c.Issuers[0]
	}
	if e != nil {
		for i := range c.Issuers {
			if c.Issuers[i].Called(e.Value.Str) {
				return &c.Issuers[i]
			}
		}
		r.wrong(e.Value.Pos, "照 config.toml 中 [[issuer]] 的 name 写", "没有登记发布机构%s", shown(&e.Value))
	}
	return nil
}

// period reads the period of a tally; it has no name when there is none.
func (r *reader) period(v *tree.Value) (p stats.Period, at diag.Pos) {
	const hint = "写成 \"2025-01\"（月）、\"2025-Q1\"（季度）、\"2025-H1\"（半年）或 \"2025\"（年），加引号"
	e := v.Get("period")
	if e == nil {
		r.wrong(v.Pos, hint, "没有写明统计的时段（period）")
		return p, v.Pos
	}
	if e.Value.Kind == tree.String {
		for _, k := range tallyKinds {
			if p, err := stats.ParsePeriod(k, e.Value.Str, config.MonthEnd); err == nil {
				return p, e.Value.Pos
			}
		}
	}
	r.wrong(e.Value.Pos, hint, "统计的时段%s写得不对", shown(&e.Value))
	return p, e.Value.Pos
}

// applications reads the rows of a tally. A result that is not there is 0.
func (r *reader) applications(t *Table, v *tree.Value) {
	in := &tree.Entry{KeyPos: v.Pos, Value: *v}
	if e := v.Get("period"); e != nil {
		in.KeyPos = e.KeyPos
	}
	b := &t.Blocks[0]
	keys := []string{"period", "issuer"}
	for i := range b.Rows {
		row := &b.Rows[i]
		keys = append(keys, row.Key)
		if v.Get(row.Key) != nil || slices.Contains(always, row.Key) {
			r.row(t, b, row, in)
		}
	}
	r.known("period.", v, keys...)
	total := r.report.Row(Applications, ResultsTotal)
	for i := range b.Rows {
		if key := b.Rows[i].Key; v.Get(key) == nil && total != nil {
			zeros := make([]Cell, len(total))
			for k := range zeros {
				zeros[k] = Cell{Pos: total[k].Pos, Text: "0", Value: new(big.Rat)}
			}
			r.report.cells[Applications+"."+key] = zeros
		}
	}
}
