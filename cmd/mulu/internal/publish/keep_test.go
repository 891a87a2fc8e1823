package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A kept file is as good as one that is written with the same bytes; one that is not as it
// was left is neither standing nor kept.
func TestKeep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	o := Options{Dir: dir}
	build(t, o, site{"a.html": "a", "doc/b.html": "b", "c.html": "c"})
	s, err := Begin(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Abort()
	if size, sha, ok := s.Standing("doc/b.html"); !ok || size != 1 || sha != sha256.Sum256([]byte("b")) {
		t.Errorf("standing: %d %x %v", size, sha, ok)
	}
	for _, name := range []string{"x.html", "A.html", ""} {
		if _, _, ok := s.Standing(name); ok {
			t.Errorf("%q is standing", name)
		}
	}
	if data, err := s.Read("doc/b.html"); err != nil || string(data) != "b" {
		t.Errorf("reads %q, %v", data, err)
	}
	if _, err := s.Read("x.html"); err == nil {
		t.Error("reads what is not there")
	}
	if err := s.Keep("doc/b.html"); err != nil {
		t.Fatal(err)
	}
	if sha, ok := s.Sum("doc/b.html"); !ok || sha != sha256.Sum256([]byte("b")) {
		t.Error("the sum of a kept file is not known")
	}
	if err := s.Write("a.html", []byte("A")); err != nil {
		t.Fatal(err)
	}
	r, err := s.Commit(context.Background())
	if err != nil || r.Written != 1 || r.Unchanged != 1 || r.Removed != 1 {
		t.Errorf("%+v %v", r, err)
	}
	if got := published(t, dir); len(got) != 2 || got["doc/b.html"] != "b" || got["a.html"] != "A" {
		t.Errorf("published %v", got)
	}
	checkManifest(t, dir, published(t, dir))
}

func TestKeepRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	o := Options{Dir: dir}
	for name, spoil := range map[string]func() error{
		"nothing": func() error { return nil },
		"removed": func() error { return os.Remove(filepath.Join(dir, "a.html")) },
		"longer":  func() error { return os.WriteFile(filepath.Join(dir, "a.html"), []byte("aa"), 0o644) },
		"later": func() error {
			at := filepath.Join(dir, "a.html")
			return errors.Join(os.WriteFile(at, []byte("x"), 0o644), os.Chtimes(at, time.Time{}, time.Now().Add(time.Second)))
		},
	} {
		build(t, o, site{"a.html": "a"})
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		s, err := Begin(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		_, _, ok := s.Standing("a.html")
		err = s.Keep("a.html")
		if ok != (err == nil) || ok != (name == "nothing") {
			t.Errorf("%s: standing %v, kept: %v", name, ok, err)
		}
		if err == nil && s.Keep("a.html") == nil {
			t.Error("kept twice")
		}
		if _, err := s.Commit(context.Background()); err == nil {
			t.Errorf("%s: published after an error", name)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
}
