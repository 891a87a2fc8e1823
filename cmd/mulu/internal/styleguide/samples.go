package styleguide

import (
	"html/template"
	"path"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/render/compile"
)

// What samples are about: an invented bureau and its documents.
const (
	issuer = "霁川市交通运输局"
	title  = "霁川市道路客运管理办法"
	long   = "霁川市交通运输局、霁川市财政局关于印发《霁川市农村客运公交化改造和运营补贴资金管理暂行办法》的通知"
	number = "霁交发〔2026〕12号"
	index  = "113799004189027499/2026-00012"
)

// document is one that has all that a document can have.
func (g *guide) document() *render.Document {
	d := &render.Document{Shell: g.shell("document", "document.html", g.Text("guide.document"))}
	d.Heading, d.Cite, d.Published = long, issuer+". "+long+": "+number+"[EB/OL]. ", "2026-03-05"
	d.Crumbs = g.crumbed().Crumbs
	d.Summary = render.Summary{State: g.Text("state.in-force"), StateClass: official.InForce.Slug(), Since: g.Text("summary.effective", g.day(2026, 4, 1)), Issuer: issuer, Number: number}
	d.Fields, d.MoreFields = g.fields(), g.moreFields()
	d.Body = compile.RawHTML(g.body.HTML)
	d.Contents = g.contents()
	d.Attachments = []render.Attachment{
		{Title: "附件1：申请表", URL: "document.html", FileName: "申请表.docx", Type: "DOCX", Size: "24.0 KB", SaveAs: "申请表.docx"},
		{Title: "附件2：线路一览表", URL: "document.html", FileName: "线路.xlsx", Type: "XLSX", Size: "1.2 MB", Extent: g.Text("document.sheets", 3)},
		{Title: "附件3：" + long, URL: "document.html", FileName: "全文.pdf", Type: "PDF", Size: "3.4 MB", Extent: g.Text("document.pages", 12)},
	}
	d.Relations, d.Editions = g.relations(), g.editions()
	d.Changes = []render.Change{{Date: "2026-03-10", Text: "更正附件2中一处线路名称。"}, {Date: "2026-04-02", Text: "补充附件3。"}}
	d.Source = &render.Link{Name: "霁川市人民政府网站", URL: "https://www.example.com/", External: true}
	d.Disclosure, d.Forms = g.Text("disclosure.public"), "文字解读、图解"
	d.Markdown, d.Text = "document.html", "document.html"
	return d
}

func (g *guide) fields() []render.FieldRow {
	cell := func(key, value string) render.FieldCell {
		return render.FieldCell{Key: key, Label: g.Text("field." + key), Value: value, Content: true}
	}
	day := func(key string) render.FieldCell {
		return render.FieldCell{Key: key, Label: g.Text("field." + key), Value: g.day(2026, 3, 5), Date: "2026-03-05"}
	}
	wide := cell("title", long)
	wide.Wide = true
	category := render.FieldCell{Key: "category", Label: g.Text("field.category"), Links: []render.Link{{Name: "政策法规", URL: "list.html"}, {Name: "规范性文件", URL: "list.html"}}, Content: true}
	state := render.FieldCell{Key: "validity", Label: g.Text("field.validity"), Value: g.Text("state.in-force"), State: official.InForce.Slug()}
	return []render.FieldRow{
		{Cells: []render.FieldCell{cell("index_number", index), category}}, {Cells: []render.FieldCell{day("written"), day("published")}},
		{Cells: []render.FieldCell{cell("issuer", issuer), cell("unified_number", "JCDR-2026-0130012")}}, {Cells: []render.FieldCell{wide}, Name: true},
		{Cells: []render.FieldCell{cell("doc_number", number), state}},
	}
}

func (g *guide) moreFields() []render.FieldCell {
	return []render.FieldCell{
		{Key: "theme", Label: g.Text("field.theme"), Links: []render.Link{{Name: "交通运输", URL: "list.html"}}, Content: true},
		{Key: "effective", Label: g.Text("field.effective"), Value: "2026-04-01", Date: "2026-04-01"},
		{Key: "keywords", Label: g.Text("field.keywords"), Value: "农村客运、补贴资金", Content: true},
	}
}

