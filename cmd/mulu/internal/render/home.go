package render

import (
	"cmp"
	"html/template"
	"path"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/linked"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// home makes the first page, in the order of 国办公开办函〔2019〕61号.
func (r *Renderer) home(e plan.Entry) *Home {
	v := &Home{Count: len(r.cat.Documents), Search: r.site.Search}
	r.shell(&v.Shell, "home", e.Path, r.cfg.Title, r.cfg.Description)
	v.Linked = template.HTML(linked.AppendSite(nil, r.plan))
	v.Feeds, v.Described = r.feeds, plan.DCATPath
	if r.cfg.Search.Enabled {
		v.OpenSearch = r.cfg.Title
	}
	v.Entries = r.entries()
	for _, c := range r.cfg.Roots() {
		n := r.node(c, 1)
		v.Tree, v.Below = append(v.Tree, n), v.Below+n.Below
	}
	for i := range min(r.cfg.Latest, len(r.cat.Documents)) {
		v.Latest = append(v.Latest, r.words.dayRow(&r.cat.Documents[i]))
	}
	v.Soon = r.turn(r.cat.Soon, func(d *catalogue.Document) official.Date { on, _ := d.Ends(); return on })
	v.Lately = r.turn(r.cat.Lately, func(d *catalogue.Document) official.Date { return d.Validity.On })
	v.Audiences, v.Figures = r.audiences(), r.figures()
	// By validity and audience stand above, with what they hold.
	v.Facets = slices.DeleteFunc(r.facets(), func(f Facet) bool { return f.Key == plan.ByValidity.Key() || f.Key == plan.ByAudience.Key() })
	v.Facets, v.Long = shortFacets(v.Facets)
	return v
}

// shortFacets parts the facets that have too many lists from the others.
func shortFacets(all []Facet) (short []Facet, long []FacetItem) {
	for _, f := range all {
		if len(f.Items) > mostListed {
			long = append(long, FacetItem{Name: f.Name, URL: plan.SiteMapPath + "#m-" + f.Key, Count: len(f.Items)})
		} else {
			short = append(short, f)
		}
	}
	return short, long
}

// mostTurns is how many documents the home page lists of those that lapse soon, and of
// those that lapsed lately.
const mostTurns = 5

// turn counts the documents that pass and lists those whose days are nearest to today,
// these first.
func (r *Renderer) turn(pass func(*catalogue.Document) bool, on func(*catalogue.Document) official.Date) (t Turn) {
	var docs []*catalogue.Document
	for i := range r.cat.Documents {
		if d := &r.cat.Documents[i]; pass(d) {
			docs = append(docs, d)
		}
	}
	t.Count = len(docs)
	distance := func(d *catalogue.Document) int {
		return max(r.cat.Today.DaysUntil(on(d)), -r.cat.Today.DaysUntil(on(d)))
	}
	slices.SortStableFunc(docs, func(a, b *catalogue.Document) int { return cmp.Compare(distance(a), distance(b)) })
	docs = docs[:min(len(docs), mostTurns)]
	for _, d := range docs {
		row := TurnRow{r.words.row(d, new(passing)), on(d).String()}
		row.Day = r.words.date(on(d))
		t.Rows = append(t.Rows, row)
	}
	return t
}

// audiences are the lists for citizens and for enterprises, by theme.
func (r *Renderer) audiences() []AudienceLists {
	var all []AudienceLists
	for _, l := range r.plan.Of(plan.ByAudience) {
		a := AudienceLists{FacetItem: r.words.item(l)}
		for _, t := range r.plan.Of(plan.ByAudienceTheme) {
			if path.Dir(t.Dir) == l.Dir {
				a.Themes = append(a.Themes, r.words.item(t))
			}
		}
		all = append(all, a)
	}
	return all
}

// audienceLink leads to the list of an audience, by its folder.
func (r *Renderer) audienceLink(dir string) Link {
	return Link{Name: r.words.Text("audience." + path.Base(dir)), URL: dir + "/index.html"}
}

// figures are the catalogue at a glance: all, this year's, and by validity.
func (r *Renderer) figures() []Figure {
	fs := []Figure{{Name: r.words.Text("home.figure_all"), Count: len(r.cat.Documents)}}
	for _, l := range r.plan.Of(plan.ByYear) {
		if year := r.cat.Today.Year(); r.cat.Documents[l.Docs[0]].Published.Year() == year {
			fs = append(fs, Figure{r.words.Text("home.figure_year", year), l.Path(0), len(l.Docs)})
		}
	}
	for _, l := range r.plan.Of(plan.ByValidity) {
		name := r.words.listName(l)
		if path.Base(l.Dir) == official.Unstated.Slug() {
			name = r.words.Text("home.figure_unstated")
		}
		fs = append(fs, Figure{name, l.Path(0), len(l.Docs)})
	}
	return fs
}

// item is a list as a link with the number of its documents.
func (w *words) item(l *plan.List) FacetItem {
	return FacetItem{Name: w.listName(l), Lang: w.listMark(l), URL: l.Path(0), Count: len(l.Docs)}
}

// dayRow is a row whose day stands outside a table, where people read it written out.
func (w *words) dayRow(d *catalogue.Document) Row {
	row := w.row(d, new(passing))
	row.Day = w.date(d.Published)
	return row
}
