package render

import "mulu/cmd/mulu/internal/plan"

// asOf makes the page of a year's end. It shows the states of that day and nothing of
// later ones, so that it stays as it is. Its rows are w's: there are 300.
func (r *Renderer) asOf(w *Worker, e plan.Entry) *AsOf {
	y := e.Year
	v := &AsOf{Heading: r.words.Text("asof.year_title", r.words.date(y.Day())), Newest: e.Number == 0, Count: len(y.Docs)}
	title := v.Heading
	if e.Number > 0 {
		title = r.words.Text("asof.year_page", title, e.Number)
	}
	r.shell(&v.Shell, "asof", e.Path, title, "")
	v.Meta = columnMeta(v.Meta, v.Heading, "", "")
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.Text("asof.title"), URL: plan.AsOfPath}, Link{Name: title, URL: e.Path, Current: true})
	w.listed, w.passing = w.listed[:0], w.passing[:0]
	for _, at := range y.Page(e.Number) {
		d, state := &r.cat.Documents[at.Doc()], at.State()
		row := r.words.row(d, &w.passing)
		if on, has := d.TextSince(); has {
			row.Text = r.words.Text("asof.text", r.words.date(on))
		}
		row.State, row.StateClass, row.Mark = r.words.states[state], state.Slug(), marked(state)
		w.listed = append(w.listed, row)
	}
	v.Table = oneGroup(w.listed)
	v.Pager = pager(y, e.Number, y.Archive())
	return v
}

// asOfIndex makes the page that asks for a day.
func (r *Renderer) asOfIndex(e plan.Entry) *AsOfIndex {
	v := &AsOfIndex{Script: r.theme.urls["js/asof.js"]}
	title := r.words.Text("asof.title")
	r.shell(&v.Shell, "asofindex", e.Path, title, r.words.Text("asof.description"))
	v.Meta = columnMeta(v.Meta, title, v.Description, "")
	v.Crumbs = append(v.Crumbs, Link{Name: title, URL: e.Path, Current: true})
	for i := range r.plan.YearEnds {
		y := &r.plan.YearEnds[i]
		v.Years = append(v.Years, Link{Name: r.words.Text("facet.year_value", y.Year), URL: y.Path(0)})
	}
	return v
}
