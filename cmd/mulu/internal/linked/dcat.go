package linked

import (
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
)

// The description of the exports by DCAT-AP 3 (semiceu.github.io/DCAT-AP): a dcat:Catalog
// of data sets, which are the whole, each category and each issuer, each with a
// distribution in every format. It names files and says nothing of single documents, so
// it changes only when a set gets a further file.
//
// Of what others define, as formats and languages, it says once what kind of thing it is:
// so it is valid by the published shapes of ranges and tables, too, without a look into
// the tables themselves.

// format is a form of files: its names in the table of file types, at IANA, and as programs
// send it. IANA has no name for JSON Lines.
type format struct{ file, iana, media string }

var formats = map[plan.Format]format{
	plan.CSV: {"CSV", "text/csv", "text/csv"}, plan.XLSX: {"XLSX", workbook, workbook},
	plan.JSON: {"JSON", "application/json", "application/json"}, plan.JSONLines: {"JSON", "", "application/x-ndjson"},
}

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// describer makes the description; it knows what has been described.
type describer struct {
	plan *plan.Plan
	seen map[string]bool
}

// describe says that n has a thing: in full where it is named first.
func (b *describer) describe(n *node, term string, m node) {
	if m.id == "" {
		return
	}
	if b.seen[m.id] {
		m = node{id: m.id}
	}
	b.seen[m.id] = true
	n.things(term, m)
}

// catalog is the whole description.
func catalog(p *plan.Plan) node {
	c, b := p.Config, &describer{p, map[string]bool{}}
	n := node{id: p.Canonical(plan.DataPath) + "#catalog", kind: "dcat:Catalog"}
	n.text("dct:title", c.Title)
	n.text("dct:description", description(c))
	body := agent(c.BaseURL+"#body", agentName(c))
	if c.Site.Portal != "" {
		b.describe(&body, "foaf:homepage", node{id: c.Site.Portal, kind: "foaf:Document"})
	}
	b.describe(&n, "dct:publisher", body)
	b.describe(&n, "foaf:homepage", node{id: c.BaseURL, kind: "foaf:Document"})
	b.language(&n)
	b.license(&n)
	b.describe(&n, "dcat:themeTaxonomy", taxonomy())
	sets := p.ExportSets()
	members := make([]node, 0, len(sets))
	for i := range sets {
		if len(sets[i].Parts) > 0 {
			members = append(members, b.dataset(&sets[i]))
		}
	}
	n.things("dcat:dataset", members...)
	return n
}

func description(c *config.Config) string {
	if c.Description != "" {
		return c.Description
	}
	return c.Title
}

// language says the language of the documents, of which only Chinese has a name here.
func (b *describer) language(n *node) {
	if l := b.plan.Config.Content; len(l) >= 2 && l[:2] == "zh" {
		b.describe(n, "dct:language", entry("dct:LinguisticSystem", "language", "ZHO"))
	}
}

func (b *describer) license(n *node) {
	b.describe(n, "dct:license", node{id: b.plan.Config.Exports.LicenseURL, kind: "dct:LicenseDocument"})
}

// contact is whom to ask; DCAT-AP knows addresses of mail and of pages.
func contact(c *config.Config) node {
	if c.Site.Email == "" {
		return node{}
	}
	n := node{id: c.BaseURL + "#contact", kind: "vcard:Kind"}
	name := c.Site.Organizer
	if name == "" {
		name = agentName(c)
	}
	n.text("vcard:fn", name)
	n.iri("vcard:hasEmail", "mailto:"+c.Site.Email)
	return n
}

func agentName(c *config.Config) string {
	if c.Site.Name != "" {
		return c.Site.Name
	}
	return c.Title
}

func agent(id, name string) node {
	n := node{id: id, kind: "foaf:Agent"}
	n.text("foaf:name", name)
	return n
}

func (b *describer) dataset(set *plan.ExportSet) node {
	p, c := b.plan, b.plan.Config
	at, title, page := "all", c.Title, plan.DataPath
	publisher := node{id: c.BaseURL + "#body"}
	if l := set.List; l != nil {
		at, title, page = "category/"+l.Dir, c.Title+"："+l.Name, l.Path(0)
		if l.Category == nil {
			at, publisher = l.Dir, agent(p.Canonical(page)+"#body", l.Name)
		}
	}
	n := node{id: p.Canonical(plan.DataPath) + "#" + at, kind: "dcat:Dataset"}
	n.text("dct:title", title)
	n.text("dct:description", about(c, set))
	b.describe(&n, "dct:publisher", publisher)
	b.describe(&n, "dcat:contactPoint", contact(c))
	b.describe(&n, "dcat:theme", government())
	b.language(&n)
	b.describe(&n, "dcat:landingPage", node{id: p.Canonical(page), kind: "foaf:Document"})
	n.things("dcat:distribution", b.distributions(set, p.Canonical(page))...)
	return n
}

// about says what a set holds; a category says it in its 内容要求.
func about(c *config.Config, set *plan.ExportSet) string {
	switch l := set.List; {
	case l == nil:
		return description(c)
	case l.Category != nil && l.Category.Description != "":
		return l.Category.Description
	default:
		return c.Title + "：" + l.Name
	}
}

// distributions are those of a set, one for each format, with all its files.
func (b *describer) distributions(set *plan.ExportSet, page string) (ns []node) {
	base := b.plan.Config.BaseURL
	for _, f := range b.plan.Formats() {
		n := node{kind: "dcat:Distribution"}
		n.text("dct:title", f.String())
		n.iri("dcat:accessURL", page)
		files := make([]node, len(set.Parts))
		for i := range set.Parts {
			files[i].id = base + set.Parts[i].Path(f)
		}
		n.things("dcat:downloadURL", files...)
		b.describe(&n, "dct:format", entry("dct:MediaTypeOrExtent", "file-type", formats[f].file))
		if name := formats[f].iana; name != "" {
			b.describe(&n, "dcat:mediaType", node{id: mediaTypes + name, kind: "dct:MediaType"})
		}
		b.license(&n)
		if f == plan.JSON || f == plan.JSONLines {
			b.describe(&n, "dct:conformsTo", node{id: base + plan.SchemaPath, kind: "dct:Standard"})
		}
		ns = append(ns, n)
	}
	return ns
}
