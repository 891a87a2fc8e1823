package render

import (
	"html/template"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render/compile"
)

// passing holds the short texts of one page that are made for it alone: addresses and days
// of rows, links to headings. They are valid until the worker's next page. Made as strings of
// their own, they and the rows and items that hold them were an eighth of all garbage of a
// build of 10,000 documents.
type passing []byte

// since is what was appended behind the first from bytes. It stays as it is when more is
// appended, also where that moves the rest.
func (p *passing) since(from int) []byte { return (*p)[from:len(*p):len(*p)] }

// path is the address of a document's page.
func (p *passing) path(d *catalogue.Document) string {
	from := len(*p)
	*p = plan.AppendDocumentPath(*p, d.Index)
	return compile.Borrowed[string](p.since(from))
}

// day is 2024-03-05, "" for no day.
func (p *passing) day(d official.Date) string {
	if d.IsZero() {
		return ""
	}
	from := len(*p)
	*p = d.AppendTo(*p)
	return compile.Borrowed[string](p.since(from))
}

// href is an attribute that leads to a heading of the page.
func (p *passing) href(id string) template.HTMLAttr {
	from := len(*p)
	*p = append(append(append(*p, `href="#`...), template.HTMLEscapeString(id)...), '"')
	return compile.Borrowed[template.HTMLAttr](p.since(from))
}

// contents makes a table of contents of two levels, when the body has enough
// headings for one. It is w's.
func (r *Renderer) contents(w *Worker, hs []markdown.Heading) []ContentsItem {
	if len(hs) < r.cfg.Contents.MinHeadings {
		return nil
	}
	w.passing, w.contents, w.below = w.passing[:0], w.contents[:0], w.below[:0]
	from := 0 // in w.below, those of the last item
	for _, h := range hs {
		it := ContentsItem{Href: w.passing.href(h.ID), Text: h.Text, English: h.English}
		switch {
		case h.Level == 2:
			w.contents, from = append(w.contents, it), len(w.below)
		case h.Level == 3 && len(w.contents) > 0:
			w.below = append(w.below, it)
			w.contents[len(w.contents)-1].Children = w.below[from:len(w.below):len(w.below)]
		case h.Level == 3:
			w.contents = append(w.contents, it)
		}
	}
	if len(w.contents) == 0 {
		return nil
	}
	return w.contents
}
