package build_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/source"
)

// edited is a site that is edited and built again and again: once with what is kept of the
// builds before, and once with nothing of it, from the same publication.
type edited struct {
	*model
	t        testing.TB
	dir, out string
	cache    cache.Folder
	builds   int
	made     int // documents, by the last build with the cache
}

func newEdited(t testing.TB, m *model) *edited {
	dir := t.TempDir()
	return &edited{model: m, t: t, dir: filepath.Join(dir, "site"), out: filepath.Join(dir, "public"), cache: cache.At(filepath.Join(dir, "cache"))}
}

// outcome is all that a build says and does.
type outcome struct {
	Stops    bool
	Manifest [32]byte
	Files    int
	Diags    []diag.Diagnostic
	Figures  build.Figures
}

// sync writes what the model has into the folder of the site, and removes the rest.
func (e *edited) sync() {
	e.t.Helper()
	files := e.files()
	err := filepath.WalkDir(e.dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		rel, _ := filepath.Rel(e.dir, p)
		if _, known := files[filepath.ToSlash(rel)]; !known {
			return os.Remove(p)
		}
		return nil
	})
	if err != nil {
		e.t.Fatal(err)
	}
	for name, text := range files {
		at := filepath.Join(e.dir, filepath.FromSlash(name))
		if was, err := os.ReadFile(at); err == nil && string(was) == text {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			e.t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			e.t.Fatal(err)
		}
	}
}

// build builds into a folder; with the cache when keep says so.
func (e *edited) build(out string, keep bool) (o outcome) {
	e.t.Helper()
	src, err := source.Open(e.dir)
	if err != nil {
		e.t.Fatal(err)
	}
	defer src.Close()
	opt := build.Options{Date: e.day}
	if _, err := os.Stat(filepath.Join(out, publish.ManifestName)); err == nil {
		opt.Published = out
	}
	if keep {
		opt.Cache = e.cache
	}
	s, ds, err := build.Load(context.Background(), src, opt)
	if err != nil {
		e.t.Fatal(err)
	}
	if s == nil || build.Stops(ds, false) {
		return outcome{Stops: true, Diags: ds}
	}
	to := publish.Options{Dir: out}
	r, more, err := s.Publish(context.Background(), to, false)
	if err != nil {
		e.t.Fatal(err)
	}
	ds = append(ds, more...)
	diag.Sort(ds)
	o = outcome{Diags: ds, Figures: s.Outcome().Figures}
	if o.Stops = build.Stops(ds, false); o.Stops {
		return o
	}
	if o.Manifest, o.Files = r.Manifest, r.Files; keep {
		if err := s.Remember(context.Background(), to, false, ds, r); err != nil {
			e.t.Fatal(err)
		}
		e.made = build.Made(s)
	}
	return o
}

// compare builds both ways and compares everything; it says whether the site was published.
func (e *edited) compare(what string) (published bool) {
	e.t.Helper()
	e.sync()
	e.builds++
	clean := filepath.Join(filepath.Dir(e.out), "clean"+strconv.Itoa(e.builds))
	linkTree(e.t, e.out, clean)
	want := e.build(clean, false)
	got := e.build(e.out, true)
	dates := cmp.Comparer(func(a, b official.Date) bool { return a == b })
	if diff := cmp.Diff(want, got, dates); diff != "" {
		e.t.Fatalf("%s: from nothing (-), from what is kept (+):\n%s%s", what, diff, differing(clean, e.out))
	}
	if !got.Stops {
		e.verify(what)
	}
	if err := os.RemoveAll(clean); err != nil {
		e.t.Fatal(err)
	}
	return !got.Stops
}

// verify makes sure that every file is what the manifest says.
func (e *edited) verify(what string) {
	m, err := publish.ReadManifest(e.out)
	if err != nil {
		e.t.Fatal(err)
	}
	for f := range m.All() {
		data, err := os.ReadFile(filepath.Join(e.out, filepath.FromSlash(f.Path)))
		if err != nil || sha256.Sum256(data) != f.SHA256 {
			e.t.Fatalf("%s: %s is not what the manifest says: %v", what, f.Path, err)
		}
	}
}

// differing lists the files that are not alike in two outputs.
func differing(a, b string) string {
	m, err1 := publish.ReadManifest(a)
	n, err2 := publish.ReadManifest(b)
	if err1 != nil || err2 != nil {
		return ""
	}
	var list []string
	for f := range m.All() {
		if g, ok := n.Find(f.Path); !ok || g.SHA256 != f.SHA256 {
			x, _ := os.ReadFile(filepath.Join(a, f.Path))
			y, _ := os.ReadFile(filepath.Join(b, f.Path))
			list = append(list, f.Path+"\n"+cmp.Diff(string(x), string(y)))
		}
	}
	for f := range n.All() {
		if _, ok := m.Find(f.Path); !ok {
			list = append(list, "+"+f.Path)
		}
	}
	return strings.Join(list, "\n")
}

// linkTree makes a tree of links to another's files, which keeps their times.
func linkTree(t testing.TB, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil
		}
		rel, _ := filepath.Rel(from, p)
		if err != nil || d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		return os.Link(p, filepath.Join(to, rel))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sequences is how many sequences of edits are tried: MULU_SEQUENCES, else a few.
func sequences(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("MULU_SEQUENCES")); err == nil {
		return n
	}
	if testing.Short() {
		return 3
	}
	return 20
}

// After any edits a build that takes over what it can leaves and says just what one does
// that makes everything.
func TestReuseIsClean(t *testing.T) {
	const edits = 4
	count, taken := map[string]int{}, 0
	for seed := range sequences(t) {
		rng := rand.New(rand.NewSource(int64(seed)))
		e := newEdited(t, newModel(rng))
		if !e.compare("at first") {
			count["refused at first"]++
			continue
		}
		history := []string{fmt.Sprint("seed ", seed)}
		for range edits {
			was := e.clone()
			name := e.change(rng)
			history = append(history, name)
			if e.compare(strings.Join(history, " › ")) {
				count[name]++
				taken += max(0, len(e.docs)-e.made)
			} else {
				e.model = was // else most sequences would end here
				count["refused"]++
			}
		}
		_ = os.RemoveAll(filepath.Dir(e.out)) // t.TempDir does at the end
	}
	if taken == 0 {
		t.Error("nothing was taken over")
	}
	for _, name := range slices.Sorted(maps.Keys(count)) {
		t.Log(count[name], name)
	}
}
