package layouts

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

var actions = regexp.MustCompile(`(?s)\{\{.*?\}\}`)

// Each of these would break the Content-Security-Policy, collide with the ids of a
// body's headings, or send a reader's address to another site.
var forbidden = []struct {
	what    string
	pattern *regexp.Regexp
}{
	{"inline style", regexp.MustCompile(`(?i)\sstyle\s*=|<style`)},
	{"event attribute", regexp.MustCompile(`(?i)\son[a-z]+\s*=`)},
	{"inline script", regexp.MustCompile(`(?i)<script[^>]*>\s*[^<\s]`)},
	{"address of another site loaded", regexp.MustCompile(`(?i)\ssrc\s*=\s*"(https?:)?//`)},
	{"id without m-", regexp.MustCompile(`\sid="[^m]|\sid="m[^-]`)},
}

func TestTemplatesKeepTheRules(t *testing.T) {
	names, err := fs.Glob(FS, "*.html")
	if err != nil || len(names) == 0 {
		t.Fatalf("Glob: %v, %v", names, err)
	}
	for _, name := range names {
		data, err := FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		first, _, _ := strings.Cut(text, "\n")
		if !strings.HasPrefix(first, "{{/* ") || !strings.Contains(first, "Dot is a") {
			t.Errorf("%s does not begin with a comment that says what dot is: %s", name, first)
		}
		markup := actions.ReplaceAllString(text, "")
		for _, f := range forbidden {
			if at := f.pattern.FindString(markup); at != "" {
				t.Errorf("%s: %s: %q", name, f.what, at)
			}
		}
	}
}

func TestEveryPageKindHasATemplate(t *testing.T) {
	for _, kind := range []string{"home", "document", "list", "page", "sitemap", "data", "search", "notfound", "redirect", "tombstone"} {
		if _, err := fs.Stat(FS, kind+".html"); err != nil {
			t.Error(err)
		}
	}
}
