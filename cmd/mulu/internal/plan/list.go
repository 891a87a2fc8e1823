package plan

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// Facet is a way of cutting the catalogue into lists.
type Facet uint8

// The facets, in the order in which pages offer them.
const (
	ByCategory Facet = iota
	ByIssuer
	ByYear
	ByTheme
	ByValidity
	ByFive
	ByAudience
	ByAudienceTheme // for an audience, of a theme: on the home page alone
)

// Facets are all facets but the category tree, which pages show on its own, and those
// that only part others further.
var Facets = []Facet{ByIssuer, ByYear, ByTheme, ByValidity, ByFive, ByAudience}

var facetNames = [...]string{"组配分类", "发布机构", "年份", "主题分类", "有效性", "五公开", "服务对象", "服务对象和主题"}

var facetKeys = [...]string{"category", "issuer", "year", "theme", "validity", "five", "audience", "audience_theme"}

// Key is the facet's name in addresses.
func (f Facet) Key() string { return facetKeys[f] }

// String is the facet's official name.
func (f Facet) String() string { return facetNames[f] }

// List is the documents of one value of a facet, newest first. A category's list
// holds those of its sub-categories too.
type List struct {
	Facet    Facet
	Name     string
	Dir      string // zcwj/bmwj, year/2023
	Category *config.Category
	Docs     []int32 // places in Catalogue.Documents

	own []int32 // of a category with others below it: those of Docs that are in itself

	spanned bool // the archive pages are spans, whose numbers change while their addresses stay
	spans   []spanPage
}

// Archive is the number of archive pages. They are numbered from the oldest and
// hold page-size documents each, for ever; the newest page holds the rest, which is
// never less than a full page, so that adding a document changes the newest page
// alone until a further archive page is closed.
func (l *List) Archive(size int) int {
	if l.spanned {
		return len(l.spans)
	}
	return archive(len(l.Docs), size)
}

func archive(documents, size int) int { return max(0, documents/size-1) }

// Page gives the documents of a page, newest first: of archive page number, or of
// the newest page for 0.
func (l *List) Page(number, size int) []int32 {
	switch {
	case !l.spanned:
		return page(l.Docs, number, size)
	case number == 0:
		return l.Docs[:l.newestEnd()]
	}
	s := l.spanPage(number)
	return l.Docs[s.from:s.to]
}

func page[D any](docs []D, number, size int) []D {
	n := len(docs)
	if number == 0 {
		return docs[:n-archive(n, size)*size]
	}
	return docs[n-number*size : n-(number-1)*size]
}

// PageOf is the number of the page that holds the i-th document of Docs, 0 for the newest.
func (l *List) PageOf(i, size int) int {
	if l.spanned {
		after, _ := slices.BinarySearchFunc(l.spans, i, func(s spanPage, i int) int { return cmp.Compare(s.from, i+1) })
		return (len(l.spans) - after + 1) % (len(l.spans) + 1)
	}
	if i < len(l.Docs)-l.Archive(size)*size {
		return 0
	}
	return (len(l.Docs)-1-i)/size + 1
}

// Path is the address of a page of the list.
func (l *List) Path(n int) string {
	if n == 0 {
		return l.Dir + "/index.html"
	}
	if l.spanned {
		return l.Dir + "/" + l.spanPage(n).name + ".html"
	}
	return l.Dir + "/p" + number(n) + ".html"
}

// HasFeed says whether the list has feeds: what people follow are columns, bodies and
// themes.
func (l *List) HasFeed() bool {
	return l.Facet == ByCategory || l.Facet == ByIssuer || l.Facet == ByTheme
}

// FeedPath is the address of the list's feed.
func (l *List) FeedPath() string { return l.Dir + "/feed.xml" }

// JSONFeedPath is that of the same as a JSON Feed.
func (l *List) JSONFeedPath() string { return l.Dir + "/feed.json" }

