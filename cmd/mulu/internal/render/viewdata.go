package render

import "html/template"

// Statistics is the catalogue in figures.
type Statistics struct {
	Shell
	Count   int
	Day, On string // of the last publication: as people read it, and 2024-03-05
	Parts   []StatisticsPart
}

// StatisticsPart is one count: a chart with the table of its figures.
type StatisticsPart struct {
	ID, Title, Lead, Note string
	Chart                 template.HTML // SVG; package chart escapes what it is given
	Heads                 []string      // of the table's columns
	Rows                  []StatisticsRow
	Folded                bool // there are many rows
}

// StatisticsRow is a row of a part's table. URL is empty where no list shows what it counts.
type StatisticsRow struct {
	Name, URL string
	Lang      template.HTMLAttr
	Numbers   []string
	count     int
}

// Data is 数据开放: what programs and tables can have.
type Data struct {
	Shell
	License    string
	LicenseURL string
	Example    *DataFiles  // the files beside the page of the newest document; nil when there are none
	Files      []DataFiles // of the whole, by period
	Columns    []Link      // where the files of the whole are, when it has none by period
	Lists      []Link      // where the lists are that have files of their own
}

// DataFiles are files in all formats: of a period of the whole, or of a document.
type DataFiles struct {
	Name   string
	Lang   template.HTMLAttr
	Part   int  // of several of a year, from the oldest; 0 when it is the only one
	Newest bool // the newest of the part, in files of their own
	Open   bool // a new document joins it, so its Count is not said
	Count  int
	Links  []Link
}

// ListData is what programs and feed readers can have of a list.
type ListData struct {
	Files []Link // of the newest part, or of the only one
	Older []Link // of the other parts
	Below []Link // of a large category: where those below it have their files, which are not repeated
	Feeds []Link
}

// Subscribe is the page that lists the feeds, the calendar and the log.
type Subscribe struct {
	Shell
	Kinds  []string // what entries tell of
	Whole  []FeedLink
	Facets []Facet     // of the lists that have a feed; URL is that of the feed
	Long   []FacetItem // facets of which there are too many; URL is where they are listed
}

// LogPage is the publication log: its newest changes, or a part of it.
type LogPage struct {
	Shell
	Heading string
	Newest  bool // the first page, which lists the parts
	Parts   []Link
	Builds  []LogBuild
	Preview bool // there is no log, for only what is published is logged
}

// LogBuild is what a build changed.
type LogBuild struct {
	Number int
	On     string // 2024-03-05
	Day    string // as people write it
	Rows   []LogRow
}

// LogRow is a change. A document that is public has a title and an address, others the
// index number alone.
type LogRow struct {
	Title, URL, Index, Text string
	By, ByURL               string // the document that changed its validity
	Gone                    bool   // its address tells why it was withdrawn
}
