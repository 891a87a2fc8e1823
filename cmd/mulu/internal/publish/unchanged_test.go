package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What nobody touched is known again by its shape, whatever file managers leave in it.
func TestKnownAgain(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	was := build(t, o, site{"a.html": "1", "doc/b.html": "22", "doc/c/d.html": "3"})
	if was.Shape.Files != 3 || was.Shape.Folders != 2 || was.Shape.Bytes != 4 {
		t.Errorf("%+v", was.Shape)
	}
	write(t, filepath.Join(o.Dir, "doc", ".DS_Store"), "x")
	r, err := Unchanged(t.Context(), o, was.Manifest, was.Shape)
	if err != nil || r == nil {
		t.Fatalf("not known again: %v", err)
	}
	if r.Changed || r.Files != 3 || r.Unchanged != 3 || r.Bytes != 4 || r.Manifest != was.Manifest || r.Shape != was.Shape {
		t.Errorf("%+v", r)
	}
	checkTidy(t, "known again", o.Dir, false)
	if again := build(t, o, site{"a.html": "1", "doc/b.html": "22", "doc/c/d.html": "3"}); again.Shape != was.Shape {
		t.Errorf("%+v, built again %+v", was.Shape, again.Shape)
	}
}

// Whatever is not as it was left is noticed, also where only a name tells: nothing is touched
// then, for the build that follows must find it as it is.
func TestNotKnownAgain(t *testing.T) {
	rename := func(from, to string) func(dir string) error {
		return func(dir string) error { return os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)) }
	}
	for what, damage := range map[string]func(dir string) error{
		"removed":     func(dir string) error { return os.Remove(filepath.Join(dir, "a.html")) },
		"folder gone": func(dir string) error { return os.RemoveAll(filepath.Join(dir, "doc")) },
		"longer":      func(dir string) error { return os.WriteFile(filepath.Join(dir, "a.html"), []byte("10"), 0o644) },
		"same size":   func(dir string) error { return os.WriteFile(filepath.Join(dir, "a.html"), []byte("9"), 0o644) },
		"mode":        func(dir string) error { return os.Chmod(filepath.Join(dir, "a.html"), 0o600) },
		"folder mode": func(dir string) error { return os.Chmod(filepath.Join(dir, "doc"), 0o700) },
		"new folder":  func(dir string) error { return os.Mkdir(filepath.Join(dir, "x"), 0o755) },
		"all gone":    os.RemoveAll,
		"renamed":     rename("a.html", "b.html"),
		"moved":       rename("a.html", "doc/a.html"),
		"other case":  rename("a.html", "A.html"),
		"folder":      rename("doc/c", "doc/e"),
		"swapped": func(dir string) error { // the sizes together are the same
			for _, move := range [][2]string{{"a.html", "x"}, {"doc/b.html", "a.html"}, {"x", "doc/b.html"}} {
				if err := rename(move[0], move[1])(dir); err != nil {
					return err
				}
			}
			return nil
		},
		"no manifest": func(dir string) error { return os.Remove(filepath.Join(dir, ManifestName)) },
		"manifest": func(dir string) error {
			name := filepath.Join(dir, ManifestName)
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			return os.WriteFile(name, []byte(strings.Replace(string(text), `"size":1`, `"size":2`, 1)), 0o644)
		},
		"added, with an old time": func(dir string) error {
			name := filepath.Join(dir, "new.html")
			if err := os.WriteFile(name, nil, 0o644); err != nil {
				return err
			}
			return os.Chtimes(name, time.Unix(1, 0), time.Unix(1, 0))
		},
		"a link": func(dir string) error {
			if err := rename("a.html", "../a")(dir); err != nil {
				return err
			}
			return os.Symlink("../a", filepath.Join(dir, "a.html"))
		},
		"a killed build in place": func(dir string) error { return os.Mkdir(filepath.Join(dir, stagePrefix+"1"), 0o755) },
	} {
		o := Options{Dir: filepath.Join(memoryDir(t), "public")}
		was := build(t, o, site{"a.html": "1", "doc/b.html": "22", "doc/c/d.html": "3"})
		time.Sleep(10 * time.Millisecond) // a file system's clock goes in steps of 4 ms
		if err := damage(o.Dir); err != nil {
			t.Fatal(err)
		}
		if r, _ := Unchanged(t.Context(), o, was.Manifest, was.Shape); r != nil {
			t.Errorf("%s: not noticed", what)
		}
		if _, err := os.Lstat(filepath.Join(o.Dir, stagePrefix+"1")); err != nil && what == "a killed build in place" {
			t.Error("what the next build needs to mend it is gone")
		}
	}
}

// The shape depends on each byte of a name, on where names end, and on the sizes; not on the
// order.
func TestShape(t *testing.T) {
	seen := map[[2]uint64]string{}
	add := func(what string, s Shape) {
		t.Helper()
		if other, known := seen[s.Names]; known {
			t.Errorf("%s looks like %s", what, other)
		}
		seen[s.Names] = what
	}
	of := func(name string, size int64) (s Shape) {
		s.file([]byte(name), size)
		return s
	}
	const name = "doc/113701000041890072/2023-00368.html"
	for size := range int64(100) {
		add("another size", of(name, size))
	}
	for i := range name {
		for bit := range 8 {
			b := []byte(name)
			b[i] ^= 1 << bit
			add("another byte", of(string(b), 0))
		}
		add("shorter", of(name[:i], 0))
		add("with zeros", of(name[:i]+"\x00", 0))
	}
	var folder Shape
	folder.folder([]byte(name))
	add("a folder", folder)
	var one, two Shape
	one.file([]byte("a"), 1)
	one.file([]byte("b"), 2)
	two.file([]byte("b"), 2)
	two.file([]byte("a"), 1)
	add("two files", one)
	if one != two {
		t.Error("the order counts")
	}
	two = Shape{}
	two.file([]byte("a"), 2)
	two.file([]byte("b"), 1)
	add("sizes swapped", two)
}

// BenchmarkKnownAgain looks at a site that is as it was left.
func BenchmarkKnownAgain(b *testing.B) {
	o := Options{Dir: filepath.Join(memoryDir(b), "public")}
	was := benchBuild(b, o, make([]byte, 10<<10))
	b.ReportAllocs()
	for b.Loop() {
		if r, err := Unchanged(b.Context(), o, was.Manifest, was.Shape); err != nil || r == nil {
			b.Fatal("changed", err)
		}
	}
}