// narrow has a header table of one field a row.
func (g *guide) narrow() *render.Document {
	d := &render.Document{Shell: g.shell("document", "", "")}
	for _, row := range g.fields() {
		for _, c := range row.Cells {
			c.Wide = false
			d.Fields = append(d.Fields, render.FieldRow{Cells: []render.FieldCell{c}})
		}
	}
	return d
}

// plain is a document without files to download.
func (g *guide) plain() *render.Document {
	return &render.Document{Shell: g.shell("document", "", ""), Cite: issuer + ". " + title + "[EB/OL]. ", Published: "2026-03-05"}
}

func (g *guide) contents() (items []render.ContentsItem) {
	for _, h := range g.body.Headings {
		it := render.ContentsItem{Href: template.HTMLAttr(`href="#` + template.HTMLEscapeString(h.ID) + `"`), Text: h.Text}
		if h.Level == 2 {
			items = append(items, it)
		} else if h.Level == 3 {
			items[len(items)-1].Children = append(items[len(items)-1].Children, it)
		}
	}
	return items
}

func (g *guide) relations() []render.RelationItem {
	item := func(kind, name, on string, v official.Validity) render.RelationItem {
		return render.RelationItem{Kind: g.Text("relation." + kind), Title: name, URL: "document.html", Number: number, Date: on,
			State: g.Text("state." + v.Slug()), StateClass: v.Slug(), Mark: v != official.InForce && v != official.Unstated}
	}
	own := item("self", "", "2026-03-05", official.InForce)
	own.Current = true
	amended := item("amended-by", "关于修改《"+title+"》的决定", "2026-06-01", official.InForce)
	amended.Note = "第五条、第八条"
	return []render.RelationItem{
		item("repeals", title+"（试行）", "2023-05-06", official.Repealed), item("consultation", "《"+title+"（征求意见稿）》公开征求意见", "2026-01-05", official.Unstated),
		own, item("interpreted-by", "《"+title+"》解读", "2026-03-06", official.Unstated), amended,
	}
}

// rows are documents of every state.
func (g *guide) rows() (rows []render.Row) {
	names := []string{long, title, "2026年霁川市道路客运工作要点", "关于端午节期间公交线路调整的通告"}
	for i, s := range g.states() {
		r := render.Row{URL: "document.html", Title: names[i%len(names)], Code: index[:19], Serial: index[19:], Number: number, Issuer: issuer, Written: "2026-03-02", Published: "2026-03-05",
			State: s.State, StateClass: s.StateClass, Day: g.day(2026, 3, 5)}
		r.Mark = s.StateClass != official.InForce.Slug() && s.StateClass != official.Unstated.Slug()
		if i%len(names) == 3 {
			r.Number, r.Written = "", ""
		}
		rows = append(rows, r)
	}
	return rows
}

func (g *guide) list() *render.List {
	l := &render.List{Shell: g.shell("list", "list.html", g.Text("guide.list")), Heading: "规范性文件", Lang: g.mark, By: g.Text("facet.category"), Newest: true,
		Description: "本局制发的行政规范性文件，经统一登记、统一编号、统一公布。", Owner: "政策法规科", Cycle: "实时", Law: "政府信息公开条例第二十条第（一）项", Count: 27,
		Table: []render.RowGroup{{Rows: g.rows()}}, Siblings: g.years(), JumpsName: g.Text("facet.year"), AsOf: true,
		Children: []render.Node{{Name: "道路客运", URL: "list.html", Count: 12}, {Name: "公路建设", URL: "list.html", Count: 15}},
		Pager:    render.Pager{Older: "list.html", Oldest: "list.html"}}
	for _, y := range g.years() {
		l.Jumps = append(l.Jumps, render.Link{Name: y.Name, URL: y.URL})
	}
	l.Data = &render.ListData{Files: []render.Link{{Name: "CSV" + g.Text("data.part", 2), URL: "list.html"}, {Name: "XLSX" + g.Text("data.part", 2), URL: "list.html"}},
		Older: []render.Link{{Name: "CSV" + g.Text("data.part", 1), URL: "list.html"}}, Feeds: []render.Link{{Name: g.Text("list.atom"), URL: "list.html"}}}
	return l
}

