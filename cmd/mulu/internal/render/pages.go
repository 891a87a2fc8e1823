package render

import (
	"html/template"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
)

// entries are the four first-level entries, in their order.
func (r *Renderer) entries() []Entry {
	return []Entry{
		r.entry("guide"),
		r.entry("rules"),
		{Name: r.words.Text("home.tree"), Text: r.words.Text("home.tree_text", len(r.cat.Documents)), URL: plan.HomePath + "#m-tree"},
		r.entry("reports"),
	}
}

func (r *Renderer) entry(name string) Entry {
	e := Entry{Name: r.words.Text("home." + name), Text: r.words.Text("home." + name + "_text"), URL: name + ".html"}
	pg := r.cat.Page(name)
	switch {
	case pg != nil:
		e.Name, e.NameLang = pg.Title, r.words.mark
		if pg.Summary != "" {
			e.Text, e.TextLang = pg.Summary, r.words.mark
		}
	case name == "guide" || !r.plan.HasClass(name):
		e.Missing, e.URL = true, ""
	}
	return e
}

// facets are the lists of all facets but the category tree.
func (r *Renderer) facets() []Facet {
	var fs []Facet
	for _, f := range plan.Facets {
		ls := r.plan.Of(f)
		if len(ls) == 0 {
			continue
		}
		items := make([]FacetItem, len(ls))
		for i, l := range ls {
			items[i] = r.words.item(l)
		}
		fs = append(fs, Facet{Key: f.Key(), Name: r.words.facet(f), Items: items})
	}
	return fs
}

// contentPage makes the view of a page without an index number; 制度 and 年报 list
// the documents of their class.
func (r *Renderer) contentPage(w *Worker, e plan.Entry) error {
	pg, v := e.Page, &w.text
	w.md.Reset()
	if pg.Path != "" {
		w.md.WantText = false
		if err := r.body(w, pg.Path, plan.Root(e.Path), nil, pg); err != nil {
			return err
		}
	}
	title, lang := r.pageTitle(pg)
	*v = Page{Heading: title, Lang: lang, Updated: pg.Updated.String(), Body: w.md.HTML}
	r.shell(&v.Shell, "page", e.Path, title, pg.Summary)
	v.Meta = columnMeta(v.Meta, title, pg.Summary, "")
	v.Crumbs = append(v.Crumbs, Link{Name: title, Lang: lang, URL: e.Path, Current: true})
	v.Contents = r.contents(w, w.md.Headings)
	v.Statement = r.statement(pg.Name)
	switch pg.Name {
	case "rules":
		v.ListHeading, v.Table = r.words.Text("page.rules"), oneGroup(r.classRows("rules"))
	case "reports":
		v.ListHeading, v.Groups = r.words.Text("page.reports"), r.words.byYear(r.classRows("reports"))
	default: // no list: the page is itself the content of its column
		if !pg.Updated.IsZero() {
			v.Meta = contentMeta(v.Meta, pg.Title, pg.Updated, r.cfg.Site.Name)
		}
	}
	return nil
}

// pageTitle is the title of a page; of one that a site has not written, the interface's.
func (r *Renderer) pageTitle(pg *catalogue.Page) (string, template.HTMLAttr) {
	if pg.Path == "" {
		return r.words.Text("home." + pg.Name), ""
	}
	return pg.Title, r.words.mark
}

func (r *Renderer) classRows(page string) []Row {
	var rows []Row
	for i := range r.cat.Documents {
		if d := &r.cat.Documents[i]; d.Class != nil && d.Class.Page == page {
			rows = append(rows, r.words.dayRow(d))
		}
	}
	return rows
}

// byYear groups rows, which come newest first, by the year of publication.
func (w *words) byYear(rows []Row) []RowGroup {
	var gs []RowGroup
	for _, row := range rows {
		year := ""
		if len(row.Published) >= 4 {
			year = w.Text("page.year", row.Published[:4])
		}
		if len(gs) == 0 || gs[len(gs)-1].Name != year {
			gs = append(gs, RowGroup{Name: year})
		}
		g := &gs[len(gs)-1]
		g.Rows = append(g.Rows, row)
	}
	return gs
}

