package plan

import "mulu/cmd/mulu/internal/config"

// The addresses of what programs get. They stay the same.
const (
	DataPath    = "data.html"
	ExportsPath = "data/exports.json"
	SchemaPath  = "data/schema/document-1.json"
	DCATPath    = "data/dcat.jsonld"
	TurtlePath  = "data/dcat.ttl"
)

// Format is a form of the exports.
type Format uint8

// The formats, in the order in which pages offer them.
const (
	CSV Format = iota + 1
	XLSX
	JSON
	JSONLines
)

var formats = [...]struct{ name, ext string }{CSV: {"CSV", "csv"}, XLSX: {"XLSX", "xlsx"}, JSON: {"JSON", "json"}, JSONLines: {"JSON Lines", "jsonl"}}

// String is the name that readers know.
func (f Format) String() string { return formats[f].name }

// Ext is the ending of the format's files, without a dot; also its name in data.
func (f Format) Ext() string { return formats[f].ext }

// Formats are those that the site offers.
func (p *Plan) Formats() (fs []Format) {
	c := &p.Config.Exports
	for i, on := range [...]bool{c.CSV, c.XLSX, c.JSON, c.JSONLines} {
		if on {
			fs = append(fs, CSV+Format(i))
		}
	}
	return fs
}

// ExportSet is what is exported together: the whole catalogue, or a category with those
// below it, or what an issuer issued. It is cut into parts that stay the same once full, as
// far as documents themselves do.
//
// A category with more documents than one part holds, and with categories below it, does not
// repeat what these have: its Parts are those of its own documents, then those of the sets
// below it. So a document is in the files of its column and not in those of every column
// above, and a large column is had once, not once for each level of the tree. The whole is the
// root of the tree: where it is as large, it is the sets of the first level, for every document
// is in a category. A smaller one is cut by year.
type ExportSet struct {
	List  *List // nil: the whole
	Parts []ExportPart
	Below []*List // the categories whose parts are among Parts; nil of a set that is not so put together
	Count int     // documents; Parts may have more, for a document may be of two categories below
}

// ExportPart is a part of a set: of the whole a period; of a list a thousand documents,
// numbered from the oldest. A newest part that is not full and has more than newestSize
// documents is cut once more, so that a new document does not change up to a thousand rows
// in each format of each of its sets: the part has full hundreds, its Newest the rest.
type ExportPart struct {
	Period *Period
	List   *List
	Number int
	Newest bool
	Docs   []int32 // newest first
}

// newestSize is the most that a Newest has.
const newestSize = 100

// cutNewest is how many of a part's documents are in its Newest.
func cutNewest(docs []int32, open bool) int {
	if n := len(docs); open && n > newestSize {
		return n - (n-1)/newestSize*newestSize
	}
	return 0
}

// cut appends the part, or its two.
func (x ExportPart) cut(to []ExportPart, open bool) []ExportPart {
	if n := cutNewest(x.Docs, open); n > 0 {
		newest := x
		newest.Newest, newest.Docs = true, x.Docs[:n]
		x.Docs = x.Docs[n:]
		to = append(to, newest)
	}
	return append(to, x)
}

// Path is the address of a part in a format.
func (x *ExportPart) Path(f Format) string {
	at, end := "data/all/", "."+f.Ext()
	if x.Newest {
		end = "-new" + end
	}
	switch {
	case x.Period != nil:
		return at + x.Period.Name() + end
	case x.List.Category != nil:
		at = "data/category/"
	default:
		at = "data/"
	}
	return at + x.List.Dir + "/" + number(x.Number) + end
}

// ExportSets are all sets that have documents: the whole, then the categories and the
// issuers in their order; each set's newest part first.
func (p *Plan) ExportSets() []ExportSet {
	sets := []ExportSet{p.WholeSet()}
	for _, l := range p.Lists {
		if set, ok := p.ExportSet(l); ok {
			sets = append(sets, set)
		}
	}
	return sets
}