// year is a list by month, archive a page of a list that is full.
func (g *guide) year() *render.List {
	month := func(n, name string, rows []render.Row) render.RowGroup {
		return render.RowGroup{Name: g.Text("facet.month_value", 2026, name), ID: "m2026-" + n, Rows: rows}
	}
	rows := g.rows()
	return &render.List{Shell: g.shell("list", "", ""), Heading: g.Text("facet.year_value", 2026), Table: []render.RowGroup{month("03", "3", rows[:2]), month("02", "2", rows[2:4])}}
}

func (g *guide) archive() *render.List {
	return &render.List{Shell: g.shell("list", "", ""), Pager: render.Pager{Number: 3, Newest: "list.html", Newer: "list.html", Older: "list.html", Oldest: "list.html"}}
}

func (g *guide) years() []render.FacetItem {
	return []render.FacetItem{{Name: g.Text("facet.year_value", 2026), URL: "list.html", Count: 128}, {Name: g.Text("facet.year_value", 2025), URL: "list.html", Count: 1096}}
}

// tree has folded and open branches.
func (g *guide) tree() []render.Node {
	leaf := func(name string, n int) render.Node { return render.Node{Name: name, URL: "list.html", Count: n} }
	branch := func(name string, open bool, below ...render.Node) render.Node {
		return render.Node{Name: name, URL: "list.html", Count: 40, Children: below, Below: len(below), Fold: true, Open: open}
	}
	return []render.Node{
		{Name: "政策法规", URL: "list.html", Count: 86, Below: 5, Children: []render.Node{leaf("法规规章", 6), branch("规范性文件", true, leaf("道路客运", 12), leaf("公路建设", 28)), leaf("其他文件", 40)}},
		{Name: "行政执法", URL: "list.html", Count: 45, Below: 5, Children: []render.Node{leaf("行政处罚", 5), branch("双随机一公开", false, leaf("抽查事项清单", 10), leaf("抽查结果", 30))}},
		leaf("建议提案", 0),
	}
}

func (g *guide) facets() []render.Facet {
	item := func(name string, n int) render.FacetItem {
		return render.FacetItem{Name: name, Lang: g.mark, URL: "list.html", Count: n}
	}
	return []render.Facet{{Key: "year", Name: g.Text("facet.year"), Items: g.years()},
		{Key: "issuer", Name: g.Text("facet.issuer"), Items: []render.FacetItem{item(issuer, 812), item("霁川市道路运输服务中心", 96)}},
		{Key: "theme", Name: g.Text("facet.theme"), Items: []render.FacetItem{item("交通运输", 540), item("财政、金融、审计", 38)}}}
}

func (g *guide) siteMap() *render.SiteMap {
	return &render.SiteMap{Shell: g.shell("sitemap", "sitemap.html", g.Text("sitemap.title")), Pages: g.navigation(), Tree: g.tree(), Facets: g.facets()}
}

func (g *guide) data() *render.Data {
	links := func(at string, names ...string) (ls []render.Link) {
		for _, name := range names {
			ls = append(ls, render.Link{Name: name, URL: at})
		}
		return ls
	}
	files := func(name string, part, n int) render.DataFiles {
		return render.DataFiles{Name: name, Lang: g.mark, Part: part, Count: n, Links: links("data.html", "CSV", "XLSX", "JSON", "JSON Lines")}
	}
	return &render.Data{Shell: g.shell("data", "data.html", g.Text("data.title")), License: "可以自由使用，注明来源。", LicenseURL: "data.html",
		Example: &render.DataFiles{Name: title, Lang: g.mark, Links: links("data.html", "JSON", "Markdown", g.Text("document.plain"))},
		Files:   []render.DataFiles{files("2026年", 2, 224), files("2026年", 1, 1000)}, Lists: links("sitemap.html", g.Text("facet.category"), g.Text("facet.issuer"))}
}

