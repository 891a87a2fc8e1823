package hosting

import (
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
)

var update = flag.Bool("update", false, "write the golden files anew")

// siteOf is a site of settings in config.toml's language, with redirects.
func siteOf(t *testing.T, base, settings string, redirects ...Redirect) *Site {
	t.Helper()
	c, ds := config.Load([]byte(`title = "目录"
base_url = "` + base + `"
[[issuer]]
name = "栖澜市交通运输局"
code = "113701000041890072"
[[category]]
path = "wj"
name = "政策文件"
` + settings))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	s := Of(c)
	s.Redirects = redirects
	return s
}

const (
	sub  = "https://a.example/xxgk/"
	root = "https://a.example/"
)

var redirect = Redirect{"art/2018/art_1.html", "doc/1/2.html"}

// The settings as they are printed; the servers' own test is in cmd/mulu.
func TestGolden(t *testing.T) {
	s := siteOf(t, sub, "[hosting]\nshare = true\nhsts = true\nframes = [\"https://www.a.example\"]\nheader = [{name = \"X-Robots-Tag\", value = \"noarchive\"}]\n"+
		"[[search.site]]\nname = \"市政府\"\nurl = \"https://b.example/xxgk/\"\n", redirect)
	plain := siteOf(t, root, "", redirect)
	plain.inert = []string{"fj/plan.svg"}
	files := map[string][]byte{}
	for _, kind := range Kinds {
		files[kind] = s.Config(kind, Folder)
	}
	for _, host := range config.HostFiles {
		of, over := plain.Files(host)
		if len(over) > 0 {
			t.Errorf("%s: %q", host, over)
		}
		for _, f := range of {
			files[host+f.Name] = f.Data
		}
	}
	for name, data := range files {
		at := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(at, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(at)
		if err != nil || string(want) != string(data) {
			t.Errorf("%s is not as it was (%v); run go test -update and read the difference\n%s", at, err, data)
		}
	}
	if s.Config("other", Folder) != nil {
		t.Error("an unknown server has settings")
	}
	var any any
	if err := json.Unmarshal(files["edgeoneedgeone.json"], &any); err != nil {
		t.Error(err)
	}
	for _, kind := range []string{"oss", "cos", "s3"} {
		d := xml.NewDecoder(strings.NewReader(string(files[kind])))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s is no XML: %v", kind, err)
				break
			}
		}
	}
}

