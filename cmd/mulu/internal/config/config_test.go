package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

const minimal = `title = "栖澜市交通运输局政府信息公开"
base_url = "https://jtj.qilan.example/xxgk"

[[issuer]]
name = "栖澜市交通运输局"
code = "113701000041890072"
prefix = "栖交发"
former = [{name = "栖澜市交通局", until = 2019-01-31}]

[[category]]
path = "zcwj"
name = "政策文件"

[[category]]
path = "zcwj/gfxwj"
name = "规范性文件"
cycle = "每半年"
`

func load(t *testing.T, text string) (*Config, []diag.Diagnostic) {
	t.Helper()
	return Load([]byte(text))
}

func TestDefaults(t *testing.T) {
	c, ds := load(t, minimal)
	if len(ds) > 0 {
		t.Fatalf("Load reports %v", ds)
	}
	if c.BaseURL != "https://jtj.qilan.example/xxgk/" || c.BasePath() != "/xxgk/" {
		t.Errorf("BaseURL = %q, BasePath = %q; want a slash at the end", c.BaseURL, c.BasePath())
	}
	if c.PageSize != 20 || c.Language != "zh-CN" || c.Location().String() != "Asia/Shanghai" || c.Profile.Preset != DefaultProfile {
		t.Errorf("defaults are %d %s %s %s", c.PageSize, c.Language, c.Location(), c.Profile.Preset)
	}
	if !c.Scheme().Match("113701000041890072/2023-00368") {
		t.Error("the default scheme refuses a usual index number")
	}
}

func TestSearch(t *testing.T) {
	c, ds := load(t, minimal+`
[search]
attachments = ["txt", "pdf"]
[search.weights]
title = 12
[[search.alias]]
word = "道交法"
means = "道路交通安全法"
[[search.site]]
name = "栖澜市公路中心"
url = "https://gl.qilan.example/xxgk/"
`)
	if len(ds) > 0 {
		t.Fatalf("Load reports %v", ds)
	}
	s := c.Search
	if s.Weights != (SearchWeights{Title: 12, Meta: 4, Body: 1, Coverage: 10}) || !s.Pinyin || !s.Reads(".PDF") || s.Reads(".docx") {
		t.Errorf("Search = %+v", s)
	}
	if s.Sites[0].URL != "https://gl.qilan.example/xxgk/data/search.json" || len(s.Origins()) != 1 || s.Origins()[0] != "https://gl.qilan.example" {
		t.Errorf("Sites = %+v, Origins = %v", s.Sites, s.Origins())
	}
}

func TestSearchProblems(t *testing.T) {
	alias := func(word, means string) string {
		return fmt.Sprintf("[[search.alias]]\nword = %q\nmeans = %q\n", word, means)
	}
	for text, want := range map[string]string{
		"[search]\nattachments = [\"doc\"]":   "docx",
		"[search.weights]\nbody = -1":         "1到1000",
		"[search.weights]\ntitle = 0":         "1到1000",
		"[search.weights]\ncoverage = 1001":   "1到1000",
		"[[search.alias]]\nword = \"甲\"":      "means",
		alias("甲", "。！"):                      "汉字、字母或数字",
		alias("甲", "乙") + alias("甲", "丙"):     "登记过",
		alias("ＡＢ", "乙") + alias("a b", "丙"):  "登记过",
		alias("道交法", "道交 法"):                  "一样",
		alias(strings.Repeat("长", 21), "全称"):  "最多",
		alias("简", strings.Repeat("长", 61)):   "最多",
		strings.Repeat(alias("甲", "乙"), 301):  "最多 300 个",
		strings.Repeat(searchSite("a/"), 51):  "最多 50 个",
		searchSite("a/") + searchSite("A/"):   "登记过",
		searchSite("jtj.qilan.example/xxgk/"): "就是本站",
	} {
		_, ds := load(t, minimal+"\n"+text+"\n")
		if len(ds) != 1 || !strings.Contains(ds[0].Message+ds[0].Hint, want) {
			t.Errorf("%s: reports %v, want %s", text, ds, want)
		}
	}
}

