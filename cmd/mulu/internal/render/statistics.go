package render

import (
	"fmt"
	"html/template"
	"path"
	"slices"
	"strconv"

	"mulu/cmd/mulu/internal/chart"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/stats"
)

// mostBars is how many values a chart shows; its table has all.
const mostBars = 12

// statistics makes the page of the catalogue in figures. It is one page and depends on
// every document, so it says only what can be counted.
func (r *Renderer) statistics(e plan.Entry) *Statistics {
	v := &Statistics{Count: len(r.cat.Documents)}
	title := r.words.Text("statistics.title")
	r.shell(&v.Shell, "statistics", e.Path, title, r.words.Text("statistics.description"))
	v.Meta = columnMeta(v.Meta, title, v.Description, "")
	v.Crumbs = append(v.Crumbs, Link{Name: title, URL: e.Path, Current: true})
	if v.Count == 0 {
		return v
	}
	newest := r.cat.Documents[0].Published // not the day of the build: a page that says nothing new stays as it is
	v.Day, v.On = r.words.date(newest), newest.String()
	v.Parts = append(v.Parts, r.byMonth())
	for _, f := range []plan.Facet{plan.ByYear, plan.ByIssuer, plan.ByCategory, plan.ByTheme, plan.ByValidity, plan.ByFive} {
		if part := r.byFacet(f); len(part.Rows) > 0 {
			v.Parts = append(v.Parts, part)
		}
	}
	v.Parts = append(v.Parts, r.delays())
	if part := r.interpretations(); part.Lead != "" {
		v.Parts = append(v.Parts, part)
	}
	v.Parts = append(v.Parts, r.requests()...)
	return v
}

// part begins a part of the page; key is its name among the texts and its id.
func (r *Renderer) part(key string) StatisticsPart {
	return StatisticsPart{ID: key, Title: r.words.Text("statistics." + key), Heads: []string{r.words.Text("statistics." + key + "_name")}}
}

// byMonth are the documents of this year and the last by month.
func (r *Renderer) byMonth() StatisticsPart {
	part := r.part("months")
	this := r.cat.Today.Year()
	var labels []string
	var series []chart.Series
	for _, year := range []int{this - 1, this} {
		months := stats.Months(r.cat, year)
		name := r.words.Text("facet.year_value", year)
		series = append(series, chart.Series{Name: name, Values: months[:]})
		part.Heads = append(part.Heads, name)
	}
	for m := range 12 {
		labels = append(labels, strconv.Itoa(m+1))
		row := StatisticsRow{Name: r.words.Text("statistics.month", m+1)}
		for _, s := range series {
			row.Numbers = append(row.Numbers, strconv.Itoa(s.Values[m]))
		}
		part.Rows = append(part.Rows, row)
	}
	sum := func(s chart.Series) (n int) {
		for _, v := range s.Values {
			n += v
		}
		return n
	}
	w := chart.Words{ID: "m-" + part.ID, Title: part.Title, Description: r.words.Text("statistics.months_shows", series[0].Name, sum(series[0]), series[1].Name, sum(series[1]))}
	part.Chart = template.HTML(chart.AppendColumns(nil, w, labels, series))
	return part
}

// byFacet are the documents of each list of a facet: of the category tree the first
// level. Those that are in no list of it are not counted.
func (r *Renderer) byFacet(f plan.Facet) StatisticsPart {
	part := r.part(f.Key())
	part.Heads = append(part.Heads, r.words.Text("statistics.count"))
	for _, l := range r.lists(f) {
		name := r.words.listName(l)
		if f == plan.ByValidity && path.Base(l.Dir) == official.Unstated.Slug() {
			name = r.words.Text("home.figure_unstated")
		}
		part.Rows = append(part.Rows, StatisticsRow{Name: name, Lang: r.words.listMark(l), URL: l.Path(0), Numbers: []string{strconv.Itoa(len(l.Docs))}, count: len(l.Docs)})
	}
	if f != plan.ByYear && f != plan.ByValidity && f != plan.ByFive { // these have an order of their own
		slices.SortStableFunc(part.Rows, func(a, b StatisticsRow) int { return b.count - a.count })
	}
	r.bars(&part)
	return part
}

