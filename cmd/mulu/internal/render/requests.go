package render

import (
	"html/template"
	"slices"
	"strconv"

	"mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/chart"
)

// requestYear is what all bodies counted of applications in a year.
type requestYear struct {
	sums  []*annual.Sum
	year  int
	month int // up to which it is counted; 12 for the whole year
}

// total adds a row of table 3 of all bodies.
func (y *requestYear) total(row string) (n int) {
	for _, s := range y.sums {
		n += s.Total(row)
	}
	return n
}

// requestYears are the years of which there are request statistics, the newest first.
func (r *Renderer) requestYears() (years []*requestYear) {
	for _, s := range r.Requests.Years() {
		i := slices.IndexFunc(years, func(y *requestYear) bool { return y.year == s.Year })
		if i < 0 {
			i, years = len(years), append(years, &requestYear{year: s.Year})
		}
		years[i].sums, years[i].month = append(years[i].sums, s), max(years[i].month, s.Last.Month())
	}
	slices.SortFunc(years, func(a, b *requestYear) int { return b.year - a.year })
	return years
}

func (r *Renderer) requestPeriod(y *requestYear) string {
	if y.month == 12 {
		return r.words.Text("facet.year_value", y.year)
	}
	return r.words.Text("statistics.requests_until", y.year, y.month)
}

// requests are the applications of each year, and how those of the newest ended.
func (r *Renderer) requests() []StatisticsPart {
	years := r.requestYears()
	if len(years) == 0 {
		return nil
	}
	part, newest := r.part("requests"), years[0]
	for _, key := range []string{"requests_received", "requests_carried_over", "requests_answered", "requests_carried_forward"} {
		part.Heads = append(part.Heads, r.words.Text("statistics."+key))
	}
	part.Lead = r.words.Text("statistics.requests_lead", r.requestPeriod(newest), newest.total(annual.Received), newest.total(annual.ResultsTotal), newest.total(annual.CarriedForward))
	if len(newest.sums) > 1 {
		part.Note = r.words.Text("statistics.requests_bodies", len(newest.sums))
	}
	var bars []chart.Bar
	most := 0
	for _, y := range years {
		row := StatisticsRow{Name: r.requestPeriod(y), count: y.total(annual.Received)}
		for _, key := range []string{annual.Received, annual.CarriedOver, annual.ResultsTotal, annual.CarriedForward} {
			row.Numbers = append(row.Numbers, strconv.Itoa(y.total(key)))
		}
		part.Rows, most = append(part.Rows, row), max(most, row.count)
		if len(bars) < mostBars {
			bars = append(bars, chart.Bar{Name: row.Name, Value: row.count})
		}
	}
	w := chart.Words{ID: "m-" + part.ID, Title: part.Title, Description: r.words.Text("statistics.requests_shows", most)}
	part.Chart, part.Folded = template.HTML(chart.AppendBars(nil, w, bars)), len(part.Rows) > mostBars
	return []StatisticsPart{part, r.requestResults(newest)}
}

// requestResults are the ways in which the applications of a year ended.
func (r *Renderer) requestResults(y *requestYear) StatisticsPart {
	part := r.part("results")
	part.Heads = append(part.Heads, r.words.Text("statistics.count"))
	part.Lead = r.words.Text("statistics.results_lead", r.requestPeriod(y), y.total(annual.ResultsTotal))
	for i, first := range y.sums[0].Results() {
		n := 0
		for _, s := range y.sums {
			n += s.Results()[i].Count
		}
		part.Rows = append(part.Rows, StatisticsRow{Name: r.words.Text("statistics." + "result_" + first.Kind), Numbers: []string{strconv.Itoa(n)}, count: n})
	}
	r.bars(&part)
	return part
}