func searchSite(address string) string {
	if !strings.Contains(address, "//") {
		address = "https://" + address
	}
	return fmt.Sprintf("[[search.site]]\nname = \"甲\"\nurl = %q\n", address)
}

// What the addresses of other sites become is written into the policy of every page,
// so they must name a host there and nothing else.
func TestSearchSites(t *testing.T) {
	for _, tt := range []struct{ address, entry, origin string }{
		{"HTTPS://A.example:8443/目录/", "https://a.example:8443/%E7%9B%AE%E5%BD%95/data/search.json", "https://a.example:8443"},
		{"https://a.example/x/../y/data/search.json", "https://a.example/x/../y/data/search.json", "https://a.example"},
		{"https://10.0.0.1/", "https://10.0.0.1/data/search.json", "https://10.0.0.1"},
		{"https://a.example/x", "", ""}, {"javascript:alert(1)//", "", ""}, {"file:///etc/", "", ""}, {"//a.example/", "", ""}, {"https:///x/", "", ""},
		{"http://a.example/", "", ""}, {"https://a.example/?x=/", "", ""}, {"https://a.example/?", "", ""}, {"https://a.example/#/", "", ""},
		{"https://u:p@a.example/", "", ""}, {"https://x;script-src@a.example/", "", ""}, {"https://a.example;script-src/", "", ""},
		{"https://*/", "", ""}, {"https://*.example/", "", ""}, {"https://[::1]:8443/", "", ""}, {"https://局.example/", "", ""},
		{"https://a.example:0/", "", ""}, {"https://a.example:99999/", "", ""}, {"https://a.example /", "", ""}, {"https://a.example/ x/", "", ""},
	} {
		c, ds := load(t, minimal+searchSite(tt.address))
		if tt.entry == "" {
			if len(ds) != 1 || ds[0].Code != ruleValue.Code || !strings.Contains(ds[0].Message, "“"+tt.address+"”") || ds[0].Hint == "" {
				t.Errorf("%s: reports %v", tt.address, ds)
			}
			continue
		}
		if len(ds) > 0 || c.Search.Sites[0].URL != tt.entry || !slices.Equal(c.Search.Origins(), []string{tt.origin}) {
			t.Errorf("%s: reports %v, becomes %+v, %v", tt.address, ds, c.Search.Sites, c.Search.Origins())
		}
	}
	if _, ds := load(t, strings.Replace(minimal, "https://jtj", "http://jtj", 1)+searchSite("http://a.example/")); len(ds) > 0 {
		t.Errorf("a site of http cannot search another: %v", ds)
	}
}

func TestRegistry(t *testing.T) {
	c, _ := load(t, minimal)
	is := c.Issuer("栖澜市交通局")
	if is == nil || is.Name != "栖澜市交通运输局" || is.Former[0].Until != official.DateOf(2019, 1, 31) || is.Slug != "113701000041890072" {
		t.Errorf("Issuer(former name) = %+v", is)
	}
	k := c.Category("规范性文件")
	if k == nil || k.Path != "zcwj/gfxwj" || k.Parent.Path != "zcwj" || k.Cycle != "每半年" {
		t.Fatalf("Category(name) = %+v", k)
	}
	if roots := c.Roots(); len(roots) != 1 || len(roots[0].Children) != 1 {
		t.Errorf("Roots() = %v", roots)
	}
}

