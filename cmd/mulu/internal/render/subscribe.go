package render

import (
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
)

// feedLinks are the two forms of a feed.
func feedLinks(name, atom, jsonFeed string) []FeedLink {
	return []FeedLink{{name, atom, "application/atom+xml"}, {name, jsonFeed, "application/feed+json"}}
}

// subscribe lists the feeds for people. That of a list as a JSON Feed is beside the other,
// and the page says so once.
func (r *Renderer) subscribe(e plan.Entry) *Subscribe {
	v := &Subscribe{Whole: r.feeds}
	title := r.words.Text("subscribe.title")
	r.shell(&v.Shell, "subscribe", e.Path, title, r.words.Text("subscribe.description"))
	v.Meta = columnMeta(v.Meta, title, v.Description, "")
	v.Crumbs = append(v.Crumbs, Link{Name: title, URL: e.Path, Current: true})
	v.Feeds = append(v.Feeds, r.feeds...)
	v.Feeds = append(v.Feeds, FeedLink{r.words.Text("subscribe.log"), plan.LogFeedPath, "application/atom+xml"}, FeedLink{r.words.Text("subscribe.calendar"), plan.CalendarPath, "text/calendar"})
	for _, key := range []string{"kind_published", "kind_in_force", "kind_amended", "kind_partly", "kind_repealed", "kind_expired", "kind_corrected"} {
		v.Kinds = append(v.Kinds, r.words.Text("subscribe."+key))
	}
	for _, f := range []plan.Facet{plan.ByCategory, plan.ByIssuer, plan.ByTheme} {
		items := []FacetItem{}
		for _, l := range r.plan.Of(f) {
			items = append(items, FacetItem{Name: r.feedName(l), Lang: r.words.listMark(l), URL: l.FeedPath()})
		}
		if len(items) > 0 {
			v.Facets = append(v.Facets, Facet{Key: f.Key(), Name: r.words.facet(f), Items: items})
		}
	}
	v.Facets, v.Long = shortFacets(v.Facets)
	return v
}

// feedName is a list's name; of a category with those above it, for the tree is not shown.
func (r *Renderer) feedName(l *plan.List) string {
	if l.Category != nil {
		return wayTo(l.Category)
	}
	return r.words.listName(l)
}

func wayTo(c *config.Category) string {
	if c.Parent == nil {
		return c.Name
	}
	return wayTo(c.Parent) + " / " + c.Name
}
