// Package plan says which pages exist and at which address. An address comes from
// an index number or from the settings, never from a file's name, so that it
// survives renaming and moving; two claims to one address are reported.
//
// It makes no bytes; see packages render, feed, export and search.
package plan

import (
	"iter"
	"path"
	"regexp"
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
	Feed         // of the whole, or of a list: Atom
	JSONFeed     // likewise: JSON Feed
	Calendar     // of what is to take effect and to lapse
	Subscribe    // the page that lists feeds and calendar
	Log          // the page of the publication log
	LogPart      // a part of the publication log
	OpenSearch   // says to browsers how the catalogue is searched
	SecurityText // whom to tell of a weakness of the site
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
	Statistics     // the catalogue in figures
	JSONFile       // likewise
	Export         // a part of the catalogue, of a category or of an issuer, for download
	ExportIndex    // names the exports
	ExportSchema   // says what their JSON has
	Data           // the page that offers them to readers
	DCATJSON       // the exports as DCAT-AP describes data
	DCATTurtle     // likewise
)

// Entry is one file of the output. Only the fields of its kind are set.
type Entry struct {
	Kind   Kind
	Path   string // from the site's root
	Doc    *catalogue.Document
	Old    *catalogue.Document // Comparison: the earlier edition
	List   *List               // ListPage; Feed and JSONFeed of a list
	Number int                 // ListPage: archive page from the oldest, 0 the newest; AsOf: likewise; SitemapPages: part from the first, 0; Export of a list: part from the oldest, 1
	Format Format              // Export
	Newest bool                // Export: as ExportPart.Newest
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
	themes     themes
	odd        map[string]int32 // places in Documents by address in small letters, where it is not the index number itself
	fixed      *fixed
	claims     map[string]claim // only while planning
	diags      []diag.Diagnostic
}

// fixed finds what Fixed lists, but what leads to documents. It is made when first asked
// for.
type fixed struct {
	once sync.Once
	at   map[string]Entry
}

// New plans a catalogue's site. static are the files of static/ that are no theme
// assets, by their path from the site's folder.
func New(c *catalogue.Catalogue, static []string) (*Plan, []diag.Diagnostic) {
	p := &Plan{Catalogue: c, Config: c.Config, fixed: new(fixed), claims: map[string]claim{}, themes: themes{}}
	p.makeLists()
	p.makePeriods()
	p.makeYearEnds()
	p.findOdd()
	p.claimOwn()
	p.claimFiles(static)
	p.claimAliases()
	diag.Sort(p.diags)
	ds := p.diags
	p.claims, p.themes, p.diags = nil, nil, nil
	return p, ds
}

// With is the same plan of another catalogue, one that With of p's made: its documents have
// the addresses and places that they have in p.
func (p *Plan) With(c *catalogue.Catalogue) *Plan {
	p.fixed.once.Do(p.index) // while p's catalogue is at hand
	n := *p
	n.Catalogue = c
	return &n
}

// Fixed lists every file of the output but the documents' pages and the files that
// only bodies name: these are many, and are walked from the catalogue.
func (p *Plan) Fixed() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, part := range []iter.Seq[Entry]{p.once, p.further, slices.Values(p.pages()), p.listed, p.closed, p.exports, p.withdrawn, p.comparisons, slices.Values(p.Redirects), slices.Values(p.Files)} {
			for e := range part {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// once are the files that a site has once.
func (p *Plan) once(yield func(Entry) bool) {
	for _, e := range single {
		if searched := e.Kind == Search || e.Kind == OpenSearch; searched && !p.Config.Search.Enabled {
			continue
		}
		if !yield(e) {
			return
		}
	}
}

// single are the files that every site has once; those of search where it is searched.
var single = []Entry{
	{Kind: Home, Path: HomePath}, {Kind: SiteMap, Path: SiteMapPath}, {Kind: Search, Path: SearchPath},
	{Kind: NotFound, Path: "404.html"}, {Kind: Feed, Path: FeedPath}, {Kind: JSONFeed, Path: JSONFeedPath}, {Kind: Robots, Path: "robots.txt"},
	{Kind: Subscribe, Path: SubscribePath}, {Kind: Calendar, Path: CalendarPath}, {Kind: OpenSearch, Path: OpenSearchPath}, {Kind: Log, Path: LogPath},
	{Kind: SitemapIndex, Path: "sitemap.xml"},
	{Kind: ShardIndex, Path: ShardsPath}, {Kind: AsOfIndex, Path: AsOfPath}, {Kind: StateIndex, Path: StatesPath},
	{Kind: Statistics, Path: StatisticsPath},
	{Kind: Data, Path: DataPath}, {Kind: ExportIndex, Path: ExportsPath}, {Kind: ExportSchema, Path: SchemaPath},
	{Kind: DCATJSON, Path: DCATPath}, {Kind: DCATTurtle, Path: TurtlePath},
}

// further are the files that a site has once or several times, or, by its settings, not.
func (p *Plan) further(yield func(Entry) bool) {
	for n := range p.SitemapParts() {
		if !yield(Entry{Kind: SitemapPages, Path: SitemapPagesPath(n), Number: n}) {
			return
		}
	}
	if p.Config.Security.Configured() {
		yield(Entry{Kind: SecurityText, Path: SecurityPath})
	}
}

// listed are the pages and feeds of lists.
func (p *Plan) listed(yield func(Entry) bool) {
	for _, l := range p.Lists {
		for n := 0; n <= l.Archive(p.Config.PageSize); n++ {
			if !yield(Entry{Kind: ListPage, Path: l.Path(n), List: l, Number: n}) {
				return
			}
		}
		if l.HasFeed() && (!yield(Entry{Kind: Feed, Path: l.FeedPath(), List: l}) || !yield(Entry{Kind: JSONFeed, Path: l.JSONFeedPath(), List: l})) {
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
	p.yearEndPages(yield)
}

// yearEndPages are the pages of what was in force at years' ends, those of one number one
// after another: they have nearly the same rows, and what is known of their documents is
// then still at hand.
func (p *Plan) yearEndPages(yield func(Entry) bool) {
	for n, more := 0, true; more; n++ {
		more = false
		for i := range p.YearEnds {
			y := &p.YearEnds[i]
			if n > y.Archive() {
				continue
			}
			more = true
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
	if logPart.MatchString(at) {
		return Entry{Kind: LogPart, Path: at}, true
	}
	p.fixed.once.Do(p.index)
	e, ok := p.fixed.at[at]
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
	if id, ok := p.odd[strings.ToLower(at)]; ok {
		return &p.Catalogue.Documents[id]
	}
	return nil
}

// findOdd finds the documents that documentAt cannot ask the catalogue for.
func (p *Plan) findOdd() {
	p.odd = map[string]int32{}
	for i := range p.Catalogue.Documents {
		d := &p.Catalogue.Documents[i]
		if at, err := official.AddressPath(d.Index); err != nil || strings.ToUpper(at) != d.Index {
			p.odd[strings.ToLower(DocumentPath(d.Index))] = d.ID
		}
	}
}

// logPart is the address of a page of the publication log. Which there are the log knows,
// which goes on from build to build; see package journal.
var logPart = regexp.MustCompile(`^log/\d{4}-\d{2}-\d+\.html$`)

// Exists says whether anything stands at an address.
func (p *Plan) Exists(at string) bool {
	_, ok := p.Lookup(at)
	return ok
}

func (p *Plan) index() {
	p.fixed.at = map[string]Entry{}
	for e := range p.Fixed() {
		if e.Doc == nil { // else Lookup has found it
			p.fixed.at[e.Path] = e
		}
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
