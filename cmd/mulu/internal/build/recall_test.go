package build_test

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// recalled is a site that is built again and again with a cache.
type recalled struct {
	t        *testing.T
	dir, out string
	cache    cache.Folder
	opt      build.Options
	strict   bool
}

func newRecalled(t *testing.T) *recalled {
	files := sitetest.Docs(6)
	files[config.FileName] = sitetest.Config
	files["content/d00001.md"] = sitetest.Doc(1, "class = \"其他文件\"\nexpires = 2026-12-31\nattachments = [\"a.csv\"]", "正文正文")
	files["content/a.csv"] = "a\n"
	files["static/own.txt"] = "own\n"
	return &recalled{t: t, dir: files.Write(t), out: filepath.Join(t.TempDir(), "public"), cache: cache.At(filepath.Join(t.TempDir(), "cache")),
		opt: build.Options{Date: official.DateOf(2026, 6, 1)}}
}

func (r *recalled) write(name, text string) {
	r.t.Helper()
	at := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

func (r *recalled) options() (build.Options, publish.Options) {
	o := r.opt
	o.Cache = r.cache
	if _, err := os.Stat(filepath.Join(r.out, publish.ManifestName)); err == nil && o.Published == "" {
		o.Published = r.out
	}
	return o, publish.Options{Dir: r.out}
}

// recall asks the cache, as mulu build does first.
func (r *recalled) recall() *build.Recalled {
	r.t.Helper()
	src, err := source.Open(r.dir)
	if err != nil {
		r.t.Fatal(err)
	}
	defer src.Close()
	o, to := r.options()
	was, _, err := build.Recall(context.Background(), src, o, to, r.strict)
	if err != nil {
		r.t.Fatal(err)
	}
	return was
}

// build builds whole and remembers, as mulu build does where nothing can be recalled.
func (r *recalled) build() (publish.Result, []diag.Diagnostic, *build.Site) {
	r.t.Helper()
	src, err := source.Open(r.dir)
	if err != nil {
		r.t.Fatal(err)
	}
	defer src.Close()
	o, to := r.options()
	s, ds, err := build.Load(context.Background(), src, o)
	if err != nil || s == nil {
		r.t.Fatal(ds, err)
	}
	result, more, err := s.Publish(context.Background(), to, r.strict)
	if err != nil {
		r.t.Fatal(err)
	}
	ds = append(ds, more...)
	diag.Sort(ds)
	if !build.Stops(ds, r.strict) {
		if err := s.Remember(context.Background(), to, r.strict, ds, result); err != nil {
			r.t.Fatal(err)
		}
	}
	return result, ds, s
}

// What is recalled says just what a whole build would say, and the output is what it would
// write.
func (r *recalled) same(was *build.Recalled) {
	r.t.Helper()
	whole := *r
	whole.cache = cache.At(r.t.TempDir())
	result, ds, s := whole.build()
	if result.Changed {
		r.t.Fatalf("recalled, but a build changes %d files", result.Written)
	}
	told := s.Outcome()
	if diff := cmp.Diff(ds, was.Diags); diff != "" {
		r.t.Errorf("problems:\n%s", diff)
	}
	if diff := cmp.Diff(told.Figures, was.Figures, cmp.Comparer(func(a, b official.Date) bool { return a == b })); diff != "" || told.Today != was.Today {
		r.t.Errorf("figures:\n%s", diff)
	}
	if result.Files != was.Result.Files || result.Bytes != was.Result.Bytes || result.Unchanged != was.Result.Unchanged || result.Manifest != was.Result.Manifest {
		r.t.Errorf("%+v, recalled %+v", result, was.Result)
	}
	for i := range ds {
		if a, b := told.Owner(ds[i].File), was.Owner(ds[i].File); a != b {
			r.t.Errorf("%s: owner %v, recalled %v", ds[i].File, a, b)
		}
		if told.Policy.Waivable(&ds[i]) != was.Policy.Waivable(&ds[i]) {
			r.t.Errorf("%s is waivable in one only", ds[i].Code)
		}
	}
}

func TestRecall(t *testing.T) {
	r := newRecalled(t)
	if r.recall() != nil {
		t.Fatal("recalled what was never built")
	}
	if _, ds, _ := r.build(); len(ds) == 0 {
		t.Fatal("the site has no problem to be told again")
	}
	was := r.recall()
	if was == nil {
		t.Fatal("not recalled")
	}
	r.same(was)
}

// Each input that is another, and each file of the output, makes a build necessary; as it
// was, it is known again.
func TestRecallNot(t *testing.T) {
	r := newRecalled(t)
	r.write("waivers.toml", "")
	r.write("layouts/part-own.html", "<p>own</p>")
	r.build()
	if r.recall() == nil {
		t.Fatal("not recalled")
	}
	good := *r
	for name, change := range map[string]func(){
		"day":                          func() { r.opt.Date = official.DateOf(2026, 6, 2) },
		"address":                      func() { r.opt.BaseURL = "https://other.example/" },
		"strict":                       func() { r.strict = true },
		"marks":                        func() { r.opt.Marks = true },
		"baseline":                     func() { r.opt.Baseline = &policy.Baseline{} },
		"another site to compare with": func() { r.opt.Published = t.TempDir() },
		"another output":               func() { r.out = filepath.Join(t.TempDir(), "public") },
		"no cache":                     func() { r.cache = cache.Folder{} },
	} {
		change()
		if r.recall() != nil {
			t.Errorf("recalled in spite of %s", name)
		}
		*r = good
	}
	for _, name := range []string{config.FileName, "waivers.toml", "layouts/part-own.html", "static/own.txt", "content/a.csv", "content/d00003.md"} {
		at := filepath.Join(r.dir, name)
		was, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(at)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{string(was) + "\n", strings.Replace(string(was), "o", "0", 1)} {
			r.write(name, text)
			if err := os.Chtimes(at, info.ModTime(), info.ModTime()); err != nil { // times are not believed
				t.Fatal(err)
			}
			if text != string(was) && r.recall() != nil {
				t.Errorf("recalled in spite of another %s", name)
			}
		}
		r.write(name, string(was))
		if r.recall() == nil {
			t.Errorf("%s as it was: not recalled", name)
		}
	}
	for _, name := range []string{"index.html", "manifest.json", "own.txt"} {
		at := filepath.Join(r.out, name)
		was, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, append(was, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		if r.recall() != nil {
			t.Errorf("recalled in spite of a changed %s of the output", name)
		}
		if err := os.WriteFile(at, was, 0o644); err != nil {
			t.Fatal(err)
		}
		if name != "manifest.json" {
			r.build() // a file that was written after the manifest is not believed
		}
		if r.recall() == nil {
			t.Errorf("%s as it was: not recalled", name)
		}
	}
}

// What was found by comparison with the publication before is told once: the next build
// compares with what this one published.
func TestRecallCompared(t *testing.T) {
	r := newRecalled(t)
	r.build()
	r.write("content/d00002.md", sitetest.Doc(2, "class = \"其他文件\"\nchanges = [{on = 2026-03-02, text = \"更正\"}]", "正文"))
	_, ds, _ := r.build()
	if !slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.Code == "change-late" }) {
		t.Fatalf("no change-late among %v", ds)
	}
	if r.recall() != nil {
		t.Error("recalled a finding that the next build does not have")
	}
	r.build()
	was := r.recall()
	if was == nil {
		t.Fatal("not recalled")
	}
	r.same(was)
}

