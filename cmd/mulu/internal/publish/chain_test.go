package publish

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

// kept is the manifest of a site as it stands.
func kept(t *testing.T, dir string) *Manifest {
	t.Helper()
	m, err := ManifestAt(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Each manifest names all before it; a build that changes nothing adds none.
func TestChain(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	on := func(day int) Options { return Options{Dir: dir, Day: official.DateOf(2026, 11, day)} }
	build(t, on(1), site{"a.html": "1"})
	one := kept(t, dir)
	build(t, on(2), site{"a.html": "2"})
	two := kept(t, dir)
	if r := build(t, on(3), site{"a.html": "2"}); r.Changed {
		t.Error("a build on another day writes something")
	}
	build(t, on(4), site{"a.html": "1"})
	three := kept(t, dir)
	want := []Link{{Day: one.Day, SHA256: one.Digest}, {Day: two.Day, SHA256: two.Digest}}
	if one.Chain != nil || !slices.Equal(three.Chain, want) || three.Day != official.DateOf(2026, 11, 4) {
		t.Errorf("chain %v, want %v", three.Chain, want)
	}
	for _, old := range []*Manifest{one, two, three} {
		if err := three.Follows(old); err != nil {
			t.Errorf("of %v: %v", old.Day, err)
		}
	}
	if err := one.Follows(two); !errors.Is(err, ErrNewer) {
		t.Errorf("backwards: %v", err)
	}
	forged := *three
	forged.Chain = []Link{{Day: one.Day.AddDays(-9), SHA256: one.Digest}, want[1]}
	if err := forged.Follows(two); !errors.Is(err, ErrRewritten) {
		t.Errorf("another history: %v", err)
	}
	if err := forged.Follows(one); !errors.Is(err, ErrRewritten) {
		t.Errorf("another day: %v", err)
	}
	forged.Chain = want[1:]
	if err := forged.Follows(one); !errors.Is(err, ErrNotBefore) {
		t.Errorf("left out: %v", err)
	}
}

// The chain goes on from a copy kept elsewhere; one of the same site is taken over.
func TestChainOfACopy(t *testing.T) {
	parent := memoryDir(t)
	was := filepath.Join(parent, "was")
	build(t, Options{Dir: was}, site{"a.html": "1"})
	build(t, Options{Dir: was}, site{"a.html": "2"})
	for text, more := range map[string]int{"2": 0, "3": 1} {
		o := Options{Dir: filepath.Join(parent, text), Previous: was}
		build(t, o, site{"a.html": text})
		if a, b := kept(t, was), kept(t, o.Dir); len(b.Chain) != len(a.Chain)+more || b.Follows(a) != nil || (more == 0) != (a.Digest == b.Digest) {
			t.Errorf("%s: %v after %v", text, b.Chain, a.Chain)
		}
	}
	write(t, filepath.Join(was, ManifestName), "{}")
	if _, err := Begin(t.Context(), Options{Dir: filepath.Join(parent, "4"), Previous: was}); !errors.Is(err, ErrDamaged) || !errors.Is(err, ErrRefused) {
		t.Errorf("a damaged one is followed: %v", err)
	}
	if err := os.Remove(filepath.Join(was, ManifestName)); err != nil {
		t.Fatal(err)
	}
	build(t, Options{Dir: filepath.Join(parent, "5"), Previous: was}, site{"a.html": "3"})
	if m := kept(t, filepath.Join(parent, "5")); m.Chain != nil {
		t.Errorf("follows nothing: %v", m.Chain)
	}
}

// The chain has an end: then the oldest go.
func TestLongChain(t *testing.T) {
	m := &Manifest{Chain: make([]Link, maxChain), Digest: sha256.Sum256(nil)}
	next := m.next(official.DateOf(2026, 11, 22), "")
	if len(next.chain) != maxChain || next.chain[maxChain-1].SHA256 != m.Digest {
		t.Errorf("%d links", len(next.chain))
	}
	now := &Manifest{Chain: next.chain}
	if err := now.Follows(m); err != nil {
		t.Errorf("the one before: %v", err)
	}
}