// makeLists sorts the documents once into all lists.
func (p *Plan) makeLists() {
	p.byCategory = make(map[*config.Category]*List, len(p.Config.Categories))
	p.byDir = map[string]*List{}
	for i := range p.Config.Categories {
		c := &p.Config.Categories[i]
		l := &List{Facet: ByCategory, Name: c.Name, Dir: c.Path, Category: c}
		p.byCategory[c] = l
		p.Lists = append(p.Lists, l)
	}
	for id := range p.Catalogue.Documents {
		p.place(int32(id), &p.Catalogue.Documents[id])
	}
	for _, l := range p.Of(ByValidity) {
		l.cutBySpans(p.Catalogue.Documents, p.Config.PageSize)
	}
	rest := p.Lists[len(p.Config.Categories):]
	slices.SortStableFunc(rest, func(a, b *List) int {
		return cmp.Or(cmp.Compare(a.Facet, b.Facet), p.order(a, b))
	})
}

// place puts a document into its lists. Documents come newest first, so every list
// is in order when all are placed.
func (p *Plan) place(id int32, d *catalogue.Document) {
	for _, c := range d.Categories {
		if l := p.byCategory[c]; len(c.Children) > 0 && (len(l.own) == 0 || l.own[len(l.own)-1] != id) {
			l.own = append(l.own, id)
		}
		for ; c != nil; c = c.Parent {
			if l := p.byCategory[c]; len(l.Docs) == 0 || l.Docs[len(l.Docs)-1] != id {
				l.Docs = append(l.Docs, id)
			}
		}
	}
	for _, is := range d.Issuers {
		p.add(ByIssuer, "issuer/"+is.Slug, is.Name, id)
	}
	if y := d.Published.Year(); y > 0 {
		p.add(ByYear, p.years.dir(y), "", id)
	}
	if d.Theme != "" {
		t := p.themes.of(d.Theme)
		p.add(ByTheme, t.dir, t.top, id)
	}
	p.add(ByValidity, "validity/"+d.Validity.State.Slug(), d.Validity.State.String(), id)
	if d.Five != 0 {
		p.add(ByFive, "five/"+d.Five.Slug(), d.Five.String(), id)
	}
	if d.More != nil {
		p.placeAudiences(id, d)
	}
}

// placeAudiences puts a document into the lists of those whom it serves.
func (p *Plan) placeAudiences(id int32, d *catalogue.Document) {
	for _, value := range d.More.Audience {
		a := official.AudienceOf(value)
		if a == 0 {
			continue
		}
		dir := "audience/" + a.Slug()
		p.add(ByAudience, dir, a.String(), id)
		if d.Theme != "" {
			top, _ := official.SplitTheme(d.Theme)
			p.add(ByAudienceTheme, dir+strings.TrimPrefix(themeDir(top), "theme"), top, id)
		}
	}
}

func (p *Plan) add(f Facet, dir, name string, id int32) {
	l := p.byDir[dir]
	if l == nil {
		if f == ByYear {
			name = strings.TrimPrefix(dir, "year/") + "年"
		}
		l = &List{Facet: f, Name: name, Dir: dir}
		p.byDir[dir] = l
		p.Lists = append(p.Lists, l)
	}
	if n := len(l.Docs); n > 0 && l.Docs[n-1] == id {
		return // an issuer named twice, two words for one audience
	}
	l.Docs = append(l.Docs, id)
}

// years keeps the address of the year last asked for: documents come by their days.
type years struct {
	year int
	last string
}

func (y *years) dir(n int) string {
	if n != y.year {
		y.year, y.last = n, fmt.Sprintf("year/%04d", n)
	}
	return y.last
}

// themes keeps the first levels of themes: thousands of documents have the same one.
type themes map[string]theme

type theme struct{ top, dir string }

func (t themes) of(name string) theme {
	at, known := t[name]
	if !known {
		top, _ := official.SplitTheme(name)
		at = theme{top, themeDir(top)}
		t[name] = at
	}
	return at
}

