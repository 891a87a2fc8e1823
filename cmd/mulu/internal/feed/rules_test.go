package feed_test

import (
	"encoding/json"
	"encoding/xml"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/feed"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

// element is any element of XML.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (e *element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e *element) all(name string) (found []element) {
	for _, c := range e.Children {
		if c.XMLName.Local == name {
			found = append(found, c)
		}
	}
	return found
}

const atomNS = "http://www.w3.org/2005/Atom"

// obeysAtom asks for what RFC 4287 demands (4.1.1, 4.1.2, 4.2) and what the W3C's validator
// warns of: that a feed links to itself, and that ids are whole addresses, once each.
func obeysAtom(t *testing.T, name string, data []byte) (entries []element) {
	t.Helper()
	var f element
	if err := xml.Unmarshal(data, &f); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if f.XMLName != (xml.Name{Space: atomNS, Local: "feed"}) {
		t.Errorf("%s is %v", name, f.XMLName)
	}
	obeysParts(t, name, &f, true)
	self := slices.IndexFunc(f.all("link"), func(l element) bool { return l.attr("rel") == "self" })
	if self < 0 || !strings.HasSuffix(f.all("link")[self].attr("href"), name) {
		t.Errorf("%s does not link to itself", name)
	}
	ids := map[string]bool{}
	entries = f.all("entry")
	for i := range entries {
		obeysParts(t, name, &entries[i], len(f.all("author")) == 0)
		id := entries[i].all("id")[0].Text
		if ids[id] {
			t.Errorf("%s: id %s twice", name, id)
		}
		ids[id] = true
	}
	return entries
}

// obeysParts looks at the elements of a feed or of an entry.
func obeysParts(t *testing.T, name string, e *element, author bool) {
	t.Helper()
	for _, one := range []string{"id", "title", "updated"} {
		if len(e.all(one)) != 1 || strings.TrimSpace(e.all(one)[0].Text) == "" {
			t.Errorf("%s: %s has %d %s", name, e.XMLName.Local, len(e.all(one)), one)
		}
	}
	if author && len(e.all("author")) == 0 {
		t.Errorf("%s: %s without author", name, e.XMLName.Local)
	}
	alternates := 0
	for _, c := range e.Children {
		if c.XMLName.Space != atomNS {
			t.Errorf("%s: element %v", name, c.XMLName)
		}
		switch c.XMLName.Local {
		case "id":
			whole(t, name, c.Text)
		case "updated", "published":
			if _, err := time.Parse(time.RFC3339, c.Text); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case "author":
			if len(c.all("name")) != 1 || c.all("name")[0].Text == "" {
				t.Errorf("%s: author without a name", name)
			}
		case "link":
			whole(t, name, c.attr("href"))
			if c.attr("rel") == "alternate" {
				alternates++
			}
		case "category":
			if c.attr("term") == "" || c.attr("label") == "" {
				t.Errorf("%s: category %v", name, c.Attrs)
			}
		case "title", "summary", "entry":
		default:
			t.Errorf("%s: element %s", name, c.XMLName.Local)
		}
	}
	if alternates != 1 {
		t.Errorf("%s: %s has %d alternates", name, e.XMLName.Local, alternates)
	}
}

func whole(t *testing.T, name, address string) {
	t.Helper()
	if u, err := url.Parse(address); err != nil || !u.IsAbs() || u.Host == "" {
		t.Errorf("%s: %q is no whole address", name, address)
	}
}

