package styleguide

import (
	"fmt"
	"html/template"
	"strconv"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/render"
)

// part is a template part with the views that bring it into its states.
type part struct {
	name string // of the template; its file is part-NAME.html unless file says another
	file string
	in   []state
}

// state is a part's view, and what the guide calls the state.
type state struct {
	label string
	view  any
}

// shownPart is a part as the guide shows it.
type shownPart struct {
	Name, File string
	Examples   []example
}

// example is a part in one state. ID is that of its label.
type example struct {
	ID, Part, Label string
	HTML            template.HTML
}

// showParts renders all parts.
func (g *guide) showParts() ([]shownPart, error) {
	var all []shownPart
	taken, err := g.ownIDs()
	if err != nil {
		return nil, err
	}
	n := 0
	for _, p := range g.parts() {
		shown := shownPart{Name: p.name, File: p.file}
		if shown.File == "" {
			shown.File = "part-" + p.name + ".html"
		}
		for _, s := range p.in {
			n++
			data, err := g.Theme.Append(nil, p.name, s.view)
			if err != nil {
				return nil, fmt.Errorf("make an example of %s: %w", p.name, err)
			}
			e := example{ID: "m-example" + strconv.Itoa(n), Part: p.name, Label: s.label}
			e.HTML = template.HTML(unique(string(data), "-"+strconv.Itoa(n), taken, &e))
			shown.Examples = append(shown.Examples, e)
		}
		all = append(all, shown)
	}
	return all, nil
}

// ownIDs are the ids of the guide's page without examples.
func (g *guide) ownIDs() (map[string]bool, error) {
	bare, err := g.Theme.Append(nil, templateName, &view{Shell: g.shell("styleguide", "index.html", ""), Body: template.HTML(g.body.HTML)})
	if err != nil {
		return nil, fmt.Errorf("make the guide without examples: %w", err)
	}
	return idsOf(string(bare)), nil
}

// parts lists every part of the templates in each of its states, in the order in which a
// reader meets them. A new part-*.html needs a line here.
func (g *guide) parts() []part {
	one := func(view any) []state { return []state{{g.Text("guide.usual"), view}} }
	doc := g.document()
	return []part{
		{name: "header", in: g.headers()},
		{name: "crumbs", in: one(g.crumbed())},
		{name: "versions", in: one(g.versioned())},
		{name: "converted", file: "part-versions.html", in: one(g.versioned())},
		{name: "search", in: one(g.shell("document", "", ""))},
		{name: "banner", in: g.banners()},
		{name: "summary", in: g.summaries()},
		{name: "notice", file: "part-banner.html", in: one(g.notice())},
		{name: "fields", in: []state{{g.Text("guide.two_columns"), doc}, {g.Text("guide.one_column"), g.narrow()}}},
		{name: "consultation", in: g.consultations()},
		{name: "contents", in: one(doc.Contents)},
		{name: "attachments", in: one(doc)},
		{name: "relations", in: one(doc)},
		{name: "editions", in: one(doc)},
		{name: "changes", in: one(doc)},
		{name: "facts", in: one(doc)},
		{name: "cite", in: []state{{g.Text("guide.with_downloads"), doc}, {g.Text("guide.without_downloads"), g.plain()}}},
		{name: "statement", in: g.statements()},
		{name: "tree", in: one(g.tree())},
		{name: "rows", in: []state{{g.Text("guide.all_states"), g.list()}, {g.Text("guide.by_month"), g.year()}}},
		{name: "pager", in: []state{{g.Text("guide.newest"), g.list()}, {g.Text("guide.archive"), g.archive()}}},
		{name: "facets", in: one(g.siteMap())},
		{name: "glance", in: []state{{g.Text("guide.usual"), g.home()}, {g.Text("guide.nothing"), &render.Home{Shell: g.shell("home", "", ""), Count: 1}}}},
		{name: "footer", in: one(g.shell("document", "", ""))},
	}
}

func (g *guide) headers() []state {
	inner, home, versions := g.shell("document", "", ""), g.shell("home", "", ""), g.versioned()
	inner.Crumbs, home.Crumbs, versions.Crumbs = nil, nil, nil
	return []state{{g.Text("guide.with_search"), inner}, {g.Text("guide.without_search"), home}, {g.Text("guide.with_versions"), versions}}
}

// crumbed is a page four levels down.
func (g *guide) crumbed() render.Shell {
	s := g.shell("document", "", "")
	s.Crumbs = []render.Link{s.Crumbs[0], g.content("政策法规", "list.html"), g.content("规范性文件", "list.html"), {Name: g.Text("crumbs.body"), Current: true}}
	return s
}