// themeDir is the address of a theme: the class's number in the State Council
// office's list; another theme gets a hash of its name.
func themeDir(name string) string {
	if code, ok := official.ThemeCode(name); ok {
		return "theme/" + code
	}
	h := fnv.New64a()
	h.Write([]byte(name))
	return fmt.Sprintf("theme/x%016x", h.Sum64())
}

// ThemePath is the address of the list of a theme's first level.
func ThemePath(theme string) string {
	top, _ := official.SplitTheme(theme)
	return themeDir(top) + "/index.html"
}

// order sorts the lists of one facet: issuers as registered, years from the newest,
// the others by address, which follows the official order of themes and the
// alphabet of states.
func (p *Plan) order(a, b *List) int {
	switch a.Facet {
	case ByIssuer:
		return cmp.Compare(p.issuerRank(a.Name), p.issuerRank(b.Name))
	case ByYear:
		return strings.Compare(b.Dir, a.Dir)
	case ByValidity:
		return cmp.Compare(slices.Index(official.Validities(), a.Name), slices.Index(official.Validities(), b.Name))
	case ByFive:
		return cmp.Compare(slices.Index(official.FiveDisclosures(), a.Name), slices.Index(official.FiveDisclosures(), b.Name))
	}
	return strings.Compare(a.Dir, b.Dir)
}

func (p *Plan) issuerRank(name string) int {
	for i := range p.Config.Issuers {
		if p.Config.Issuers[i].Name == name {
			return i
		}
	}
	return len(p.Config.Issuers)
}

// Of gives the lists of a facet in order.
func (p *Plan) Of(f Facet) []*List {
	var ls []*List
	for _, l := range p.Lists {
		if l.Facet == f {
			ls = append(ls, l)
		}
	}
	return ls
}

// periodSize is the number of documents of a closed part of a year, in sitemaps and
// data files: a part stays the same once full.
const periodSize = 1000

// Period is a part of a year's documents, oldest first: number 1 holds the year's
// first thousand. So a new document changes the newest part only.
type Period struct {
	Year, Number int
	Docs         []int32 // places in Catalogue.Documents, newest first
	Full         bool
	Open         bool          // the newest of all, which is not full: a new document joins it
	States       official.Date // the first day on which one of its documents that have validity is there; zero when none has
}

// Name is 2023-1.
func (p *Period) Name() string { return fmt.Sprintf("%04d-%d", p.Year, p.Number) }

// SitemapPath is the address of the period's part of the sitemap. It lies at the site's
// root: a sitemap may list only what lies in its own folder or below (sitemaps.org,
// "Sitemap file location").
func (p *Period) SitemapPath() string { return "sitemap-" + p.Name() + ".xml" }

// ShardPath is the address of the period's metadata.
func (p *Period) ShardPath() string { return "data/" + p.Name() + ".json" }

// StatesPath is the address of the states of the period's documents by day.
func (p *Period) StatesPath() string { return "data/states-" + p.Name() + ".json" }

// makePeriods cuts the documents by year of publication, newest period first.
func (p *Plan) makePeriods() {
	docs := p.Catalogue.Documents
	for i := 0; i < len(docs); {
		j := i
		for j < len(docs) && docs[j].Published.Year() == docs[i].Published.Year() {
			j++
		}
		n := j - i
		for k := (n + periodSize - 1) / periodSize; k >= 1; k-- {
			from := max(i, j-k*periodSize)
			part := Period{Year: docs[i].Published.Year(), Number: k}
			part.Docs = make([]int32, 0, j-(k-1)*periodSize-from)
			for id := from; id < j-(k-1)*periodSize; id++ {
				part.Docs = append(part.Docs, int32(id))
			}
			part.Full = len(part.Docs) == periodSize
			part.Open = len(p.Periods) == 0 && !part.Full
			p.Periods = append(p.Periods, part)
		}
		i = j
	}
}
