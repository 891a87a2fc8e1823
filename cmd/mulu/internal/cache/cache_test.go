package cache

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "cache")
	f := At(dir)
	if f.Kept("x-") {
		t.Error("something is kept in a folder that is not there")
	}
	if err := f.Put("x-", "x-1", []byte("one"), 2); err != nil {
		t.Fatal(err)
	}
	data, ok := f.Get("x-1")
	if !ok || string(data) != "one" || !f.Kept("x-") || f.Kept("y-") {
		t.Errorf("Get = %q, %v", data, ok)
	}
	for _, name := range []string{".gitignore", "CACHEDIR.TAG"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if _, ok := At("").Get("x-1"); ok || At("").Put("x-", "x-1", nil, 1) != nil {
		t.Error("a cache without a folder keeps something")
	}
}

// What is not as it was put is not given back: cut, longer, with another byte, or another
// entry's bytes.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	f := At(dir)
	for _, name := range []string{"x-1", "x-2"} {
		if err := f.Put("x-", name, []byte("the text of "+name), 9); err != nil {
			t.Fatal(err)
		}
	}
	good, err := os.ReadFile(filepath.Join(dir, "x-1"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(filepath.Join(dir, "x-2"))
	if err != nil {
		t.Fatal(err)
	}
	bad := [][]byte{nil, []byte("x"), append(good[:len(good):len(good)], 'x'), other}
	for n := range good {
		bad = append(bad, good[:n])
		flipped := append([]byte(nil), good...)
		flipped[n] ^= 1
		bad = append(bad, flipped)
	}
	for i, data := range bad {
		if err := os.WriteFile(filepath.Join(dir, "x-1"), data, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, ok := f.Get("x-1"); ok {
			t.Errorf("%d: Get = %q", i, got)
		}
	}
}

func TestTrim(t *testing.T) {
	dir := t.TempDir()
	f := At(dir)
	for i, name := range []string{"x-1", "y-1", "x-2", "x-3"} {
		if err := f.Put(name[:2], name, []byte(name), 2); err != nil {
			t.Fatal(err)
		}
		on := time.Unix(int64(1e9+i), 0)
		if err := os.Chtimes(filepath.Join(dir, name), on, on); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]bool{"x-1": false, "x-2": true, "x-3": true, "y-1": true} {
		if _, ok := f.Get(name); ok != want {
			t.Errorf("Get(%s) is %v", name, ok)
		}
	}
}
