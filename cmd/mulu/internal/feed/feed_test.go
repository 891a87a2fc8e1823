package feed_test

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/feed"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/texts"
)

// feeds are those of a plan, with Chinese words.
func feeds(t testing.TB, p *plan.Plan) *feed.Feeds {
	t.Helper()
	words, ds := texts.Open("zh-Hans", nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return feed.New(p, words)
}

func load(t *testing.T, fs sitetest.Files) *plan.Plan {
	t.Helper()
	if fs[config.FileName] == "" {
		fs[config.FileName] = sitetest.Config
	}
	c, _ := fs.Catalogue(t)
	p, ds := plan.New(c, nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return p
}

type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Summary string `xml:"summary"`
		Links   []struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Category []struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
	} `xml:"entry"`
}

func TestAtom(t *testing.T) {
	fs := sitetest.Files{
		"content/1.md": sitetest.Doc(1, "summary = \"甲 <b> & \\\"乙\\\" \\uFFFE\"\nchanges = [{on = 2026-03-04, text = \"更正\"}]", ""),
		"content/2.md": sitetest.Doc(2, `category = "jd"`, ""),
	}
	p := load(t, fs)
	for _, tt := range []struct {
		at      string
		entries int
		updated string
	}{
		{plan.FeedPath, 3, "2026-03-04T00:00:00+08:00"},
		{"jd/feed.xml", 1, "2025-01-02T00:00:00+08:00"},
		{"wj/gf/feed.xml", 0, "1970-01-01T00:00:00+08:00"},
	} {
		e, ok := p.Lookup(tt.at)
		if !ok {
			t.Fatalf("no %s", tt.at)
		}
		var f atom
		if err := xml.Unmarshal(feeds(t, p).Atom(nil, e), &f); err != nil {
			t.Fatalf("%s: %v", tt.at, err)
		}
		if len(f.Entries) != tt.entries || f.Updated != tt.updated || f.ID == "" || f.Title == "" {
			t.Errorf("%s: %d entries, updated %s, id %s", tt.at, len(f.Entries), f.Updated, f.ID)
		}
		for _, n := range f.Entries {
			if !strings.HasPrefix(n.ID, n.Links[0].Href) || !strings.HasPrefix(n.ID, "https://jtj.qilan.example/xxgk/doc/") {
				t.Errorf("entry's id %s, link %s", n.ID, n.Links[0].Href)
			}
			if _, err := time.Parse(time.RFC3339, n.Updated); err != nil {
				t.Error(err)
			}
		}
	}
	e, _ := p.Lookup(plan.FeedPath)
	var f atom
	if err := xml.Unmarshal(feeds(t, p).Atom(nil, e), &f); err != nil || f.Entries[2].Summary != "甲 <b> & \"乙\" \uFFFD" {
		t.Errorf("summary is %q", f.Entries[2].Summary)
	}
}

// In a large column with columns below, feeds tell what is new in all of them, and what happened
// later to its own documents; the rest is told by the feeds of the columns below.
func TestLargeColumn(t *testing.T) {
	for n, want := range map[int][2]int{1000: {2, 1}, 1001: {1, 1}} {
		fs := sitetest.Files{}
		for i := 1; i <= n; i++ {
			column, more := "wj/gf", "\nclass = \"其他文件\""
			if i == 2 {
				column = "wj"
			}
			if i <= 2 {
				more += "\nexpires = 2025-10-30"
			}
			fs[fmt.Sprintf("content/%d.md", i)] = sitetest.Doc(i, fmt.Sprintf("category = %q%s", column, more), "")
		}
		p := load(t, fs)
		for i, at := range []string{"wj/feed.xml", "wj/gf/feed.xml"} {
			e, _ := p.Lookup(at)
			var f atom
			if err := xml.Unmarshal(feeds(t, p).Atom(nil, e), &f); err != nil {
				t.Fatal(err)
			}
			expired := 0
			for _, entry := range f.Entries {
				if strings.Contains(entry.ID, "#expired-2025-10-31") {
					expired++
				}
			}
			if expired != want[i] || len(f.Entries)-expired != p.Config.Latest {
				t.Errorf("%d documents, %s: %d entries, of them %d that lapsed, want %d", n, at, len(f.Entries), expired, want[i])
			}
		}
	}
}

func TestSitemaps(t *testing.T) {
	p := load(t, sitetest.Docs(12))
	type urlset struct {
		URLs []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
		Maps []struct {
			Loc string `xml:"loc"`
		} `xml:"sitemap"`
	}
	parse := func(b []byte) (u urlset) {
		t.Helper()
		if err := xml.Unmarshal(b, &u); err != nil {
			t.Fatal(err)
		}
		return u
	}
	ix := parse(feeds(t, p).SitemapIndex(nil))
	if len(ix.Maps) != 2+len(p.Periods) {
		t.Errorf("index names %d sitemaps, want %d", len(ix.Maps), 2+len(p.Periods))
	}
	folder := func(loc string) string { return loc[:strings.LastIndex(loc, "/")+1] }
	for _, m := range ix.Maps { // sitemaps.org: a sitemap speaks for its own folder only
		if folder(m.Loc) != p.Config.BaseURL {
			t.Errorf("sitemap %s does not lie at the site's root", m.Loc)
		}
	}
	docs := parse(feeds(t, p).Sitemap(nil, plan.Entry{Period: &p.Periods[0]}))
	if len(docs.URLs) != 12 || docs.URLs[0].LastMod != "2025-01-12" || docs.URLs[0].Loc != p.Canonical(plan.DocumentPath(sitetest.Index(12))) {
		t.Errorf("sitemap holds %d, first %+v", len(docs.URLs), docs.URLs[0])
	}
	for _, u := range parse(feeds(t, p).SitemapPages(nil, plan.Entry{})).URLs {
		if !strings.HasPrefix(u.Loc, p.Config.BaseURL) || strings.HasSuffix(u.Loc, "index.html") || u.LastMod != "" {
			t.Errorf("address %s, last changed %q", u.Loc, u.LastMod)
		}
	}
	if r := string(feed.Robots(nil, p)); !strings.Contains(r, "Sitemap: https://jtj.qilan.example/xxgk/sitemap.xml") {
		t.Errorf("robots.txt is %q", r)
	}
}
