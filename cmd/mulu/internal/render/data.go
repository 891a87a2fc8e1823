package render

import (
	"fmt"
	"slices"

	"mulu/cmd/mulu/internal/plan"
)

// data makes the view of 数据开放.
func (r *Renderer) data(e plan.Entry) *Data {
	v := &Data{License: r.cfg.Exports.License, LicenseURL: r.cfg.Exports.LicenseURL}
	r.shell(&v.Shell, "data", e.Path, r.words.Text("data.title"), r.words.Text("data.description"))
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.Text("data.title"), URL: e.Path, Current: true})
	v.Meta = columnMeta(v.Meta, r.words.Text("data.title"), r.words.Text("data.description"), "")
	v.Linked = r.linkedData()
	v.Example = r.dataExample()
	if len(r.plan.Formats()) == 0 {
		return v
	}
	v.Sets = []DataSet{{ID: "all", Name: r.words.Text("data.all")}, {ID: "category", Name: r.words.Text("data.category")}, {ID: "issuer", Name: r.words.Text("data.issuer")}}
	for _, set := range r.plan.ExportSets() {
		at := &v.Sets[0]
		switch {
		case set.List != nil && set.List.Category != nil:
			at = &v.Sets[1]
		case set.List != nil:
			at = &v.Sets[2]
		}
		for i := range set.Parts {
			at.Files = append(at.Files, r.dataFiles(&set, &set.Parts[i]))
		}
	}
	v.Sets = slices.DeleteFunc(v.Sets, func(s DataSet) bool { return s.Files == nil })
	return v
}

// dataFiles are the files of one part.
func (r *Renderer) dataFiles(set *plan.ExportSet, part *plan.ExportPart) DataFiles {
	f := DataFiles{Count: len(part.Docs)}
	switch {
	case part.Period != nil:
		f.Name = r.words.Text("facet.year_value", fmt.Sprintf("%04d", part.Period.Year))
		if part.Period.Full || part.Period.Number > 1 {
			f.Part = part.Period.Number
		}
	case set.List.Category != nil:
		f.Name, f.Lang = set.List.Name, r.words.mark
		for c := set.List.Category.Parent; c != nil; c = c.Parent {
			f.Name = c.Name + "/" + f.Name
		}
	default:
		f.Name, f.Lang = set.List.Name, r.words.mark
	}
	if part.Period == nil && len(set.Parts) > 1 {
		f.Part = part.Number
	}
	for _, format := range r.plan.Formats() {
		f.Links = append(f.Links, Link{Name: format.String(), URL: part.Path(format)})
	}
	return f
}

// dataExample shows by the newest document what lies beside pages.
func (r *Renderer) dataExample() *DataFiles {
	if len(r.cat.Documents) == 0 {
		return nil
	}
	d := &r.cat.Documents[0]
	f := &DataFiles{Name: d.Title, Lang: r.words.mark}
	for _, l := range []Link{{Name: "JSON", URL: r.plan.JSONPath(d)}, {Name: "Markdown", URL: r.plan.MarkdownPath(d)}, {Name: r.words.Text("document.plain"), URL: r.plan.PlainPath(d)}} {
		if l.URL != "" {
			f.Links = append(f.Links, l)
		}
	}
	if f.Links == nil {
		return nil
	}
	return f
}
