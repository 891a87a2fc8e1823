package build_test

import (
	"context"
	"fmt"
	"math/rand"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/source"
)

// load loads the site of the model.
func (e *edited) load(o build.Options) (*build.Site, []diag.Diagnostic) {
	e.t.Helper()
	src, err := source.Open(e.dir)
	if err != nil {
		e.t.Fatal(err)
	}
	e.t.Cleanup(func() { src.Close() })
	o.Date = e.day
	s, ds, err := build.Load(context.Background(), src, o)
	if err != nil {
		e.t.Fatal(err)
	}
	return s, ds
}

// parted builds the site in so many parts, and joins them; not ok when an error stopped one.
func (e *edited) parted(of int) (got outcome, ok bool) {
	e.t.Helper()
	var dirs []string
	for n := range of {
		dir := filepath.Join(filepath.Dir(e.out), fmt.Sprint("part", of, "-", n))
		dirs = append(dirs, dir)
		s, ds := e.load(build.Options{Shard: build.Shard{N: n + 1, Of: of}})
		if s == nil || build.Stops(ds, false) {
			return got, false
		}
		_, more, err := s.PublishPart(context.Background(), publish.Options{Dir: dir}, false)
		if err != nil {
			e.t.Fatal(err)
		}
		if build.Stops(more, false) {
			return got, false
		}
	}
	s, ds := e.load(build.Options{Parts: dirs})
	r, more, err := s.Publish(context.Background(), publish.Options{Dir: filepath.Join(filepath.Dir(e.out), fmt.Sprint("joined", of))}, false)
	if err != nil {
		e.t.Fatal(err)
	}
	ds = append(ds, more...)
	diag.Sort(ds)
	return outcome{Stops: build.Stops(ds, false), Diags: ds, Figures: s.Outcome().Figures, Manifest: r.Manifest, Files: r.Files}, true
}

// However a site is parted, the parts joined are what one build makes: every file, every
// problem, every figure.
func TestPartsJoin(t *testing.T) {
	joined := 0
	for seed := range sequences(t) {
		rng := rand.New(rand.NewSource(int64(seed)))
		e := newEdited(t, newModel(rng))
		for range 3 {
			e.change(rng)
		}
		e.sync()
		want := e.build(filepath.Join(filepath.Dir(e.out), "clean"), false)
		got, ok := e.parted(1 + seed%5)
		if !ok && !want.Stops {
			t.Fatalf("seed %d: a part was refused, the whole was not", seed)
		}
		if !ok || want.Stops {
			continue
		}
		joined++
		dates := cmp.Comparer(func(a, b official.Date) bool { return a == b })
		if diff := cmp.Diff(want, got, dates); diff != "" {
			t.Fatalf("seed %d: one build (-), parts (+):\n%s%s", seed, diff, differing(filepath.Join(filepath.Dir(e.out), "clean"), filepath.Join(filepath.Dir(e.out), fmt.Sprint("joined", 1+seed%5))))
		}
	}
	if joined == 0 {
		t.Error("no site was joined")
	}
	t.Log(joined, "sites were joined")
}

func TestParseShard(t *testing.T) {
	for s, want := range map[string]build.Shard{"1/1": {N: 1, Of: 1}, "2/4": {N: 2, Of: 4}, "1000/1000": {N: 1000, Of: 1000}, "0/4": {}, "5/4": {}, "1/1001": {}, "1": {}, "": {}, "a/4": {}, "1/4/2": {}, "-1/4": {}} {
		if got, err := build.ParseShard(s); got != want || (err == nil) != (want != build.Shard{}) {
			t.Errorf("%q: %v, %v", s, got, err)
		}
	}
}
