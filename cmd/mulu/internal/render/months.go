package render

import (
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// table parts the rows of a page. Those of a year stand under their months, so that one
// finds a month in it; the heading depends on the page's own rows alone, so a full page
// stays as it is. In other lists the first row of each year is a place to jump to.
func (w *words) table(f plan.Facet, rows []Row) []RowGroup {
	if f != plan.ByYear {
		year := ""
		for i := range rows {
			if y := prefix(rows[i].Published, len("2024")); y != year {
				rows[i].Anchor, year = yearAnchor(y), y
			}
		}
		return oneGroup(rows)
	}
	var groups []RowGroup
	for from := 0; from < len(rows); {
		month, to := prefix(rows[from].Published, len("2024-03")), from
		for to < len(rows) && prefix(rows[to].Published, len("2024-03")) == month {
			to++
		}
		groups = append(groups, RowGroup{Name: w.month(month), ID: monthAnchor(month), Rows: rows[from:to]})
		from = to
	}
	return groups
}

// oneGroup is rows without a heading, or nothing when there are none.
func oneGroup(rows []Row) []RowGroup {
	if len(rows) == 0 {
		return nil
	}
	return []RowGroup{{Rows: rows}}
}

func prefix(s string, n int) string { return s[:min(n, len(s))] }

func yearAnchor(year string) string   { return "y" + year }
func monthAnchor(month string) string { return "m" + month }

// jumps are links to the first document of each month of a year's list, or of each year
// of another that has several pages. They stand on the newest page alone.
func (r *Renderer) jumps(l *plan.List) []Link {
	size := r.cfg.PageSize
	byMonth := l.Facet == plan.ByYear
	if len(l.Docs) <= size || !byMonth && l.Archive(size) == 0 {
		return nil // all is on this page, and seen
	}
	var links []Link
	last := official.Date{}
	for i, id := range l.Docs {
		on := r.cat.Documents[id].Published
		if on.Year() == last.Year() && (!byMonth || on.Month() == last.Month()) {
			continue
		}
		last = on
		name, anchor := r.words.Text("facet.year_value", on.Year()), yearAnchor(prefix(on.String(), len("2024")))
		if byMonth {
			month := prefix(on.String(), len("2024-03"))
			name, anchor = r.words.month(month), monthAnchor(month)
		}
		links = append(links, Link{Name: name, URL: l.Path(l.PageOf(i, size)) + "#m-" + anchor})
	}
	if len(links) < 2 {
		return nil
	}
	return links
}

// month is the name of a month written 2024-03.
func (w *words) month(month string) string {
	year, number, _ := strings.Cut(month, "-")
	n, err := strconv.Atoi(number)
	names := strings.Fields(w.Text("date.months"))
	if err != nil || n < 1 || n > len(names) {
		return month
	}
	return w.Text("facet.month_value", year, names[n-1])
}
