package render

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/hosting"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

func siteOf(c *config.Config, t *Theme, w *words) *Site {
	s := c.Site
	own := func(text string) template.HTML { return inline(text, w.markOf(text)) }
	search := Search{}
	if c.Search.Enabled {
		search.URL = plan.SearchPath
	}
	return &Site{Search: search,
		Title: own(c.Title), Name: own(s.Name), Language: t.langs.Interface, CSP: policy(c),
		Sponsor: own(s.Sponsor), Organizer: own(s.Organizer), IDCode: s.IDCode, ICP: own(s.ICP), Police: own(s.Police), PoliceURL: policeURL(s.Police),
		Address: own(s.Address), Hours: own(s.Hours), Phone: s.Phone, Fax: s.Fax, Email: s.Email,
		ReportErrorURL: s.ReportError,
		Styles:         t.list(mainStyle), Early: t.list("js/reading.js"), Scripts: t.scripts(), Icon: t.urls["img/icon.svg"],
	}
}

// policy is the attribute with the site's Content-Security-Policy. It has no character that
// would have to be escaped; an attribute made by a template would have its ' as &#39;.
func policy(c *config.Config) template.HTMLAttr {
	return template.HTMLAttr(`content="` + hosting.Policy(c) + `"`)
}

// policeURL is the public page of a 公安备案号, made from its digits.
func policeURL(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, number)
	if len(digits) < 10 {
		return ""
	}
	return "https://beian.mps.gov.cn/#/query/webSearch?code=" + url.QueryEscape(digits)
}

// navigation gives the links at the head of every page: the site's own, else the four
// first-level entries and the accessibility statement, as far as they exist; then
// 依申请公开 and the main site, unless the site's own links lead there already.
func (r *Renderer) navigation() []Link {
	var links []Link
	for _, n := range r.cfg.Navigation {
		links = append(links, Link{Name: n.Name, Lang: r.words.markOf(n.Name), URL: n.URL, External: strings.Contains(n.URL, "://")})
	}
	if links == nil {
		for _, e := range r.entries() {
			if !e.Missing {
				links = append(links, Link{Name: e.Name, Lang: e.NameLang, URL: e.URL})
			}
		}
		if pg := r.cat.Page("accessibility"); pg != nil { // a statement that nobody finds helps nobody
			links = append(links, Link{Name: pg.Title, Lang: r.words.mark, URL: pg.Name + ".html"})
		}
	}
	for _, more := range [...]Link{{Name: r.words.Text("header.apply"), URL: r.cfg.Site.Apply}, {Name: r.words.Text("header.portal"), URL: r.cfg.Site.Portal}} {
		if more.URL != "" && !slices.ContainsFunc(links, func(l Link) bool { return l.URL == more.URL || l.Name == more.Name }) {
			more.External = true
			links = append(links, more)
		}
	}
	return links
}

// navigate makes the navigation once for each page that it leads to, and once for
// all others.
func (r *Renderer) navigate() {
	links := r.navigation()
	r.navs = map[string][]Link{"": links}
	for i := range links {
		here := slices.Clone(links)
		here[i].Current = !here[i].External
		r.navs[links[i].URL] = here
	}
}

func (r *Renderer) nav(at string) []Link {
	if l, ok := r.navs[at]; ok {
		return l
	}
	return r.navs[""]
}

// shell makes what stands around a page. meta and crumbs are appended to the old
// slices, which a worker reuses; at is the address of the page itself also where its
// variant is made.
func (r *Renderer) shell(s *Shell, kind, at, title, description string) {
	meta, crumbs, versions := s.Meta[:0], s.Crumbs[:0], s.Versions[:0]
	*s = Shell{Site: r.site, Kind: kind, Root: plan.Root(at), Description: description, Canonical: r.canonical(at), Navigation: r.nav(at)}
	if description == "" {
		s.Description = title
	}
	s.PageTitle = title
	if title != r.cfg.Title {
		s.PageTitle = title + " - " + r.cfg.Title
	}
	s.TitleLang = r.words.markOf(s.PageTitle)
	s.Versions, s.Converted = r.versions(versions, kind, at), r.theme.langs.Variant != ""
	s.Meta = r.siteMeta(meta)
	s.Crumbs = append(crumbs, Link{Name: r.words.home, URL: plan.HomePath, Current: at == plan.HomePath})
}

// Shell makes what stands around a page that is not in the plan. Search engines are to
// leave it alone.
func (r *Renderer) Shell(kind, at, title string) Shell {
	var s Shell
	r.shell(&s, kind, at, title, "")
	s.NoIndex = true
	return s
}

