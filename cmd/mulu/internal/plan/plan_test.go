package plan_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

func make1(t testing.TB, fs sitetest.Files) (*plan.Plan, []diag.Diagnostic) {
	t.Helper()
	c, ds := fs.Catalogue(t)
	if diag.Count(ds).Errors > 0 {
		t.Fatal(ds)
	}
	return plan.New(c, fs.Under("static/"))
}

func TestDocumentPath(t *testing.T) {
	for _, tt := range []struct{ index, want string }{
		{"113701000041890072/2023-00368", "doc/113701000041890072/2023-00368.html"},
		{"01527918X-2020-153077", "doc/01527918X-2020-153077.html"},
	} {
		if got := plan.DocumentPath(tt.index); got != tt.want {
			t.Errorf("DocumentPath(%q) = %q, want %q", tt.index, got, tt.want)
		}
	}
}

func TestRoot(t *testing.T) {
	for _, tt := range []struct{ at, want string }{{"index.html", ""}, {"wj/index.html", "../"}, {"doc/a/b.html", "../../"}, {"a/b/c/d.html", "../../../"}} {
		if got := plan.Root(tt.at); got != tt.want {
			t.Errorf("Root(%q) = %q, want %q", tt.at, got, tt.want)
		}
	}
}

// The pages of a list hold every document once, newest first, and an archive page is
// full and the same whatever came later.
func TestListPages(t *testing.T) {
	const size = 5
	var before map[int]string
	for n := range 40 {
		l := &plan.List{Dir: "wj"}
		for i := range n {
			l.Docs = append(l.Docs, int32(n-i)) // newest first: serial n … 1
		}
		var all []int32
		pages := map[int]string{}
		for k := l.Archive(size); k >= 1; k-- {
			pages[k] = fmt.Sprint(l.Page(k, size))
			if len(l.Page(k, size)) != size {
				t.Errorf("%d documents: archive page %d has %d", n, k, len(l.Page(k, size)))
			}
		}
		all = append(all, l.Page(0, size)...)
		for k := l.Archive(size); k >= 1; k-- {
			all = append(all, l.Page(k, size)...)
		}
		if !slices.Equal(all, l.Docs) {
			t.Errorf("%d documents: the pages hold %v", n, all)
		}
		if rest := len(l.Page(0, size)); rest >= 2*size || n >= size && rest < size {
			t.Errorf("%d documents: the newest page has %d", n, rest)
		}
		for k, was := range before {
			if pages[k] != was {
				t.Errorf("%d documents: archive page %d changed from %s to %s", n, k, was, pages[k])
			}
		}
		before = pages
	}
}

// A sub-category's documents stand in its parents' lists, once each.
func TestCategoryLists(t *testing.T) {
	p, _ := make1(t, sitetest.Files{config.FileName: sitetest.Config,
		"content/a.md": sitetest.Doc(1, `category = ["wj/gf", "wj", "jd"]`, ""),
		"content/b.md": sitetest.Doc(2, `category = "政策解读"`, ""),
	})
	for _, tt := range []struct {
		path string
		want int
	}{{"wj", 1}, {"wj/gf", 1}, {"jd", 2}} {
		if got := len(p.CategoryList(p.Config.Category(tt.path)).Docs); got != tt.want {
			t.Errorf("%s lists %d documents, want %d", tt.path, got, tt.want)
		}
	}
}

// An issuer that is named twice lists a document once.
func TestIssuerTwice(t *testing.T) {
	doc := strings.Replace(sitetest.Doc(1, "", ""), `issuer = "栖澜市交通运输局"`, `issuer = ["栖澜市交通运输局", "栖澜市交通运输局"]`, 1)
	p, _ := make1(t, sitetest.Files{config.FileName: sitetest.Config, "content/a.md": doc})
	if ls := p.Of(plan.ByIssuer); len(ls) != 1 || len(ls[0].Docs) != 1 {
		t.Errorf("the issuer's lists are %+v", ls)
	}
}

