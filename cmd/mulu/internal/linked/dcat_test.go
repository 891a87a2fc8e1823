package linked

import (
	"encoding/json"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

func TestShort(t *testing.T) {
	w := &writer{base: "https://a.example/x/"}
	for at, want := range map[string]string{
		"https://a.example/x/": "./", "https://a.example/x/#body": "#body", "https://a.example/x/doc/1.html": "doc/1.html",
		"https://a.example/x/a:b": "https://a.example/x/a:b", "https://a.example/x//y": "https://a.example/x//y", // else they would be others
		"https://a.example/": "https://a.example/", "https://b.example/条 款\"": "https://b.example/条%20款%22",
		authority + "file-type/CSV": "eufile:CSV", authority + "data-theme": authority + "data-theme",
		mediaTypes + "text/csv": "media:text/csv", mediaTypes + "text/csv.": mediaTypes + "text/csv.", mediaTypes + "a+b": mediaTypes + "a+b",
	} {
		if got, _ := w.short(at); got != want {
			t.Errorf("short(%q) = %q, want %q", at, got, want)
		}
	}
	if got := string(w.iri(nil, mediaTypes+"text/csv")); got != `media:text\/csv` {
		t.Errorf("in Turtle a media type is %s", got)
	}
}

// What others define is described once, where it is named first, and named elsewhere.
func TestDescribedOnce(t *testing.T) {
	fs := sitetest.Docs(3)
	fs["config.toml"] = strings.Replace(fs["config.toml"], "政策文件", `政策\"文件\\`, 1) + "[exports]\nlicense_url = \"https://www.example.com/terms\"\n"
	p := planOf(t, fs)
	asJSON, turtle := string(DCAT(nil, p)), string(Turtle(nil, p))
	if !json.Valid([]byte(asJSON)) {
		t.Error(asJSON)
	}
	for _, kind := range []string{"dct:LicenseDocument", "dct:LinguisticSystem", "dct:Standard", "skos:ConceptScheme"} {
		if strings.Count(asJSON, `"`+kind+`"`) != 1 || strings.Count(turtle, " a "+kind+" ") != 1 {
			t.Errorf("%s is described %d and %d times", kind, strings.Count(asJSON, `"`+kind+`"`), strings.Count(turtle, " a "+kind+" "))
		}
	}
	if want := `政策\"文件\\"@zh-CN`; !strings.Contains(turtle, want) {
		t.Errorf("no %s in %s", want, turtle)
	}
	// The catalogue and twelve distributions name it; Turtle describes it apart.
	for s, want := range map[string]int{asJSON: 13, turtle: 14} {
		if n := strings.Count(s, "https://www.example.com/terms"); n != want {
			t.Errorf("the license is named %d times, want %d: %s", n, want, s)
		}
	}
}

// A catalogue without documents says nothing of data sets: a term without a value is no Turtle.
func TestEmptyCatalogue(t *testing.T) {
	p := planOf(t, sitetest.Docs(0))
	if s := string(Turtle(DCAT(nil, p), p)); strings.Contains(s, "dcat:dataset ") || strings.Contains(s, `"dcat:dataset":[`) {
		t.Error(s)
	}
}