// siteMap says what there is and not how much: the home page, the statistics and the lists do,
// and the site map is another one when a list begins or ends, not with every document.
func (r *Renderer) siteMap(e plan.Entry) *SiteMap {
	v := &SiteMap{Facets: r.facets()}
	for _, f := range v.Facets {
		for i := range f.Items {
			f.Items[i].Uncounted = true
		}
	}
	r.shell(&v.Shell, "sitemap", e.Path, r.words.Text("sitemap.title"), r.words.Text("sitemap.description"))
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.Text("sitemap.title"), URL: e.Path, Current: true})
	v.Pages = []Link{{Name: r.words.home, URL: plan.HomePath}}
	if r.cfg.Search.Enabled {
		v.Pages = append(v.Pages, Link{Name: r.words.Text("search.title"), URL: plan.SearchPath})
	}
	v.Pages = append(v.Pages, []Link{{Name: r.words.Text("asof.title"), URL: plan.AsOfPath}, {Name: r.words.Text("statistics.title"), URL: plan.StatisticsPath}, {Name: r.words.Text("data.title"), URL: plan.DataPath},
		{Name: r.words.Text("subscribe.title"), URL: plan.SubscribePath}, {Name: r.words.Text("log.title"), URL: plan.LogPath}}...)
	for _, pg := range r.plan.ContentPages() {
		title, lang := r.pageTitle(pg)
		v.Pages = append(v.Pages, Link{Name: title, Lang: lang, URL: plan.PagePath(pg)})
	}
	for _, c := range r.cfg.Roots() {
		v.Tree = append(v.Tree, r.node(c, 1))
	}
	uncount(v.Tree)
	return v
}

// uncount leaves the counts of categories unsaid.
func uncount(tree []Node) {
	for i := range tree {
		tree[i].Uncounted = true
		uncount(tree[i].Children)
	}
}

// search may be listed by search engines, as the way to find documents; what readers asked
// for is in its address and has the page itself as its canonical one.
func (r *Renderer) search(e plan.Entry) *SearchPage {
	v := &SearchPage{Facets: r.facets()}
	v.Manifests = append(v.Manifests, Link{Name: r.cfg.Title, Lang: r.words.markOf(r.cfg.Title), URL: config.SearchEntry})
	for _, s := range r.cfg.Search.Sites {
		v.Manifests = append(v.Manifests, Link{Name: s.Name, Lang: r.words.markOf(s.Name), URL: s.URL, External: true})
	}
	r.shell(&v.Shell, "search", e.Path, r.words.Text("search.title"), r.words.Text("search.description"))
	v.OpenSearch = r.cfg.Title
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.Text("search.title"), URL: e.Path, Current: true})
	return v
}

// notFound is shown at any address, so its way to the root is the whole path.
func (r *Renderer) notFound(e plan.Entry) *NotFound {
	v := &NotFound{Search: r.site.Search}
	r.shell(&v.Shell, "notfound", e.Path, r.words.Text("notfound.title"), "")
	v.Root, v.Canonical, v.NoIndex = r.cfg.BasePath(), "", true
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.Text("notfound.title"), Current: true})
	return v
}

func (r *Renderer) redirect(e plan.Entry) *Redirect {
	v := &Redirect{Target: e.Target, Name: e.Name}
	r.shell(&v.Shell, "redirect", e.Path, r.words.Text("redirect.title"), "")
	v.Canonical = r.plan.Canonical(e.Target)
	v.NoIndex = true
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.Text("redirect.title"), Current: true})
	return v
}

func (r *Renderer) tombstone(e plan.Entry) *Tombstone {
	t := e.Tomb
	v := &Tombstone{On: t.On.String(), Reason: t.Reason}
	v.Code, v.Serial = cutIndex(t.Index)
	r.shell(&v.Shell, "tombstone", e.Path, r.words.Text("tombstone.title"), r.words.Text("tombstone.description", t.Index))
	v.Canonical = r.plan.Canonical(plan.DocumentPath(t.Index))
	v.NoIndex = true
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.Text("tombstone.title"), Current: true})
	return v
}
