package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"net/url"

	"golang.org/x/net/html"
)

// crawl is a published site as a test reads it: every page parsed, links and ids
// collected.
type crawl struct {
	dir   string
	base  string // base_url
	files map[string]int64
	pages map[string]*crawledPage
}

type crawledPage struct {
	ids    map[string]int
	links  []string // as written
	h1     int
	lang   string
	title  string
	faults []string
}

func crawlSite(t *testing.T, dir, base string) *crawl {
	t.Helper()
	c := &crawl{dir: dir, base: base, files: map[string]int64{}, pages: map[string]*crawledPage{}}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		info, err := d.Info()
		c.files[rel] = info.Size()
		if err == nil && strings.HasSuffix(rel, ".html") {
			c.pages[rel], err = parsePage(p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func parsePage(file string) (*crawledPage, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	root, err := html.Parse(f)
	if err != nil {
		return nil, err
	}
	p := &crawledPage{ids: map[string]int{}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			p.element(n)
		}
	}
	return p, nil
}

func (p *crawledPage) element(n *html.Node) {
	switch n.Data {
	case "html":
		p.lang = attr(n, "lang")
	case "h1":
		p.h1++
	case "title":
		if n.FirstChild != nil && n.Parent.Data == "head" {
			p.title = n.FirstChild.Data
		}
	case "style", "iframe", "object", "embed", "base":
		p.faults = append(p.faults, "element "+n.Data)
	case "script":
		if attr(n, "src") == "" && attr(n, "type") != "application/ld+json" { // data, which nothing executes
			p.faults = append(p.faults, "inline script")
		}
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "id":
			p.ids[a.Val]++
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			p.faults = append(p.faults, "attribute "+a.Key)
		case a.Key == "href" && n.Data != "link" || a.Key == "src" || a.Key == "action":
			p.links = append(p.links, a.Val)
		case a.Key == "href" && attr(n, "rel") != "canonical":
			p.links = append(p.links, a.Val)
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// problems lists what is wrong with the site as a whole: links and fragments that
// lead nowhere, ids that stand twice, pages without language or heading, anything
// that the content policy forbids.
func (c *crawl) problems() []string {
	var out []string
	for name, p := range c.pages {
		say := func(format string, args ...any) { out = append(out, name+": "+fmt.Sprintf(format, args...)) }
		for id, n := range p.ids {
			if n > 1 || id == "" {
				say("id %q stands %d times", id, n)
			}
		}
		if p.h1 != 1 || p.lang == "" || p.title == "" {
			say("%d h1, lang %q, title %q", p.h1, p.lang, p.title)
		}
		for _, f := range p.faults {
			say("%s", f)
		}
		for _, l := range p.links {
			if why := c.follow(name, l); why != "" {
				say("link %s: %s", l, why)
			}
		}
	}
	slices.Sort(out)
	return out
}

// follow says why an address, as written on a page, leads nowhere; "" when it does.
func (c *crawl) follow(page, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return err.Error()
	}
	if u.Scheme != "" || u.Host != "" {
		if u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto" || u.Scheme == "tel" {
			return ""
		}
		return "scheme " + u.Scheme
	}
	base, _ := url.Parse(c.base)
	to := u.Path
	switch {
	case to == "":
		to = page
	case strings.HasPrefix(to, base.Path):
		to = strings.TrimPrefix(to, base.Path)
	case strings.HasPrefix(to, "/"):
		return "leaves the site"
	default:
		to = path.Join(path.Dir(page), to)
	}
	if strings.HasPrefix(to, "..") {
		return "leaves the site"
	}
	if _, ok := c.files[to]; !ok {
		return "nothing at " + to
	}
	if u.Fragment != "" {
		if target := c.pages[to]; target == nil || target.ids[u.Fragment] == 0 {
			return "no such fragment"
		}
	}
	return ""
}

// reached are the pages that a reader comes to from the home page by links alone.
func (c *crawl) reached() map[string]bool {
	seen := map[string]bool{"index.html": true}
	queue := []string{"index.html"}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, l := range c.pages[at].links {
			u, err := url.Parse(l)
			if err != nil || u.Scheme != "" || u.Path == "" {
				continue
			}
			to := path.Join(path.Dir(at), u.Path)
			if c.pages[to] != nil && !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	return seen
}