// WholeSet is what is exported of the whole catalogue.
func (p *Plan) WholeSet() (set ExportSet) {
	for i := range p.Periods {
		set.Count += len(p.Periods[i].Docs)
	}
	if set.Count > periodSize {
		set.join(p, p.Config.Roots())
		return set
	}
	for i := range p.Periods {
		set.Parts = ExportPart{Period: &p.Periods[i], Docs: p.Periods[i].Docs}.cut(set.Parts, p.Periods[i].Open)
	}
	return set
}

// join appends the parts of the sets of categories.
func (s *ExportSet) join(p *Plan, categories []*config.Category) {
	for _, c := range categories {
		if below, ok := p.ExportSet(p.byCategory[c]); ok {
			s.Below, s.Parts = append(s.Below, below.List), append(s.Parts, below.Parts...)
		}
	}
}

// ExportSet is what is exported of a list; only categories and issuers that have documents
// have one.
func (p *Plan) ExportSet(l *List) (set ExportSet, ok bool) {
	if len(l.Docs) == 0 || l.Facet != ByCategory && l.Facet != ByIssuer {
		return set, false
	}
	set = ExportSet{List: l, Parts: l.exportParts(nil), Count: len(l.Docs)}
	if l.joined() {
		set.join(p, l.Category.Children)
	}
	return set, true
}

// exportParts appends the parts that are the list's own, the newest first.
func (l *List) exportParts(to []ExportPart) []ExportPart {
	for n := l.parts(); n >= 1; n-- {
		to = ExportPart{List: l, Number: n, Docs: l.part(n)}.cut(to, l.open(n))
	}
	return to
}

// joined says whether the list's set is joined from those below it.
func (l *List) joined() bool {
	return l.Category != nil && len(l.Category.Children) > 0 && len(l.Docs) > periodSize
}

// Told are the documents of which the list's feeds tell what happened to them since they were
// published. In a column of more than a thousand documents with columns below it these are its
// own alone: of so many, the few entries of a feed are what happened in any of them last.
func (l *List) Told() []int32 { return l.exported() }

// exported are the documents of the list's own parts.
func (l *List) exported() []int32 {
	if l.joined() {
		return l.own
	}
	return l.Docs
}

func (l *List) parts() int { return (len(l.exported()) + periodSize - 1) / periodSize }

// part gives the documents of the n-th thousand from the oldest, newest first.
func (l *List) part(n int) []int32 {
	docs := l.exported()
	return docs[max(0, len(docs)-n*periodSize) : len(docs)-(n-1)*periodSize]
}

// open says whether a new document joins a part.
func (l *List) open(n int) bool { return n == l.parts() && len(l.exported())%periodSize != 0 }

// exports are the files of all sets. The large ones come first, so that the last worker
// is not busy alone.
func (p *Plan) exports(yield func(Entry) bool) {
	for _, set := range p.ExportSets() {
		for _, part := range set.Parts {
			if part.List != set.List {
				continue // of the set below
			}
			for _, f := range p.Formats() {
				if !yield(Entry{Kind: Export, Path: part.Path(f), Period: part.Period, List: part.List, Number: part.Number, Newest: part.Newest, Format: f}) {
					return
				}
			}
		}
	}
}

// ExportPath is the address of the part of an Export in a format.
func (e Entry) ExportPath(f Format) string {
	return (&ExportPart{Period: e.Period, List: e.List, Number: e.Number, Newest: e.Newest}).Path(f)
}

// ExportDocs are the documents of an Export, newest first.
func (e Entry) ExportDocs() []int32 {
	var docs []int32
	var open bool
	if e.Period != nil {
		docs, open = e.Period.Docs, e.Period.Open
	} else {
		docs, open = e.List.part(e.Number), e.List.open(e.Number)
	}
	n := cutNewest(docs, open)
	if e.Newest {
		return docs[:n]
	}
	return docs[n:]
}