// siteMeta are the META tags of the site group (政府网站发展指引 附件).
func (r *Renderer) siteMeta(m []Meta) []Meta {
	s := r.cfg.Site
	m = append(m, Meta{"SiteName", s.Name})
	if s.Domain != "" {
		m = append(m, Meta{"SiteDomain", s.Domain})
	}
	if s.IDCode != "" {
		m = append(m, Meta{"SiteIDCode", s.IDCode})
	}
	return m
}

// columnMeta are the META tags of the column group. ColumnType is a kind of column;
// in practice sites repeat the column's name, and so does this.
func columnMeta(m []Meta, name, description, keywords string) []Meta {
	if description == "" {
		description = name
	}
	if keywords == "" {
		keywords = name
	}
	return append(m, Meta{"ColumnName", name}, Meta{"ColumnDescription", description}, Meta{"ColumnKeywords", keywords}, Meta{"ColumnType", name})
}

// articleMeta are the META tags of the content group. A document has a day and no
// time of day; the form of PubDate asks for one. Description is written by the head
// template, for META names know no case.
func (w *words) articleMeta(m []Meta, d *catalogue.Document, source, address, text string) []Meta {
	m = contentMeta(m, d.Title, d.Published, source)
	for _, k := range d.Keywords() {
		m = append(m, Meta{"Keywords", k})
	}
	m = append(m, Meta{"Author", source}, Meta{"Url", address})
	return w.searchMeta(m, d, text)
}

// searchMeta is what a result of a search shows and what was searched beside title,
// keywords, description and body: the page itself is where searching reads them. text
// is the address of its attachments' text, from the page.
func (w *words) searchMeta(m []Meta, d *catalogue.Document, text string) []Meta {
	m = append(m, Meta{"mulu-index", d.Index})
	if d.DocNumber != "" {
		m = append(m, Meta{"mulu-number", d.DocNumber})
	}
	m = append(m, Meta{"mulu-issuer", d.IssuerNames()})
	if !d.Written.IsZero() {
		m = append(m, Meta{"mulu-written", d.Written.String()})
	}
	if state := d.Validity.State; state != 0 && state != official.Unstated {
		m = append(m, Meta{"mulu-state", state.Slug() + " " + w.states[state]})
	}
	if titles := d.AttachmentTitles(); titles != "" {
		m = append(m, Meta{"mulu-attachments", titles})
	}
	if text != "" {
		m = append(m, Meta{"mulu-text", text})
	}
	return m
}

// contentMeta are the tags of the content group that every content page must have.
func contentMeta(m []Meta, title string, on official.Date, source string) []Meta {
	return append(m, Meta{"ArticleTitle", title}, Meta{"PubDate", on.String() + " 00:00"}, Meta{"ContentSource", source})
}

// descriptionLength is that of a description made of a body, in characters: search
// engines show no more of one.
const descriptionLength = 100

// describe gives the description of a document's page: its 内容概述, else the first
// sentences of its body, else what and whose it is.
func (r *Renderer) describe(w *Worker, d *catalogue.Document) string {
	if d.Summary != "" {
		return d.Summary
	}
	// The text is cut before it is read, for a body may be long.
	text := w.md.Text[:min(len(w.md.Text), 10*descriptionLength)]
	if s := han.FirstSentences(strings.ToValidUTF8(string(text), ""), descriptionLength); s != "" {
		return s
	}
	return r.words.Text("document.description", d.Title, leading(d), r.words.date(d.Published))
}

// categoryCrumbs is the way down to a category; the category itself too.
func (w *words) categoryCrumbs(crumbs []Link, c *config.Category) []Link {
	if c == nil {
		return crumbs
	}
	crumbs = w.categoryCrumbs(crumbs, c.Parent)
	return append(crumbs, Link{Name: c.Name, Lang: w.mark, URL: c.Path + "/index.html"})
}

// row makes a document's row of a list.
func (w *words) row(d *catalogue.Document, own *passing) Row {
	s := d.Validity.State
	code, serial := cutIndex(d.Index)
	return Row{
		URL: own.path(d), Title: d.Title, Code: code, Serial: serial, Number: d.DocNumber, Issuer: leading(d),
		Written: own.day(d.Written), Published: own.day(d.Published), State: w.states[s], StateClass: s.Slug(), Mark: marked(s),
	}
}

// marked says whether a reader must be told of a state at once.
func marked(s official.Validity) bool { return s != official.InForce && s != official.Unstated }

// leading is the name of the leading issuer, as the document bears it.
func leading(d *catalogue.Document) string {
	if len(d.Issuers) == 0 {
		return ""
	}
	return d.IssuerName(0)
}
