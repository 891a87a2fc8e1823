package feed

import (
	"encoding/xml"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

const sitemapNS = ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n"

// alternateNS is that of a site whose pages have variants.
const alternateNS = ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n"

// Sitemap appends the addresses of a period's documents, with the day of their last
// change (sitemaps.org protocol 0.9: at most 50,000 a file).
func Sitemap(dst []byte, p *plan.Plan, e plan.Entry) []byte {
	w := writer{dst: append(dst, xml.Header...)}
	w.begin(p)
	for _, id := range e.Period.Docs {
		d := &p.Catalogue.Documents[id]
		w.page(p, plan.DocumentPath(d.Index), Updated(d))
	}
	w.raw("</urlset>\n")
	return w.dst
}

// SitemapPages appends the addresses of the home page, content pages, the newest page of
// each list and the first of what was in force at each year's end.
func SitemapPages(dst []byte, p *plan.Plan) []byte {
	w := writer{dst: append(dst, xml.Header...)}
	w.begin(p)
	w.page(p, plan.HomePath, newest(p.Catalogue.Documents, firstN(len(p.Catalogue.Documents), 1)))
	for _, pg := range p.ContentPages() {
		w.page(p, plan.PagePath(pg), pg.Updated)
	}
	for _, l := range p.Lists {
		w.page(p, l.Path(0), newest(p.Catalogue.Documents, l.Docs[:min(len(l.Docs), 1)]))
	}
	w.url("url", p.Canonical(plan.AsOfPath), official.Date{})
	for i := range p.YearEnds {
		w.url("url", p.Canonical(p.YearEnds[i].Path(1)), official.Date{})
	}
	w.raw("</urlset>\n")
	return w.dst
}

func (w *writer) begin(p *plan.Plan) {
	ns := sitemapNS
	if len(p.Config.Site.Variants) > 0 {
		ns = alternateNS
	}
	w.raw("<urlset" + ns)
}

// page appends a page and its variants. Each names all of them, and itself (the form that
// search engines ask for: developers.google.com/search, "Tell Google about localized
// versions of your page").
func (w *writer) page(p *plan.Plan, at string, changed official.Date) {
	tags := p.Config.Site.Variants
	if len(tags) == 0 {
		w.url("url", p.Canonical(at), changed)
		return
	}
	versions := []version{{config.Original.Tag, p.Canonical(at)}}
	for _, tag := range tags {
		versions = append(versions, version{tag, p.Canonical(plan.VariantPath(tag, at))})
	}
	for _, v := range versions {
		w.url("url", v.address, changed, versions...)
	}
}

// version is a page in one script.
type version struct{ tag, address string }

// SitemapIndex appends the list of all sitemaps.
func SitemapIndex(dst []byte, p *plan.Plan) []byte {
	w := writer{dst: append(dst, xml.Header...)}
	w.raw("<sitemapindex" + sitemapNS)
	w.url("sitemap", p.Canonical(plan.SitemapPagesPath), official.Date{})
	for i := range p.Periods {
		pd := &p.Periods[i]
		w.url("sitemap", p.Canonical(pd.SitemapPath()), newest(p.Catalogue.Documents, pd.Docs))
	}
	w.raw("</sitemapindex>\n")
	return w.dst
}

func (w *writer) url(element, at string, changed official.Date, versions ...version) {
	w.raw("<" + element + "><loc>")
	w.text(at)
	w.raw("</loc>")
	if !changed.IsZero() {
		w.raw("<lastmod>" + changed.String() + "</lastmod>")
	}
	for _, v := range versions {
		w.raw(`<xhtml:link rel="alternate" hreflang="` + v.tag + `" href="`)
		w.text(v.address)
		w.raw(`"/>`)
	}
	w.raw("</" + element + ">\n")
}

// Robots appends robots.txt: everything may be read.
func Robots(dst []byte, p *plan.Plan) []byte {
	dst = append(dst, "User-agent: *\nAllow: /\nSitemap: "...)
	dst = append(dst, p.Canonical("sitemap.xml")...)
	return append(dst, '\n')
}
