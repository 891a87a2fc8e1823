// Package plan says which pages exist and at which address. An address comes from
// an index number or from the settings, never from a file's name, so that it
// survives renaming and moving; two claims to one address are reported.
//
// It makes no bytes; see packages render, feed, export and search.
package plan

import (
	"iter"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// Kind is what stands at an address.
type Kind uint8

// The kinds of output files.
const (
	Home Kind = iota + 1
	Document
	ListPage
	ContentPage
	Comparison // of a document with an earlier edition of it
	SiteMap
	Search
	NotFound
	Redirect
	Tombstone
	Feed         // of the whole, or of a category
	Sitemap      // a part of the documents' addresses
	SitemapPages // the addresses of lists and pages
	SitemapIndex
	Robots
	Shard          // a part of the metadata, for download
	ShardIndex     // names the shards
	File           // an attachment or a static file, copied
	AttachmentText // what a document's attachments say, for searching
	AsOf           // what was in force at a year's end
	AsOfIndex      // the years' pages, and the view of any day
	StateShard     // a part of the states of documents by day, for programs and the view of any day
	StateIndex     // names the shards of states
	MarkdownFile   // a document for download
	TextFile       // likewise
)

// Entry is one file of the output. Only the fields of its kind are set.
type Entry struct {
	Kind   Kind
	Path   string // from the site's root
	Doc    *catalogue.Document
	Old    *catalogue.Document // Comparison: the earlier edition
	List   *List               // ListPage; Feed of a category
	Number int                 // ListPage: archive page from the oldest, 0 the newest; AsOf: page from the first, 1
	Year   *YearEnd
	Page   *catalogue.Page
	Tomb   *catalogue.Tomb
	Period *Period
	Target string // Redirect: the address it leads to
	Name   string // Redirect: the title of the target
	Source string // File: path from the site's folder

	Variant string // the script of a page's variant, see Variants
}

// Plan is all addresses of a site. It never changes after New.
type Plan struct {
	Catalogue *catalogue.Catalogue
	Config    *config.Config
	Lists     []*List // in the order of their facets and names
	Periods   []Period
	YearEnds  []YearEnd // newest first
	Redirects []Entry
	Files     []Entry // attachments and static files known before bodies are read

	byCategory map[*config.Category]*List
	byDir      map[string]*List
	years      years
	odd        map[string]*catalogue.Document // by address in small letters, where it is not the index number itself
	lookup     sync.Once
	fixedAt    map[string]Entry // made when first asked for
	claims     map[string]claim // only while planning
	diags      []diag.Diagnostic
}

// New plans a catalogue's site. static are the files of static/ that are no theme
// assets, by their path from the site's folder.
func New(c *catalogue.Catalogue, static []string) (*Plan, []diag.Diagnostic) {
	p := &Plan{Catalogue: c, Config: c.Config, claims: map[string]claim{}}
	p.makeLists()
	p.makePeriods()
	p.makeYearEnds()
	p.findOdd()
	p.claimOwn()
	p.claimFiles(static)
	p.claimAliases()
	diag.Sort(p.diags)
	ds := p.diags
	p.claims, p.diags = nil, nil
	return p, ds
}

// DocumentPath is the address of a document's page, from the site's root.
func DocumentPath(index string) string {
	a, err := official.AddressPath(index)
	if err != nil {
		// Package catalogue refuses numbers that have no address.
		return "doc/invalid.html"
	}
	return "doc/" + a + ".html"
}

// TextPath is the address of what a document's attachments say, beside them; it is ""
// when the site does not search any of them. ~ is in no file's own address.
func (p *Plan) TextPath(d *catalogue.Document) string {
	if d.More == nil {
		return ""
	}
	for _, a := range d.More.Attachments {
		if p.Config.Search.Reads(ext(a.File)) {
			return strings.TrimSuffix(DocumentPath(d.Index), ".html") + textName
		}
	}
	return ""
}

const textName = "/~text.txt"

// MarkdownPath is the address of a document as Markdown, beside its page; "" when the site
// offers none.
func (p *Plan) MarkdownPath(d *catalogue.Document) string {
	return p.download(d, p.Config.Downloads.Markdown, markdownExt)
}

// PlainPath is the address of a document as plain text; "" when the site offers none.
func (p *Plan) PlainPath(d *catalogue.Document) string {
	return p.download(d, p.Config.Downloads.Text, plainExt)
}

const markdownExt, plainExt = ".md", ".txt"

func (p *Plan) download(d *catalogue.Document, offered bool, ext string) string {
	if !offered {
		return ""
	}
	return strings.TrimSuffix(DocumentPath(d.Index), ".html") + ext
}

// downloadAt finds the download at an address.
func (p *Plan) downloadAt(at string) (Entry, bool) {
	for _, f := range [...]struct {
		kind Kind
		ext  string
		path func(*catalogue.Document) string
	}{{MarkdownFile, markdownExt, p.MarkdownPath}, {TextFile, plainExt, p.PlainPath}} {
		if page, ok := strings.CutSuffix(at, f.ext); ok {
			if d := p.documentAt(page + ".html"); d != nil && f.path(d) == at {
				return Entry{Kind: f.kind, Path: at, Doc: d}, true
			}
		}
	}
	return Entry{}, false
}

// FilePath is the address of a file that lies beside a document's source: in a
// folder named as the document's page, so that it goes where the page goes.
func FilePath(d *catalogue.Document, source string) string {
	return strings.TrimSuffix(DocumentPath(d.Index), ".html") + "/" + fileName(d.Path, source)
}

// PageFilePath is the address of a file that lies beside a content page's source.
func PageFilePath(pg *catalogue.Page, source string) string {
	return pg.Name + "/" + fileName(pg.Path, source)
}

// PagePath is the address of a content page.
func PagePath(p *catalogue.Page) string { return p.Name + ".html" }

// The addresses of mulu's own pages.
const (
	HomePath    = "index.html"
	SearchPath  = "search.html"
	SiteMapPath = "sitemap.html"
	FeedPath    = "feed.xml"
	ShardsPath  = "data/index.json"

	SitemapPagesPath = "sitemap-pages.xml"
)

// Root is the way from a page to the site's root: "", "../", "../../" …
func Root(p string) string {
	switch n := strings.Count(p, "/"); n {
	case 0:
		return ""
	case 1:
		return "../"
	case 2:
		return "../../"
	default:
		return strings.Repeat("../", n)
	}
}

// Canonical is the whole address of a page; index.html is left out of it.
func (p *Plan) Canonical(at string) string {
	if at == HomePath {
		return p.Config.BaseURL
	}
	return p.Config.BaseURL + strings.TrimSuffix(at, "/index.html") + dirSlash(at)
}

func dirSlash(at string) string {
	if strings.HasSuffix(at, "/index.html") {
		return "/"
	}
	return ""
}

// Fixed lists every file of the output but the documents' pages and the files that
// only bodies name: these are many, and are walked from the catalogue.
func (p *Plan) Fixed() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, part := range []iter.Seq[Entry]{slices.Values(single), slices.Values(p.pages()), p.listed, p.closed, p.withdrawn, p.comparisons, slices.Values(p.Redirects), slices.Values(p.Files)} {
			for e := range part {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// single are the files that every site has once.
var single = []Entry{
	{Kind: Home, Path: HomePath}, {Kind: SiteMap, Path: SiteMapPath}, {Kind: Search, Path: SearchPath},
	{Kind: NotFound, Path: "404.html"}, {Kind: Feed, Path: FeedPath}, {Kind: Robots, Path: "robots.txt"},
	{Kind: SitemapIndex, Path: "sitemap.xml"}, {Kind: SitemapPages, Path: SitemapPagesPath},
	{Kind: ShardIndex, Path: ShardsPath}, {Kind: AsOfIndex, Path: AsOfPath}, {Kind: StateIndex, Path: StatesPath},
}

// listed are the pages and feeds of lists.
func (p *Plan) listed(yield func(Entry) bool) {
	for _, l := range p.Lists {
		for n := 0; n <= l.Archive(p.Config.PageSize); n++ {
			if !yield(Entry{Kind: ListPage, Path: l.Path(n), List: l, Number: n}) {
				return
			}
		}
		if l.Category != nil && !yield(Entry{Kind: Feed, Path: l.FeedPath(), List: l}) {
			return
		}
	}
}

// closed are the files that are cut by periods.
func (p *Plan) closed(yield func(Entry) bool) {
	for i := range p.Periods {
		pd := &p.Periods[i]
		if !yield(Entry{Kind: Sitemap, Path: pd.SitemapPath(), Period: pd}) || !yield(Entry{Kind: Shard, Path: pd.ShardPath(), Period: pd}) ||
			!pd.States.IsZero() && !yield(Entry{Kind: StateShard, Path: pd.StatesPath(), Period: pd}) {
			return
		}
	}
	for i := range p.YearEnds {
		y := &p.YearEnds[i]
		for n := 1; n <= y.Pages(); n++ {
			if !yield(Entry{Kind: AsOf, Path: y.Path(n), Year: y, Number: n}) {
				return
			}
		}
	}
}

func (p *Plan) withdrawn(yield func(Entry) bool) {
	for i := range p.Catalogue.Withdrawn {
		t := &p.Catalogue.Withdrawn[i]
		if !yield(Entry{Kind: Tombstone, Path: DocumentPath(t.Index), Tomb: t}) {
			return
		}
	}
}

// WellKnown are the pages of content that the home page has a place for, with their
// names on it (国办公开办函〔2019〕61号).
var WellKnown = []struct{ Name, Title string }{
	{"guide", "政府信息公开指南"}, {"rules", "政府信息公开制度"}, {"reports", "政府信息公开工作年度报告"},
}

// pages are the content pages, and 制度 and 年报 also without one when there are
// documents to list.
func (p *Plan) pages() []Entry {
	var es []Entry
	for _, pg := range p.Catalogue.Pages {
		es = append(es, Entry{Kind: ContentPage, Path: PagePath(pg), Page: pg})
	}
	for _, w := range WellKnown[1:] {
		if p.Catalogue.Page(w.Name) == nil && p.HasClass(w.Name) {
			pg := &catalogue.Page{Name: w.Name, Title: w.Title}
			es = append(es, Entry{Kind: ContentPage, Path: PagePath(pg), Page: pg})
		}
	}
	return es
}

// HasClass says whether any document is listed on the page of a name.
func (p *Plan) HasClass(page string) bool {
	for i := range p.Catalogue.Documents {
		if c := p.Catalogue.Documents[i].Class; c != nil && c.Page == page {
			return true
		}
	}
	return false
}

// Lookup finds what stands at an address, for the preview server and links.
func (p *Plan) Lookup(at string) (Entry, bool) {
	if e, ok := p.variantAt(at); ok {
		return e, true
	}
	if d := p.documentAt(at); d != nil && DocumentPath(d.Index) == at {
		return Entry{Kind: Document, Path: at, Doc: d}, true
	}
	if page, ok := strings.CutSuffix(at, textName); ok {
		if d := p.documentAt(page + ".html"); d != nil && p.TextPath(d) == at {
			return Entry{Kind: AttachmentText, Path: at, Doc: d}, true
		}
	}
	if e, ok := p.downloadAt(at); ok {
		return e, true
	}
	if e, ok := p.comparisonAt(at); ok {
		return e, true
	}
	p.lookup.Do(p.index)
	e, ok := p.fixedAt[at]
	return e, ok
}

// documentAt finds the document whose page is at an address, whatever its letters'
// case. Nearly every index number is its own address, in capital letters, so the
// catalogue knows it; the others are in odd.
func (p *Plan) documentAt(at string) *catalogue.Document {
	index := strings.ToUpper(strings.TrimSuffix(strings.TrimPrefix(at, "doc/"), ".html"))
	if t, _ := p.Catalogue.Find(index); t.Document != nil && strings.EqualFold(DocumentPath(index), at) {
		return t.Document
	}
	return p.odd[strings.ToLower(at)]
}

// findOdd finds the documents that documentAt cannot ask the catalogue for.
func (p *Plan) findOdd() {
	p.odd = map[string]*catalogue.Document{}
	for i := range p.Catalogue.Documents {
		d := &p.Catalogue.Documents[i]
		if at := DocumentPath(d.Index); strings.ToUpper(at[len("doc/"):len(at)-len(".html")]) != d.Index {
			p.odd[strings.ToLower(at)] = d
		}
	}
}

// Exists says whether anything stands at an address.
func (p *Plan) Exists(at string) bool {
	_, ok := p.Lookup(at)
	return ok
}

func (p *Plan) index() {
	p.fixedAt = map[string]Entry{}
	for e := range p.Fixed() {
		p.fixedAt[e.Path] = e
	}
}

// ContentPages are the pages of content, with those that list documents of a class
// though nobody wrote them.
func (p *Plan) ContentPages() []*catalogue.Page {
	var pages []*catalogue.Page
	for _, e := range p.pages() {
		pages = append(pages, e.Page)
	}
	return pages
}

// CategoryList is the list of a category.
func (p *Plan) CategoryList(c *config.Category) *List { return p.byCategory[c] }

func number(n int) string { return strconv.Itoa(n) }

func ext(name string) string { return strings.ToLower(path.Ext(name)) }
