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

// The example site with another interface builds without a problem, and what its pages
// say in another language than their own is marked: documents stay as they are.
func TestExampleInOtherLanguages(t *testing.T) {
	for _, language := range []string{"en", "zh-Hant"} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			out := buildSite(t, exampleIn(t, language), "--strict", "--date", exampleDay)
			rounds.Alone(t) // who reads the pages
			if pages := checkLanguage(t, out, language); pages < 200 {
				t.Errorf("%d pages", pages)
			}
		})
	}
}

// The style guide's samples are documents of the site, whatever its interface.
func TestGuideInOtherLanguages(t *testing.T) {
	for _, language := range []string{"en", "zh-Hant"} {
		t.Run(language, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "guide")
			guide(t, exampleIn(t, language), out)
			if pages := checkLanguage(t, out, language); pages < 10 {
				t.Errorf("%d pages", pages)
			}
		})
	}
}

// checkLanguage looks at the pages of a folder and counts them.
func checkLanguage(t *testing.T, dir, language string) (pages int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
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
		at, _ := filepath.Rel(dir, name)
		c := languageCheck{t: t, page: at, language: language}
		c.walk(root, "")
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return pages
}

var settingOfLanguage = regexp.MustCompile(`(?m)^language = .*$`)

// exampleIn copies the example site with another language of its interface.
func exampleIn(t *testing.T, language string) string {
	t.Helper()
	dir := t.TempDir()
	settings, err := os.ReadFile("../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	changed := settingOfLanguage.ReplaceAll(settings, []byte("language = \""+language+"\"\ncontent_language = \"zh-CN\""))
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), changed, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"content", "static/fj"} {
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join("../..", folder))); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

type languageCheck struct {
	t              *testing.T
	page, language string
}

// walk looks at all that a reader reads or hears; lang is the language in force.
func (c *languageCheck) walk(n *html.Node, lang string) {
	if n.Type == html.TextNode && n.Parent.Data != "script" { // there it is data for programs
		c.look(n.Data, lang, n.Parent.Data)
	}
	if n.Type == html.ElementNode && !slices.Contains([]string{"script", "style", "meta", "link"}, n.Data) {
		for _, a := range n.Attr {
			if a.Key == "lang" {
				lang = a.Val
			}
		}
		for _, a := range n.Attr {
			if slices.Contains([]string{"title", "alt", "aria-label", "placeholder", "data-label"}, a.Key) {
				c.look(a.Val, lang, n.Data+" "+a.Key)
			}
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child, lang)
	}
}

// look reports characters of another language: Han in English, Simplified in Traditional.
func (c *languageCheck) look(text, lang, where string) {
	other := func(r rune) bool { return han.IsHan(r) || strings.ContainsRune("，。：；（）、", r) }
	switch lang {
	case c.language:
		if c.language != "en" {
			other = han.IsSimplified
		}
	case "zh-CN", "zh-Hans", "zh-Hant": // the two are names of versions
		return
	default:
		c.t.Errorf("%s: %q in %s is in the language %q", c.page, text, where, lang)
		return
	}
	if strings.ContainsFunc(text, other) {
		c.t.Errorf("%s: %q in %s is not marked as content", c.page, text, where)
	}
}
