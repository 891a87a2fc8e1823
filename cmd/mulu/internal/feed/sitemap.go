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
// change (sitemaps.org protocol 0.9: at most 50,000 a file, which has a thousand and their
// variants).
func (f *Feeds) Sitemap(dst []byte, e plan.Entry) []byte {
	p := f.plan
	w := writer{dst: append(dst, xml.Header...)}
	w.begin(p)
	for _, id := range e.Period.Docs {
		w.page(p, plan.DocumentPath(p.Catalogue.Documents[id].Index), f.Updated(id))
	}
	w.raw("</urlset>\n")
	return w.dst
}

// SitemapPages appends the addresses of a part of what is no document. Of lists no day is
// given: it would be that of the documents that they show, whose own sitemap says it, and
// would change this file every day.
func (f *Feeds) SitemapPages(dst []byte, e plan.Entry) []byte {
	p := f.plan
	w := writer{dst: append(dst, xml.Header...)}
	w.begin(p)
	from, n := e.Number*p.SitemapPart(), 0
	for pg := range p.SitemapPages() {
		if n >= from && n < from+p.SitemapPart() {
			w.page(p, pg.Path, pg.Changed)
		}
		n++
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

// SitemapIndex appends the list of all sitemaps. It gives no days: a server tells by a file's
// own header that it is the same, and with the last day of each period every document that
// turned would change this file beside that of its period, where its day stands.
func (f *Feeds) SitemapIndex(dst []byte) []byte {
	p := f.plan
	w := writer{dst: append(dst, xml.Header...)}
	w.raw("<sitemapindex" + sitemapNS)
	for n := range p.SitemapParts() {
		w.url("sitemap", p.Canonical(plan.SitemapPagesPath(n)), official.Date{})
	}
	w.url("sitemap", p.Canonical(plan.SitemapLogPath), official.Date{})
	for i := range p.Periods {
		pd := &p.Periods[i]
		w.url("sitemap", p.Canonical(pd.SitemapPath()), official.Date{})
	}
	w.raw("</sitemapindex>\n")
	return w.dst
}

// Page is an address with the day of its last change, for a sitemap.
type Page struct {
	Path    string
	Changed official.Date
}

// SitemapOf appends a sitemap of some pages.
func SitemapOf(dst []byte, p *plan.Plan, pages []Page) []byte {
	w := writer{dst: append(dst, xml.Header...)}
	w.begin(p)
	for _, pg := range pages {
		w.page(p, pg.Path, pg.Changed)
	}
	w.raw("</urlset>\n")
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