// obeysJSON asks for what JSON Feed 1.1 demands.
func obeysJSON(t *testing.T, name string, data []byte) (ids []string) {
	t.Helper()
	var f map[string]any
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if f["version"] != "https://jsonfeed.org/version/1.1" || f["title"] == "" {
		t.Errorf("%s: version %v, title %v", name, f["version"], f["title"])
	}
	for _, key := range []string{"home_page_url", "feed_url"} {
		whole(t, name, f[key].(string))
	}
	for _, it := range f["items"].([]any) {
		item := it.(map[string]any)
		id, _ := item["id"].(string)
		if text, _ := item["content_text"].(string); id == "" || text == "" {
			t.Errorf("%s: item %v has no id or no text", name, item)
		}
		ids = append(ids, id)
		whole(t, name, item["url"].(string))
		for _, key := range []string{"date_published", "date_modified"} {
			if _, err := time.Parse(time.RFC3339, item[key].(string)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for key, value := range item {
			if own, ok := value.(map[string]any); strings.HasPrefix(key, "_") && (!ok || own["about"] == "") {
				t.Errorf("%s: the extension %s does not say what it is about", name, key)
			}
		}
	}
	return ids
}

// eventful has a document of each kind of event, and one whose title holds all that XML and
// JSON escape.
func eventful() sitetest.Files {
	other := "class = \"其他文件\"\n"
	act := func(n int, ref string) string {
		return sitetest.Doc(n, other+"doc_number = \"栖交发〔2025〕"+string(rune('0'+n))+"号\"\neffective = 2025-06-01\n"+ref, "")
	}
	return sitetest.Files{
		"content/1.md": sitetest.Doc(1, other+"effective = 2025-02-01\nexpires = 2026-01-31", ""),
		"content/2.md": sitetest.Doc(2, other+"changes = [{on = 2025-03-04, text = \"更正\"}, {on = 2025-03-04, text = \"再更正\"}]", ""),
		"content/3.md": act(3, `amends = [{target = "`+sitetest.Index(2)+`", scope = "第三条"}]`),
		"content/4.md": act(4, `amends = ["`+sitetest.Index(2)+`"]`),
		"content/5.md": sitetest.Doc(5, other+"summary = \"<b> & ]]> \\\"乙\\\"\"", ""),
		"content/6.md": act(6, `repeals = [{target = "`+sitetest.Index(5)+`", scope = "第四条"}, "`+sitetest.Index(7)+`"]`),
		"content/7.md": sitetest.Doc(7, other+`theme = '工业、交通\公路'`, ""),
	}
}

func TestFeedsObeyTheirForms(t *testing.T) {
	p := load(t, eventful())
	f := feeds(t, p)
	n := 0
	for e := range p.Fixed() {
		if e.Kind != plan.Feed {
			continue
		}
		n++
		entries := obeysAtom(t, e.Path, f.Atom(nil, e))
		other, ok := p.Lookup(strings.TrimSuffix(e.Path, "xml") + "json")
		if !ok || other.Kind != plan.JSONFeed {
			t.Fatalf("%s has no JSON Feed", e.Path)
		}
		data := f.JSON(nil, other)
		var ids []string
		for i := range entries {
			ids = append(ids, entries[i].all("id")[0].Text)
		}
		if got := obeysJSON(t, other.Path, data); !slices.Equal(got, ids) {
			t.Errorf("%s has %v, the Atom feed %v", other.Path, got, ids)
		}
	}
	if n < 6 {
		t.Errorf("only %d feeds", n)
	}
}

// Each event is an entry of its own, with its day in the id and its cause in a sentence.
func TestEvents(t *testing.T) {
	p := load(t, eventful())
	e, _ := p.Lookup(plan.FeedPath)
	var f element
	if err := xml.Unmarshal(feeds(t, p).Atom(nil, e), &f); err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, n := range f.all("entry") {
		if _, event, ok := strings.Cut(n.all("id")[0].Text, "#"); ok {
			said[event] = n.all("title")[0].Text + "|" + n.all("summary")[0].Text
		}
	}
	want := map[string]string{
		"in-force-2025-02-01":        "施行：文件1|《文件1》自2025年2月1日起施行。",
		"expired-2026-02-01":         "失效：文件1|《文件1》有效期至2026年1月31日，自2026年2月1日起失效。",
		"corrected-2025-03-04":       "更正：文件2|2025年3月4日更正或者更新：更正\n2025年3月4日更正或者更新：再更正",
		"amended-2025-06-01":         "修改：文件2|《文件2》的第三条自2025年6月1日起被《文件3》（栖交发〔2025〕3号）修改。\n《文件2》的部分内容自2025年6月1日起被《文件4》（栖交发〔2025〕4号）修改。",
		"partly-repealed-2025-06-01": "部分失效：文件5|《文件5》的第四条自2025年6月1日起被《文件6》（栖交发〔2025〕6号）废止，其余部分继续有效。",
		"repealed-2025-06-01":        "废止：文件7|《文件7》自2025年6月1日起被《文件6》（栖交发〔2025〕6号）废止，不再作为依据。",
	}
	for event, text := range want {
		if said[event] != text {
			t.Errorf("%s says\n%s\nwant\n%s", event, said[event], text)
		}
	}
	inForce := 0 // the acts themselves took effect on one day
	for event := range said {
		if strings.HasPrefix(event, "in-force") {
			inForce++
		}
	}
	if len(said) != len(want)+inForce-1 {
		t.Errorf("events are %v", said)
	}
}

// What lapses on one day by hundreds hides no publication, and what is new changes the
// feeds of its own lists alone.
func TestNewDocumentChangesItsOwnFeeds(t *testing.T) {
	fs := eventful()
	before := load(t, fs)
	fs["content/8.md"] = sitetest.Doc(8, "category = \"jd\"", "")
	after := load(t, fs)
	was, now := feeds(t, before), feeds(t, after)
	for e := range after.Fixed() {
		if e.Kind != plan.Feed {
			continue
		}
		old, ok := before.Lookup(e.Path)
		changed := !ok || string(was.Atom(nil, old)) != string(now.Atom(nil, e))
		own := e.List == nil || e.List.Dir == "jd" || strings.HasPrefix(e.List.Dir, "issuer/")
		if changed != own {
			t.Errorf("%s: changed %v, want %v", e.Path, changed, own)
		}
	}
}

// Nothing that a document that is not public does, or will do, is told with its name, nor
// before its day.
func TestFeedsNameNoHiddenDocument(t *testing.T) {
	fs := eventful()
	fs["content/9.md"] = strings.Replace(sitetest.Doc(9, "doc_number = \"栖交发〔2025〕9号\"\nrepeals = [{target = \""+sitetest.Index(1)+"\", on = 2025-05-01}, {target = \""+sitetest.Index(3)+"\", on = 2027-03-01}]", ""), "主动公开", "不予公开", 1)
	p := load(t, fs)
	f := feeds(t, p)
	e, _ := p.Lookup(plan.FeedPath)
	atom, calendar := string(f.Atom(nil, e)), string(f.Calendar(nil))
	if strings.Contains(atom+calendar, "文件9") || strings.Contains(atom+calendar, "〕9号") || strings.Contains(calendar, "20270301") {
		t.Error("a hidden document is named, or what it will do")
	}
	if !strings.Contains(atom, "《文件1》自2025年5月1日起废止") {
		t.Errorf("the repeal is not told: %s", atom)
	}
}

// Sitemaps stay below the protocol's bounds, and name every page of a kind that readers find.
func TestSitemapNamesAllPages(t *testing.T) {
	fs := eventful()
	fs["config.toml"] = sitetest.Config + "[site]\nvariants = [\"zh-Hant\"]\n"
	p := load(t, fs)
	f := feeds(t, p)
	all := ""
	for e := range p.Fixed() {
		switch e.Kind {
		case plan.Sitemap:
			all += string(f.Sitemap(nil, e))
		case plan.SitemapPages:
			all += string(f.SitemapPages(nil, e))
		}
	}
	for e := range p.Fixed() {
		switch {
		case e.Kind == plan.ListPage && e.Number > 0 || e.Kind == plan.AsOf && e.Number > 1: // an archive
			continue
		case e.Kind == plan.Log || e.Kind == plan.Comparison: // has a sitemap of its own; is reached from its document
			continue
		case !strings.HasSuffix(e.Path, ".html") || e.Kind == plan.NotFound || e.Kind == plan.Redirect || e.Kind == plan.Tombstone: // not to be found
			continue
		}
		if !strings.Contains(all, "<loc>"+p.Canonical(e.Path)+"</loc>") {
			t.Errorf("%s is in no sitemap", e.Path)
		}
	}
	if strings.Count(all, "<lastmod>") == 0 || p.SitemapPart() != 25_000 {
		t.Errorf("%d addresses a file: with variants there would be more than 50,000", p.SitemapPart())
	}
}

// An address below another site's root cannot be read by robots, and the file says so.
func TestRobotsBelowAnotherSite(t *testing.T) {
	p := load(t, sitetest.Docs(1))
	if got := string(feed.Robots(nil, p)); !strings.Contains(got, "https://jtj.qilan.example/robots.txt") || !strings.HasSuffix(got, "Sitemap: https://jtj.qilan.example/xxgk/sitemap.xml\n") {
		t.Errorf("robots.txt is %s", got)
	}
	fs := sitetest.Docs(1)
	fs["config.toml"] = strings.Replace(sitetest.Config, "jtj.qilan.example/xxgk/", "jtj.qilan.example/", 1)
	if got := string(feed.Robots(nil, load(t, fs))); strings.Contains(got, "#") {
		t.Errorf("robots.txt at the root is %s", got)
	}
}

// RFC 9116: Contact and Expires stand there, the latter once and as RFC 3339 has it.
func TestSecurity(t *testing.T) {
	fs := sitetest.Docs(1)
	fs["config.toml"] = strings.Replace(sitetest.Config, "jtj.qilan.example/xxgk/", "jtj.qilan.example/", 1) + "[security]\ncontact = [\"mailto:aq@jtj.qilan.example\"]\nexpires = 2027-06-30\n"
	got := map[string][]string{}
	for line := range strings.Lines(string(feed.Security(nil, load(t, fs)))) {
		name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			t.Errorf("line %q", line)
		}
		got[name] = append(got[name], value)
	}
	if len(got["Expires"]) != 1 || len(got["Contact"]) != 1 || len(got["Preferred-Languages"]) != 1 {
		t.Fatalf("security.txt is %v", got)
	}
	if at, err := time.Parse(time.RFC3339, got["Expires"][0]); err != nil || at.Day() != 1 || at.Month() != 7 {
		t.Errorf("Expires is %v, %v", at, err)
	}
	if _, err := mail.ParseAddress(strings.TrimPrefix(got["Contact"][0], "mailto:")); err != nil || got["Canonical"][0] != "https://jtj.qilan.example/.well-known/security.txt" {
		t.Errorf("security.txt is %v", got)
	}
	if _, ok := load(t, sitetest.Docs(1)).Lookup(plan.SecurityPath); ok {
		t.Error("a site without [security] has a security.txt")
	}
}

// OpenSearch 1.1 draft 6: names of 16 characters at most, a template with {searchTerms}.
func TestOpenSearch(t *testing.T) {
	fs := sitetest.Docs(1)
	fs["config.toml"] = strings.Replace(sitetest.Config, `title = "`, `title = "很长很长很长很长的<名称>&`, 1)
	p := load(t, fs)
	var d element
	if err := xml.Unmarshal(feed.OpenSearch(nil, p, "assets/icon.svg"), &d); err != nil || d.XMLName.Space != "http://a9.com/-/spec/opensearch/1.1/" {
		t.Fatal(d.XMLName, err)
	}
	if name := d.all("ShortName")[0].Text; len([]rune(name)) > 16 || !strings.HasPrefix(name, "很长") {
		t.Errorf("ShortName is %q", name)
	}
	urls := d.all("Url")
	if len(urls) != 2 || urls[0].attr("template") != p.Canonical(plan.SearchPath)+"?q={searchTerms}" || urls[0].attr("type") != "text/html" {
		t.Errorf("Url is %v", urls)
	}
	if len(d.all("Description")) != 1 {
		t.Error("no Description")
	}
}

// The feeds of 10,000 documents, each with a term: their events are derived once.
func BenchmarkFeeds(b *testing.B) {
	fs := sitetest.Linked(10_000)
	c, _ := fs.Catalogue(b)
	p, _ := plan.New(c, nil)
	b.ReportAllocs()
	for b.Loop() {
		f := feeds(b, p)
		for e := range p.Fixed() {
			if e.Kind == plan.Feed {
				f.Atom(nil, e)
			}
		}
		f.Calendar(nil)
	}
}
