package build_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/sitetest"
)

// many is a site that is large enough for a cache of headers, with some that need more
// than others to be read.
func many() sitetest.Files {
	files := sitetest.Docs(1000)
	files["content/guide.md"] = "+++\npage = \"guide\"\ntitle = \"指南\"\n+++\n\n正文\n"
	files["content/d00003.md"] = "\ufeff" + strings.ReplaceAll(files["content/d00003.md"], "\n", "\r\n")
	files["content/d00004.md"] = sitetest.Doc(4, "keywords = [\"新\", \"新\"]", "正文")
	files["content/d00005.md"] = sitetest.Doc(5, "unknown = 1", "正文")
	files["content/d00006.md"] = "no header"
	return files
}

// another is a loader of the same site, as of a later run.
func (r *reloading) another() *reloading {
	return &reloading{T: r.T, dir: r.dir, now: r.now}
}

func (r *reloading) recall(c cache.Folder) *build.Pending {
	r.Helper()
	p, err := r.loader.First(context.Background(), r.open(), build.Options{Date: sitetest.Today, Now: r.now, Headers: c})
	r.must(err)
	return p
}

func (r *reloading) keep(p *build.Pending, c cache.Folder) []string {
	r.Helper()
	src := r.open()
	var all []string
	for part := range build.HeaderParts {
		doubtful, err := p.KeepHeaders(context.Background(), src, c, part, r.now)
		r.must(err)
		all = append(all, doubtful...)
	}
	return all
}

func titleOf(s *build.Site, file string) string {
	t, _ := s.Catalogue.FindPath(file)
	if t.Document == nil {
		return ""
	}
	return t.Document.Title
}

// sameCatalogue compares with a first load that has no cache.
func (r *reloading) sameCatalogue(p *build.Pending) {
	r.Helper()
	want, wantDs, err := build.Load(context.Background(), r.open(), build.Options{Date: sitetest.Today})
	r.must(err)
	_, ds := r.check(p)
	got := p.Site()
	if a, b := len(got.Catalogue.Documents), len(want.Catalogue.Documents); a != b || len(ds) != len(wantDs) {
		r.Fatalf("%d documents and %d problems, want %d and %d", a, len(ds), b, len(wantDs))
	}
	for i := range want.Catalogue.Documents {
		a, b := got.Catalogue.Documents[i].Record, want.Catalogue.Documents[i].Record
		if !reflect.DeepEqual(a, b) {
			r.Fatalf("%s differs", b.Path)
		}
	}
}

func TestHeaderCache(t *testing.T) {
	r := newReloading(t, many())
	dir := t.TempDir()
	c := cache.At(dir)
	p := r.recall(c)
	if doubtful := r.keep(p, c); len(doubtful) > 0 {
		t.Errorf("at first: doubtful %q", doubtful)
	}
	if n := headerParts(t, dir); len(n) != 16 {
		t.Fatalf("%d parts", len(n))
	}

	// A later run takes the headers over, also of a file that changed and does not look so.
	sly := strings.Replace(sitetest.Doc(7, "", "正文"), "文件7", "文件9", 1)
	r.must(os.WriteFile(r.path("content/d00007.md"), []byte(sly), 0o644))
	r.must(os.Chtimes(r.path("content/d00007.md"), r.now.Add(-1e9*60), r.now.Add(-1e9*60)))
	r.write("content/d00008.md", strings.Replace(sitetest.Doc(8, "", "正文"), "文件8", "改了题", 1))
	r.pass()
	later := r.another()
	p = later.recall(c)
	if got := titleOf(p.Site(), "content/d00008.md"); got != "改了题" {
		t.Errorf("a file of another size and time has the title %q", got)
	}
	if got := titleOf(p.Site(), "content/d00007.md"); got != "文件7" {
		t.Errorf("the header that is in the cache was not taken over: %q", got)
	}
	// What was not as it seemed is read again.
	doubtful := later.keep(p, c)
	if want := []string{"content/d00007.md"}; !slices.Equal(doubtful, want) {
		t.Fatalf("doubtful %q, want %q", doubtful, want)
	}
	later.loader.Doubt(doubtful)
	p = later.first()
	if !slices.Equal(later.loader.Changed(), doubtful) {
		t.Errorf("changed %q", later.loader.Changed())
	}
	later.sameCatalogue(p)
	// A file that was taken over and is only touched is no change.
	later.stamp("content/d00009.md")
	later.pass()
	if again := later.first(); again != p || len(later.loader.Changed()) > 0 {
		t.Errorf("after a touch: changed %q", later.loader.Changed())
	}
}

func headerParts(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "headers-*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// Whatever becomes of the cache, the site is the same.
func TestHeaderCacheDamaged(t *testing.T) {
	r := newReloading(t, many())
	dir := t.TempDir()
	c := cache.At(dir)
	r.keep(r.recall(c), c)
	names := headerParts(t, dir)
	whole, err := os.ReadFile(names[0])
	r.must(err)
	other, err := os.ReadFile(names[1])
	r.must(err)
	for what, data := range map[string][]byte{"cut": whole[:len(whole)/2], "empty": nil, "another's": other, "flipped": append(bytes.Clone(whole[:len(whole)-9]), whole[len(whole)-9]^1)} {
		r.must(os.WriteFile(names[0], data, 0o644))
		later := r.another()
		p := later.recall(c)
		later.sameCatalogue(p)
		if doubtful := later.keep(p, c); len(doubtful) > 0 {
			t.Errorf("%s: doubtful %q", what, doubtful)
		}
		if mended, err := os.ReadFile(names[0]); err != nil || !bytes.Equal(mended, whole) {
			t.Errorf("%s: the cache was not mended (%v)", what, err)
		}
	}
	r.must(os.RemoveAll(dir))
	r.another().sameCatalogue(r.another().recall(c))
}

// A header whose file was written this moment is not kept: its time may tell nothing.
func TestHeaderCacheDoubtfulTime(t *testing.T) {
	r := newReloading(t, many())
	r.write("content/d00007.md", sitetest.Doc(7, "", "一"))
	c := cache.At(t.TempDir())
	r.keep(r.recall(c), c)
	r.must(os.WriteFile(r.path("content/d00007.md"), []byte(strings.Replace(sitetest.Doc(7, "", "一"), "文件7", "文件9", 1)), 0o644))
	r.stamp("content/d00007.md")
	r.pass()
	if got := titleOf(r.another().recall(c).Site(), "content/d00007.md"); got != "文件9" {
		t.Errorf("title %q, want that of the second save", got)
	}
}
