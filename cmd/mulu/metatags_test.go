package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/rounds"
)

// metaGroups are the META tags that 政府网站发展指引 (国办发〔2017〕47号) asks for, by the kind
// of a page: the site group on all, the column group on columns and what stands in them,
// the content group on content.
var metaGroups = map[string][]string{
	"site":    {"SiteName", "SiteDomain", "SiteIDCode"},
	"column":  {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"},
	"content": {"ArticleTitle", "PubDate", "ContentSource"},
}

// kindGroups are the groups of each kind of page. A page of content is a column that has its
// content in itself, or lists documents.
var kindGroups = map[string][]string{
	"home": {"site"}, "sitemap": {"site"}, "search": {"site"}, "notfound": {"site"}, "redirect": {"site"}, "tombstone": {"site"},
	"list": {"site", "column"}, "page": {"site", "column"}, "asof": {"site", "column"}, "asofindex": {"site", "column"}, "statistics": {"site", "column"}, "data": {"site", "column"}, "subscribe": {"site", "column"}, "log": {"site", "column"}, "comparison": {"site", "column"},
	"document": {"site", "column", "content"},
}

// repeats are the tags that a page may have more than once.
var repeats = []string{"ColumnKeywords", "ColumnType", "Keywords"}

// pubDate is the form that extractors of inspectors read.
var pubDate = regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d$`)

// Every page of the example site has the META tags that its kind must have, filled, and
// what it says to search engines is JSON that names its own address.
func TestMetaTags(t *testing.T) {
	rounds.Alone(t)
	out := builtExample(t)
	seen := map[string]int{}
	err := filepath.WalkDir(out, func(name string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		page := readHead(t, name)
		seen[page.kind]++
		at, _ := filepath.Rel(out, name)
		gs, known := kindGroups[page.kind]
		if !known {
			t.Errorf("%s: a page of kind %q: which META tags must it have?", at, page.kind)
		}
		for _, g := range gs {
			for _, tag := range metaGroups[g] {
				if n := len(page.meta[tag]); n == 0 || n > 1 && !slices.Contains(repeats, tag) || strings.TrimSpace(strings.Join(page.meta[tag], "")) == "" {
					t.Errorf("%s (%s): META tag %s is %q", at, page.kind, tag, page.meta[tag])
				}
			}
		}
		for _, on := range page.meta["PubDate"] {
			if !pubDate.MatchString(on) {
				t.Errorf("%s: PubDate is %q", at, on)
			}
		}
		page.checkLinked(t, at)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for kind := range kindGroups {
		if seen[kind] == 0 {
			t.Errorf("no page of kind %s", kind)
		}
	}
}

// head is what a page says to programs.
type head struct {
	kind, canonical string
	meta            map[string][]string
	linked          []string
}

func readHead(t *testing.T, name string) *head {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	h := &head{meta: map[string][]string{}}
	z := html.NewTokenizer(strings.NewReader(string(data)))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		token := z.Token()
		a := map[string]string{}
		for _, x := range token.Attr {
			a[x.Key] = x.Val
		}
		switch {
		case token.Type != html.StartTagToken:
		case token.Data == "meta" && a["name"] != "":
			h.meta[a["name"]] = append(h.meta[a["name"]], a["content"])
		case token.Data == "link" && a["rel"] == "canonical":
			h.canonical = a["href"]
		case token.Data == "body":
			h.kind = strings.TrimPrefix(strings.Fields(a["class"])[0], "kind-")
		case token.Data == "script" && a["type"] == "application/ld+json":
			z.Next()
			h.linked = append(h.linked, string(z.Text()))
		}
	}
	return h
}

// checkLinked checks what a page says to search engines: documents are told with their
// address and title, their force as the page shows it, and the way to them.
func (h *head) checkLinked(t *testing.T, at string) {
	t.Helper()
	if want := map[bool]int{true: 1}[h.kind == "document" || h.kind == "list" || h.kind == "home" || h.kind == "data"]; len(h.linked) != want {
		t.Errorf("%s (%s) says %d times to search engines what it is, want %d", at, h.kind, len(h.linked), want)
		return
	}
	if h.kind != "document" {
		return
	}
	var said struct {
		Graph []struct {
			Type  string `json:"@type"`
			ID    string `json:"@id"`
			Name  string
			Force string                        `json:"legislationLegalForce"`
			Items []struct{ Name, Item string } `json:"itemListElement"`
		} `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(h.linked[0]), &said); err != nil || len(said.Graph) != 2 {
		t.Errorf("%s says %s (%v)", at, h.linked[0], err)
		return
	}
	d, way := said.Graph[0], said.Graph[1]
	state, _, _ := strings.Cut(strings.Join(h.meta["mulu-state"], ""), " ")
	inForce := map[string]string{"in-force": "InForce", "amended": "InForce", "partly": "PartiallyInForce", "not-yet": "NotInForce", "expired": "NotInForce", "repealed": "NotInForce"}[state]
	if inForce != "" {
		inForce = "https://schema.org/" + inForce
	}
	if !strings.Contains(at, "zh-Hant") && d.ID != h.canonical || d.Force != inForce || d.Name == "" || way.Type != "BreadcrumbList" || len(way.Items) < 3 {
		t.Errorf("%s: state %q, address %s, but says %s", at, state, h.canonical, h.linked[0])
	}
}
