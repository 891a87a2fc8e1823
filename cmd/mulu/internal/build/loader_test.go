package build_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
	"mulu/layouts"
)

// reloading is a site that a test edits and loads again and again.
type reloading struct {
	*testing.T
	dir    string
	now    time.Time // of the next load; edits have this time, too
	loader build.Loader
}

func newReloading(t *testing.T, files sitetest.Files) *reloading {
	r := &reloading{T: t, dir: files.Write(t), now: time.Now().Add(-24 * time.Hour)}
	for name := range files {
		r.stamp(name)
	}
	r.pass()
	return r
}

// pass lets more time go by than the times of files are doubtful for.
func (r *reloading) pass() { r.now = r.now.Add(time.Minute) }

func (r *reloading) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

func (r *reloading) stamp(name string) { r.must(os.Chtimes(r.path(name), r.now, r.now)) }

func (r *reloading) write(name, text string) {
	r.Helper()
	r.must(os.MkdirAll(filepath.Dir(r.path(name)), 0o755))
	r.must(os.WriteFile(r.path(name), []byte(text), 0o644))
	r.stamp(name)
}

func (r *reloading) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// open opens the folder until the test ends.
func (r *reloading) open() *source.Site {
	r.Helper()
	src, err := source.Open(r.dir)
	r.must(err)
	r.Cleanup(func() { src.Close() })
	return src
}

func (r *reloading) load(edited ...string) (*build.Site, []diag.Diagnostic) {
	r.Helper()
	s, ds, err := r.loader.Load(context.Background(), r.open(), build.Options{Date: sitetest.Today, Now: r.now, Edited: edited})
	r.must(err)
	return s, ds
}

// pages are the bytes of everything that a site shows, by address.
func (r *reloading) pages(s *build.Site) map[string][]byte {
	r.Helper()
	w := &render.Worker{}
	entries := slices.Collect(s.Plan.Fixed())
	for i := range s.Catalogue.Documents {
		d := &s.Catalogue.Documents[i]
		entries = append(entries, plan.Entry{Kind: plan.Document, Path: plan.DocumentPath(d.Index), Doc: d})
	}
	out := map[string][]byte{}
	for _, e := range entries {
		if e.Kind == plan.File {
			out[e.Path] = []byte(e.Source)
			continue
		}
		data, _, err := s.Bytes(w, e)
		r.must(err)
		out[e.Path] = bytes.Clone(data)
	}
	return out
}

// edits are changes of all kinds to a document's file or to what concerns all.
func (r *reloading) edits(rnd *rand.Rand) []func(name string, serial int) {
	return []func(name string, serial int){
		func(n string, k int) { r.write(n, sitetest.Doc(k, "", fmt.Sprint("改过", rnd.IntN(99)))) },
		func(n string, k int) { r.write(n, sitetest.Doc(k, "category = \"jd\"", "换了栏目")) },
		func(n string, k int) {
			r.write(n, sitetest.Doc(k, fmt.Sprintf("related = [%q]", sitetest.Index(1+rnd.IntN(15))), "[去]("+sitetest.Index(3)+")"))
		},
		func(n string, k int) {
			r.write(n, strings.Replace(sitetest.Doc(k, "", "x"), "主动公开", "不予公开", 1))
		},
		func(n string, k int) { r.write(n, sitetest.Doc(k, fmt.Sprintf("aliases = [\"old/%d.html\"]", k), "")) },
		func(n string, _ int) { r.must(os.RemoveAll(r.path(n))) },
		func(n string, k int) {
			if os.Rename(r.path(n), r.path(fmt.Sprintf("content/moved%d.md", k))) != nil {
				r.write(n, sitetest.Doc(k, "", "又来"))
			}
		},
		func(string, int) { r.write(fmt.Sprintf("static/f%d.txt", rnd.IntN(3)), "text") },
		func(string, int) { r.must(os.RemoveAll(r.path("static"))) },
		func(string, int) {
			r.write("config.toml", strings.Replace(sitetest.Config, "page_size = 5", fmt.Sprint("page_size = ", 5+rnd.IntN(3)), 1)+"[[sunset]]\ntitle = \"试行\"\nyears = 1\nbasis = \"规定\"\n")
		},
		func(string, int) {
			r.write("config.toml", []string{"language = \"en\"\n", "language = \"zh-TW\"\n", "# zh-CN\n"}[rnd.IntN(3)]+sitetest.Config)
		},
		func(string, int) {
			r.write("layouts/texts/en.toml", fmt.Sprintf("[home]\nlatest = \"News %d\"\n", rnd.IntN(9)))
		},
		func(string, int) {
			r.write("static/css/main.css", fmt.Sprintf("body { margin: %dpx }", rnd.IntN(9)))
		},
		func(n string, k int) {
			r.write("content/sub/"+filepath.Base(n), sitetest.Doc(k+20, "", "在子文件夹"))
		},
		func(n string, k int) { // what concerns no other document
			title := []string{"改题", "改题办法（试行）", "同名办法", "同名办法（修订）"}[rnd.IntN(4)]
			more := []string{"", "keywords = [\"新\", \"新\"]", "summary = \"概述\"\ngenre = \"通知\"", fmt.Sprintf("replaces = [%q]\neffective = 2024-01-01", sitetest.Index(1+rnd.IntN(3)))}[rnd.IntN(4)]
			r.write(n, strings.Replace(sitetest.Doc(k, more, "正文"), fmt.Sprint("文件", k, "\""), title+"\"", 1))
		},
		func(n string, k int) {
			r.write(n, sitetest.Doc(k, fmt.Sprintf("doc_number = \"栖交发〔2024〕%d号\"\nunit = \"办公室\"", 1+rnd.IntN(4)), "正文"))
		},
		func(n string, k int) {
			r.write(n, strings.Replace(sitetest.Doc(k, "", "正文"), "2025-01-", fmt.Sprintf("2024-%02d-", 1+rnd.IntN(12)), 1))
		},
		func(string, int) {
			text, err := layouts.FS.ReadFile("list.html")
			r.must(err)
			r.write("layouts/list.html", string(text)+fmt.Sprintf("<!-- -->{{/* %d */}}", rnd.IntN(9)))
		},
		func(string, int) { r.must(os.RemoveAll(r.path("layouts"))) },
		func(n string, _ int) { // touched only
			if _, err := os.Stat(r.path(n)); err == nil {
				r.stamp(n)
			}
		},
	}
}