func TestAddressesClash(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		code  string
		says  string
	}{
		{"alias twice", map[string]string{"content/a.md": sitetest.Doc(1, `aliases = ["x.html"]`, ""), "content/b.md": sitetest.Doc(2, `aliases = ["/X.html"]`, "")}, "address-clash", "x.html"},
		{"alias on a list", map[string]string{"content/a.md": sitetest.Doc(1, `aliases = ["wj/"]`, "")}, "address-clash", "wj/index.html"},
		{"alias on a document", map[string]string{"content/a.md": sitetest.Doc(1, `aliases = ["doc/113701000041890072/2025-00002.html"]`, ""), "content/b.md": sitetest.Doc(2, "", "")}, "address-clash", "2025-00002"},
		{"alias on a document but for case", map[string]string{"content/a.md": sitetest.Doc(1, `aliases = ["Doc/X-1~l.html"]`, ""),
			"content/b.md": strings.Replace(sitetest.Doc(2, "", ""), sitetest.Index(2), "x-1", 1)}, "address-clash", "Doc/X-1"},
		{"alias on a tombstone", map[string]string{"content/a.md": sitetest.Doc(1, `aliases = ["doc/113701000041890072/2025-00002.html"]`, ""),
			"content/b.md": sitetest.Doc(2, `withdrawn = {on = 2025-05-01, reason = "撤"}`, "")}, "address-clash", "2025-00002"},
		{"a tombstone's alias", map[string]string{"content/a.md": sitetest.Doc(1, "withdrawn = {on = 2025-05-01, reason = \"撤\"}\naliases = [\"data/x.html\"]", "")}, "address-clash", "data/x.html"},
		{"alias on a year but for case", map[string]string{"content/a.md": sitetest.Doc(1, `aliases = ["Year/2025/p1.html"]`, "")}, "address-clash", "Year/2025"},
		{"alias on a year", map[string]string{"content/a.md": sitetest.Doc(1, `aliases = ["year/2025/index.html"]`, "")}, "address-clash", "year/2025"},
		{"alias below a file", map[string]string{"content/a.md": sitetest.Doc(1, `aliases = ["fj/A.pdf/x.html"]`, ""), "static/fj/a.pdf": "x"}, "address-clash", "fj/A.pdf"},
		{"alias below an alias", map[string]string{"content/a.md": sitetest.Doc(1, `aliases = ["x.html", "x.html/y.html"]`, "")}, "address-clash", "x.html/y.html"},
		{"static on a list", map[string]string{"content/a.md": sitetest.Doc(1, "", ""), "static/wj/index.html": "x"}, "address-clash", "wj/index.html"},
		{"static on home", map[string]string{"content/a.md": sitetest.Doc(1, "", ""), "static/index.html": "x"}, "address-clash", "index.html"},
		{"static on a sitemap", map[string]string{"content/a.md": sitetest.Doc(1, "", ""), "static/sitemap-2025-1.xml": "x"}, "address-clash", "sitemap-2025-1.xml"},
		{"static reserved", map[string]string{"content/a.md": sitetest.Doc(1, "", ""), "static/Doc/x.pdf": "x"}, "static-reserved", "Doc"},
		{"static name", map[string]string{"content/a.md": sitetest.Doc(1, "", ""), "static/附件.pdf": "x"}, "static-name", "附件"},
	} {
		fs := sitetest.Files(tt.files)
		fs[config.FileName] = sitetest.Config
		_, ds := make1(t, fs)
		if len(ds) != 1 || ds[0].Code != tt.code || !strings.Contains(ds[0].Message, tt.says) || ds[0].File == "" {
			t.Errorf("%s: reports %v, want one %s that says %q", tt.name, ds, tt.code, tt.says)
		}
	}
}

// One document more in a large list changes few addresses' contents: the archive
// pages and closed periods before it stay.
func TestPeriods(t *testing.T) {
	p, _ := make1(t, sitetest.Docs(12))
	if len(p.Periods) != 1 || p.Periods[0].Name() != "2025-1" || len(p.Periods[0].Docs) != 12 {
		t.Errorf("periods are %+v", p.Periods)
	}
}

