package diag

import (
	"cmp"
	"slices"
	"strings"
)

// tally is the problems of a report, counted in the ways that people ask for.
type tally struct {
	All            Counts
	Units, Columns []tallyRow
	Codes          map[string]Counts
	New, Fixed     int // against the earlier report
}

// tallyRow is a line of a table.
type tallyRow struct {
	Name string
	Counts
	Before int // in the earlier report
}

func (r *Report) tally() *tally {
	t := &tally{All: Count(r.Diagnostics), Codes: map[string]Counts{}}
	units, columns := map[string]Counts{}, map[string]Counts{}
	owner, names := r.owners(), NewFingerprints(r.Diagnostics, r.Source)
	same := 0
	for i := range r.Diagnostics {
		d := &r.Diagnostics[i]
		o := owner(d.File)
		count(t.Codes, d.Code, d.Severity)
		count(units, unitKey(d.File, o), d.Severity)
		count(columns, o.Column, d.Severity)
		if r.Before != nil && r.Before.fingerprints[names.Of(d)] {
			same++
		}
	}
	var before Earlier
	if r.Before != nil {
		before = *r.Before
		t.New, t.Fixed = len(r.Diagnostics)-same, len(before.fingerprints)-same
	}
	t.Units, t.Columns = tallyRows(units, before.units), tallyRows(columns, before.columns)
	return t
}

// unitKey names who answers for a file that has an owner, or else what it is.
func unitKey(file string, o Owner) string {
	switch {
	case o.unit() != "":
		return o.unit()
	case !strings.Contains(file, "/"):
		return "网站设置"
	}
	return "没有写明单位的文件"
}

func count(m map[string]Counts, key string, s Severity) {
	c := m[key]
	c.add(s, 1)
	m[key] = c
}

// tallyRows makes a table, the worst first. What has no problem any more is in it, too.
func tallyRows(now map[string]Counts, before map[string]int) []tallyRow {
	var rows []tallyRow
	for name, c := range now {
		rows = append(rows, tallyRow{name, c, before[name]})
	}
	for name, n := range before {
		if _, ok := now[name]; !ok {
			rows = append(rows, tallyRow{Name: name, Before: n})
		}
	}
	slices.SortFunc(rows, func(a, b tallyRow) int {
		return cmp.Or(cmp.Compare(b.Errors, a.Errors), cmp.Compare(b.Total(), a.Total()), cmp.Compare(a.Name, b.Name))
	})
	for i := range rows {
		rows[i].Name = cmp.Or(rows[i].Name, "不在栏目中的文件")
	}
	return rows
}
