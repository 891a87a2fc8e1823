package render

import (
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
)

func itoa(n int) string { return strconv.Itoa(n) }

// home makes the first page, in the order of 国办公开办函〔2019〕61号.
func (r *Renderer) home(e plan.Entry) *Home {
	v := &Home{Count: len(r.cat.Documents), Search: Search{plan.SearchPath}}
	r.shell(&v.Shell, "home", e.Path, r.cfg.Title, r.cfg.Description)
	v.Entries = r.entries()
	for _, c := range r.cfg.Roots() {
		v.Tree = append(v.Tree, r.node(c, true))
	}
	for i := range min(r.cfg.Latest, len(r.cat.Documents)) {
		v.Latest = append(v.Latest, row(&r.cat.Documents[i]))
	}
	v.Facets = r.facets()
	return v
}

// entries are the four first-level entries, in their order.
func (r *Renderer) entries() []Entry {
	return []Entry{
		r.entry("guide", "怎样查阅和申请政府信息，以及办公地址、时间和联系方式。"),
		r.entry("rules", "政府信息公开的法规和本机关的制度。"),
		{Name: "法定主动公开内容", Text: "按目录公开的全部文件，共" + itoa(len(r.cat.Documents)) + "件。", URL: plan.HomePath + "#m-tree"},
		r.entry("reports", "历年政府信息公开工作年度报告。"),
	}
}

func (r *Renderer) entry(name, text string) Entry {
	title := ""
	for _, k := range plan.WellKnown {
		if k.Name == name {
			title = k.Title
		}
	}
	e := Entry{Name: title, Text: text, URL: name + ".html"}
	pg := r.cat.Page(name)
	switch {
	case pg != nil:
		e.Name = pg.Title
		if pg.Summary != "" {
			e.Text = pg.Summary
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
			items[i] = FacetItem{Name: l.Name, URL: l.Path(0), Count: len(l.Docs)}
		}
		key, _, _ := strings.Cut(ls[0].Dir, "/")
		fs = append(fs, Facet{Key: key, Name: f.String(), Items: items})
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
	*v = Page{Heading: pg.Title, Updated: pg.Updated.String(), Body: w.md.HTML}
	r.shell(&v.Shell, "page", e.Path, pg.Title, pg.Summary)
	v.Meta = columnMeta(v.Meta, pg.Title, pg.Summary, "")
	v.Crumbs = append(v.Crumbs, Link{Name: pg.Title, URL: e.Path, Current: true})
	v.Contents = r.contents(w.md.Headings)
	switch pg.Name {
	case "rules":
		v.ListHeading, v.Rows = "公开制度", r.classRows("rules")
	case "reports":
		v.ListHeading, v.Groups = "历年报告", byYear(r.classRows("reports"))
	default: // no list: the page is itself the content of its column
		if !pg.Updated.IsZero() {
			v.Meta = contentMeta(v.Meta, pg.Title, pg.Updated, r.cfg.Site.Name)
		}
	}
	return nil
}

func (r *Renderer) classRows(page string) []Row {
	var rows []Row
	for i := range r.cat.Documents {
		if d := &r.cat.Documents[i]; d.Class != nil && d.Class.Page == page {
			rows = append(rows, row(d))
		}
	}
	return rows
}

// byYear groups rows, which come newest first, by the year of publication.
func byYear(rows []Row) []RowGroup {
	var gs []RowGroup
	for _, w := range rows {
		year := ""
		if len(w.Published) >= 4 {
			year = w.Published[:4] + "年发布"
		}
		if len(gs) == 0 || gs[len(gs)-1].Name != year {
			gs = append(gs, RowGroup{Name: year})
		}
		g := &gs[len(gs)-1]
		g.Rows = append(g.Rows, w)
	}
	return gs
}

func (r *Renderer) siteMap(e plan.Entry) *SiteMap {
	v := &SiteMap{Facets: r.facets()}
	r.shell(&v.Shell, "sitemap", e.Path, "网站地图", "本目录的全部页面、栏目和列表。")
	v.Crumbs = append(v.Crumbs, Link{Name: "网站地图", URL: e.Path, Current: true})
	v.Pages = []Link{{Name: "首页", URL: plan.HomePath}, {Name: "检索", URL: plan.SearchPath}}
	for _, pg := range r.plan.ContentPages() {
		v.Pages = append(v.Pages, Link{Name: pg.Title, URL: plan.PagePath(pg)})
	}
	for _, c := range r.cfg.Roots() {
		v.Tree = append(v.Tree, r.node(c, true))
	}
	return v
}

func (r *Renderer) search(e plan.Entry) *SearchPage {
	v := &SearchPage{Facets: r.facets()}
	v.Manifests = append(v.Manifests, Link{Name: r.cfg.Title, URL: config.SearchEntry})
	for _, s := range r.cfg.Search.Sites {
		v.Manifests = append(v.Manifests, Link{Name: s.Name, URL: s.URL, External: true})
	}
	r.shell(&v.Shell, "search", e.Path, "检索", "检索本目录公开的文件。")
	v.Crumbs = append(v.Crumbs, Link{Name: "检索", URL: e.Path, Current: true})
	v.NoIndex = true
	return v
}

// notFound is shown at any address, so its way to the root is the whole path.
func (r *Renderer) notFound(e plan.Entry) *NotFound {
	v := &NotFound{Search: Search{plan.SearchPath}}
	r.shell(&v.Shell, "notfound", e.Path, "没有找到这个页面", "")
	v.Root, v.Canonical, v.NoIndex = r.cfg.BasePath(), "", true
	v.Crumbs = append(v.Crumbs, Link{Name: "没有找到这个页面", Current: true})
	return v
}

func (r *Renderer) redirect(e plan.Entry) *Redirect {
	v := &Redirect{Target: e.Target, Name: e.Name}
	r.shell(&v.Shell, "redirect", e.Path, "页面已移动", "")
	v.Canonical = r.plan.Canonical(e.Target)
	v.NoIndex = true
	v.Crumbs = append(v.Crumbs, Link{Name: "页面已移动", Current: true})
	return v
}

func (r *Renderer) tombstone(e plan.Entry) *Tombstone {
	t := e.Tomb
	v := &Tombstone{Index: t.Index, On: t.On.String(), Reason: t.Reason}
	r.shell(&v.Shell, "tombstone", e.Path, "文件已撤回", "索引号为"+t.Index+"的文件已经撤回。")
	v.Canonical = r.plan.Canonical(plan.DocumentPath(t.Index))
	v.NoIndex = true
	v.Crumbs = append(v.Crumbs, Link{Name: "文件已撤回", Current: true})
	return v
}
