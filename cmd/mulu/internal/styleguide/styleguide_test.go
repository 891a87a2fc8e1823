package styleguide_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
	"mulu/cmd/mulu/internal/styleguide"
	"mulu/layouts"
)

// files makes the guide of a site.
func files(t *testing.T, site sitetest.Files) map[string]string {
	t.Helper()
	src, err := source.Open(site.Write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	list, ds, err := styleguide.Files(src, build.Options{Date: sitetest.Today})
	if err != nil || len(ds) > 0 {
		t.Fatal(ds, err)
	}
	all := map[string]string{}
	for _, f := range list {
		all[f.Path] = string(f.Data)
	}
	return all
}

func plainSite(more string) sitetest.Files {
	return sitetest.Files{config.FileName: sitetest.Config + more, "content/.keep": ""}
}

// A part or a kind of page that is new must come into the guide.
func TestEveryTemplateIsShown(t *testing.T) {
	guide := files(t, plainSite(""))
	names, err := fs.Glob(layouts.FS, "*.html")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	shown := guide["index.html"]
	for _, name := range names {
		part := strings.HasPrefix(name, "part-")
		switch {
		case name == "part-head.html": // on every page, to be seen on none
		case part && !strings.Contains(shown, "<code>layouts/"+name+"</code>"):
			t.Errorf("the guide does not show %s: add it to parts", name)
		case name == "redirect.html": // left as soon as it is opened
		case !part && !kindShown(guide, strings.TrimSuffix(name, ".html")):
			t.Errorf("the guide has no page of %s: add it to specimens", name)
		}
	}
}

func kindShown(guide map[string]string, kind string) bool {
	for _, page := range guide {
		if strings.Contains(page, `<body class="kind-`+kind+`"`) {
			return true
		}
	}
	return false
}

// The parts are those of the site: its own templates, texts, name, language and colour.
func TestGuideIsOfTheSite(t *testing.T) {
	site := plainSite("[theme]\ncolor = \"#0b4a94\"\n")
	site["layouts/part-pager.html"] = `{{/* Dot is a render.List. */}}{{define "pager"}}<p class="own">own pager</p>{{end}}`
	guide := files(t, site)
	for part, want := range map[string]bool{"own pager": true, "栖澜市交通运输局政府信息公开": true, `rel="prev"`: false} {
		if strings.Contains(guide["index.html"], part) != want {
			t.Errorf("the guide holds %q: %t, want %t", part, !want, want)
		}
	}
	if !strings.Contains(guide["styleguide.css"], "#0b4a94") {
		t.Error("no swatch has the site's colour")
	}
	for _, language := range []string{"en", "zh-TW"} {
		guide := files(t, sitetest.Files{config.FileName: "language = \"" + language + "\"\n" + sitetest.Config, "content/.keep": ""})
		if !strings.Contains(guide["index.html"], `<html lang="`+language+`"`) || strings.Contains(guide["index.html"], "样式指南") {
			t.Errorf("the guide of a site in %s is not in it", language)
		}
	}
}

// A wrong template is reported at its place, and nothing is made.
func TestWrongTemplate(t *testing.T) {
	site := plainSite("")
	site["layouts/part-pager.html"] = "{{define \"pager\"}}\n{{.Pagr}}{{end}}"
	src, err := source.Open(site.Write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	list, ds, err := styleguide.Files(src, build.Options{Date: sitetest.Today})
	if err != nil || list != nil || len(ds) == 0 || ds[0].File != "layouts/part-pager.html" || ds[0].Pos.Line != 2 {
		t.Errorf("%d files, %v, %v", len(list), ds, err)
	}
}

// Many examples stand on one page: ids are unique, and what refers to them finds them;
// links lead to pages of the guide, but for those that only a site has.
func TestPagesAreWhole(t *testing.T) {
	guide := files(t, plainSite(""))
	for name, page := range guide {
		if filepath.Ext(name) != ".html" {
			continue
		}
		ids, used := map[string]int{}, map[string]bool{}
		z := html.NewTokenizer(strings.NewReader(page))
		for z.Next() != html.ErrorToken {
			for _, a := range z.Token().Attr {
				switch {
				case a.Key == "id":
					ids[a.Val]++
				case a.Key == "for" || strings.HasPrefix(a.Key, "aria-") && strings.HasPrefix(a.Val, "m-"):
					for id := range strings.FieldsSeq(a.Val) {
						used[id] = true
					}
				case a.Key == "href" && strings.HasPrefix(a.Val, "#") && len(a.Val) > 1 && name == "index.html":
					used[a.Val[1:]] = true
				}
			}
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: %d elements have the id %s", name, n, id)
			}
		}
		for id := range used {
			if ids[id] == 0 && !strings.HasPrefix(id, "%") && !contentsOfBody(id) {
				t.Errorf("%s refers to %s, which is not there", name, id)
			}
		}
	}
}

// contentsOfBody says that an id is a heading of the sample body, which the example of
// the contents names without showing it again.
func contentsOfBody(id string) bool { return !strings.HasPrefix(id, "m-") }

// The colours are measured as the style sheet has them: black and white in high contrast,
// and all of the built-in ones suffice.
func TestContrast(t *testing.T) {
	page := files(t, plainSite(""))["index.html"]
	row := regexp.MustCompile(`(?s)<code>text</code>.*?<code>page</code>.*?</tr>`).FindString(page)
	if got := regexp.MustCompile(`</span>([\d.]+):1`).FindAllStringSubmatch(row, -1); len(got) != 4 || got[2][1] != "21" || got[3][1] != "21" || got[0][1] == got[1][1] {
		t.Errorf("text on page has the contrasts %v", got)
	}
	for _, faint := range []string{"不够", "<td>–</td>"} {
		if strings.Contains(page, faint) {
			t.Errorf("a colour is too faint or not measured: %s", faint)
		}
	}
	// A colour that a site may just choose is enough in every role and mode.
	for _, c := range []string{"#03824f", "#8a6e09", "#0b4a94", "#5a5a5a"} {
		own := files(t, plainSite("[theme]\ncolor = \""+c+"\"\ndark = \"#7481ed\"\n"))["index.html"]
		if strings.Contains(own, "不够") {
			t.Errorf("with %s a role is too faint", c)
		}
	}
	site := plainSite("")
	site["static/css/main.css"] = ":root { --color-page: #fff; --color-text: #999; }"
	if own := files(t, site)["index.html"]; !strings.Contains(own, "2.84:1") || !strings.Contains(own, "不够") {
		t.Error("a faint colour of a site's own style sheet is not said")
	}
}

// The guide takes the place of no site and of nobody's files.
func TestRefusal(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(plainSite("").Write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if _, _, err := styleguide.Write(t.Context(), src, build.Options{Date: sitetest.Today}, publish.Options{Dir: dir}); err == nil {
		t.Error("a folder with another file was taken")
	}
}
