package export

import (
	"encoding/json"
	"io"

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
	docs := at.ExportDocs()
	switch at.Format {
	case plan.CSV:
		return e.table(dst, docs, func(w io.Writer, t sheet.Table) sheet.Writer { return sheet.NewCSV(w, t) })
	case plan.XLSX:
		return e.table(dst, docs, func(w io.Writer, t sheet.Table) sheet.Writer { return sheet.NewXLSX(w, t) })
	case plan.JSONLines:
		for _, id := range docs {
			dst = append(e.record(dst, &e.plan.Catalogue.Documents[id]), "}\n"...)
		}
		return dst, nil
	}
	dst = append(dst, `{"format":1,"documents":[`...)
	for i, id := range docs {
		if i > 0 {
			dst = append(dst, ",\n"...)
		}
		dst = append(e.record(dst, &e.plan.Catalogue.Documents[id]), '}')
	}
	return append(dst, "]}\n"...), nil
}

// table appends a table of documents.
func (e *Exporter) table(dst []byte, docs []int32, begin func(io.Writer, sheet.Table) sheet.Writer) ([]byte, error) {
	out := appender(dst)
	w := begin(&out, sheet.Table{Name: e.plan.Config.Title, Columns: heads})
	row := make([]sheet.Cell, len(columns))
	for _, id := range docs {
		d := &e.plan.Catalogue.Documents[id]
		for i := range columns {
			row[i] = columns[i].cell(e, d)
		}
		if err := w.Row(row); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out, err
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
	Count    int          `json:"count"`
	Parts    []exportPart `json:"parts"` // newest first
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
		set := exportSet{Kind: "all", Parts: []exportPart{}}
		if l := s.List; l != nil {
			set.Kind, set.Name = l.Facet.Key(), l.Name
			if l.Category != nil {
				set.Category = l.Category.Path
			}
		}
		for i := range s.Parts {
			set.Parts = append(set.Parts, e.part(&s.Parts[i]))
			set.Count += len(s.Parts[i].Docs)
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
