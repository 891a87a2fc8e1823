package linked

// vocabularies are the prefixes of the terms that are used, and of the authority tables that
// DCAT-AP names: those of the Publications Office of the European Union for formats,
// languages and themes, and that of IANA for media types.
var vocabularies = [...][2]string{
	{"dcat", "http://www.w3.org/ns/dcat#"}, {"dct", "http://purl.org/dc/terms/"}, {"foaf", "http://xmlns.com/foaf/0.1/"},
	{"skos", "http://www.w3.org/2004/02/skos/core#"}, {"vcard", "http://www.w3.org/2006/vcard/ns#"},
	{"eufile", authority + "file-type/"}, {"eulang", authority + "language/"}, {"eutheme", authority + "data-theme/"},
	{"media", mediaTypes},
}

const (
	authority  = "http://publications.europa.eu/resource/authority/"
	mediaTypes = "https://www.iana.org/assignments/media-types/"
)

// things are the terms whose values are things, not texts, in the order of the JSON-LD's
// context.
var things = [...]string{
	"dct:publisher", "dct:language", "dct:license", "dct:format", "dct:conformsTo", "dcat:theme", "dcat:themeTaxonomy", "dcat:contactPoint",
	"dcat:landingPage", "dcat:dataset", "dcat:distribution", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType", "foaf:homepage", "skos:inScheme", "vcard:hasEmail",
}

// node is a thing with what is said of it, in order. The name of a blank node is empty; one
// without a type is named only, and described elsewhere or by others.
type node struct {
	id   string
	kind string
	says []statement
}

// statement says one thing of a node: its value is a text or nodes.
type statement struct {
	term  string
	text  string
	lang  string // of the text; "" is that of the documents
	nodes []node
}

func (n *node) text(term, s string) {
	if s != "" {
		n.says = append(n.says, statement{term: term, text: s})
	}
}

// english says something in the words of a table that has no Chinese.
func (n *node) english(term, s string) {
	n.says = append(n.says, statement{term: term, text: s, lang: "en"})
}

func (n *node) iri(term, at string) {
	if at != "" {
		n.things(term, node{id: at})
	}
}

func (n *node) things(term string, ms ...node) {
	if len(ms) > 0 {
		n.says = append(n.says, statement{term: term, nodes: ms})
	}
}

// entry is one of a table of the Publications Office.
func entry(kind, table, name string) node {
	n := node{id: authority + table + "/" + name, kind: kind}
	n.iri("skos:inScheme", authority+table)
	return n
}

// government is the theme of all data sets, and taxonomy the table in which it is.
func government() node {
	n := entry("skos:Concept", "data-theme", "GOVE")
	n.english("skos:prefLabel", "Government and public sector")
	return n
}

func taxonomy() node {
	n := node{id: authority + "data-theme", kind: "skos:ConceptScheme"}
	n.english("dct:title", "Data theme")
	return n
}
