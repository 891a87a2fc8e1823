// Package render turns what plan lists into bytes of pages. Each page kind has one
// plain struct, here, and one template of the same name in layouts/. A template
// sees its struct and nothing else, never the whole site.
package render

import (
	"html/template"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/render/compile"
)

// Link is a link to show. URL is relative to the site's root and is written behind
// Shell.Root in templates, unless External: then it is a whole address.
type Link struct {
	Name     string
	Lang     template.HTMLAttr // of the name where it is not in the interface's language: lang="…", else empty
	URL      string
	External bool
	Current  bool // the page itself
}

// Asset is a file of the theme under its published, content-hashed name.
type Asset struct{ URL, Integrity string }

// FeedLink is a feed in one of its forms.
type FeedLink struct{ Name, URL, Type string }

// Meta is a META tag (政府网站发展指引: SiteName … Description).
type Meta struct{ Name, Content string }

// Property is the attribute with the term of Dublin Core that says the same (HTML+RDFa
// 1.1); empty where there is none.
func (m Meta) Property() template.HTMLAttr { return terms[m.Name] }

var terms = map[string]template.HTMLAttr{
	"ArticleTitle": ` property="dcterms:title"`, "PubDate": ` property="dcterms:issued"`, "Keywords": ` property="dcterms:subject"`, "Author": ` property="dcterms:creator"`,
	"mulu-index": ` property="dcterms:identifier"`, "mulu-issuer": ` property="dcterms:publisher"`, "mulu-written": ` property="dcterms:created"`,
}

// Site is the same on every page.
type Site struct {
	Language                        string
	CSP                             template.HTMLAttr // content="…" of the meta tag of the Content-Security-Policy
	Title, Name, Sponsor, Organizer template.HTML     // as text; marked where they are not in the interface's language
	Address, Hours, ICP, Police     template.HTML     // likewise
	IDCode, PoliceURL, Phone, Fax   string
	Email, ReportErrorURL           string
	Styles, Scripts                 []Asset
	Early                           []Asset // scripts that run before the page is painted
	Icon                            Asset
	Search                          Search // of no address where the site cannot be searched
}

// Shell is what every page shows around its own part.
type Shell struct {
	Site        *Site
	Kind        string            // home, document, comparison, list, page, sitemap, search, subscribe, log, notfound, redirect, tombstone, asof, asofindex
	Root        string            // "", "../", "../../": from this page to the site's root
	PageTitle   string            // for <title>
	TitleLang   template.HTMLAttr // of PageTitle, as Link.Lang
	Description string
	Canonical   string // absolute
	Meta        []Meta
	Feeds       []FeedLink // of the home page and of lists; other pages have none, for they are many
	OpenSearch  string     // the title of the description of the search, on the pages where people search; else empty
	Described   string     // the description of the data of the site, on pages where portals look for it
	Navigation  []Link
	Crumbs      []Link        // from the home page down; the last is the page itself
	Linked      template.HTML // what the page says to search engines: a script element that nothing executes; empty for none
	NoIndex     bool
	Versions    []Version // the page in all scripts, the original first; none where it has one
	Converted   bool      // the page is a variant: a program has put it into another script
}

// Version is a page in one script: the page itself or a variant of it.
type Version struct {
	config.Script
	URL     string // from the root that Shell.Root leads to
	Address string // whole
	Current bool
}

// Home is the first page, in the order of 国办公开办函〔2019〕61号.
type Home struct {
	Shell
	Entries   []Entry // 指南, 制度, 法定主动公开内容, 年报
	Tree      []Node
	Below     int // categories below the first level of Tree
	Count     int // all documents
	Latest    []Row
	Soon      Turn // what is in force and lapses within half a year
	Lately    Turn // what lapsed or was repealed in the last half year
	Audiences []AudienceLists
	Figures   []Figure
	Facets    []Facet     // other ways to browse
	Long      []FacetItem // those of too many lists; URL is where they are listed
	Search    Search
}

// Turn is what begins or ceases to be in force about the day of the build. Only the
// first few are listed.
type Turn struct {
	Count int
	Rows  []TurnRow
}

// TurnRow is a document with the day on which it turned or will turn, which is in Day,
// too.
type TurnRow struct {
	Row
	On string // 2024-03-05
}

// AudienceLists are the lists for those whom documents serve, by theme.
type AudienceLists struct {
	FacetItem
	Themes []FacetItem
}

// Figure is a line of the statistics. URL is empty where no list shows just these.
type Figure struct {
	Name, URL string
	Count     int
}

// Entry is one of the four first-level entries.
type Entry struct {
	Name, Text, URL    string
	NameLang, TextLang template.HTMLAttr // as Link.Lang
	Missing            bool              // nothing there yet: URL is empty
}

// Search is the search box.
type Search struct{ URL string }

// Node is a category in a tree, with the number of documents in and below it.
type Node struct {
	Name, URL, Description string
	Count                  int
	Children               []Node
	Below                  int  // all categories below it
	Fold, Open             bool // what is below is folded, or folded and open
	Uncounted              bool // Count is not said
}

