package plan

import (
	"iter"
	"strconv"

	"mulu/cmd/mulu/internal/official"
)

// sitemapSize is the most addresses of a sitemap: the protocol of sitemaps.org allows 50,000
// and 50 MB, which addresses of 1,000 bytes would reach; ours have a tenth of that.
const sitemapSize = 50_000

// SitemapPage is a page that is no document, for sitemaps.
type SitemapPage struct {
	Path    string
	Changed official.Date // as far as its own header says; zero when it does not
}

// SitemapPages are the pages that are no documents: the pages of mulu's own (but the log,
// which has a sitemap beside its parts), content pages, the newest page of each list and the first of what was in force at each
// year's end. Archive pages are not among them: what they list is.
func (p *Plan) SitemapPages() iter.Seq[SitemapPage] {
	return func(yield func(SitemapPage) bool) {
		for e := range p.once {
			if page := e.Kind.HasVariants() || e.Kind == AsOfIndex; page && e.Kind != Log && !yield(SitemapPage{Path: e.Path}) {
				return
			}
		}
		for _, pg := range p.ContentPages() {
			if !yield(SitemapPage{Path: PagePath(pg), Changed: pg.Updated}) {
				return
			}
		}
		for _, l := range p.Lists {
			if !yield(SitemapPage{Path: l.Path(0)}) {
				return
			}
		}
		for i := range p.YearEnds {
			if !yield(SitemapPage{Path: p.YearEnds[i].Path(0)}) {
				return
			}
		}
	}
}

// SitemapPart is the number of SitemapPages in one file; each stands there once for each of
// its variants.
func (p *Plan) SitemapPart() int { return sitemapSize / (1 + len(p.Config.Site.Variants)) }

// SitemapParts is the number of files that hold SitemapPages.
func (p *Plan) SitemapParts() int {
	n := 0
	for range p.SitemapPages() {
		n++
	}
	return (n + p.SitemapPart() - 1) / p.SitemapPart()
}

// SitemapPagesPath is the address of a part of the sitemap of what is no document, from 0.
func SitemapPagesPath(n int) string {
	if n == 0 {
		return "sitemap-pages.xml"
	}
	return "sitemap-pages-" + strconv.Itoa(n+1) + ".xml"
}
