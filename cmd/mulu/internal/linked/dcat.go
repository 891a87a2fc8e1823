package linked

import (
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
)

// The description of the exports by DCAT-AP 3 (semiceu.github.io/DCAT-AP): a dcat:Catalog
// of data sets, which are the whole, each category and each issuer, each with a
// distribution in every format. It names files and says nothing of single documents, so
// it changes only when a set gets a further file.

// vocabularies are the prefixes of the terms that are used.
var vocabularies = [...][2]string{
	{"dcat", "http://www.w3.org/ns/dcat#"}, {"dct", "http://purl.org/dc/terms/"}, {"foaf", "http://xmlns.com/foaf/0.1/"},
}

// Authority tables of the Publications Office of the European Union, which DCAT-AP names
// for formats, languages and themes.
const (
	fileTypes  = "http://publications.europa.eu/resource/authority/file-type/"
	chinese    = "http://publications.europa.eu/resource/authority/language/ZHO"
	government = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
	mediaTypes = "https://www.iana.org/assignments/media-types/"
)

type format struct{ file, media string }

var formats = map[plan.Format]format{
	plan.CSV: {"CSV", "text/csv"}, plan.XLSX: {"XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	plan.JSON: {"JSON", "application/json"}, plan.JSONLines: {"JSON", "application/x-ndjson"},
}

// node is a thing with what is said of it, in order. The name of a blank node is empty.
type node struct {
	id    string
	types []string
	says  []statement
}

// statement says one thing of a node: its value is a text, an address or nodes.
type statement struct {
	term  string
	text  string // in the language of the documents
	iri   string
	nodes []node
	iris  []string
}

func (n *node) text(term, s string) {
	if s != "" {
		n.says = append(n.says, statement{term: term, text: s})
	}
}

func (n *node) iri(term, at string) {
	if at != "" {
		n.says = append(n.says, statement{term: term, iri: at})
	}
}

// catalog is the whole description.
func catalog(p *plan.Plan) node {
	c := p.Config
	n := node{id: p.Canonical(plan.DataPath) + "#catalog", types: []string{"dcat:Catalog"}}
	n.text("dct:title", c.Title)
	n.text("dct:description", description(c))
	n.says = append(n.says, statement{term: "dct:publisher", nodes: []node{agent(c.BaseURL+"#body", c.Site.Name, c.Site.Portal)}})
	n.iri("foaf:homepage", c.BaseURL)
	n.iri("dct:language", language(c))
	n.iri("dct:license", c.Exports.LicenseURL)
	sets := p.ExportSets()
	members := make([]node, 0, len(sets))
	for i := range sets {
		if len(sets[i].Parts) > 0 {
			members = append(members, dataset(p, &sets[i]))
		}
	}
	n.says = append(n.says, statement{term: "dcat:dataset", nodes: members})
	return n
}

func description(c *config.Config) string {
	if c.Description != "" {
		return c.Description
	}
	return c.Title
}

// language names that of the documents; only Chinese has a name here.
func language(c *config.Config) string {
	if len(c.Content) >= 2 && c.Content[:2] == "zh" {
		return chinese
	}
	return ""
}

func agent(id, name, home string) node {
	n := node{id: id, types: []string{"foaf:Agent"}}
	n.text("foaf:name", name)
	n.iri("foaf:homepage", home)
	return n
}

func dataset(p *plan.Plan, set *plan.ExportSet) node {
	c := p.Config
	at, title, publisher := "all", c.Title, node{id: c.BaseURL + "#body"}
	page := plan.DataPath
	if l := set.List; l != nil {
		at, title, page = l.Facet.Key()+"/"+l.Dir, c.Title+"："+l.Name, l.Path(0)
		if l.Category == nil {
			publisher = agent(p.Canonical(page)+"#body", l.Name, "")
		}
	}
	n := node{id: p.Canonical(plan.DataPath) + "#" + at, types: []string{"dcat:Dataset"}}
	n.text("dct:title", title)
	n.text("dct:description", about(c, set))
	n.says = append(n.says, statement{term: "dct:publisher", nodes: []node{publisher}})
	n.iri("dcat:theme", government)
	n.iri("dct:language", language(c))
	n.iri("dcat:landingPage", p.Canonical(page))
	if len(p.Formats()) > 0 {
		n.says = append(n.says, statement{term: "dcat:distribution", nodes: distributions(p, set)})
	}
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
func distributions(p *plan.Plan, set *plan.ExportSet) (ns []node) {
	for _, f := range p.Formats() {
		n := node{types: []string{"dcat:Distribution"}}
		n.text("dct:title", f.String())
		n.iri("dcat:accessURL", p.Canonical(plan.DataPath))
		files := statement{term: "dcat:downloadURL"}
		for i := range set.Parts {
			files.iris = append(files.iris, p.Config.BaseURL+set.Parts[i].Path(f))
		}
		n.says = append(n.says, files)
		n.iri("dct:format", fileTypes+formats[f].file)
		n.iri("dcat:mediaType", mediaTypes+formats[f].media)
		n.iri("dct:license", p.Config.Exports.LicenseURL)
		if f == plan.JSON || f == plan.JSONLines {
			n.iri("dct:conformsTo", p.Config.BaseURL+plan.SchemaPath)
		}
		ns = append(ns, n)
	}
	return ns
}