func TestFilesOfHiddenDocumentsStay(t *testing.T) {
	p, ds := make1(t, sitetest.Files{config.FileName: sitetest.Config,
		"content/a.md":         strings.Replace(sitetest.Doc(1, `attachments = ["/fj/s.pdf", "x.pdf"]`, ""), "主动公开", "不予公开", 1),
		"content/x.pdf":        "x",
		"content/b/b.md":       sitetest.Doc(2, `attachments = ["表 格.xlsx", "../x2.pdf"]`, ""),
		"content/b/表 格.xlsx":   "x",
		"content/x2.pdf":       "x",
		"content/unused.pdf":   "x",
		"static/fj/s.pdf":      "x",
		"static/fj/public.pdf": "x",
	})
	var got []string
	for _, f := range p.Files {
		got = append(got, f.Source)
		if !filepath.IsLocal(f.Path) || strings.ContainsFunc(f.Path, func(r rune) bool { return r > 0x7e || r <= ' ' }) {
			t.Errorf("%s is published at %q", f.Source, f.Path)
		}
	}
	slices.Sort(got)
	if want := []string{"content/b/表 格.xlsx", "content/x2.pdf", "static/fj/public.pdf"}; !slices.Equal(got, want) || len(ds) > 0 {
		t.Errorf("publishes %v, want %v (%v)", got, want, ds)
	}
}

func TestLookupFindsAllThatFixedLists(t *testing.T) {
	files := sitetest.Docs(23)
	files["content/x.md"] = strings.Replace(sitetest.Doc(24, "", ""), sitetest.Index(24), "x-1", 1)
	p, _ := make1(t, files)
	for e := range p.Fixed() {
		if got, ok := p.Lookup(e.Path); !ok || got.Kind != e.Kind {
			t.Errorf("Lookup(%s) = %v, %v", e.Path, got.Kind, ok)
		}
	}
	if e, ok := p.Lookup("doc/113701000041890072/2025-00007.html"); !ok || e.Doc.Title != "文件7" {
		t.Errorf("Lookup(document) = %v, %v", e, ok)
	}
	if e, ok := p.Lookup("doc/x-1~l.html"); !ok || e.Doc.Title != "文件24" {
		t.Errorf("Lookup(document with small letters) = %v, %v", e, ok)
	}
	for _, at := range []string{"doc/X-1~l.html", "doc/x-1.html", "doc/X-1.html", "x-1~l"} {
		if e, ok := p.Lookup(at); ok {
			t.Errorf("Lookup(%s) = %v, want nothing", at, e)
		}
	}
	if _, ok := p.Lookup("doc/../config.toml"); ok {
		t.Error("Lookup finds what is not planned")
	}
}

func TestCanonical(t *testing.T) {
	p, _ := make1(t, sitetest.Docs(1))
	for _, tt := range []struct{ at, want string }{
		{"index.html", "https://jtj.qilan.example/xxgk/"},
		{"wj/index.html", "https://jtj.qilan.example/xxgk/wj/"},
		{"doc/a/b.html", "https://jtj.qilan.example/xxgk/doc/a/b.html"},
	} {
		if got := p.Canonical(tt.at); got != tt.want {
			t.Errorf("Canonical(%q) = %q, want %q", tt.at, got, tt.want)
		}
	}
}

// No input makes an address outside of the site's root.
func FuzzAddresses(f *testing.F) {
	f.Add("113701000041890072/2023-00368", "content/a/附件1.PDF", "../../x.html")
	f.Add("../../etc", "content/../x.pdf", "/etc/passwd.html")
	f.Add("a//b", "static/\x00.pdf", "a/../../b.htm")
	f.Fuzz(func(t *testing.T, index, file, alias string) {
		inside := func(at string) {
			if !filepath.IsLocal(at) || strings.ContainsAny(at, "\\:\x00") || strings.HasPrefix(at, ".") {
				t.Errorf("address %q of index %q, file %q, alias %q", at, index, file, alias)
			}
		}
		inside(plan.DocumentPath(index))
		fs := sitetest.Files{config.FileName: sitetest.Config}
		header := fmt.Sprintf("attachments = [%s]\naliases = [%s]", tomlString(file), tomlString(alias))
		text := strings.Replace(sitetest.Doc(1, header, ""), fmt.Sprintf("%q", sitetest.Index(1)), tomlString(index), 1)
		fs["content/a.md"] = text
		if clean, ok := strings.CutPrefix(file, "content/"); ok && filepath.IsLocal(clean) {
			fs["content/"+clean] = "x"
		}
		c, _ := fs.Catalogue(t)
		p, _ := plan.New(c, fs.Under("static/"))
		for e := range p.Fixed() {
			inside(e.Path)
		}
		for i := range c.Documents {
			inside(plan.DocumentPath(c.Documents[i].Index))
		}
	})
}

// tomlString writes any text as a TOML string, as an editor could.
func tomlString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || r == '"' || r == '\\' || r == 0x7f {
			fmt.Fprintf(&b, "\\u%04X", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String() + `"`
}