// Facet is a set of lists: by year, issuer, theme, validity, five-disclosure.
type Facet struct {
	Key   string // year: the folder of its lists, and the place m-year on the site map
	Name  string
	Items []FacetItem
}

// FacetItem is one list of a facet.
type FacetItem struct {
	Name  string
	Lang  template.HTMLAttr // of the name, as Link.Lang
	URL   string
	Count int

	Uncounted bool // Count is not said
}

// Row is a document in a list.
type Row struct {
	URL, Title, Number, Issuer string
	Code, Serial               string // the index number, parted where a line may end
	Written, Published         string // 2024-03-05 or empty
	State, StateClass          string // 有效, in-force
	Day                        string // the row's day as people write it, where it stands outside a table
	Anchor                     string // the row's id, where it is the first of a year
	Text                       string // since when it is the wording of its work, where that had another before
	Mark                       bool   // the state must strike the eye: 失效, 废止, 部分失效, 已修改, 尚未施行
}

// List is a page of documents: by category, issuer, year, theme, validity or
// five-disclosure. Archive pages are numbered from the oldest and never change
// once full; they show no totals.
type List struct {
	Shell
	Heading     string
	Lang        template.HTMLAttr // of the heading, as Link.Lang
	By          string            // 组配分类, 发布机构, 年份, 主题分类, 有效性, 五公开
	Description string            // a category's 内容要求
	Owner       string
	Cycle       string
	Law, LawURL string
	Newest      bool        // the first page; others are archive pages
	Count       int         // documents in the whole list; only on the newest page
	Table       []RowGroup  // the documents; of a year by month
	Children    []Node      // sub-categories, on the newest page
	Siblings    []FacetItem // the other lists of the facet, on the newest page
	Others      *FacetItem  // in place of too many siblings: where they are listed
	Data        *ListData   // on the newest page; nil when there is nothing
	Jumps       []Link      // to the months of a year or the years of a long list, on the newest page
	JumpsName   string      // what they lead to
	AsOf        bool        // the reader may want to know what was so on another day
	Pager       Pager
	Span        string // when what an archive page holds was published, where the calendar cuts it; else empty
}

// Pager links the pages of a list. Empty addresses are left out.
type Pager struct {
	Number                       int // archive page number from the oldest; 0 on the newest
	Newest, Newer, Older, Oldest string
}

// Document is the page of a disclosed item.
type Document struct {
	Shell
	Heading      string
	Summary      Summary
	Fields       []FieldRow  // header table by the site's profile
	MoreFields   []FieldCell // what the profile leaves out and the document has
	Banner       *Banner     // nil when nothing must be said of its validity
	Notice       *Notice     // nil when no change of it is known
	Contents     []ContentsItem
	Body         compile.RawHTML
	Attachments  []Attachment
	Editions     []EditionItem  // of its work, the earliest first; empty when there is no other
	Relations    []RelationItem // by day, this document among them; empty when it has none
	Changes      []Change
	Source       *Link // reprint: where from
	Consultation *Consultation
	Forms        string // 解读形式
	Disclosure   string // 主动公开
	Cite         string // the citation up to the day of publication, which Published is
	Published    string
	Markdown     string // the file's name beside the page; empty when there is none
	JSON         string // likewise
	Text         string // likewise, as plain text
}

// Summary is the line below a document's name. State is empty where a document has no
// validity and where a banner says it.
type Summary struct{ State, StateClass, Since, Issuer, Number string }

// FieldRow is a row of the header table: one field, or two side by side.
type FieldRow struct {
	Cells []FieldCell
	Name  bool // it has but the document's name, which the heading says, too
}

// FieldCell is a label and its value. Links, when there are any, are shown instead
// of Value.
type FieldCell struct {
	Key, Label, Value string
	Tail              string // of the value, behind a place where a line may end
	Date              string // machine form, when the value is a day
	State             string // state class, when the value is a validity
	Content           bool   // the value is the document's own words, not the interface's
	Links             []Link
	Wide              bool
}

// Banner says that a document is not, or not wholly, in force: state, cause, since
// when, and what stands in its place.
type Banner struct {
	StateClass, State string
	Text              template.HTML
	Span              template.HTML // from when until when one went by it; empty of what is in force
	By                *Link         // the document that caused it
	ByNumber          template.HTML
	Successor         *Link
	SuccessorNumber   template.HTML
}

// Notice tells of a change of validity that is to come.
type Notice struct {
	Text     template.HTML
	By       *Link // the document that brings it
	ByNumber template.HTML
}

// ContentsItem is a heading of the body.
type ContentsItem struct {
	Href     template.HTMLAttr // href="#第一条": an address in href="{{…}}" would be percent-encoded, three times as long
	Text     string
	English  bool // not in the language of documents
	Children []ContentsItem
}

// Attachment is a file to download.
type Attachment struct {
	Title, URL, FileName, Type, Size string // PDF, 1.2 MB
	Extent                           string // 12 页; empty when unknown
	SaveAs                           string // the name to save it under; empty for what a browser shows
}

