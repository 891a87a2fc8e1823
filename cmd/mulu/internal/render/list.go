package render

import (
	"cmp"
	"path"
	"slices"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
)

// listPage makes the view of a page of a list. What changes when a document is
// added (counts, sub-categories, the other lists) stands on the newest page only.
func (r *Renderer) listPage(w *Worker, e plan.Entry) {
	l, v := e.List, &w.list
	name := r.words.listName(l)
	shell := v.Shell
	*v = List{Shell: shell, Heading: name, Lang: r.words.listMark(l), By: r.words.facet(l.Facet), Newest: e.Number == 0}
	title := name
	if l.Facet == plan.ByAudienceTheme { // else it would be that of the theme's own list
		title += r.words.Text("sign.open") + r.audienceLink(path.Dir(l.Dir)).Name + r.words.Text("sign.close")
	}
	description := r.words.Text("list.description", title)
	if l.Category != nil && l.Category.Description != "" {
		description = l.Category.Description
	}
	if e.Number > 0 {
		title = r.words.Text("list.title_page", title, e.Number)
		if v.Span = r.span(l, e.Number); v.Span != "" {
			title = name + r.words.Text("sign.open") + v.Span + r.words.Text("sign.close")
		}
	}
	r.shell(&v.Shell, "list", e.Path, title, description)
	v.Meta = columnMeta(v.Meta, name, description, "")
	r.listCrumbs(v, e)
	w.listed, w.passing = w.listed[:0], w.passing[:0]
	for _, id := range l.Page(e.Number, r.cfg.PageSize) {
		w.listed = append(w.listed, r.words.row(&r.cat.Documents[id], &w.passing))
	}
	v.Table = r.words.table(l.Facet, w.listed)
	v.Linked = r.linkedList(w, l)
	v.Pager = pager(l, e.Number, l.Archive(r.cfg.PageSize))
	v.AsOf = v.Newest && l.Facet == plan.ByValidity
	v.Feeds = r.feeds
	if l.HasFeed() {
		v.Feeds = append(slices.Clip(v.Feeds), feedLinks(l.Name, l.FeedPath(), l.JSONFeedPath())...)
	}
	if v.Newest {
		if l.Facet != plan.ByValidity { // else it would change here with a document of an archive page
			v.Count = len(l.Docs)
		}
		v.Jumps, v.JumpsName = r.jumps(l), r.words.facet(plan.ByYear)
		if l.Facet == plan.ByYear {
			v.JumpsName = r.words.Text("list.months")
		}
		r.newest(v, l)
		v.Data = r.listData(l)
	}
}

func (r *Renderer) listCrumbs(v *List, e plan.Entry) {
	if c := e.List.Category; c != nil {
		v.Crumbs = r.words.categoryCrumbs(v.Crumbs, c)
	} else {
		v.Crumbs = append(v.Crumbs, Link{Name: v.By, URL: plan.SiteMapPath})
		if e.List.Facet == plan.ByAudienceTheme {
			v.Crumbs = append(v.Crumbs, r.audienceLink(path.Dir(e.List.Dir)))
		}
		v.Crumbs = append(v.Crumbs, Link{Name: v.Heading, Lang: v.Lang, URL: e.List.Path(0)})
	}
	if e.Number > 0 {
		v.Crumbs = append(v.Crumbs, Link{Name: cmp.Or(v.Span, r.words.Text("crumbs.page", e.Number)), URL: e.Path})
	}
	v.Crumbs[len(v.Crumbs)-1].Current = true
}

// span says when what an archive page of a list holds was published, where the list is cut by
// the calendar; "" of other lists.
func (r *Renderer) span(l *plan.List, number int) string {
	s, ok := r.plan.Span(l, number)
	w := &r.words
	switch {
	case !ok || s.First.IsZero():
		return ""
	case s.Part > 0:
		return w.Text("list.span_part", w.date(s.First), s.Part)
	case s.First == s.Last:
		return w.Text("list.span_day", w.date(s.First))
	}
	return w.Text("list.span", w.date(s.First), w.date(s.Last))
}

func (r *Renderer) newest(v *List, l *plan.List) {
	if c := l.Category; c != nil {
		v.Description, v.Owner, v.Cycle, v.Law, v.LawURL = c.Description, c.Owner, c.Cycle, c.Law, c.LawURL
		for _, k := range c.Children {
			v.Children = append(v.Children, r.node(k, 0))
		}
		return
	}
	all := r.plan.Of(l.Facet)
	if len(all) > mostListed {
		v.Others = &FacetItem{URL: facetPlace(l.Facet), Count: len(all)}
		return
	}
	// Without counts: a document added to one list must not change all the others.
	for _, o := range all {
		if o != l && (l.Facet != plan.ByAudienceTheme || path.Dir(o.Dir) == path.Dir(l.Dir)) {
			v.Siblings = append(v.Siblings, FacetItem{Name: r.words.listName(o), Lang: r.words.listMark(o), URL: o.Path(0)})
		}
	}
}

// mostListed is how many lists of a facet a page lists beside what it is for. The site map
// lists all: 3,000 issuers on the page of each would be a gigabyte.
const mostListed = 100

// pager links page n to its neighbours, among so many archive pages. On an archive page
// nothing depends on how many newer pages there are, but for the page that was closed last.
func pager(pages interface{ Path(n int) string }, n, archive int) Pager {
	p := Pager{Number: n}
	if n == 0 {
		if archive > 0 {
			p.Older, p.Oldest = pages.Path(archive), pages.Path(1)
		}
		return p
	}
	p.Newest = pages.Path(0)
	if n < archive {
		p.Newer = pages.Path(n + 1)
	} else {
		p.Newer = pages.Path(0)
	}
	if n > 1 {
		p.Older, p.Oldest = pages.Path(n-1), pages.Path(1)
	}
	return p
}

// The first two levels of the tree are in sight. What is below them is folded, and open
// where it is short.
const (
	levelsInSight = 2
	shortBranch   = 6
)

// node makes a category's node; with all that is below it when it stands on a level of
// the tree, from 1.
func (r *Renderer) node(c *config.Category, level int) Node {
	n := Node{Name: c.Name, URL: c.Path + "/index.html", Description: c.Description, Count: len(r.plan.CategoryList(c).Docs)}
	if level == 0 {
		return n
	}
	deeper := false
	for _, k := range c.Children {
		child := r.node(k, level+1)
		n.Children = append(n.Children, child)
		n.Below += 1 + child.Below
		deeper = deeper || child.Below > 0
	}
	n.Fold = level >= levelsInSight
	n.Open = !deeper && n.Below <= shortBranch
	return n
}