func (g *guide) home() *render.Home {
	h := &render.Home{Shell: g.shell("home", "home.html", g.Text("home.title")), Tree: g.tree(), Below: 5, Count: 1224, Facets: g.facets(), Latest: g.rows()}
	for _, name := range []string{"guide", "rules", "tree", "reports"} {
		e := render.Entry{Name: g.Text("home." + name), Text: g.Text("home."+name+"_text", 1224), URL: "page.html"}
		e.Missing = name == "reports"
		h.Entries = append(h.Entries, e)
	}
	rows := g.rows()
	h.Soon = render.Turn{Count: 2, Rows: []render.TurnRow{{Row: rows[1], On: "2026-03-05"}, {Row: rows[0], On: "2026-03-05"}}}
	h.Lately = render.Turn{Count: 2, Rows: []render.TurnRow{{Row: rows[4], On: "2026-03-05"}, {Row: rows[5], On: "2026-03-05"}}}
	h.Figures = []render.Figure{{Name: g.Text("home.figure_all"), Count: 1224}, {Name: g.Text("home.figure_year", 2026), URL: "list.html", Count: 128}}
	for _, s := range g.states() {
		h.Figures = append(h.Figures, render.Figure{Name: s.State, URL: "list.html", Count: 36})
	}
	for _, a := range official.Audiences {
		item := render.FacetItem{Name: g.Text("audience." + a.Slug()), URL: "list.html", Count: 64}
		h.Audiences = append(h.Audiences, render.AudienceLists{FacetItem: item, Themes: g.facets()[2].Items})
	}
	return h
}

// specimen is a whole page of a kind.
type specimen struct {
	at, template string
	name         string
	view         any
}

// specimens are a page of each kind, but of redirects: nobody sees one.
func (g *guide) specimens() []specimen {
	repealed := g.document()
	repealed.Shell = g.shell("document", "repealed.html", g.Text("guide.repealed"))
	repealed.Summary = render.Summary{Issuer: issuer, Number: number}
	for _, b := range g.banners() {
		if b.label == g.Text("state.repealed") {
			repealed.Banner = b.view.(*render.Document).Banner
		}
	}
	repealed.Contents = nil
	return append(g.plainSpecimens(),
		specimen{"document.html", "document.html", g.Text("guide.document"), g.document()},
		specimen{"repealed.html", "document.html", g.Text("guide.repealed"), repealed},
		specimen{"comparison.html", "comparison.html", g.Text("comparison.crumb"), g.comparison()},
		specimen{"list.html", "list.html", g.Text("guide.list"), g.list()},
		specimen{"home.html", "home.html", g.Text("home.title"), g.home()},
		specimen{"sitemap.html", "sitemap.html", g.Text("sitemap.title"), g.siteMap()},
		specimen{"data.html", "data.html", g.Text("data.title"), g.data()})
}

func (g *guide) plainSpecimens() []specimen {
	page := &render.Page{Shell: g.shell("page", "page.html", g.Text("home.guide")), Heading: g.Text("home.guide"), Updated: "2026-03-05", Body: compile.RawHTML(g.body.HTML),
		Contents: g.contents(), ListHeading: g.Text("page.reports"), Groups: []render.RowGroup{{Name: g.Text("page.year", "2026"), Rows: g.rows()[:2]}}}
	search := &render.SearchPage{Shell: g.shell("search", "search.html", g.Text("search.title")), Facets: g.facets(), Manifests: []render.Link{{URL: answersName}}}
	asOf := &render.AsOf{Shell: g.shell("asof", "asof.html", g.Text("asof.year_title", g.day(2025, 12, 31))), Heading: g.Text("asof.year_title", g.day(2025, 12, 31)), Count: 7, Table: []render.RowGroup{{Rows: g.rows()}}}
	asked := &render.AsOfIndex{Shell: g.shell("asofindex", path.Join("asof", "index.html"), g.Text("asof.title")), Script: g.Theme.Script("asof.js"), Years: []render.Link{{Name: g.Text("facet.year_value", 2025), URL: "asof.html"}}}
	figures := &render.Statistics{Shell: g.shell("statistics", "statistics.html", g.Text("statistics.title")), Count: 125, Day: g.day(2026, 3, 5), On: "2026-03-05", Parts: g.statistics()}
	gone := &render.Tombstone{Shell: g.shell("tombstone", "tombstone.html", g.Text("tombstone.title")), Code: index[:19], Serial: index[19:], On: "2026-05-06", Reason: "依法撤销。"}
	lost := &render.NotFound{Shell: g.shell("notfound", "404.html", g.Text("notfound.title"))}
	return []specimen{
		{"page.html", "page.html", g.Text("home.guide"), page}, {"search.html", "search.html", g.Text("search.title"), search},
		{"asof/index.html", "asofindex.html", g.Text("asof.title"), asked}, {"asof.html", "asof.html", asOf.Heading, asOf},
		{"statistics.html", "statistics.html", g.Text("statistics.title"), figures},
		{"subscribe.html", "subscribe.html", g.Text("subscribe.title"), g.subscribe()}, {"log.html", "log.html", g.Text("log.title"), g.log()},
		{"tombstone.html", "tombstone.html", g.Text("tombstone.title"), gone}, {"404.html", "notfound.html", g.Text("notfound.title"), lost},
	}
}

