package export

import (
	"encoding/json"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sheet"
)

// JSON appends a document as a record with its body, as Markdown likewise: its links are
// relative to the page's address.
func (e *Exporter) JSON(dst []byte, d *catalogue.Document, body []byte) []byte {
	return append(member(e.record(dst, d), "body", body), "}\n"...)
}

// List appends the documents of a part of an export in its format, newest first.
func (e *Exporter) List(dst []byte, at plan.Entry) ([]byte, error) {
	var l Lists
	l.Data[at.Format] = dst
	err := e.Lists(&l, at, at.Format)
	return l.Data[at.Format], err
}

// Lists are the buffers for the lists of a part, which may be used again.
type Lists struct {
	Data   [plan.JSONLines + 1]appender // by formats
	record []byte
	row    []sheet.Cell
}

// Lists appends the documents of a part of an export in several formats at once, newest
// first: what is said of a document is made once for all of them.
func (e *Exporter) Lists(l *Lists, at plan.Entry, formats ...plan.Format) error {
	var tables []sheet.Writer
	for _, f := range formats {
		switch f {
		case plan.CSV:
			tables = append(tables, sheet.NewCSV(&l.Data[f], e.head()))
		case plan.XLSX:
			tables = append(tables, sheet.NewXLSX(&l.Data[f], e.head()))
		case plan.JSON:
			l.Data[f] = append(l.Data[f], `{"format":1,"documents":[`...)
		}
	}
	records := len(tables) < len(formats)
	for i, id := range at.ExportDocs() {
		d := &e.plan.Catalogue.Documents[id]
		if err := e.rows(l, tables, d); err != nil {
			return err
		}
		if records {
			l.record = append(e.record(l.record[:0], d), '}')
			l.lines(formats, i > 0)
		}
	}
	for _, w := range tables {
		if err := w.Close(); err != nil {
			return err
		}
	}
	if slices.Contains(formats, plan.JSON) {
		l.Data[plan.JSON] = append(l.Data[plan.JSON], "]}\n"...)
	}
	return nil
}

// AppendFacts appends all that the lists say of a document, for a hash: with the same facts of
// its documents, settings and program, a part has the same bytes.
func (e *Exporter) AppendFacts(dst []byte, d *catalogue.Document) []byte {
	for i := range columns {
		c := columns[i].cell(e, d)
		dst = c.AppendKey(dst)
	}
	return e.record(dst, d)
}

func (e *Exporter) head() sheet.Table { return sheet.Table{Name: e.plan.Config.Title, Columns: heads} }

// rows appends a document to the tables.
func (e *Exporter) rows(l *Lists, tables []sheet.Writer, d *catalogue.Document) error {
	if len(tables) == 0 {
		return nil
	}
	l.row = l.row[:0]
	for i := range columns {
		l.row = append(l.row, columns[i].cell(e, d))
	}
	for _, w := range tables {
		if err := w.Row(l.row); err != nil {
			return err
		}
	}
	return nil
}

// lines appends the record to the lists of records.
func (l *Lists) lines(formats []plan.Format, more bool) {
	for _, f := range formats {
		switch {
		case f == plan.JSONLines:
			l.Data[f] = append(append(l.Data[f], l.record...), '\n')
		case f == plan.JSON && more:
			l.Data[f] = append(append(l.Data[f], ",\n"...), l.record...)
		case f == plan.JSON:
			l.Data[f] = append(l.Data[f], l.record...)
		}
	}
}

// appender is a slice as a writer.
type appender []byte

func (a *appender) Write(b []byte) (int, error) {
	*a = append(*a, b...)
	return len(b), nil
}

// setIndex is what the list of all exports says before the sets.
type setIndex struct {
	Format     int    `json:"format"`
	Schema     string `json:"schema"`
	Title      string `json:"title"`
	License    string `json:"license,omitempty"`
	LicenseURL string `json:"license_url,omitempty"`
	Count      int    `json:"count"`
}

type exportSet struct {
	Kind     string       `json:"kind"`               // all, category or issuer
	Name     string       `json:"name,omitempty"`     // of the category or the issuer
	Category string       `json:"category,omitempty"` // its path
	Count    int          `json:"count"`              // of documents; parts of a category, or of all, may have one twice, in two categories below
	Parts    []exportPart `json:"parts"`              // newest first; of a large category its own, then those of the categories below it; of all, likewise
}

type exportPart struct {
	Count int               `json:"count"`
	From  string            `json:"from"` // the first and the last day of publication in it
	To    string            `json:"to"`
	Files map[string]string `json:"files"` // addresses by format
}

// SetIndex appends the list of all exports, a set a line.
func (e *Exporter) SetIndex(dst []byte) ([]byte, error) {
	p := e.plan
	ix := setIndex{Format: Format, Schema: p.Canonical(plan.SchemaPath), Title: p.Config.Title, License: p.Config.Exports.License,
		LicenseURL: p.Config.Exports.LicenseURL, Count: len(p.Catalogue.Documents)}
	head, err := json.Marshal(ix)
	if err != nil {
		return nil, err
	}
	dst = append(append(dst, head[:len(head)-1]...), `,"sets":[`...)
	for i, s := range p.ExportSets() {
		set := exportSet{Kind: "all", Count: s.Count, Parts: []exportPart{}}
		if l := s.List; l != nil {
			set.Kind, set.Name = l.Facet.Key(), l.Name
			if l.Category != nil {
				set.Category = l.Category.Path
			}
		}
		for i := range s.Parts {
			set.Parts = append(set.Parts, e.part(&s.Parts[i]))
		}
		if i > 0 {
			dst = append(dst, ',')
		}
		data, err := json.Marshal(set)
		if err != nil {
			return nil, err
		}
		dst = append(append(dst, '\n'), data...)
	}
	return append(dst, "\n]}\n"...), nil
}

func (e *Exporter) part(x *plan.ExportPart) exportPart {
	docs := e.plan.Catalogue.Documents
	part := exportPart{Count: len(x.Docs), From: docs[x.Docs[len(x.Docs)-1]].Published.String(), To: docs[x.Docs[0]].Published.String(), Files: map[string]string{}}
	for _, f := range e.plan.Formats() {
		part.Files[f.Ext()] = e.plan.Canonical(x.Path(f))
	}
	return part
}