func TestProblems(t *testing.T) {
	for _, tt := range []struct {
		name, old, new string
		code           string
		line           int
		says           string
	}{
		{"no title", `title = "栖澜市交通运输局政府信息公开"`, ``, "config-missing-value", 1, "title"},
		{"base_url no address", `"https://jtj.qilan.example/xxgk"`, `"jtj.qilan.example"`, "config-bad-value", 2, "base_url"},
		{"base_url with script", `"https://jtj.qilan.example/xxgk"`, `"javascript:alert(1)//"`, "config-bad-value", 2, "base_url"},
		{"unknown key", `prefix = "栖交发"`, `prefiks = "栖交发"`, "config-key-unknown", 7, "prefiks"},
		{"category outside", `path = "zcwj"`, `path = "../zcwj"`, "config-bad-value", 11, "栏目路径"},
		{"category reserved", `path = "zcwj"`, `path = "doc"`, "config-bad-value", 11, "doc"},
		{"category a device", `path = "zcwj"`, `path = "con"`, "config-bad-value", 11, "con"},
		{"category twice", `path = "zcwj/gfxwj"`, `path = "zcwj"`, "config-duplicate", 15, "zcwj"},
		{"category without parent", `path = "zcwj/gfxwj"`, `path = "ab/gfxwj"`, "config-unknown-parent", 15, "ab"},
		{"cycle", `"每半年"`, `"半年"`, "config-bad-value", 17, "半年"},
		{"credit code", `"113701000041890072"`, `"113701000041890073"`, "credit-code-check", 6, "113701000041890073"},
		{"issuer twice", "[[category]]\npath = \"zcwj\"\n", "[[issuer]]\nname = \"栖澜市交通局\"\ncode = \"2\"\n[[category]]\npath = \"zcwj\"\n", "config-duplicate", 11, "栖澜市交通局"},
		{"page_size", "\n[[issuer]]", "page_size = 3\n\n[[issuer]]", "config-bad-value", 3, "page_size"},
		{"base_url with markup", `"https://jtj.qilan.example/xxgk"`, `"https://a'<b>/"`, "config-bad-value", 2, "base_url"},
		{"variant unknown", "\n[[issuer]]", "[site]\nvariants = [\"zh-Hans\"]\n[[issuer]]", "config-bad-value", 4, "zh-Hans"},
		{"variant twice", "\n[[issuer]]", "[site]\nvariants = [\"zh-Hant\",\n\"zh-Hant\"]\n[[issuer]]", "config-bad-value", 5, "两次"},
		{"variant of Traditional", "\n[[issuer]]", "language = \"zh-TW\"\n[site]\nvariants = [\"zh-Hant\"]\n[[issuer]]", "config-bad-value", 5, "zh-TW"},
		{"category of a variant", `path = "zcwj"`, `path = "zh-hant"`, "config-bad-value", 11, "zh-hant"},
		{"zone of the machine", "\n[[issuer]]", "time_zone = \"Local\"\n\n[[issuer]]", "config-bad-value", 3, "Local"},
		{"zone", "\n[[issuer]]", "time_zone = \"Mars/Olympus\"\n\n[[issuer]]", "config-bad-value", 3, "Mars"},
		{"wrong type", "\n[[issuer]]", "page_size = \"many\"\n\n[[issuer]]", "config-value-type", 3, "page_size"},
		{"profile", "\n[[issuer]]", "[profile]\npreset = \"江苏\"\n[[issuer]]", "config-bad-value", 4, "江苏"},
		{"site id", "\n[[issuer]]", "[site]\nid_code = \"12\"\n[[issuer]]", "site-id-code", 4, "12"},
		{"scheme", "\n[[issuer]]", "[index_number]\npattern = \"(\"\ntemplate = \"{code}\"\n[[issuer]]", "config-bad-value", 0, "索引号规则"},
		{"severity", "\n[[issuer]]", "[[check.rule]]\ncode = \"a\"\nseverity = \"warn\"\n[[issuer]]", "config-bad-value", 5, "warn"},
		{"severity without code", "\n[[issuer]]", "[[check.rule]]\nseverity = \"off\"\n[[issuer]]", "config-missing-value", 3, "code"},
		{"severity's path", "\n[[issuer]]", "[[check.rule]]\ncode = \"a\"\nseverity = \"off\"\npath = \"../a\"\n[[issuer]]", "config-bad-value", 6, "path"},
		{"waivers elsewhere", "\n[[issuer]]", "[check]\nwaivers = \"../w.toml\"\n[[issuer]]", "config-bad-value", 4, "waivers"},
		{"waivers published", "\n[[issuer]]", "[check]\nwaivers = \"content/waivers.toml\"\n[[issuer]]", "config-bad-value", 4, "waivers"},
		{"waivers deeper", "\n[[issuer]]", "[check]\nwaivers = \"content/a/_w.toml\"\n[[issuer]]", "config-bad-value", 4, "waivers"},
		{"waivers hidden beside", "\n[[issuer]]", "[check]\nwaivers = \"_w.toml\"\n[[issuer]]", "config-bad-value", 4, "waivers"},
		{"waivers is config", "\n[[issuer]]", "[check]\nwaivers = \"config.toml\"\n[[issuer]]", "config-bad-value", 4, "waivers"},
		{"waiver_days", "\n[[issuer]]", "[check]\nwaiver_days = 0\n[[issuer]]", "config-bad-value", 4, "waiver_days"},
		{"parent of itself", `prefix = "栖交发"`, `parent = "栖澜市交通运输局"`, "config-bad-value", 7, "绕回"},
	} {
		_, ds := load(t, strings.Replace(minimal, tt.old, tt.new, 1))
		found := false
		for _, d := range ds {
			if d.Code == tt.code && (tt.line == 0 || d.Pos.Line == tt.line) && strings.Contains(d.Message, tt.says) {
				found = true
			}
		}
		if !found {
			t.Errorf("%s: no %s on line %d that says %q in %v", tt.name, tt.code, tt.line, tt.says, ds)
		}
	}
}