// Whatever is edited, the loader gives what a first load of the same files gives.
func TestLoaderEqualsFirstLoad(t *testing.T) {
	files := sitetest.Docs(12)
	files["content/guide.md"] = "+++\npage = \"guide\"\ntitle = \"指南\"\n+++\n\n正文\n"
	r := newReloading(t, files)
	rnd := rand.New(rand.NewPCG(7, 11))
	edits := r.edits(rnd)
	r.load()
	n := 50
	if sitetest.RaceDetector {
		n = 10
	}
	for i := range n {
		k := 1 + rnd.IntN(14)
		which := rnd.IntN(len(edits))
		edits[which](fmt.Sprintf("content/d%05d.md", k), k)
		if rnd.IntN(2) == 0 { // else the next load follows while times are doubtful
			r.pass()
		}
		got, gotDs := r.load()
		want, wantDs, err := build.Load(context.Background(), r.open(), build.Options{Date: sitetest.Today})
		r.must(err)
		if got == nil || want == nil {
			t.Fatalf("edit %d (%d): site %v, want %v", i, which, got, want)
		}
		if !reflect.DeepEqual(gotDs, wantDs) {
			t.Fatalf("edit %d (%d): diagnostics\n%v\nwant\n%v", i, which, gotDs, wantDs)
		}
		a, b := r.pages(got), r.pages(want)
		for at := range b {
			if !bytes.Equal(a[at], b[at]) {
				t.Errorf("edit %d (%d): %s differs", i, which, at)
			}
		}
		if len(a) != len(b) || t.Failed() {
			t.Fatalf("edit %d (%d): %d pages, want %d", i, which, len(a), len(b))
		}
	}
}

func TestLoaderKeeps(t *testing.T) {
	r := newReloading(t, sitetest.Docs(3))
	first, _ := r.load()
	if again, _ := r.load(); again != first {
		t.Error("nothing changed, but there is a new site")
	}
	r.stamp("content/d00002.md")
	r.pass()
	if again, _ := r.load(); again != first || len(r.loader.Changed()) > 0 {
		t.Errorf("a touched file made a new site; changed: %v", r.loader.Changed())
	}
	r.write("content/d00002.md", sitetest.Doc(2, "", "别的正文"))
	r.pass()
	body, _ := r.load()
	if body == first || body.Catalogue != first.Catalogue {
		t.Error("an edited body wants a new site with the same catalogue")
	}
	if want := []string{"content/d00002.md"}; !slices.Equal(r.loader.Changed(), want) {
		t.Errorf("changed: %v, want %v", r.loader.Changed(), want)
	}
	r.write("content/d00002.md", sitetest.Doc(2, "keywords = [\"新\"]", "别的正文"))
	r.pass()
	if header, _ := r.load(); header.Catalogue == first.Catalogue {
		t.Error("an edited header wants a new catalogue")
	}
}

