package build_test

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
)

// searchless makes a site one that cannot be searched, though its settings say how.
func searchless(files sitetest.Files) sitetest.Files {
	files[config.FileName] += "\n[search]\nenabled = false\nattachments = [\"csv\"]\n\n[[search.alias]]\nword = \"交管\"\nmeans = \"哪里也没有的全称\"\n\n" +
		"[[search.site]]\nname = \"邻市\"\nurl = \"https://other.example/xxgk/\"\n"
	return files
}

// ofSearch is what only search needs: its page, its index, its box, its scripts, the hosts
// of other sites, and what tells browsers and search engines of it.
var ofSearch = regexp.MustCompile(`search\.html|search\.json|data/search|opensearch|assets/(?:search|site\.)|\./search|SearchAction|role="?search|class="?search|mulu-text|~text|other\.example`)

// A site without search has nothing of it, in no file, not in its variants and not in the
// preview; what is left is whole, and readers find the lists.
func TestSearchless(t *testing.T) {
	files := publishedTree(t, searchless(inTraditional(example())))
	for at, data := range files {
		found := ofSearch.Find(data)
		if strings.HasSuffix(at, ".css") {
			found = nil // one style sheet for all sites
		}
		if m := ofSearch.FindString(at); m != "" || found != nil {
			t.Errorf("%s has %s%s", at, m, found)
		}
		if strings.HasSuffix(at, ".html") && !bytes.Contains(data, []byte("assets/page-tools.")) {
			t.Errorf("%s has no buttons", at)
		}
		for _, m := range addressIn.FindAllSubmatch(data, -1) {
			if strings.HasPrefix(at, "zh-Hant/") {
				followVariant(t, files, at, string(m[1]))
			}
		}
	}
	if !bytes.Contains(files["404.html"], []byte("sitemap.html")) {
		t.Error("404.html leads nowhere")
	}
}

// Nothing is said of settings that are not used, and the preview has no index.
func TestSearchlessIsSilent(t *testing.T) {
	for _, off := range []bool{true, false} {
		files := searchless(example())
		if !off {
			files[config.FileName] = strings.Replace(files[config.FileName], "enabled = false", "", 1)
		}
		s, ds, _ := load(t, files)
		more, err := s.Check(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		said := slices.ContainsFunc(append(ds, more...), func(d diag.Diagnostic) bool { return d.Code == "search-alias-unused" })
		index, err := s.SearchFiles(context.Background())
		if err != nil || said == off || (len(index) == 0) != off {
			t.Errorf("search off %v: alias told of %v, %d files of an index, %v", off, said, len(index), err)
		}
	}
}

// A site's own scripts stay, with what they import, whatever their names.
func TestSearchlessOwnScripts(t *testing.T) {
	files := searchless(example())
	files["static/js/site.js"] = `import("./search-words.js");` + "\n"
	for at, data := range publishedTree(t, files) {
		if at == "index.html" && !bytes.Contains(data, []byte("assets/site.")) {
			t.Error("the site's own script is not asked for")
		}
		if strings.HasPrefix(at, "assets/search") && !strings.HasPrefix(at, "assets/search-words.") {
			t.Errorf("%s is published", at)
		}
	}
}