// RelationItem is a document of a timeline: a related one, or the page's own.
type RelationItem struct {
	Kind                           string // what it is to this document: 本文件的解读, …
	Current                        bool   // it is the page's own
	Title, URL, Number, Date, Note string
	State, StateClass              string
	Mark                           bool
}

// EditionItem is a text of the work that a document is of.
type EditionItem struct {
	Current                         bool // it is the page's own
	Title, URL, Number, Since, Note string
	State, StateClass               string
	Mark                            bool
	Comparisons                     []Comparing
}

// Comparing leads to what an edition has changed in one before, or to one change of it.
type Comparing struct {
	Name template.HTML
	URL  string
}

// Change is a change note.
type Change struct{ Date, Text string }

// Consultation is the period of a consultation; Open on the day of the build is
// said by dates only, so that the page need not be rebuilt each day.
type Consultation struct {
	Opens, Closes, Channel, Reason string
	State                          string // 征集尚未开始, 征集中, 征集已结束
	Feedback                       *Link
}

// Comparison is what an edition of a document has changed in one before.
type Comparison struct {
	Shell
	Heading  template.HTML
	Old, New EditionItem
	Acts     []Link            // what amended the old one
	Counts   []ComparisonCount // what changed, in numbers; none when nothing did
	Rough    bool              // not all of it is compared in detail
	Little   bool              // the texts have little in common
	Parts    []ComparisonPart
}

// ComparisonCount is how many articles or paragraphs changed in one way, with ways to them.
type ComparisonCount struct {
	Name  string
	Links []Comparing // none to what did not change, or where there are too many in all
}

// ComparisonPart is an article or a paragraph that changed, or a run of those that did not.
type ComparisonPart struct {
	Kind   string        // same, context, changed, added, removed
	Number int           // of what changed, from 1: its heading, or its fold, is m-1; 0 of all else
	Name   template.HTML // what the heading or the fold says
	Lines  []ComparisonLine
	Sides  []ComparisonSides // the old and the new text side by side; none where there is a table in them
}

// ComparisonSides is a line of the old text and one of the new, or of one of them: the
// same line where both have it.
type ComparisonSides struct{ Old, New []ComparisonPiece }

// ComparisonLine is a line with what was removed and added in it, or rows of a table.
type ComparisonLine struct {
	Heading bool // of the document
	Pieces  []ComparisonPiece
	Table   string // what the table is called; empty of a line
	Head    []ComparisonRow
	Rows    []ComparisonRow
}

// ComparisonRow is a row of a table, or in the place of rows what is said of them.
type ComparisonRow struct {
	Cells   []ComparisonLine // with Heading of those that name columns
	Columns int              // of the table, where rows are left out
	Skipped template.HTML    // how many
}

// ComparisonPiece is a run of characters, a picture or where a link leads. It is in both
// texts, or in one.
type ComparisonPiece struct {
	Added, Removed bool
	Note           bool // said by the program: the number that an item had
	Text           template.HTML
	Before         template.HTML // in the old text, of a number that changed, which a note says, too
	Image          string        // a picture's address, where it is shown
}

// Page is a page from content without an index number: 指南, 制度, 年报 and others.
type Page struct {
	Shell
	Heading     string
	Lang        template.HTMLAttr // of the heading, as Link.Lang
	Updated     string
	Contents    []ContentsItem
	Body        compile.RawHTML
	ListHeading string
	Table       []RowGroup // 制度 lists its documents
	Groups      []RowGroup // 年报 by year
	Statement   *Statement // of an accessibility statement
}

// RowGroup is rows under one heading, or under none.
type RowGroup struct {
	Name string
	ID   string // of the heading, for links to it
	Rows []Row
}

// AsOf is what was in force at the end of a year that is over, with the states of that
// day.
type AsOf struct {
	Shell
	Heading string
	Newest  bool // not an archive page
	Count   int  // documents on all its pages; shown on the newest alone
	Table   []RowGroup
	Pager   Pager
}

// AsOfIndex asks for a day and shows what was in force on it.
type AsOfIndex struct {
	Shell
	Script Asset
	Years  []Link // the pages of years' ends
}

// SiteMap is 网站地图.
type SiteMap struct {
	Shell
	Pages  []Link
	Tree   []Node
	Facets []Facet
}

// SearchPage is the page of the search form and its results.
type SearchPage struct {
	Shell
	Manifests []Link // the files that searching begins with: the site's own first
	Facets    []Facet
}

// NotFound is 404.html. Its Root is absolute because it is shown at any address.
type NotFound struct {
	Shell
	Search Search
}

// Redirect sends the reader of an old address on.
type Redirect struct {
	Shell
	Target string // site-relative
	Name   string
}

// Tombstone stands at the address of a withdrawn document: its index number, the
// day and the reason, nothing else of it.
type Tombstone struct {
	Shell
	Code, Serial string // the index number, as in Row
	On, Reason   string
}