// After any edits a recalled build says and leaves what a whole one does.
func TestRecallAfterEdits(t *testing.T) {
	rng := rand.New(rand.NewSource(3))
	r := newRecalled(t)
	known := 0
	for i := range 40 {
		n := rng.Intn(3) + 1
		switch rng.Intn(6) {
		case 0:
			r.write(fmt.Sprintf("content/d%05d.md", n), sitetest.Doc(n, "class = \"其他文件\"", fmt.Sprint("正文", rng.Intn(2))))
		case 1:
			_ = os.Remove(filepath.Join(r.dir, "static", "own.txt"))
		case 2:
			r.write("static/own.txt", fmt.Sprint(rng.Intn(2)))
		case 3:
			r.opt.Date = official.DateOf(2026, 6, 1+rng.Intn(2))
		case 4:
			entries, err := os.ReadDir(filepath.Join(r.out, "doc"))
			if err == nil && len(entries) > 0 {
				_ = os.RemoveAll(filepath.Join(r.out, "doc", entries[rng.Intn(len(entries))].Name()))
			}
		}
		if was := r.recall(); was != nil {
			known++
			r.same(was)
		} else {
			r.build()
		}
		if t.Failed() {
			t.Fatalf("after edit %d", i)
		}
	}
	if known == 0 {
		t.Error("nothing was recalled")
	}
}

// A damaged cache is no cache.
func TestRecallDamaged(t *testing.T) {
	r := newRecalled(t)
	dir := t.TempDir()
	r.cache = cache.At(dir)
	r.build()
	entries, err := filepath.Glob(filepath.Join(dir, "build-*"))
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	data, err := os.ReadFile(entries[0])
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(data); n += 37 {
		bad := slices.Clone(data)
		bad[n] ^= 0x10
		if err := os.WriteFile(entries[0], bad, 0o644); err != nil {
			t.Fatal(err)
		}
		if r.recall() != nil {
			t.Errorf("recalled with byte %d changed", n)
		}
	}
	r.build()
	if was := r.recall(); was == nil {
		t.Error("not mended by the next build")
	}
}

// A file that changes while the site is built keeps the build from being remembered.
func TestRememberChanged(t *testing.T) {
	for _, name := range []string{"content/d00003.md", "content/a.csv", "static/own.txt", "content/new.csv"} {
		r := newRecalled(t)
		src, err := source.Open(r.dir)
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		o, to := r.options()
		s, ds, err := build.Load(context.Background(), src, o)
		if err != nil || s == nil {
			t.Fatal(ds, err)
		}
		result, _, err := s.Publish(context.Background(), to, false)
		if err != nil || result.Files == 0 {
			t.Fatal(result, err)
		}
		r.write(name, "changed meanwhile\n")
		if err := s.Remember(context.Background(), to, false, ds, result); err != nil {
			t.Fatal(err)
		}
		if r.cache.Kept("") {
			t.Errorf("remembered though %s changed", name)
		}
	}
}
