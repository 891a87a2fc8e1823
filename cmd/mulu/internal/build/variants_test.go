package build_test

import (
	"bytes"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/sitetest"
)

// inTraditional is a site with variants.
func inTraditional(files sitetest.Files) sitetest.Files {
	const site = "[site]\n"
	if !strings.Contains(files[config.FileName], site) {
		files[config.FileName] += site
	}
	files[config.FileName] = strings.Replace(files[config.FileName], site, site+"variants = [\"zh-Hant\"]\n", 1)
	return files
}

func TestGoldenVariants(t *testing.T) {
	s, ds, src := load(t, inTraditional(goldenSite()))
	if s == nil {
		t.Fatal(ds)
	}
	out := filepath.Join(t.TempDir(), "public")
	publishTo(t, s, src, out)
	at := plan.DocumentPath(sitetest.Index(20))
	compareGoldens(t, out, map[string]string{"document.variant.html": "zh-Hant/" + at, "document.original.html": at,
		"list.variant.html": "zh-Hant/wj/p1.html", "sitemap-2025.variant.xml": "sitemap-2025-1.xml"})
}

var (
	addressIn  = regexp.MustCompile(` (?:href|src|action|value)="([^"]*)"`)
	alternates = regexp.MustCompile(`<link rel="alternate" hreflang="[a-zA-Z-]+" href="[^"]*">`)
)

// Every page that readers read has one variant, nothing else has; every address in it
// leads to something, and from page to page within the variant.
func TestVariantsAreWhole(t *testing.T) {
	files := publishedTree(t, inTraditional(goldenSite()))
	pages := 0
	for at, data := range files {
		rest, variant := strings.CutPrefix(at, "zh-Hant/")
		if !variant {
			continue
		}
		if _, ok := files[rest]; !ok {
			t.Errorf("%s is a variant of nothing", at)
		}
		if !strings.HasSuffix(at, ".html") {
			if rest != config.SearchEntry {
				t.Errorf("%s is published", at)
			}
			continue
		}
		pages++
		if !bytes.Contains(data, []byte(`<html lang="zh-Hant"`)) {
			t.Errorf("%s has another language", at)
		}
		if want := alternates.FindAll(files[rest], -1); len(want) != 2 || !slices.EqualFunc(want, alternates.FindAll(data, -1), bytes.Equal) {
			t.Errorf("%s and the original have other alternates: %s", at, want)
		}
		for _, m := range addressIn.FindAllSubmatch(data, -1) {
			followVariant(t, files, at, string(m[1]))
		}
	}
	for at := range files {
		none := at == "404.html" || at == plan.AsOfPath || at == "old.html" || at == plan.DocumentPath(sitetest.Index(22)) // moved, withdrawn
		if _, has := files["zh-Hant/"+at]; strings.HasSuffix(at, ".html") && !strings.HasPrefix(at, "zh-Hant/") && has == none {
			t.Errorf("%s: variant %v", at, has)
		}
	}
	if pages < 40 {
		t.Errorf("only %d pages", pages)
	}
}

// followVariant looks at what an address in a variant leads to.
func followVariant(t *testing.T, files map[string][]byte, page, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Path == "" || strings.HasPrefix(u.Path, "/") || !strings.ContainsAny(address, "./") {
		return // elsewhere, or a value that is no address
	}
	to := path.Join(path.Dir(page), u.Path)
	if strings.HasSuffix(u.Path, "/") {
		to += "/index.html"
	}
	if _, ok := files[to]; !ok {
		t.Errorf("%s: %s leads to nothing", page, address)
	}
	rest, inside := strings.CutPrefix(to, "zh-Hant/")
	if _, own := files["zh-Hant/"+to]; own && !inside && "zh-Hant/"+to != page {
		t.Errorf("%s: %s leads out of the variant", page, address)
	}
	if inside && !strings.HasSuffix(rest, ".html") && rest != config.SearchEntry {
		t.Errorf("%s: %s is no page", page, address)
	}
}

// A site without variants has nothing of them.
func TestNoVariants(t *testing.T) {
	for at, data := range publishedTree(t, goldenSite()) {
		if strings.HasPrefix(at, "zh-Hant/") || bytes.Contains(data, []byte("hreflang")) || bytes.Contains(data, []byte("xhtml")) {
			t.Errorf("%s tells of variants", at)
		}
	}
}

// What is not public is in no variant either.
func TestHiddenHasNoVariant(t *testing.T) {
	for name, tt := range map[string]struct{ more, disclosure string }{
		"draft": {"draft = true", "主动公开"}, "on request": {"", "依申请公开"}, "withheld": {"", "不予公开"},
		"withdrawn": {`withdrawn = {on = 2025-06-01, reason = "决定依法撤销"}`, "主动公开"},
	} {
		for at, data := range publishedTree(t, inTraditional(canary(tt.more, tt.disclosure, true))) {
			if strings.HasPrefix(at, "zh-Hant/") && (strings.Contains(at, "00005") || slices.ContainsFunc(canaryWords, func(w string) bool { return bytes.Contains(data, []byte(w)) })) {
				t.Errorf("%s: %s tells of it", name, at)
			}
		}
	}
}

// Variants are the same bytes each time, and a further document changes few of them.
func TestVariantsAreStable(t *testing.T) {
	one, two := publishedTree(t, inTraditional(sitetest.Docs(40))), publishedTree(t, inTraditional(sitetest.Docs(40)))
	if !maps.EqualFunc(one, two, bytes.Equal) {
		t.Error("two builds differ")
	}
	more := publishedTree(t, inTraditional(sitetest.Docs(41)))
	changed := map[bool]int{}
	for at, data := range more {
		if strings.HasSuffix(at, ".html") && !bytes.Equal(data, one[at]) {
			changed[strings.HasPrefix(at, "zh-Hant/")]++
		}
	}
	if changed[true] != changed[false] || changed[true] > 15 {
		t.Errorf("a document changes %d variants and %d pages", changed[true], changed[false])
	}
}

// The preview makes the same pages.
func TestVariantInPreview(t *testing.T) {
	files := inTraditional(goldenSite())
	s, _, _ := load(t, files)
	at := "zh-Hant/" + plan.DocumentPath(sitetest.Index(20))
	e, ok := s.Plan.Lookup(at)
	if !ok || e.Variant != "zh-Hant" {
		t.Fatalf("Lookup(%q) = %+v, %v", at, e, ok)
	}
	data, _, err := s.Bytes(new(render.Worker), e)
	if want := publishedTree(t, files)[at]; err != nil || !bytes.Equal(data, want) {
		t.Errorf("the preview has %d bytes, the build %d: %v", len(data), len(want), err)
	}
	for _, none := range []string{"zh-Hant/404.html", "zh-Hant/old.html", "zh-Hant/feed.xml", "zh-Hant/zh-Hant/index.html", "en/index.html"} {
		if s.Plan.Exists(none) {
			t.Errorf("%s exists", none)
		}
	}
}