// versioned is the variant of a page in another script.
func (g *guide) versioned() render.Shell {
	s := g.shell("document", "", "")
	s.Versions = []render.Version{{Script: config.Original, URL: "document.html"}}
	for _, script := range config.Scripts {
		s.Versions = append(s.Versions, render.Version{Script: script, URL: "document.html", Current: true})
	}
	s.Converted = true
	return s
}

// states are all states of validity.
func (g *guide) states() (all []render.Summary) {
	for v := official.NotYet; v <= official.Unstated; v++ {
		all = append(all, render.Summary{State: g.Text("state." + v.Slug()), StateClass: v.Slug()})
	}
	return all
}

// summaries are of a document in force, of one whose state a banner says and of one that
// has none.
func (g *guide) summaries() []state {
	inForce := g.document().Summary
	return []state{{inForce.State, inForce}, {g.Text("guide.below_banner"), render.Summary{Issuer: issuer, Number: number}},
		{g.Text("guide.without_state"), render.Summary{Since: g.Text("summary.published", g.day(2026, 3, 5)), Issuer: issuer}}}
}

// banners are one for each state that has one.
func (g *guide) banners() (in []state) {
	on, last := g.day(2026, 3, 5), g.day(2026, 3, 4)
	said := map[official.Validity]string{
		official.NotYet: g.Text("banner.not_yet", on), official.PartlyInvalid: g.Text("banner.partly", on), official.Amended: g.Text("banner.amended", on),
		official.Expired: g.Text("banner.expired", last, on), official.Repealed: g.Text("banner.repealed", on),
	}
	for v := official.NotYet; v <= official.Unstated; v++ {
		text, ok := said[v]
		if !ok {
			continue
		}
		d := &render.Document{Shell: g.shell("document", "", "")}
		d.Banner = &render.Banner{StateClass: v.Slug(), State: g.Text("state." + v.Slug()), Text: template.HTML(template.HTMLEscapeString(text)), By: g.link(), ByNumber: g.own(number)}
		if v == official.Repealed {
			d.Banner.Span = template.HTML(template.HTMLEscapeString(g.Text("banner.span", g.day(2018, 5, 1), last)))
			d.Banner.Successor, d.Banner.SuccessorNumber = g.link(), g.own(number)
		}
		in = append(in, state{d.Banner.State, d})
	}
	return in
}

// notice is of a document that will be repealed.
func (g *guide) notice() *render.Document {
	d := &render.Document{Shell: g.shell("document", "", "")}
	d.Notice = &render.Notice{Text: template.HTML(template.HTMLEscapeString(g.Text("banner.will_repeal", g.day(2026, 3, 5)))), By: g.link(), ByNumber: g.own(number)}
	return d
}

func (g *guide) link() *render.Link {
	return &render.Link{Name: title, URL: "document.html"}
}

func (g *guide) consultations() (in []state) {
	for _, key := range []string{"consultation.before", "consultation.open", "consultation.closed"} {
		c := &render.Consultation{Opens: "2026-03-05", Closes: "2026-04-04", Channel: "信函：霁川市云汀区归帆路66号；电子邮件：zwgk@jtysj.jichuan.example", State: g.Text(key)}
		if key == "consultation.closed" {
			c.Feedback = &render.Link{Name: "《" + title + "（征求意见稿）》公开征求意见的采纳情况", URL: "document.html"}
		}
		in = append(in, state{c.State, &render.Document{Shell: g.shell("document", "", ""), Consultation: c}})
	}
	return in
}

func (g *guide) statements() []state {
	page := func(s *render.Statement) *render.Page {
		return &render.Page{Shell: g.shell("page", "", ""), Statement: s}
	}
	tested := render.Statement{Status: g.Text("statement.no_faults"), Audit: g.Text("statement.audit_clean", 1234, 20), Tested: true, Date: "2026-03-05",
		Tools: "axe-core, Chromium", Pages: 24, Modes: []render.StatementMode{{Name: g.Text("mode.light")}, {Name: g.Text("mode.dark")}, {Name: g.Text("mode.high-contrast")}}}
	faulty := tested
	faulty.Status, faulty.Old, faulty.Faults = g.Text("statement.partial"), true, 1
	faulty.Findings, faulty.Limits = []render.StatementFinding{{Page: "document.html", Mode: tested.Modes[1], Rule: "color-contrast"}}, []string{"早期的扫描件还没有文字稿。"}
	return []state{{g.Text("guide.no_faults"), page(&tested)}, {g.Text("guide.faults"), page(&faulty)},
		{g.Text("guide.untested"), page(&render.Statement{Status: g.Text("statement.not_assessed")})}}
}