// subscribe is the page of the feeds.
func (g *guide) subscribe() *render.Subscribe {
	items := []render.FacetItem{{Name: issuer, Lang: g.mark, URL: "feed.xml"}}
	return &render.Subscribe{Shell: g.shell("subscribe", "subscribe.html", g.Text("subscribe.title")), Kinds: []string{g.Text("subscribe.kind_published"), g.Text("subscribe.kind_repealed")},
		Facets: []render.Facet{{Key: "issuer", Name: g.Text("facet.issuer"), Items: items}}}
}

// log is the publication log, with a document that was withdrawn.
func (g *guide) log() *render.LogPage {
	rows := []render.LogRow{{Title: title, URL: "document.html", Text: g.Text("log.published")}, {Title: title, URL: "repealed.html", Text: g.Text("log.validity", g.Text("state.in-force"), g.Text("state.repealed")), By: title, ByURL: "document.html"}, {Index: index, URL: "tombstone.html", Gone: true, Text: g.Text("log.withdrawn")}}
	return &render.LogPage{Shell: g.shell("log", "log.html", g.Text("log.title")), Heading: g.Text("log.title"), Newest: true,
		Builds: []render.LogBuild{{Number: 2, On: "2026-03-05", Day: g.day(2026, 3, 5), Rows: rows}}, Parts: []render.Link{{Name: g.Text("log.month", 2026, 3), URL: "log.html"}}}
}

// navigation leads to the guide and its pages.
func (g *guide) navigation() []render.Link {
	return []render.Link{
		{Name: g.Text("guide.title"), URL: "index.html"}, {Name: g.Text("home.title"), URL: "home.html"}, {Name: g.Text("guide.document"), URL: "document.html"},
		{Name: g.Text("guide.repealed"), URL: "repealed.html"}, {Name: g.Text("comparison.crumb"), URL: "comparison.html"}, {Name: g.Text("guide.list"), URL: "list.html"}, {Name: g.Text("home.guide"), URL: "page.html"},
		{Name: g.Text("search.title"), URL: "search.html"}, {Name: g.Text("sitemap.title"), URL: "sitemap.html"}, {Name: g.Text("data.title"), URL: "data.html"}, {Name: g.Text("subscribe.title"), URL: "subscribe.html"}, {Name: g.Text("log.title"), URL: "log.html"}, {Name: g.Text("asof.title"), URL: "asof/index.html"},
		{Name: g.Text("guide.year_end"), URL: "asof.html"}, {Name: g.Text("statistics.title"), URL: "statistics.html"}, {Name: g.Text("tombstone.title"), URL: "tombstone.html"}, {Name: g.Text("notfound.title"), URL: "404.html"},
	}
}

// modes are the names of the modes in which colours are measured.
func (g *guide) modes() []string {
	return []string{g.Text("guide.light"), g.Text("guide.dark"), g.Text("guide.stark"), g.Text("guide.stark_dark")}
}
