package catalogue

import (
	"slices"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// Reader turns headers into records and pages by the field table. It is safe for
// use by several goroutines.
type Reader struct {
	cfg    *config.Config
	fields keyTable
	pages  keyTable
	words  interner
	slabs  slabs

	filings sync.Map // by filingKey the Filing that documents share
	said    sync.Map // likewise of Words, by what they are
}

// NewReader makes a reader for the site's settings.
func NewReader(cfg *config.Config) *Reader {
	return &Reader{cfg: cfg, fields: newKeyTable(Fields), pages: newKeyTable(PageFields)}
}

// Item is what a content file holds: a document's record or a page. When the header
// was too wrong to be used it is neither, and Broken is the file: links to it are
// then no further problem.
type Item struct {
	Record *Record
	Page   *Page
	Broken string
}

// keyTable finds a row of a field table by key, label or alias.
type keyTable struct {
	rows  []Field
	byKey map[string]int
	names []string
}

func newKeyTable(rows []Field) keyTable {
	t := keyTable{rows: rows, byKey: make(map[string]int, 4*len(rows))}
	for i, f := range rows {
		for _, k := range append([]string{f.Key, f.Label}, f.Aliases...) {
			t.byKey[k] = i
			t.names = append(t.names, k)
		}
	}
	return t
}

// pageKeys mark a header as a page's.
var pageKeys = [...]string{"page", "页面"}

// Read makes a record or a page of a file's header. line is the header's first
// line, the place of what is missing.
func (r *Reader) Read(file string, header tree.Value, line int) (Item, []diag.Diagnostic) {
	h := &headerReader{Reader: r, file: file, top: diag.Pos{Line: line, Col: 1}}
	for _, k := range pageKeys {
		if header.Get(k) != nil {
			return Item{Page: h.page(header)}, h.diags
		}
	}
	return Item{Record: h.record(header)}, h.diags
}

// headerReader reads one header and collects what is wrong with it.
type headerReader struct {
	*Reader
	file   string
	top    diag.Pos
	diags  []diag.Diagnostic
	keep   keeper
	cur    *Field // that is being read
	style  style
	rec    Record // until it is kept
	filing Filing // of the record, until it shares one
	said   Words  // likewise

	vague bool // a date has a label that may be that of either of two
}

func (h *headerReader) report(d diag.Diagnostic) { h.diags = append(h.diags, d) }

// each calls read for every known key of the header, and reports the others.
func (h *headerReader) each(header tree.Value, t *keyTable, read func(f *Field, e *tree.Entry)) (seen [64]bool) {
	var at [64]*tree.Entry
	var meant [64]bool // rows whose key is there, but written wrong
	h.style = styleOf(header)
	for i := range header.Table {
		e := &header.Table[i]
		k, ok := t.byKey[e.Key]
		switch {
		case !ok:
			if name := h.unknownKey(header, e, t); name != "" {
				meant[t.byKey[name]] = true
			}
		case seen[k]:
			h.report(ruleKeyTwice.At(h.file, e.KeyPos, "“%s”和“%s”是同一项，写了两次", e.Key, at[k].Key).
				WithRelated(h.file, at[k].KeyPos, "第一次写在这里"))
		default:
			seen[k], at[k] = true, e
			h.cur = &t.rows[k]
			read(h.cur, e)
		}
	}
	for k := range seen { // one fault is one problem
		seen[k] = seen[k] || meant[k]
	}
	return seen
}

func (h *headerReader) record(header tree.Value) *Record {
	rec := &h.rec
	rec.Path, rec.Filing, rec.Words = h.file, &h.filing, &h.said
	seen := h.each(header, &h.fields, func(f *Field, e *tree.Entry) { h.field(rec, f, e) })
	h.requireFields(rec, &seen)
	if n := len(h.diags); n > 0 && diag.Count(h.diags).Errors > 0 && (rec.Index == "" || rec.Title == "") {
		return nil
	}
	if rec.Class != nil && rec.Class.Unified && rec.Unified == "" && !rec.Draft {
		h.report(ruleUnifiedNeeded.At(h.file, h.top, "行政规范性文件没有写统一编号（unified_number）").WithHint("%s", ruleUnifiedNeeded.Repair))
	}
	if e := h.find(header, "unified_number"); e != nil && rec.Unified != "" && (rec.Class == nil || !rec.Class.Unified) {
		h.report(ruleUnifiedExtra.At(h.file, e.Value.Pos, "统一编号 %s 只用于行政规范性文件", rec.Unified).WithHint("%s", ruleUnifiedExtra.Repair))
	}
	h.formerNames(rec, header)
	rec.Filing, rec.Words = h.shared(rec.Filing), h.sharedWords(rec.Words)
	return h.kept()
}

// kept puts the record where it stays.
func (h *headerReader) kept() *Record {
	in := h.slabs.take()
	defer h.slabs.give(in)
	h.keep.settle(in)
	kept := in.record()
	*kept = h.rec
	return kept
}

// filingKey tells the Filings apart that many documents have.
type filingKey struct {
	class    *Class
	issuer   *config.Issuer
	category *config.Category
}

// shared is the Filing that all documents like f have; one of its own when it is a rare one,
// of several issuers or categories or with a former name.
func (r *Reader) shared(f *Filing) *Filing {
	own := *f
	if len(f.Issuers) != 1 || len(f.Categories) != 1 || f.IssuerAs != nil {
		return &own
	}
	k := filingKey{f.Class, f.Issuers[0], f.Categories[0]}
	if known, ok := r.filings.Load(k); ok {
		return known.(*Filing)
	}
	known, _ := r.filings.LoadOrStore(k, &own)
	return known.(*Filing)
}

// sharedWords are the Words that all documents like w have.
func (r *Reader) sharedWords(w *Words) *Words {
	own := *w
	if w.Unified != "" { // nobody else has it
		return &own
	}
	if known, ok := r.said.Load(own); ok {
		return known.(*Words)
	}
	known, _ := r.said.LoadOrStore(own, &own)
	return known.(*Words)
}

// formerNames reports an issuer's old name on a document made after it was given up.
func (h *headerReader) formerNames(rec *Record, header tree.Value) {
	for i, name := range rec.IssuerAs {
		for _, f := range rec.Issuers[i].Former {
			if f.Name == name && rec.Written.After(f.Until) {
				h.report(ruleFormer.At(h.file, h.find(header, "issuer").Value.Pos, "“%s”的名称用到%s为止，本文成文于%s", name, f.Until.Chinese(), rec.Written.Chinese()).
					WithHint("应写“%s”", rec.Issuers[i].Name))
			}
		}
	}
}

// find gives the entry of a field under whichever of its names.
func (h *headerReader) find(header tree.Value, key string) *tree.Entry {
	return findEntry(header, &h.fields, key)
}

func findEntry(header tree.Value, t *keyTable, key string) *tree.Entry {
	want, known := t.byKey[key]
	if !known {
		return nil
	}
	for i := range header.Table {
		if k, ok := t.byKey[header.Table[i].Key]; ok && k == want {
			return &header.Table[i]
		}
	}
	return nil
}

// requireFields reports what is not there. A draft may lack anything but a title.
func (h *headerReader) requireFields(rec *Record, seen *[64]bool) {
	for i := range Fields {
		f := &Fields[i]
		if f.Required != "总是" || seen[i] || rec.Draft && f.Key != "title" {
			continue
		}
		if h.vague && (f.Key == "written" || f.Key == "published") {
			h.vague = false // it is there, and its label was reported
			continue
		}
		switch f.Key {
		case "index_number":
			h.report(ruleIndexMissing.At(h.file, h.top, "缺少索引号（index_number）").
				WithHint("用 mulu new 取得下一个号，例如 %s", h.example(f)))
		case "disclosure":
			h.report(ruleDisclosureMissing.At(h.file, h.top, "缺少公开属性（disclosure），这个文件不会公开").
				WithHint("经审查后写明，例如 %s；可选：%s", h.example(f), strings.Join(official.Disclosures(), "、")))
		default:
			h.report(ruleMissing.At(h.file, h.top, "缺少%s（%s）", f.Label, f.Key).WithHint("例如 %s", h.example(f)))
		}
	}
}

// field reads one value into the record.
func (h *headerReader) field(rec *Record, f *Field, e *tree.Entry) {
	switch f.Key {
	case "title":
		h.text(&rec.Title, f, e)
	case "index_number":
		h.index(rec, f, e)
	case "doc_number":
		h.docNumber(rec, f, e)
	case "unified_number":
		h.unified(rec, f, e)
	case "summary":
		h.text(&rec.Summary, f, e)
	case "theme":
		h.word(&rec.Theme, f, e)
	case "genre":
		h.word(&rec.Genre, f, e)
	case "unit":
		h.word(&rec.Unit, f, e)
	case "class":
		h.class(rec, f, e)
	case "issuer":
		h.issuers(rec, f, e)
	case "category":
		h.categories(rec, f, e)
	case "keywords":
		var words []string
		h.texts(f, e, func(s string, _ *tree.Value) { words = append(words, s) })
		rec.SetKeywords(words)
		h.keep.hold(&rec.keywords)
	case "written":
		h.day(&rec.Written, f.Label, &e.Value)
	case "published":
		h.day(&rec.Published, f.Label, &e.Value)
	case "effective":
		h.day(&rec.Effective, f.Label, &e.Value)
	case "expires":
		h.day(&rec.Expires, f.Label, &e.Value)
	case "validity":
		rec.Typed = choose(h, f, e, official.ParseValidity, official.Validities())
	case "five_disclosure":
		rec.Five = choose(h, f, e, official.ParseFiveDisclosure, official.FiveDisclosures())
	case "disclosure":
		rec.Disclosure = choose(h, f, e, official.ParseDisclosure, official.Disclosures())
	case "draft":
		h.flag(&rec.Draft, f, e)
	default:
		if rec.More == nil {
			rec.More = &More{}
		}
		h.more(rec.More, f, e)
	}
}

// more reads the fields that few documents have.
func (h *headerReader) more(m *More, f *Field, e *tree.Entry) {
	if f.ref != 0 {
		h.refs(m, f, e)
		return
	}
	switch f.Key {
	case "audience":
		m.Audience = h.keepTexts(f, e)
	case "disclosure_basis":
		h.text(&m.DisclosureBasis, f, e)
	case "reassess":
		h.day(&m.Reassess, f.Label, &e.Value)
	case "requests":
		h.count(&m.Requests, f, e)
	case "keep":
		h.text(&m.Keep, f, e)
	case "repealed":
		h.day(&m.Repealed, f.Label, &e.Value)
	case "repealed_by":
		h.text(&m.RepealedBy, f, e)
	case "source":
		h.source(m, f, e)
	case "attachments":
		h.attachments(m, f, e)
	case "data":
		h.text(&m.Data, f, e)
	case "form":
		m.Forms = h.keepTexts(f, e)
	case "consultation":
		h.consultation(m, e)
	case "author":
		h.word(&m.Author, f, e)
	case "review":
		h.reviews(m, f, e)
	case "changes":
		h.changes(m, f, e)
	case "withdrawn":
		h.withdrawn(m, e)
	case "aliases":
		m.Aliases = h.aliases(f, e)
	}
}

// page reads a page's header.
func (h *headerReader) page(header tree.Value) *Page {
	p := &Page{Path: h.file}
	var nameAt diag.Pos
	seen := h.each(header, &h.pages, func(f *Field, e *tree.Entry) {
		switch f.Key {
		case "page":
			h.text(&p.Name, f, e)
			nameAt = e.Value.Pos
		case "title":
			h.text(&p.Title, f, e)
		case "summary":
			h.text(&p.Summary, f, e)
		case "updated":
			h.day(&p.Updated, f.Label, &e.Value)
		case "results":
			h.text(&p.Results, f, e)
		case "aliases":
			p.Aliases = h.aliases(f, e)
		case "draft":
			h.flag(&p.Draft, f, e)
		}
	})
	if !seen[h.pages.byKey["title"]] {
		h.report(ruleMissing.At(h.file, h.top, "缺少标题（title）").WithHint("例如 %s", h.example(&h.pages.rows[h.pages.byKey["title"]])))
	}
	if p.Name != "" && !pageName(p.Name) {
		h.report(rulePageName.At(h.file, nameAt, "页面名称“%s”不能用", p.Name).WithHint("只用小写字母、数字和连字符，例如 guide；%s、con、nul 等另有用处", strings.Join(config.Reserved, "、")))
		return nil
	}
	if p.Name == "" || p.Title == "" {
		return nil
	}
	h.keep.settle(&slab{})
	return p
}

// ownPages are pages that mulu makes itself. Nor may a page have the name of one of
// mulu's own folders, for its files would lie there.
var ownPages = map[string]bool{"index": true, "search": true, "sitemap": true, "subscribe": true, "log": true, "data": true, "statistics": true, "404": true}

func pageName(s string) bool {
	return len(s) <= 60 && !ownPages[s] && !slices.Contains(config.Reserved, s) && !config.DeviceName(s) && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && s[0] != '-'
}
