package publish

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
)

func TestDiff(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	site := func(files map[string]string) *Manifest {
		t.Helper()
		s, err := Begin(context.Background(), Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range files {
			if err := s.Write(name, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		m, err := ManifestAt(dir)
		if err != nil {
			t.Fatal(err)
		}
		other, err := ManifestAt(filepath.Join(dir, ManifestName))
		if err != nil || other.Digest != m.Digest {
			t.Fatal(other, err)
		}
		return m
	}
	a := site(map[string]string{"a": "1", "b/c": "22", "d": "333"})
	b := site(map[string]string{"0": "4444", "a": "1", "b/c": "23", "e": "5"})
	want := []Change{{"0", Added, 0, 4}, {"b/c", Changed, 2, 2}, {"d", Removed, 3, 0}, {"e", Added, 0, 1}}
	if got := slices.Collect(Diff(a, b)); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if got := slices.Collect(Diff(b, b)); len(got) > 0 {
		t.Errorf("%v", got)
	}
	back := slices.Collect(Diff(b, a))
	if len(back) != len(want) || back[0].Kind != Removed || back[0].Old != 4 {
		t.Errorf("%v", back)
	}
	for range Diff(a, b) {
		break // and no panic
	}
}
