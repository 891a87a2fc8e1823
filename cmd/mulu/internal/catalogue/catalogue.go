// Package catalogue holds an agency's disclosure catalogue: the documents it has
// made public and how they relate. A Catalogue is complete when New returns it and
// never changes after, so stages may read it in parallel. The field table, from
// which the parser, `mulu new` and the documentation are made, lives here.
//
// Only documents whose disclosure is 主动公开 and that are no drafts are in it. Of
// drafts of such documents it keeps the headers, for checks of what is still to be
// published; of the others no more than what says when they are next assessed. It knows nothing of pages,
// addresses or output files; see package plan.
package catalogue

import (
	"path"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// Catalogue is the whole of a site's public documents on a day.
type Catalogue struct {
	Config    *config.Config
	Today     official.Date
	Documents []Document // public, newest first by 发布日期, then by index number
	ByPath    []int32    // places in Documents by source file: the order in which bodies are best read
	Withdrawn []Tomb     // by index number
	Pages     []*Page    // by name
	Drafts    []*Record  // drafts of documents that are to be 主动公开, by path; never shown
	Withheld  []Withheld // documents that are not 主动公开 and no drafts, by path; never shown
	Hidden    int        // documents that are not public, drafts included

	byIndex  textIndex         // of Documents
	closed   map[string]place  // index numbers of what is known and not in Documents, or there again
	byNumber textIndex         // document numbers, by the order of all source files
	docAt    []int32           // by that order: the place in Documents, -1 when it is not public
	numbered map[int32]bearer  // likewise: what bears a document number and is not in Documents
	unlisted map[string]string // of records that are not in Documents: source file to index number, which may be empty
	pageAt   map[string]*Page  // by source file
	broken   map[string]bool   // source files whose headers could not be used
	acts     map[int32][]event // by Document.ID: what others do to its validity; few have any
	anew     map[int32]anew    // by Document.ID: the texts as amended of documents that have one
	hidden   map[string]bool   // in lower case: files that only documents name which are not public
	locate   func(file, key string, n ...int) diag.Pos
}

// HiddenFile says whether a file, by its path from the site's folder, belongs to
// documents that are not public and to no other, so that it must not be published.
func (c *Catalogue) HiddenFile(path string) bool { return c.hidden[strings.ToLower(path)] }

// Locate is the place of a field's value in a document's file, of its n-th element
// when given. It reads the file again: places are not kept.
func (c *Catalogue) Locate(file, key string, n ...int) diag.Pos { return c.locate(file, key, n...) }

// Alone is a catalogue with the same settings, and without documents, pages and days. It
// finds places in headers.
func (c *Catalogue) Alone() *Catalogue { return &Catalogue{Config: c.Config, locate: c.locate} }

// Withheld is what is known of a document that is not public: nothing of what it says.
type Withheld struct {
	Path       string // source file
	Disclosure official.Disclosure
	Reassess   official.Date // when it is next assessed
	Requests   int32         // how many applied for it
}

// Tomb is what remains of a withdrawn document.
type Tomb struct {
	Path    string // source file
	Index   string
	On      official.Date
	Reason  string
	Aliases []string
}

// place says where the bearer of an index number is that is not in Documents.
type place uint8

const (
	hidden place = iota
	withdrawn
)

// bearer is what bears a document number.
type bearer struct{ number, index string }

// Target is what a link or a relation points to.
type Target struct {
	Document *Document
	Page     *Page
	Tomb     *Tomb
	Broken   bool // a file whose header has errors of its own
}

// Find gives the document or tombstone of an index number. known says whether any
// document has the number, public or not.
func (c *Catalogue) Find(index string) (t Target, known bool) {
	for _, e := range c.byIndex.look(index) {
		if d := &c.Documents[placeIn(e)]; d.Index == index {
			t.Document, known = d, true
		}
	}
	if known {
		return t, true
	}
	p, known := c.closed[index]
	if known && p == withdrawn {
		t.Tomb = c.tomb(index)
	}
	return t, known
}

func (c *Catalogue) tomb(index string) *Tomb {
	i, _ := slices.BinarySearchFunc(c.Withdrawn, index, func(t Tomb, index string) int { return strings.Compare(t.Index, index) })
	return &c.Withdrawn[i]
}

// HiddenPath is the source file of an index number that is known and not public; ""
// when there is none. It looks at all files that are not public.
func (c *Catalogue) HiddenPath(index string) string {
	first := ""
	for file, i := range c.unlisted {
		if i == index && (first == "" || file < first) {
			first = file
		}
	}
	return first
}

// Unlisted says whether a source file holds a document that is known and has no page of
// its own: a draft, one that is not public, one that was withdrawn.
func (c *Catalogue) Unlisted(path string) bool {
	_, is := c.unlisted[path]
	return is
}

// FindNumber gives the index numbers of the documents that bear a document number.
func (c *Catalogue) FindNumber(number string) (indexes []string) {
	number = canonicalNumber(number)
	for _, e := range c.byNumber.look(number) {
		place := placeIn(e)
		b, listed := c.numbered[place]
		if id := c.docAt[place]; !listed && id >= 0 {
			b = bearer{c.Documents[id].DocNumber, c.Documents[id].Index}
		}
		if sameNumber(b.number, number) {
			indexes = append(indexes, b.index)
		}
	}
	return indexes
}

// FindPath gives what a source file holds, as Find does.
func (c *Catalogue) FindPath(path string) (t Target, known bool) {
	if p := c.pageAt[path]; p != nil {
		if p.Draft {
			return t, true
		}
		return Target{Page: p}, true
	}
	if c.broken[path] {
		return Target{Broken: true}, true
	}
	if i, ok := slices.BinarySearchFunc(c.ByPath, path, func(id int32, path string) int { return strings.Compare(c.Documents[id].Path, path) }); ok {
		return Target{Document: &c.Documents[c.ByPath[i]]}, true
	}
	index, ok := c.unlisted[path]
	if !ok {
		return t, false
	}
	if index == "" { // a file without a usable index number: a draft
		return t, true
	}
	return c.Find(index)
}

// FindLink gives what a link means among documents and pages, without its fragment: a
// path relative to the file that it stands in, an index number or a document number.
func (c *Catalogue) FindLink(file, dest string) (t Target, known bool) {
	if strings.HasSuffix(dest, ".md") {
		return c.FindPath(path.Join(path.Dir(file), dest))
	}
	if t, known = c.Find(dest); known {
		return t, true
	}
	if strings.HasSuffix(dest, "号") {
		if ns := c.FindNumber(dest); len(ns) == 1 {
			return c.Find(ns[0])
		}
	}
	return t, false
}

// Page gives the page of a name, nil when there is none.
func (c *Catalogue) Page(name string) *Page {
	for _, p := range c.Pages {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// NextChange is the first day after Today on which a page changes by itself: the state
// of a document or a consultation, what is said to lapse soon or to have lapsed lately,
// or, on 1 January, what belongs to a year; no date when there is no document.
func (c *Catalogue) NextChange() official.Date {
	var next official.Date
	if len(c.Documents) > 0 {
		next = official.DateOf(c.Today.Year()+1, 1, 1)
	}
	for i := range c.Documents {
		d := &c.Documents[i]
		next = sooner(next, d.Validity.Until)
		if ends, known := d.Ends(); known {
			next = sooner(next, after(ends.AddDays(-Window), c.Today))
		}
		if d.Validity.Ended() {
			next = sooner(next, after(d.Validity.On.AddDays(Window), c.Today))
		}
		if m := d.More; m != nil && m.Consultation != nil {
			next = sooner(next, after(m.Consultation.Opens, c.Today))
			if !m.Consultation.Closes.IsZero() {
				next = sooner(next, after(m.Consultation.Closes.AddDays(1), c.Today))
			}
		}
	}
	return next
}

func sooner(a, b official.Date) official.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// after gives d when it is later than today, else no date.
func after(d, today official.Date) official.Date {
	if d.After(today) {
		return d
	}
	return official.Date{}
}

// sameNumber says whether a document number as written is a canonical one.
func sameNumber(written, canonical string) bool {
	return written == canonical || canonicalNumber(written) == canonical
}

// canonicalNumber brings a document number to the form by which two are the same.
func canonicalNumber(s string) string {
	if n, _, err := official.ReadDocNumber(s); err == nil {
		return n.String()
	}
	return s
}
