package stats

import (
	"cmp"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// Unit says by whom documents are counted.
type Unit uint8

// The units.
const (
	ByIssuer      Unit = iota // 发布机构, the leading one of several
	ByResponsible             // 责任单位
)

// noUnit stands for the 责任单位 of documents that name none.
const noUnit = "（没有写责任单位）"

// Monitor is 监测表: what each unit published in a period, by the first level of the
// category tree. A document counts once, for its leading issuer and its first category, on
// its 发布日期, if that is not after the day of the build. Units that published nothing are there with zeros.
type Monitor struct {
	Period
	By      Unit
	Columns []string // the categories of the first level
	Rows    []MonitorRow
	Total   MonitorRow
}

// MonitorRow are a unit's counts. Period is the sum of Cells; Before and Period are
// Cumulative.
type MonitorRow struct {
	Unit       string
	Cells      []int
	Period     int
	Before     int // since the period's Begin and before it
	Cumulative int // since Begin
	All        int // since the first, up to the period's end
}

// NewMonitor counts a period.
func NewMonitor(c *catalogue.Catalogue, p Period, by Unit) *Monitor {
	m := &Monitor{Period: p, By: by}
	column := map[*config.Category]int{}
	for i, k := range c.Config.Roots() {
		m.Columns = append(m.Columns, k.Name)
		column[k] = i
	}
	rows := map[string]*MonitorRow{}
	row := func(unit string) *MonitorRow {
		if rows[unit] == nil {
			rows[unit] = &MonitorRow{Unit: unit, Cells: make([]int, len(m.Columns))}
		}
		return rows[unit]
	}
	order := map[string]int{}
	if by == ByIssuer {
		for i := range c.Config.Issuers {
			name := c.Config.Issuers[i].Name
			row(name)
			order[name] = i
		}
	}
	for i := range c.Documents {
		d := &c.Documents[i]
		if at := root(d); at != nil && !d.Published.After(p.To) && !d.Published.After(c.Today) && !d.Published.IsZero() {
			row(unitOf(d, by)).count(p, d.Published, column[at])
		}
	}
	m.Total = MonitorRow{Unit: "合计", Cells: make([]int, len(m.Columns))}
	for _, r := range rows {
		m.Rows = append(m.Rows, *r)
		m.Total.add(r)
	}
	slices.SortFunc(m.Rows, func(a, b MonitorRow) int {
		return cmp.Or(cmp.Compare(order[a.Unit], order[b.Unit]), cmp.Compare(b.All, a.All), cmp.Compare(a.Unit, b.Unit))
	})
	return m
}

// root is the node of the first level in which a document counts; nil when it has none.
func root(d *catalogue.Document) *config.Category {
	if len(d.Categories) == 0 {
		return nil
	}
	k := d.Categories[0]
	for k.Parent != nil {
		k = k.Parent
	}
	return k
}

func unitOf(d *catalogue.Document, by Unit) string {
	switch {
	case by == ByResponsible && d.Unit == "", by == ByIssuer && len(d.Issuers) == 0:
		return noUnit
	case by == ByResponsible:
		return d.Unit
	}
	return d.Issuers[0].Name
}

func (r *MonitorRow) count(p Period, on official.Date, column int) {
	r.All++
	switch {
	case !on.Before(p.From):
		r.Cells[column]++
		r.Period++
		r.Cumulative++
	case !on.Before(p.Begin):
		r.Before++
		r.Cumulative++
	}
}

func (r *MonitorRow) add(o *MonitorRow) {
	for i, n := range o.Cells {
		r.Cells[i] += n
	}
	r.Period, r.Before, r.Cumulative, r.All = r.Period+o.Period, r.Before+o.Before, r.Cumulative+o.Cumulative, r.All+o.All
}

// Status is how far a target is met.
type Status uint8

// The states of a target.
const (
	Met           Status = iota + 1
	Missed               // the target's period is over
	Open                 // it is not
	NotApplicable        // the site says why
)

var statusNames = [...]string{"", "完成", "未完成", "进行中", "不适用"}

// String names a status.
func (s Status) String() string { return statusNames[s] }

// Goal is a target of the site's settings in the period about a day.
type Goal struct {
	*config.ReportTarget
	Period Period
	Count  int // documents of it, up to the day
	Status Status
}

// Goals are the site's targets in the periods to which a day belongs, in their order.
func Goals(c *catalogue.Catalogue, day official.Date) []Goal {
	var gs []Goal
	for i := range c.Config.Report.Targets {
		t := &c.Config.Report.Targets[i]
		k, _ := KindOf(t.Per) // checked when the settings were read
		g := Goal{ReportTarget: t, Period: Containing(k, day, c.Config.Report.Cutoff)}
		for i := range c.Documents {
			if d := &c.Documents[i]; counts(t, d) && !d.Published.Before(g.Period.From) && !d.Published.After(day) && !d.Published.After(g.Period.To) {
				g.Count++
			}
		}
		switch {
		case t.NotApplicable != "":
			g.Status = NotApplicable
		case g.Count >= t.Count:
			g.Status = Met
		case day.Before(g.Period.To):
			g.Status = Open
		default:
			g.Status = Missed
		}
		gs = append(gs, g)
	}
	return gs
}

// counts says whether a document is one of those that a target asks for.
func counts(t *config.ReportTarget, d *catalogue.Document) bool {
	switch {
	case t.Issuer != "" && (len(d.Issuers) == 0 || !d.Issuers[0].Called(t.Issuer)),
		t.Unit != "" && d.Unit != t.Unit,
		t.Class != "" && (d.Class == nil || d.Class.Name != t.Class),
		t.Category != "" && !slices.ContainsFunc(d.Categories, func(k *config.Category) bool { return k.Within(t.Category) }):
		return false
	}
	return true
}
