package styleguide

import (
	"html/template"
	"strconv"

	"mulu/cmd/mulu/internal/chart"
	"mulu/cmd/mulu/internal/render"
)

// statistics are a chart of bars and one of columns, with their tables.
func (g *guide) statistics() []render.StatisticsPart {
	part := func(key string, heads ...string) render.StatisticsPart {
		return render.StatisticsPart{ID: key, Title: g.Text("statistics." + key), Heads: append([]string{g.Text("statistics." + key + "_name")}, heads...)}
	}
	months, validity := part("months", g.Text("facet.year_value", 2025), g.Text("facet.year_value", 2026)), part("validity", g.Text("statistics.count"))
	var labels []string
	series := []chart.Series{{Name: months.Heads[1]}, {Name: months.Heads[2]}}
	for m := 1; m <= 12; m++ {
		a, b := m*7%11, m*5%13
		labels, series[0].Values, series[1].Values = append(labels, strconv.Itoa(m)), append(series[0].Values, a), append(series[1].Values, b)
		months.Rows = append(months.Rows, render.StatisticsRow{Name: g.Text("statistics.month", m), Numbers: []string{strconv.Itoa(a), strconv.Itoa(b)}})
	}
	months.Chart = template.HTML(chart.AppendColumns(nil, chart.Words{ID: "m-" + months.ID, Title: months.Title, Description: g.Text("statistics.months_shows", months.Heads[1], 64, months.Heads[2], 78)}, labels, series))
	var bars []chart.Bar
	for i, s := range g.states() {
		n := 64 >> i
		bars = append(bars, chart.Bar{Name: s.State, Value: n})
		validity.Rows = append(validity.Rows, render.StatisticsRow{Name: s.State, URL: "list.html", Numbers: []string{strconv.Itoa(n)}})
	}
	validity.Chart = template.HTML(chart.AppendBars(nil, chart.Words{ID: "m-" + validity.ID, Title: validity.Title, Description: g.Text("statistics.shows", len(bars), bars[0].Value)}, bars))
	return []render.StatisticsPart{months, validity}
}
