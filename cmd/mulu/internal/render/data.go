package render

import (
	"fmt"

	"mulu/cmd/mulu/internal/plan"
)

// data makes the view of 数据开放.
func (r *Renderer) data(e plan.Entry) *Data {
	v := &Data{License: r.cfg.Exports.License, LicenseURL: r.cfg.Exports.LicenseURL}
	r.shell(&v.Shell, "data", e.Path, r.words.Text("data.title"), r.words.Text("data.description"))
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.Text("data.title"), URL: e.Path, Current: true})
	v.Meta = columnMeta(v.Meta, r.words.Text("data.title"), r.words.Text("data.description"), "")
	v.Linked, v.Described = r.linkedData(), plan.DCATPath
	v.Example = r.dataExample()
	if len(r.plan.Formats()) == 0 {
		return v
	}
	whole := r.plan.WholeSet()
	v.Columns = dataLinks(whole.Below)
	for i := range whole.Parts {
		if whole.Parts[i].Period != nil {
			v.Files = append(v.Files, r.dataFiles(&whole.Parts[i]))
		}
	}
	// A catalogue may have thousands of lists, so their files are on their own pages.
	v.Lists = []Link{{Name: r.words.facet(plan.ByCategory), URL: plan.SiteMapPath + "#m-tree"}, {Name: r.words.facet(plan.ByIssuer), URL: facetPlace(plan.ByIssuer)}}
	return v
}

// facetPlace is where the site map lists a facet.
func facetPlace(f plan.Facet) string { return plan.SiteMapPath + "#m-" + f.Key() }

// dataFiles are the files of a period of the whole.
func (r *Renderer) dataFiles(part *plan.ExportPart) DataFiles {
	f := DataFiles{Count: len(part.Docs), Name: r.words.Text("facet.year_value", fmt.Sprintf("%04d", part.Period.Year)), Links: r.partLinks(part)}
	if part.Period.Full || part.Period.Number > 1 || len(part.Docs) < len(part.Period.Docs) {
		f.Part, f.Newest = part.Period.Number, part.Newest
	}
	f.Open = part.Period.Open && (part.Newest || len(part.Docs) == len(part.Period.Docs))
	return f
}

func (r *Renderer) partLinks(part *plan.ExportPart) (links []Link) {
	for _, format := range r.plan.Formats() {
		links = append(links, Link{Name: format.String(), URL: part.Path(format)})
	}
	return links
}

// listData are the files and feeds of a list.
func (r *Renderer) listData(l *plan.List) *ListData {
	v := &ListData{}
	set, _ := r.plan.ExportSet(l)
	for i := range set.Parts {
		if set.Parts[i].List != l {
			break // the parts of those below are on their own pages
		}
		links := r.partLinks(&set.Parts[i])
		if len(set.Parts) > 1 {
			key := "data.part"
			if set.Parts[i].Newest {
				key = "data.part_new"
			}
			for k := range links {
				links[k].Name += r.words.Text(key, set.Parts[i].Number)
			}
		}
		if i == 0 {
			v.Files = links
		} else {
			v.Older = append(v.Older, links...)
		}
	}
	v.Below = dataLinks(set.Below)
	if l.HasFeed() {
		v.Feeds = []Link{{Name: r.words.Text("list.atom"), URL: l.FeedPath()}, {Name: r.words.Text("list.json_feed"), URL: l.JSONFeedPath()}}
	}
	if v.Files == nil && v.Feeds == nil {
		return nil
	}
	return v
}

// dataLinks lead to the files of lists, which are on their pages.
func dataLinks(lists []*plan.List) (links []Link) {
	for _, l := range lists {
		links = append(links, Link{Name: l.Name, URL: l.Path(0) + "#m-data"})
	}
	return links
}

// dataExample shows by the oldest document, which stays the same one, what lies beside pages.
func (r *Renderer) dataExample() *DataFiles {
	if len(r.cat.Documents) == 0 {
		return nil
	}
	d := &r.cat.Documents[len(r.cat.Documents)-1]
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
