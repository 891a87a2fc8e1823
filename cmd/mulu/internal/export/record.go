package export

import (
	"strconv"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// Format is the version of the record, of the exports' index and of the schema, whose
// address has it. The promise: within a version members are added, never taken away, renamed
// or given another meaning; a value of a list of words, as a state, may be new. Anything else
// is a new version at a new address, and the old one is made beside it for a year.
const Format = 1

// Files answers for the sizes of the site's files, by their paths from its folder.
type Files interface {
	Size(path string) (int64, bool)
}

// Exporter makes the records, tables and files of a site for other programs. It is safe for
// use by several goroutines.
type Exporter struct {
	plan    *plan.Plan
	files   Files
	filings sync.Map // *catalogue.Filing: the members that say it, []byte
}

// New makes the exporter of a plan.
func New(p *plan.Plan, files Files) *Exporter { return &Exporter{plan: p, files: files} }

// record appends all that is public of a document, as a JSON object without the closing
// brace, so that a body may follow. Keys are those of the field table where it has the
// field; what a document has not is left out. Every member is named here: a field that is
// new does not get out by itself (TestRecordFields). Written by hand, for encoding/json
// costs five times as much and this is done for every document several times.
func (e *Exporter) record(dst []byte, d *catalogue.Document) []byte {
	dst = append(dst, `{"format":`...)
	dst = strconv.AppendInt(dst, Format, 10)
	dst = member(dst, "index_number", d.Index)
	dst = member(dst, "title", d.Title)
	dst = append(dst, e.filing(d.Filing)...)
	dst = opt(dst, "doc_number", d.DocNumber)
	dst = opt(dst, "unified_number", d.Unified)
	dst = day(dst, "written", d.Written)
	dst = day(dst, "published", d.Published)
	dst = day(dst, "effective", d.Effective)
	dst = day(dst, "expires", d.Expires)
	dst = opt(dst, "theme", d.Theme)
	dst = opt(dst, "genre", d.Genre)
	dst = opt(dst, "five_disclosure", d.Five.String())
	dst = member(dst, "disclosure", d.Disclosure.String())
	dst = texts(dst, "keywords", d.Keywords())
	dst = opt(dst, "summary", d.Summary)
	dst = opt(dst, "unit", d.Unit)
	if d.More != nil {
		dst = e.more(dst, d, d.More)
	}
	dst = e.relations(dst, "", d.Out)
	dst = e.relations(dst, `"incoming":{`, d.In)
	dst = e.editions(dst, d)
	dst = e.validity(dst, d)
	return e.addresses(dst, d)
}

// filing is what a Filing says, made once: thousands of documents share one.
func (e *Exporter) filing(f *catalogue.Filing) []byte {
	if made, ok := e.filings.Load(f); ok {
		return made.([]byte)
	}
	var dst []byte
	if f.Class != nil {
		dst = member(dst, "class", f.Class.Name)
	}
	r := catalogue.Record{Filing: f}
	names, codes := make([]string, len(f.Issuers)), make([]string, len(f.Issuers))
	for i, is := range f.Issuers {
		names[i], codes[i] = r.IssuerName(i), is.Code
	}
	dst = texts(texts(dst, "issuer", names), "issuer_code", codes)
	paths, full := make([]string, len(f.Categories)), make([]string, len(f.Categories))
	for i, c := range f.Categories {
		paths[i], full[i] = c.Path, categoryName(c)
	}
	dst = texts(texts(dst, "category", paths), "category_name", full)
	e.filings.Store(f, dst)
	return dst
}

// categoryName is a category with those above it.
func categoryName(c *config.Category) string {
	if c.Parent == nil {
		return c.Name
	}
	return categoryName(c.Parent) + "/" + c.Name
}

// more appends what few documents have. Old addresses are public: a page stands there.
func (e *Exporter) more(dst []byte, d *catalogue.Document, m *catalogue.More) []byte {
	dst = texts(dst, "audience", m.Audience)
	dst = opt(dst, "disclosure_basis", m.DisclosureBasis)
	dst = opt(dst, "keep", m.Keep)
	dst = day(dst, "repealed", m.Repealed)
	dst = opt(dst, "repealed_by", m.RepealedBy)
	if m.SourceName != "" {
		dst = append(dst, `,"source":{"name":`...)
		dst = opt(quote(dst, m.SourceName), "url", m.SourceURL)
		dst = append(dst, '}')
	}
	dst = e.attachments(dst, d)
	dst = texts(dst, "form", m.Forms)
	if c := m.Consultation; c != nil {
		dst = append(dst, `,"consultation":{"opens":`...)
		dst = quote(dst, c.Opens.String())
		dst = day(dst, "closes", c.Closes)
		dst = opt(opt(dst, "channel", c.Channel), "reason", c.Reason)
		dst = append(dst, '}')
	}
	for i, c := range m.Changes {
		dst = append(begin(dst, "changes", i), `{"on":`...)
		dst = member(quote(dst, c.On.String()), "text", c.Text)
		dst = append(dst, '}')
	}
	dst = end(dst, len(m.Changes))
	return texts(dst, "aliases", m.Aliases)
}

func (e *Exporter) attachments(dst []byte, d *catalogue.Document) []byte {
	for i, a := range d.More.Attachments {
		src, at := plan.AttachmentAt(d, a)
		name := src[strings.LastIndexByte(src, '/')+1:]
		dst = append(begin(dst, "attachments", i), `{"title":`...)
		dst = member(quote(dst, a.Title), "file", name)
		dst = member(dst, "type", strings.ToLower(name[strings.LastIndexByte(name, '.')+1:]))
		size, _ := e.files.Size(src)
		dst = append(dst, `,"size":`...)
		dst = strconv.AppendInt(dst, size, 10)
		dst = append(e.address(append(dst, `,"url":`...), at), '}')
	}
	return end(dst, len(d.More.Attachments))
}

// relations appends relations by their types: those that a document states under the keys
// of its header, and those that others state of it in an object of the same keys.
func (e *Exporter) relations(dst []byte, object string, rels []catalogue.Relation) []byte {
	if len(rels) == 0 {
		return dst
	}
	if object != "" {
		dst = append(append(dst, ','), object...)
	}
	start := len(dst)
	for _, t := range catalogue.RelationTypes {
		n := 0
		for i := range rels {
			if rel := &rels[i]; rel.Type == t {
				dst = e.relation(begin(dst, t.Key(), n), rel)
				n++
			}
		}
		dst = end(dst, n)
	}
	if object != "" {
		dst = append(append(dst[:start], dst[start+1:]...), '}') // without the first comma
	}
	return dst
}

func (e *Exporter) relation(dst []byte, rel *catalogue.Relation) []byte {
	dst = e.other(dst, rel.Doc)
	dst = opt(dst, "scope", rel.Scope)
	dst = day(dst, "on", rel.On)
	dst = opt(dst, "note", rel.Note)
	switch rel.Compare {
	case catalogue.Yes:
		dst = append(dst, `,"compare":true`...)
	case catalogue.No:
		dst = append(dst, `,"compare":false`...)
	}
	return append(dst, '}')
}

// other appends another document, without the closing brace.
func (e *Exporter) other(dst []byte, d *catalogue.Document) []byte {
	dst = append(dst, `{"index_number":`...)
	dst = member(quote(dst, d.Index), "title", d.Title)
	dst = opt(dst, "doc_number", d.DocNumber)
	return e.address(append(dst, `,"url":`...), plan.DocumentPath(d.Index))
}

// editions appends the texts of the work, the earliest first, with the pages that compare
// each with those before it.
func (e *Exporter) editions(dst []byte, d *catalogue.Document) []byte {
	es := d.Editions()
	for i := range es {
		ed := &es[i]
		dst = e.other(begin(dst, "editions", i), ed.Document)
		dst = day(dst, "published", ed.Published)
		for k, old := range ed.Before {
			dst = e.address(begin(dst, "comparisons", k), plan.ComparisonPath(ed.Document, old))
		}
		dst = append(end(dst, len(ed.Before)), '}')
	}
	return end(dst, len(es))
}

// validity appends the state on the day of the build, under the key and with the words of
// the field table; its cause; and all states by day that are known.
func (e *Exporter) validity(dst []byte, d *catalogue.Document) []byte {
	v := &d.Validity
	dst = member(dst, "validity", v.State.String())
	dst = append(append(dst, `,"state":{"code":"`...), v.State.Slug()...)
	dst = e.cause(append(dst, '"'), v)
	dst = append(day(dst, "until", v.Until), '}')
	if !d.HasValidity() {
		return dst
	}
	var buf [4]catalogue.Interval
	ivs := e.plan.Catalogue.AppendIntervals(buf[:0], d)
	for i := range ivs {
		iv := &ivs[i]
		dst = append(append(begin(dst, "states", i), `{"code":"`...), iv.State.Slug()...)
		dst = day(append(dst, '"'), "from", iv.From)
		if i+1 < len(ivs) {
			dst = day(dst, "to", ivs[i+1].From.AddDays(-1))
		}
		dst = append(e.cause(dst, &iv.Validity), '}')
	}
	return end(dst, len(ivs))
}

func (e *Exporter) cause(dst []byte, v *catalogue.Validity) []byte {
	if v.Cause == catalogue.ByNothing {
		return dst
	}
	dst = day(member(dst, "cause", v.Cause.Slug()), "on", v.On)
	if v.By != nil {
		dst = append(e.other(append(dst, `,"by":`...), v.By), '}')
	}
	return opt(dst, "basis", v.Basis)
}

// addresses appends where the document is to be had.
func (e *Exporter) addresses(dst []byte, d *catalogue.Document) []byte {
	dst = e.address(append(dst, `,"url":`...), plan.DocumentPath(d.Index))
	for _, f := range [...]struct{ name, at string }{{"json", e.plan.JSONPath(d)}, {"markdown", e.plan.MarkdownPath(d)}, {"text", e.plan.PlainPath(d)}} {
		if f.at != "" {
			dst = append(append(append(dst, `,"`...), f.name...), `_url":`...)
			dst = e.address(dst, f.at)
		}
	}
	return dst
}

// address appends a whole address from one in the site, which needs no escaping in either.
func (e *Exporter) address(dst []byte, at string) []byte {
	dst = quote(dst, e.plan.Config.BaseURL)
	return append(append(dst[:len(dst)-1], at...), '"')
}

// begin begins an element of a list, end ends a list that has any.
func begin(dst []byte, name string, i int) []byte {
	if i > 0 {
		return append(dst, ',')
	}
	return append(append(append(dst, `,"`...), name...), `":[`...)
}

func end(dst []byte, n int) []byte {
	if n == 0 {
		return dst
	}
	return append(dst, ']')
}

// opt appends a member that is not empty.
func opt(dst []byte, name, value string) []byte {
	if value == "" {
		return dst
	}
	return member(dst, name, value)
}

func day(dst []byte, name string, d official.Date) []byte {
	if d.IsZero() {
		return dst
	}
	dst = append(append(append(dst, `,"`...), name...), `":"`...)
	return append(d.AppendTo(dst), '"')
}

func texts(dst []byte, name string, list []string) []byte {
	for i, s := range list {
		dst = quote(begin(dst, name, i), s)
	}
	return end(dst, len(list))
}