// One fault is one problem: what follows from it is not reported.
func TestNoConsequences(t *testing.T) {
	for _, tt := range []struct{ old, new, code string }{
		{"title =", "titel =", "config-key-unknown"},
		{"[[issuer]]", "[issuer]", "config-value-type"},
		{"\n[[issuer]]\nname", "\n[[issuer]]\nnam", "config-key-unknown"},
		{`path = "zcwj/gfxwj"`, `path = "/zcwj/gfxwj/"`, "config-bad-value"},
		{"\n[[issuer]]", "\n[[sunset]]\ntitle = \"试行\"\nyears = \"两年\"\n[[issuer]]", "config-value-type"},
	} {
		_, ds := load(t, strings.Replace(minimal, tt.old, tt.new, 1))
		if len(ds) != 1 || ds[0].Code != tt.code {
			t.Errorf("%s: reports %v, want one %s", tt.new, ds, tt.code)
		}
	}
}

func TestPresetsNameFieldsOnce(t *testing.T) {
	for _, name := range ProfileNames {
		seen := map[string]bool{}
		for _, f := range Profiles[name] {
			if seen[f.Field] || f.Label == "" {
				t.Errorf("profile %s: field %s twice or without label", name, f.Field)
			}
			seen[f.Field] = true
		}
		if !seen["index_number"] {
			t.Errorf("profile %s has no 索引号", name)
		}
	}
	if len(ProfileNames) != len(Profiles) {
		t.Errorf("%d names for %d profiles", len(ProfileNames), len(Profiles))
	}
}

func TestOwnScheme(t *testing.T) {
	c, ds := load(t, strings.Replace(minimal, "\n[[issuer]]", "[index_number]\npattern = '^[A-Z]+-\\d{4}-\\d{6}$'\ntemplate = \"{code}-{year}-{serial:6}\"\n[[issuer]]", 1))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	if !c.Scheme().Match("TCXXGK-2020-011721") || c.Scheme().Match("113701000041890072/2023-00368") {
		t.Error("the scheme is not the site's own")
	}
	if got := c.Scheme().Format("TCXXGK", official.DateOf(2020, 3, 4), 7); got != "TCXXGK-2020-000007" {
		t.Errorf("Format() = %q", got)
	}
}

func TestSetBaseURL(t *testing.T) {
	c, _ := load(t, minimal)
	if ds := c.SetBaseURL("https://other.example"); len(ds) > 0 || c.BaseURL != "https://other.example/" {
		t.Errorf("SetBaseURL gives %q, %v", c.BaseURL, ds)
	}
	if ds := c.SetBaseURL("nowhere"); len(ds) != 1 || ds[0].Pos.Line != 0 {
		t.Errorf("SetBaseURL(nowhere) reports %v", ds)
	}
}
