package linked

import (
	"encoding/json"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

// say gives what the page of a document says, decoded.
func say(t *testing.T, p *plan.Plan, serial int) (raw string, graph []map[string]any) {
	t.Helper()
	found, _ := p.Catalogue.Find(sitetest.Index(serial))
	raw = string(AppendDocument(nil, p, found.Document, []Crumb{{"首页", plan.HomePath}, {"政策文件", "wj/index.html"}, {found.Document.Title, "doc/x.html"}}))
	text, ok := strings.CutPrefix(strings.TrimSuffix(raw, "</script>"), `<script type="application/ld+json">`)
	var doc struct {
		Graph []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil || !ok || len(doc.Graph) != 2 {
		t.Fatalf("%s: %v", raw, err)
	}
	return raw, doc.Graph
}

func planOf(t *testing.T, fs sitetest.Files) *plan.Plan {
	t.Helper()
	c, _ := fs.Catalogue(t)
	p, _ := plan.New(c, nil)
	return p
}

const base = "https://jtj.qilan.example/xxgk/doc/113701000041890072/2025-0000"

func TestDocument(t *testing.T) {
	fs := sitetest.Docs(0)
	rule := "class = \"行政规范性文件\"\nunified_number = \"QLDR-2025-0000001\"\ndoc_number = \"栖交发〔2025〕%d号\"\n"
	fs["content/1.md"] = sitetest.Doc(1, strings.Replace(rule, "%d", "1", 1)+"effective = 2025-02-01\nexpires = 2030-01-31", "正文")
	fs["content/2.md"] = sitetest.Doc(2, strings.Replace(rule, "%d", "2", 1)+"repeals = [\"栖交发〔2025〕1号\"]\nreplaces = [\""+sitetest.Index(3)+"\"]", "正文")
	fs["content/3.md"] = sitetest.Doc(3, "class = \"行政规范性文件\"\nexpires = 2099-01-01", "正文")
	fs["content/4.md"] = sitetest.Doc(4, "interprets = [\""+sitetest.Index(2)+"\"]\nkeywords = [\"甲\"]", "正文")
	p := planOf(t, fs)
	for _, tt := range []struct {
		serial int
		key    string
		want   any
	}{
		{1, "@type", "Legislation"},
		{1, "@id", base + "1.html"},
		{1, "legislationIdentifier", "栖交发〔2025〕1号"},
		{1, "legislationType", "行政规范性文件"},
		{1, "legislationLegalForce", "https://schema.org/NotInForce"}, // repealed
		{1, "legislationDateOfApplicability", "2025-02-01"},
		{1, "expires", "2030-01-31"},
		{2, "legislationLegalForce", "https://schema.org/InForce"},
		{2, "legislationRepeals", []any{map[string]any{"@id": base + "1.html"}, map[string]any{"@id": base + "3.html"}}},
		{4, "@type", "DigitalDocument"},
		{4, "about", []any{map[string]any{"@id": base + "2.html"}}},
		{4, "legislationLegalForce", nil},
		{4, "datePublished", "2025-01-04"},
		{4, "dateModified", nil},
	} {
		_, graph := say(t, p, tt.serial)
		if got, want := asJSON(graph[0][tt.key]), asJSON(tt.want); got != want {
			t.Errorf("document %d: %s is %s, want %s", tt.serial, tt.key, got, want)
		}
	}
	_, graph := say(t, p, 1)
	want := `[{"@type":"ListItem","item":"https://jtj.qilan.example/xxgk/","name":"首页","position":1},{"@type":"ListItem","item":"https://jtj.qilan.example/xxgk/wj/","name":"政策文件","position":2},{"@type":"ListItem","name":"文件1","position":3}]`
	if got := asJSON(graph[1]["itemListElement"]); got != want {
		t.Errorf("the way is %s", got)
	}
}

func asJSON(v any) string {
	data, _ := json.Marshal(v) // decoded from JSON
	return string(data)
}

// No text of an editor ends the element.
func TestHostile(t *testing.T) {
	fs := sitetest.Docs(1)
	evil := `</script><script>alert(1)</script><!--`
	fs["content/d00001.md"] = strings.Replace(fs["content/d00001.md"], "文件1", evil, 1)
	raw, graph := say(t, planOf(t, fs), 1)
	if strings.Count(raw, "<") != 2 || graph[0]["name"] != evil {
		t.Errorf("the page says %s", raw)
	}
}

func TestData(t *testing.T) {
	fs := sitetest.Docs(2)
	fs["config.toml"] += "[exports]\nlicense_url = \"https://www.example.com/terms\"\n"
	got := string(AppendData(nil, planOf(t, fs), []Crumb{{"首页", plan.HomePath}, {"数据开放", plan.DataPath}}))
	for _, want := range []string{`"@type":"Dataset","@id":"https://jtj.qilan.example/xxgk/data.html#all"`, `"license":"https://www.example.com/terms"`,
		`{"@type":"DataDownload","encodingFormat":"text/csv","contentUrl":"https://jtj.qilan.example/xxgk/data/all/2025-1.csv"}`, `"@type":"BreadcrumbList"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	empty := string(AppendData(nil, planOf(t, sitetest.Docs(0)), nil))
	if strings.Contains(empty, "distribution") || !json.Valid([]byte(strings.TrimSuffix(strings.TrimPrefix(empty, open[:len(`<script type="application/ld+json">`)]), "</script>"))) {
		t.Errorf("of an empty catalogue it says %s", empty)
	}
}

func TestSite(t *testing.T) {
	fs := sitetest.Docs(1)
	fs["config.toml"] = "description = \"栖澜市交通运输局的目录\"\n" + sitetest.Config + "[site]\nname = \"栖澜市交通运输局\"\nphone = \"0000-1234567\"\n"
	got := string(AppendSite(nil, planOf(t, fs)))
	for _, want := range []string{`"@type":"WebSite"`, `"@type":"GovernmentOrganization","name":"栖澜市交通运输局"`, `"telephone":"0000-1234567"`, `"target":"https://jtj.qilan.example/xxgk/search.html?q={q}"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if !json.Valid([]byte(strings.TrimSuffix(strings.TrimPrefix(got, `<script type="application/ld+json">`), "</script>"))) {
		t.Error(got)
	}
}
