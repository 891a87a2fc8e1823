package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/rounds"
)

var siteTable = regexp.MustCompile(`(?m)^\[site\]$`)

// exampleWithVariant copies the example site, with its pages in Traditional too.
func exampleWithVariant(t *testing.T) string {
	t.Helper()
	return exampleWith(t, siteTable, "[site]\nvariants = [\"zh-Hant\"]")
}

// exampleWith copies the example site, with something else in place of a setting.
func exampleWith(t *testing.T, setting *regexp.Regexp, other string) string {
	t.Helper()
	dir := exampleIn(t, "zh-CN")
	file := filepath.Join(dir, "config.toml")
	settings, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := setting.ReplaceAll(settings, []byte(other))
	if string(changed) == string(settings) {
		t.Fatalf("%s is not in the settings", setting)
	}
	if err := os.WriteFile(file, changed, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// The example site in Traditional builds without a problem; every link of it leads to
// something, and no text of a variant is Simplified but what is marked as such.
func TestExampleVariants(t *testing.T) {
	t.Parallel()
	out := buildSite(t, exampleWithVariant(t), "--strict", "--date", exampleDay)
	rounds.Alone(t) // who follows the links
	c := crawlSite(t, out, "https://jtysj.jichuan.example/xxgk/")
	for _, p := range c.problems() {
		t.Error(p)
	}
	reached, pages := c.reached(), 0
	err := filepath.WalkDir(filepath.Join(out, "zh-Hant"), func(name string, e os.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		root, err := html.Parse(strings.NewReader(string(data)))
		if err != nil {
			return err
		}
		pages++
		at, _ := filepath.Rel(out, name)
		if at = filepath.ToSlash(at); !reached[at] {
			t.Errorf("%s cannot be reached from the home page", at)
		}
		noSimplified(t, at, root)
		return nil
	})
	if err != nil || pages < 200 {
		t.Errorf("%d pages, %v", pages, err)
	}
}

// noSimplified reports Simplified text of an element that is not marked as such. Names
// in titles and menus cannot be marked; code is no language's.
func noSimplified(t *testing.T, page string, n *html.Node) {
	if n.Type == html.ElementNode {
		unmarked := slices.Contains([]string{"title", "option", "kbd", "code", "pre", "script", "text", "desc"}, n.Data)
		marked := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "lang" && a.Val == "zh-Hans" })
		if unmarked || marked {
			return
		}
	}
	if n.Type == html.TextNode && strings.ContainsFunc(n.Data, han.IsSimplified) {
		t.Errorf("%s: %q is not converted", page, n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		noSimplified(t, page, c)
	}
}