// A file saved twice within its time's resolution has the same size and time both
// times.
func TestLoaderDoubtfulTime(t *testing.T) {
	r := newReloading(t, sitetest.Docs(1))
	r.write("content/d00001.md", strings.Replace(sitetest.Doc(1, "", ""), "文件1", "文件甲", 1))
	r.load()
	r.write("content/d00001.md", strings.Replace(sitetest.Doc(1, "", ""), "文件1", "文件乙", 1))
	s, _ := r.load()
	if got := s.Catalogue.Documents[0].Title; got != "文件乙" {
		t.Errorf("title %q, want that of the second save", got)
	}
}

func TestLoaderEdited(t *testing.T) {
	r := newReloading(t, sitetest.Docs(3))
	r.load()
	r.write("content/d00001.md", strings.Replace(sitetest.Doc(1, "", ""), "文件1", "改题", 1))
	r.write("content/d00002.md", strings.Replace(sitetest.Doc(2, "", ""), "文件2", "没有说到的", 1))
	r.pass()
	titles := func(s *build.Site) (ts []string) {
		for _, d := range s.Catalogue.Documents {
			ts = append(ts, d.Title)
		}
		return ts
	}
	s, _ := r.load("content/d00001.md")
	if got, want := titles(s), []string{"文件3", "文件2", "改题"}; !slices.Equal(got, want) {
		t.Errorf("titles %v, want %v", got, want)
	}
	s, _ = r.load()
	if got, want := titles(s), []string{"文件3", "没有说到的", "改题"}; !slices.Equal(got, want) {
		t.Errorf("titles after a look at all %v, want %v", got, want)
	}
	// A new file, a file that is gone: only a look at all tells what they mean.
	r.write("content/new.md", sitetest.Doc(4, "", ""))
	r.must(os.Remove(r.path("content/d00003.md")))
	for _, edited := range []string{"content/new.md", "content/d00003.md", "content", "../x"} {
		if s, _ = r.load(edited); !slices.Equal(titles(s), []string{"文件4", "没有说到的", "改题"}) {
			t.Errorf("edited %q: titles %v", edited, titles(s))
		}
	}
}

func TestLoaderLastGood(t *testing.T) {
	good := sitetest.Doc(1, "", "正文")
	for _, tt := range []struct {
		name, bad string
		readable  bool
	}{
		{"syntax", strings.Replace(good, `title = "`, `title = `, 1), false},
		{"value", strings.Replace(good, "2025-01-01", "2025-02-30", 1), true},
		{"empty", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newReloading(t, sitetest.Files{"config.toml": sitetest.Config, "content/d.md": good})
			r.load()
			for range 3 { // and again, though nothing is new
				r.write("content/d.md", tt.bad)
				r.pass()
				s, ds := r.load()
				if diag.Count(ds).Errors == 0 {
					t.Fatal("no error")
				}
				if n := len(s.Catalogue.Documents); n != 1 || s.Catalogue.Documents[0].Title != "文件1" {
					t.Fatalf("%d documents, want the last good one", n)
				}
				if s.Readable("content/d.md") != tt.readable {
					t.Errorf("readable: %v", !tt.readable)
				}
			}
			r.write("content/d.md", strings.Replace(good, "文件1", "改好", 1))
			r.pass()
			s, ds := r.load()
			if diag.Count(ds).Errors > 0 || s.Catalogue.Documents[0].Title != "改好" || !s.Readable("content/d.md") {
				t.Errorf("after mending: %v", ds)
			}
			r.must(os.Remove(r.path("content/d.md")))
			if s, _ := r.load(); len(s.Catalogue.Documents) != 0 {
				t.Error("a removed file is kept")
			}
		})
	}
}

func TestOrigin(t *testing.T) {
	r := newReloading(t, sitetest.Docs(1))
	s, ds, err := build.Load(context.Background(), r.open(), build.Options{Date: sitetest.Today, Origin: "http://127.0.0.1:1414"})
	if err != nil || diag.Count(ds).Errors > 0 || s.Config.BaseURL != "http://127.0.0.1:1414/xxgk/" {
		t.Errorf("base address %q, %v, %v", s.Config.BaseURL, ds, err)
	}
}
