package publish

import (
	"path/filepath"
	"slices"
	"testing"
)

// The order of an upload: what is needed before what needs it, the home page last of all
// pages, and removals in the opposite order.
func TestSooner(t *testing.T) {
	want := []string{"assets/main.0123.css", "data/search/a/b-xyz.json", "data/2025-1.json", "doc/1/2.txt", "doc/1/2/fj.pdf", "robots.txt",
		"404.html", "doc/1/2.html", "wj/p1.html", "data/search.json", "feed.xml", "sitemap.xml", "wj/index.html", "index.html", ManifestName, SignatureName}
	got := slices.Clone(want)
	slices.Sort(got)
	slices.SortFunc(got, Sooner)
	if !slices.Equal(got, want) {
		t.Errorf("the order is %q", got)
	}
}

func TestUpload(t *testing.T) {
	dir := memoryDir(t)
	manifest := func(name string, files site) *Manifest {
		o := Options{Dir: filepath.Join(dir, name)}
		build(t, o, files)
		m, err := ManifestAt(o.Dir)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	a := manifest("a", site{"index.html": "1", "doc/1.html": "1", "doc/1/x.pdf": "1", "assets/a.css": "1", "same.txt": "1"})
	b := manifest("b", site{"index.html": "2", "doc/2.html": "2", "doc/2/x.pdf": "22", "assets/b.css": "2", "same.txt": "1"})
	want := []Change{{"assets/b.css", Added, 0, 1}, {"doc/2/x.pdf", Added, 0, 2}, {"doc/2.html", Added, 0, 1}, {"index.html", Changed, 1, 1},
		{ManifestName, Changed, 0, 0}, {"doc/1.html", Removed, 1, 0}, {"doc/1/x.pdf", Removed, 1, 0}, {"assets/a.css", Removed, 1, 0}}
	if got := Upload(a, b); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if got := UploadSigned(a, b); len(got) != len(want)+1 || got[4].Path != ManifestName || got[5] != (Change{SignatureName, Changed, 0, 0}) {
		t.Errorf("with a signature: %v", got)
	}
	if got := append(Upload(a, a), UploadSigned(a, a)...); len(got) > 0 {
		t.Errorf("nothing changed, but %v", got)
	}
	first := Upload(Nothing(), a)
	if len(first) != 6 || first[5] != (Change{ManifestName, Added, 0, 0}) || first[0].Kind != Added {
		t.Errorf("the first upload is %v", first)
	}
}
