package serve

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

var injected = regexp.MustCompile(`<link rel="stylesheet" href="/__mulu/preview.css"><script [^>]*></script>`)

// built is what a build makes of the files as they are, by address.
func (r *running) built() map[string]string {
	r.t.Helper()
	src, err := source.Open(r.dir)
	r.must(err)
	defer src.Close()
	s, _, err := build.Load(context.Background(), src, build.Options{Date: sitetest.Today, Origin: "http://" + r.addr})
	r.must(err)
	entries := slices.Collect(s.Plan.Fixed())
	for i := range s.Catalogue.Documents {
		d := &s.Catalogue.Documents[i]
		entries = append(entries, plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(d.Index), Doc: d})
	}
	pages, w := map[string]string{}, &render.Worker{}
	for _, e := range entries {
		if e.Kind != plan.File {
			data, _, err := s.Bytes(w, e)
			r.must(err)
			pages[e.Path] = string(data)
		}
	}
	return pages
}

// differs is an address at which something else is shown than a build makes, "" when there
// is none.
func (r *running) differs(pages map[string]string) string {
	for at, want := range pages {
		if _, _, body := r.get("/xxgk/" + at); injected.ReplaceAllString(body, "") != want {
			return at
		}
	}
	return ""
}

// Whatever is edited, also while earlier edits are being checked, in the end everything is
// shown as a build makes it.
func TestShowsWhatABuildMakes(t *testing.T) {
	files := sitetest.Docs(12)
	files["content/guide.md"] = "+++\npage = \"guide\"\ntitle = \"指南\"\n+++\n\n正文\n"
	r := start(t, files)
	rnd := rand.New(rand.NewPCG(3, 9))
	name := func(k int) string { return fmt.Sprintf("content/d%05d.md", k) }
	edits := []func(k int){
		func(k int) { r.write(name(k), sitetest.Doc(k, "", fmt.Sprint("改过", rnd.IntN(99)))) },
		func(k int) { r.write(name(k), retitled(k, fmt.Sprint("改题", rnd.IntN(99)))) },
		func(k int) {
			r.write(name(k), sitetest.Doc(k, "keywords = [\"新\", \"新\"]\nsummary = \"概述\"", "正文"))
		},
		func(k int) { r.write(name(k), sitetest.Doc(k, "doc_number = \"栖交发〔2025〕1号\"", "正文")) },
		func(k int) {
			r.write(name(k), strings.Replace(sitetest.Doc(k, "category = \"jd\"", "正文"), "= 2025-01", "= 2024-11", 2))
		},
		func(k int) { _ = os.Remove(r.path(name(k))) },
		func(k int) { _ = os.Rename(r.path(name(k)), r.path(fmt.Sprintf("content/moved%d.md", k))) },
		func(k int) { // as editors save that write a new file and rename it
			r.write("content/.new", retitled(k, "换上"))
			r.must(os.Rename(r.path("content/.new"), r.path(name(k))))
		},
		func(int) { r.write("config.toml", sitetest.Config+fmt.Sprintf("# %d\n", rnd.IntN(99))) },
		func(int) {
			r.write("config.toml", strings.Replace(sitetest.Config, "page_size = 5", fmt.Sprint("page_size = ", 5+rnd.IntN(3)), 1))
		},
		func(int) { r.write("static/css/main.css", fmt.Sprintf("body { margin: %dpx }", rnd.IntN(9))) },
	}
	for round := range 6 {
		for range 1 + rnd.IntN(8) {
			edits[rnd.IntN(len(edits))](1 + rnd.IntN(12))
			time.Sleep(time.Duration(rnd.IntN(60)) * time.Millisecond)
		}
		want := r.built()
		for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
			at := r.differs(want)
			if at == "" {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("round %d: %s is not what a build makes\nterminal:\n%s", round, at, r.out)
			}
		}
	}
}
