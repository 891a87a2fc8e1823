package render

import (
	"html/template"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/linked"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render/compile"
)

// linkedDocument is what a document's page says to search engines. Package linked escapes
// what could end the element. A variant says the same as the original: it is the same
// document.
func (r *Renderer) linkedDocument(w *Worker, d *catalogue.Document) template.HTML {
	w.way = r.fromHome(w.way)
	if len(d.Categories) > 0 {
		w.way = crumbsTo(w.way, d.Categories[0])
	}
	w.way = append(w.way, linked.Crumb{Name: d.Title, At: plan.DocumentPath(d.Index)})
	w.linked = linked.AppendDocument(w.linked[:0], r.plan, d, w.way)
	return w.borrowed()
}

// borrowed is what w.linked holds, until the next page: a copy for each page was a twentieth of
// all garbage of a build.
func (w *Worker) borrowed() template.HTML { return compile.Borrowed[template.HTML](w.linked) }

// linkedList is what a list's pages say: the way to the list.
func (r *Renderer) linkedList(w *Worker, l *plan.List) template.HTML {
	w.way = r.fromHome(w.way)
	if l.Category != nil {
		w.way = crumbsTo(w.way, l.Category)
	} else {
		w.way = append(w.way, linked.Crumb{Name: r.words.listName(l), At: l.Path(0)})
	}
	w.linked = linked.AppendWay(w.linked[:0], r.plan, w.way)
	return w.borrowed()
}

// linkedData is what 数据开放 says.
func (r *Renderer) linkedData() template.HTML {
	way := append(r.fromHome(nil), linked.Crumb{Name: r.words.Text("data.title"), At: plan.DataPath})
	return template.HTML(linked.AppendData(nil, r.plan, way))
}

// fromHome begins a way, in the slice of an old one.
func (r *Renderer) fromHome(old []linked.Crumb) []linked.Crumb {
	return append(old[:0], linked.Crumb{Name: r.cfg.Title, At: plan.HomePath})
}

// crumbsTo adds the way down to a category.
func crumbsTo(way []linked.Crumb, c *config.Category) []linked.Crumb {
	if c.Parent != nil {
		way = crumbsTo(way, c.Parent)
	}
	return append(way, linked.Crumb{Name: c.Name, At: c.Path + "/index.html"})
}
