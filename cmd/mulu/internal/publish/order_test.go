package publish

import (
	"path/filepath"
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/seal"
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
	other, err := seal.Create(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) Copy {
		t.Helper()
		c, err := CopyAt(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	publish := func(name string, key *seal.Key, files site) Copy {
		t.Helper()
		build(t, Options{Dir: filepath.Join(dir, name), Sign: key}, files)
		return at(name)
	}
	old, now := site{"index.html": "1", "doc/1.html": "1", "doc/1/x.pdf": "1", "assets/a.css": "1", "same.txt": "1"},
		site{"index.html": "2", "doc/2.html": "2", "doc/2/x.pdf": "22", "assets/b.css": "2", "same.txt": "1"}
	a, b, aSigned, aOther := publish("a", nil, old), publish("b", nil, now), publish("as", testKey, old), publish("ao", other, old)
	bSigned, aBare, bBare := publish("bs", testKey, now), at("a/"+ManifestName), at("b/"+ManifestName)
	added := []Change{{"assets/b.css", Added, 0, 1}, {"doc/2/x.pdf", Added, 0, 2}, {"doc/2.html", Added, 0, 1}, {"index.html", Changed, 1, 1}}
	removed := []Change{{"doc/1.html", Removed, 1, 0}, {"doc/1/x.pdf", Removed, 1, 0}, {"assets/a.css", Removed, 1, 0}}
	manifest := Change{Path: ManifestName, Kind: Changed}
	signature := func(kind ChangeKind) Change { return Change{Path: SignatureName, Kind: kind} }
	for name, c := range map[string]struct {
		old, new Copy
		want     []Change
	}{
		"unsigned":              {a, b, slices.Concat(added, []Change{manifest}, removed)},
		"nothing":               {a, a, nil},
		"nothing, signed":       {aSigned, aSigned, nil},
		"signed for once":       {a, aSigned, []Change{signature(Added)}},
		"signed, by a manifest": {aBare, aSigned, []Change{signature(Changed)}},
		"another key":           {aSigned, aOther, []Change{signature(Changed)}},
		"no longer signed":      {aSigned, a, []Change{signature(Removed)}},
		"perhaps signed":        {aBare, a, []Change{signature(Removed)}},
		"nothing known":         {aBare, aBare, nil},
		"both signed":           {aSigned, bSigned, slices.Concat(added, []Change{manifest, signature(Changed)}, removed)},
		"both changed":          {aSigned, b, slices.Concat(added, []Change{manifest, signature(Removed)}, removed)},
		"to a manifest":         {aSigned, bBare, slices.Concat(added, []Change{manifest, signature(Removed)}, removed)},
	} {
		if got := Upload([]Copy{c.old}, c.new); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
	first := Upload([]Copy{Nothing()}, aSigned)
	if len(first) != 7 || first[5] != (Change{ManifestName, Added, 0, 0}) || first[6] != signature(Added) || first[0].Kind != Added {
		t.Errorf("the first upload is %v", first)
	}
}

// After an interruption what lies at the target is of one publication or of another: nothing
// that any of them had stays there, or is thought to be right.
func TestUploadAfterInterruption(t *testing.T) {
	dir := memoryDir(t)
	at := func(name string, files site) Copy {
		t.Helper()
		build(t, Options{Dir: filepath.Join(dir, name)}, files)
		c, err := CopyAt(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	live := at("live", site{"gone.html": "1", "kept.html": "1", "back.html": "111", "same.html": "1"})
	pending := at("pending", site{"kept.html": "22", "same.html": "1", "withdrawn.html": "2222"})
	now := at("now", site{"kept.html": "1", "back.html": "111", "same.html": "1", "new.html": "3"})
	// The interrupted one had changed kept.html and may have removed back.html.
	want := []Change{{"back.html", Changed, 3, 3}, {"kept.html", Changed, 2, 1}, {"new.html", Added, 0, 1}, {ManifestName, Changed, 0, 0},
		{"withdrawn.html", Removed, 4, 0}, {"gone.html", Removed, 1, 0}}
	for _, olds := range [][]Copy{{live, pending}, {pending, live}, {live, pending, live}} {
		if got := Upload(olds, now); !slices.Equal(got, want) {
			t.Errorf("%v", got)
		}
	}
	if got := Upload([]Copy{live, pending}, pending); !slices.Contains(got, Change{ManifestName, Changed, 0, 0}) || len(got) != 5 {
		t.Errorf("once more: %v", got)
	}
	// The first upload was interrupted.
	want = []Change{{"kept.html", Changed, 2, 2}, {"same.html", Changed, 1, 1}, {"withdrawn.html", Changed, 4, 4}, {ManifestName, Changed, 0, 0}}
	if got := Upload([]Copy{Nothing(), pending}, pending); !slices.Equal(got, want) {
		t.Errorf("the first, once more: %v", got)
	}
}