func (r *Renderer) lists(f plan.Facet) []*plan.List {
	ls := r.plan.Of(f)
	if f != plan.ByCategory {
		return ls
	}
	roots := r.cfg.Roots()
	return slices.DeleteFunc(ls, func(l *plan.List) bool {
		return len(l.Docs) == 0 || !slices.ContainsFunc(roots, func(c *config.Category) bool { return c == l.Category })
	})
}

// bars draws the rows of a part, the first of them where there are many.
func (r *Renderer) bars(part *StatisticsPart) {
	var bars []chart.Bar
	most, rest := 0, 0
	for i, row := range part.Rows {
		if part.Rows[most].count < row.count {
			most = i
		}
		if i >= mostBars && len(part.Rows) > mostBars+1 {
			rest += row.count
			continue
		}
		bars = append(bars, chart.Bar{Name: row.Name, Lang: r.langOf(row.Lang), Value: row.count})
	}
	if rest > 0 {
		bars = append(bars, chart.Bar{Name: r.words.Text("statistics.rest", len(part.Rows)-mostBars), Value: rest})
	}
	part.Folded = len(part.Rows) > mostBars+1
	if len(part.Rows) == 0 {
		return
	}
	top := part.Rows[most]
	w := chart.Words{ID: "m-" + part.ID, Title: part.Title, Description: r.words.Text("statistics.shows", len(part.Rows), top.count)}
	part.Chart = template.HTML(chart.AppendBars(nil, w, bars))
}

// langOf is the language of what bears an attribute: there is one, that of documents.
func (r *Renderer) langOf(mark template.HTMLAttr) string {
	if mark == "" {
		return ""
	}
	return r.words.content
}

// delays are the working days from 成文日期 to publication.
func (r *Renderer) delays() StatisticsPart {
	part, d := r.part("delay"), stats.DelayOf(r.cat)
	part.Heads = append(part.Heads, r.words.Text("statistics.count"))
	part.Lead = r.words.Text("statistics.delay_lead", d.Counted, d.Median, stats.Term, d.Bins[len(stats.Edges)])
	if d.Left > 0 {
		part.Note = r.words.Text("statistics.delay_note", d.Left)
	}
	for i, n := range d.Bins {
		var name string
		switch i {
		case 0:
			name = r.words.Text("statistics.delay_same")
		case len(stats.Edges):
			name = r.words.Text("statistics.delay_over", stats.Term)
		default:
			name = r.words.Text("statistics.delay_bin", stats.Edges[i-1]+1, stats.Edges[i])
		}
		part.Rows = append(part.Rows, StatisticsRow{Name: name, Numbers: []string{strconv.Itoa(n)}, count: n})
	}
	r.bars(&part)
	return part
}

// interpretations are how many of the policies in force have an interpretation.
func (r *Renderer) interpretations() StatisticsPart {
	part, s := r.part("interpretation"), stats.Interpreted(r.cat)
	if s.Whole == 0 {
		return part
	}
	part.Heads = append(part.Heads, r.words.Text("statistics.count"))
	part.Lead = r.words.Text("statistics.interpretation_lead", s.Whole, s.Part, percent(s.Percent()))
	for i, n := range []int{s.Part, s.Whole - s.Part} {
		name := r.words.Text([]string{"statistics.interpreted", "statistics.uninterpreted"}[i])
		part.Rows = append(part.Rows, StatisticsRow{Name: name, Numbers: []string{strconv.Itoa(n)}, count: n})
	}
	r.bars(&part)
	return part
}

// percent writes hundredths of a per cent: 33.33%.
func percent(n int) string { return fmt.Sprintf("%d.%02d%%", n/100, n%100) }