func TestHeaders(t *testing.T) {
	s := siteOf(t, sub, "")
	for _, tt := range []struct{ name, kind, cache, policy, disposition string }{
		{"index.html", "text/html; charset=utf-8", shortly, s.policy, ""},
		{"doc/1/2.html", "text/html; charset=utf-8", shortly, s.policy, ""},
		{"fj/own.HTML", "text/html; charset=utf-8", shortly, s.policy, ""},
		{"404.html", "text/html; charset=utf-8", asked, s.policy, ""},
		{"feed.xml", "application/xml; charset=utf-8", shortly, s.policy, ""},
		{"assets/main.0123456789.css", "text/css; charset=utf-8", forever, "", ""},
		{"assets/icon.0123456789.svg", "image/svg+xml", forever, "", ""},
		{"data/search/x/1-abc.json", "application/json; charset=utf-8", forever, "", ""},
		{"data/search.json", "application/json; charset=utf-8", asked, "", ""},
		{"manifest.json", "application/json; charset=utf-8", asked, "", ""},
		{"data/all/2025-1.csv", "text/csv; charset=utf-8", shortly, "", ""},
		{"data/all/2025-1.jsonl", "application/x-ndjson; charset=utf-8", shortly, "", ""},
		{"doc/1/2.md", "text/markdown; charset=utf-8", shortly, "", ""},
		{"doc/1/2.txt", "text/plain; charset=utf-8", shortly, "", ""},
		{"calendar.ics", "text/calendar; charset=utf-8", shortly, "", ""},
		{"data/dcat.ttl", "text/turtle; charset=utf-8", shortly, "", ""},
		{"doc/1/2/fj.pdf", "application/pdf", shortly, "", ""},
		{"doc/1/2/fj.ofd", "application/ofd", shortly, "", ""},
		{"doc/1/2/fj.SVG", "image/svg+xml", shortly, sandboxed, "attachment"},
		{"doc/1/2/fj.xml", "application/xml; charset=utf-8", shortly, sandboxed, "attachment"},
		{"doc/1/2/fj.htm", "text/html; charset=utf-8", shortly, sandboxed, "attachment"},
		{"fj/plan.svg", "image/svg+xml", shortly, sandboxed, "attachment"},
		{"fj/x.xhtml", "application/octet-stream", shortly, sandboxed, "attachment"},
		{"fj/x.unknown", "application/octet-stream", shortly, "", ""},
	} {
		got := map[string]string{}
		for _, h := range s.Headers(tt.name) {
			if got[h.Name] != "" {
				t.Errorf("%s: %s twice", tt.name, h.Name)
			}
			got[h.Name] = h.Value
		}
		if got["Content-Type"] != tt.kind || got["Cache-Control"] != tt.cache || got[cspName] != tt.policy || got[dispositionName] != tt.disposition ||
			got["X-Content-Type-Options"] != "nosniff" {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// What is served as a download could not have been attached to a document in the first place.
func TestInertTypes(t *testing.T) {
	for _, ext := range append(slices.Clone(inertTypes), inertBeside...) {
		if !catalogue.ActiveType("fj." + ext) {
			t.Errorf("%s is no active type", ext)
		}
	}
}

// The policy of pages is in the header, too, with who may show them.
func TestPolicy(t *testing.T) {
	s := siteOf(t, sub, "[hosting]\nframes = [\"https://www.a.example\"]\n")
	if !strings.HasPrefix(s.policy, csp) || !strings.HasSuffix(s.policy, "; frame-ancestors 'self' https://www.a.example") {
		t.Error(s.policy)
	}
	for _, h := range s.common {
		if h.Name == "X-Frame-Options" {
			t.Error("X-Frame-Options would keep the others out")
		}
	}
}

// Of each file the rules for hosts say no header twice but the policy, whose joined values all
// hold, and what they say is what the model says.
func TestHeaderRules(t *testing.T) {
	s := siteOf(t, root, "[hosting]\nhsts = true\nshare = true\n")
	for _, name := range []string{"index.html", "assets/a.1.css", "assets/icon.1.svg", "data/search/a-1.json", "fj/plan.svg", "doc/1/2/a.xml", "doc/1/2.md", "a.csv", "calendar.ics", "feed.xml"} {
		got := map[string][]string{}
		for _, r := range s.rules(false) {
			if matches(r.pattern, "/"+name) {
				for _, h := range r.headers {
					got[h.Name] = append(got[h.Name], h.Value)
				}
			}
		}
		for key, values := range got {
			if len(values) > 1 && key != cspName {
				t.Errorf("%s: %s is %q", name, key, values)
			}
		}
		for _, h := range s.Headers(name) {
			if values := got[h.Name]; len(values) > 0 && !slices.Contains(values, h.Value) {
				t.Errorf("%s: %s is %q, not %q", name, h.Name, values, h.Value)
			} else if len(values) == 0 && h.Name != "Content-Type" && h.Name != "Cache-Control" {
				t.Errorf("%s has no %s", name, h.Name)
			}
		}
	}
}

// matches is a pattern with one * at most.
func matches(pattern, at string) bool {
	before, after, star := strings.Cut(pattern, "*")
	return star && len(at) >= len(before)+len(after) && strings.HasPrefix(at, before) && strings.HasSuffix(at, after) || pattern == at
}

func TestLimits(t *testing.T) {
	many := func(n int) (rs []Redirect) {
		for i := range n {
			rs = append(rs, Redirect{fmt.Sprintf("art/%d.html", i), "doc/1/2.html"})
		}
		return rs
	}
	for _, tt := range []struct {
		host, base string
		redirects  []Redirect
		settings   string
		lines      int
		words      []string
	}{
		{"cloudflare", root, many(2000), "", 2000, nil},
		{"cloudflare", root, many(2001), "", 2000, []string{"最多 2000 条转向规则", "转向页照样有用"}},
		{"cloudflare", root, append(many(3), Redirect{strings.Repeat("a", 1000), "b"}), "", 3, []string{"最多 1000 个字符", "1 条太长"}},
		{"cloudflare", sub, many(1), "", 1, []string{"子路径 /xxgk/"}},
		{"netlify", root, many(10_000), "", 10_000, nil},
		{"netlify", root, many(10_001), "", 10_000, []string{"最多 10000 条"}},
		{"edgeone", root, many(101), "", 100, []string{"最多 100 条"}},
		{"cloudflare", root, nil, manySites(60), 0, []string{"每行最多 2000 个字符", cspName}},
	} {
		settings := tt.settings
		s := siteOf(t, tt.base, "")
		if settings != "" {
			s.policy += settings
		}
		s.Redirects = tt.redirects
		files, over := s.Files(tt.host)
		if len(over) < len(tt.words) && len(over) != 1 || len(tt.words) == 0 && len(over) > 0 {
			t.Errorf("%s with %d: %q", tt.host, len(tt.redirects), over)
		}
		for _, w := range tt.words {
			if !strings.Contains(strings.Join(over, "\n"), w) {
				t.Errorf("%s with %d: %q has no %q", tt.host, len(tt.redirects), over, w)
			}
		}
		last := string(files[len(files)-1].Data)
		if n := strings.Count(last, "doc/1/2.html"); n != tt.lines {
			t.Errorf("%s with %d: %d redirects are written", tt.host, len(tt.redirects), n)
		}
	}
	s := siteOf(t, root, "")
	if n := len(s.rules(false)); n > hosts["cloudflare"].rules {
		t.Errorf("%d rules", n)
	}
}

// manySites stands for the other sites of a policy.
func manySites(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " https://catalogue-%03d.gov.example", i)
	}
	return b.String()
}
