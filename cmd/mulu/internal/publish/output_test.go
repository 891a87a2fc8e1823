package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestRefused: outputs that must not be replaced stay as they are.
func TestRefused(t *testing.T) {
	source := t.TempDir()
	for _, own := range ownFolders {
		write(t, filepath.Join(source, own, "x.md"), "x")
	}
	write(t, filepath.Join(source, "config.toml"), "x")
	write(t, filepath.Join(source, "photos", "a.jpg"), "x")
	write(t, filepath.Join(source, "damaged", ManifestName), "{}")
	write(t, filepath.Join(source, "damaged", "a.html"), "x")
	symlink(t, filepath.Join(source, "content"), filepath.Join(source, "link"))
	symlink(t, filepath.Join(source, "nothing"), filepath.Join(source, "dangling"))
	before := tree(t, source)
	for _, tt := range []struct{ dir, want string }{
		{"", "网站文件夹"},
		{"..", "网站文件夹"},
		{"content", "content"},
		{"content/public", "content"},
		{"CONTENT/../content/a/b", "content"},
		{"layouts/x", "layouts"},
		{"static", "static"},
		{"cmd/out", "cmd"},
		{".git/out", ".git"},
		{"link", "content"},
		{"link/out", "content"},
		{"dangling", "不存在"},
		{"config.toml", "不是文件夹"},
		{"photos", "a.jpg"},
		{"damaged", "清单"},
	} {
		s, err := Begin(context.Background(), Options{Dir: filepath.Join(source, tt.dir), Source: source})
		if err == nil {
			s.Abort()
			t.Errorf("Begin(%q) took it", tt.dir)
		} else if !errors.Is(err, ErrRefused) && !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Begin(%q) = %v, want %q", tt.dir, err, tt.want)
		}
	}
	if after := tree(t, source); after != before {
		t.Errorf("the source changed:\n%s\nwas\n%s", after, before)
	}
	if _, err := Begin(context.Background(), Options{}); !errors.Is(err, ErrRefused) {
		t.Errorf("Begin without a folder = %v", err)
	}
	if _, err := Begin(context.Background(), Options{Dir: "/"}); !errors.Is(err, ErrRefused) {
		t.Errorf("Begin(/) = %v", err)
	}
}

func symlink(t *testing.T, target, path string) {
	t.Helper()
	if err := os.Symlink(target, path); err != nil {
		t.Skip("no symbolic links here:", err)
	}
}

// tree lists all names below dir.
func tree(t *testing.T, dir string) string {
	var names []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		names = append(names, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, "\n")
}

// TestForeignFile: a file that appears in a published site stops the next build.
func TestForeignFile(t *testing.T) {
	for _, name := range []string{"notes.txt", "doc/notes.txt", "new/notes.txt", ".git"} {
		o := Options{Dir: filepath.Join(memoryDir(t), "public")}
		build(t, o, site{"doc/1.html": "1"})
		write(t, filepath.Join(o.Dir, name), "mine")
		_, err := tryBuild(o, realDisk{}, site{"doc/1.html": "2"})
		if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), name) {
			t.Errorf("with %s: %v", name, err)
		}
		if got := published(t, o.Dir); got[name] != "mine" || got["doc/1.html"] != "1" {
			t.Errorf("with %s: %v", name, got)
		}
	}
}

// TestPlaces: outputs that are allowed, however they are spelled.
func TestPlaces(t *testing.T) {
	source := memoryDir(t)
	write(t, filepath.Join(source, "content", "x.md"), "x")
	if err := os.MkdirAll(filepath.Join(source, "empty"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(source, "shown", ".DS_Store"), "x")
	if err := os.MkdirAll(filepath.Join(source, "real"), 0o755); err != nil {
		t.Fatal(err)
	}
	symlink(t, "real", filepath.Join(source, "link"))
	for _, dir := range []string{"public", "empty", "shown", "deep/er/public", "link", "content2", "公开目录"} {
		o := Options{Dir: filepath.Join(source, dir), Source: source}
		build(t, o, site{"a.html": "1"})
		build(t, o, site{"a.html": "2", "b.html": "3"})
		checkWhole(t, o.Dir, site{"a.html": "2", "b.html": "3"})
		checkModes(t, o.Dir)
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(o.Dir), ".*.stage-*")); len(left) > 0 {
			t.Errorf("%s: left %v", dir, left)
		}
	}
	if info, err := os.Lstat(filepath.Join(source, "link")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the user's link was replaced: %v %v", info, err)
	}
}

func checkModes(t *testing.T, dir string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if want := map[bool]fs.FileMode{true: folderMode, false: fileMode}[e.IsDir()]; err == nil && info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v", path, info.Mode(), want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestUnchanged: an equal build touches nothing; unchanged files of another build
// keep their inode and time.
func TestUnchanged(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	build(t, o, site{"a.html": "1", "doc/b.html": "2"})
	a, root, manifest := stat(t, o.Dir, "a.html"), stat(t, o.Dir, "."), stat(t, o.Dir, ManifestName)
	time.Sleep(10 * time.Millisecond)
	if r := build(t, o, site{"a.html": "1", "doc/b.html": "2"}); r.Changed {
		t.Errorf("an equal build: %+v", r)
	}
	for name, was := range map[string]fs.FileInfo{"a.html": a, ".": root, ManifestName: manifest} {
		if now := stat(t, o.Dir, name); !os.SameFile(was, now) || now.ModTime() != was.ModTime() {
			t.Errorf("an equal build touched %s", name)
		}
	}
	if r := build(t, o, site{"a.html": "1", "doc/b.html": "3"}); r.Written != 1 || r.Unchanged != 1 {
		t.Errorf("another build: %+v", r)
	}
	now := stat(t, o.Dir, "a.html")
	if !os.SameFile(a, now) || now.ModTime() != a.ModTime() {
		t.Error("another build touched a.html")
	}
	if n := links(now); n != 1 {
		t.Errorf("a.html has %d links", n)
	}
}

func stat(t *testing.T, dir, name string) fs.FileInfo {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// TestMends: a build into a site that somebody touched equals one into nothing.
func TestMends(t *testing.T) {
	want := site{"a.html": "1", "doc/b.html": "22", "doc/c/d.html": "3"}
	for what, damage := range map[string]func(dir string) error{
		"removed":     func(dir string) error { return os.Remove(filepath.Join(dir, "a.html")) },
		"folder gone": func(dir string) error { return os.RemoveAll(filepath.Join(dir, "doc")) },
		"longer":      func(dir string) error { return os.WriteFile(filepath.Join(dir, "a.html"), []byte("10"), 0o644) },
		"same size":   func(dir string) error { return os.WriteFile(filepath.Join(dir, "a.html"), []byte("9"), 0o644) },
		"mode":        func(dir string) error { return os.Chmod(filepath.Join(dir, "a.html"), 0o600) },
		"folder mode": func(dir string) error { return os.Chmod(filepath.Join(dir, "doc"), 0o700) },
		"new folder":  func(dir string) error { return os.Mkdir(filepath.Join(dir, "x"), 0o755) },
		"all gone":    os.RemoveAll,
	} {
		o := Options{Dir: filepath.Join(memoryDir(t), "public")}
		build(t, o, want)
		time.Sleep(10 * time.Millisecond) // a file system's clock goes in steps of 4 ms
		if err := damage(o.Dir); err != nil {
			t.Fatal(err)
		}
		if r := build(t, o, want); !r.Changed {
			t.Errorf("%s: not noticed", what)
		}
		checkWhole(t, o.Dir, want)
		checkModes(t, o.Dir)
		if _, err := os.Stat(filepath.Join(o.Dir, "x")); err == nil {
			t.Errorf("%s: the folder is still there", what)
		}
		if r := build(t, o, want); r.Changed {
			t.Errorf("%s: changed again", what)
		}
	}
}

// TestNoExchange: where folders cannot be exchanged, a first build makes a link
// that later ones change; a folder made elsewhere is refused, not destroyed.
func TestNoExchange(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	for _, text := range []string{"1", "2", "2", "1"} {
		if _, err := tryBuild(o, plainDisk{}, site{"a.html": text, "b.html": "b"}); err != nil {
			t.Fatal(err)
		}
		checkWhole(t, o.Dir, site{"a.html": text, "b.html": "b"})
		checkTidy(t, text, o.Dir, false)
	}
	time.Sleep(10 * time.Millisecond)
	write(t, filepath.Join(o.Dir, "b.html"), "B") // tampered: the same manifest, another release
	if _, err := tryBuild(o, plainDisk{}, site{"a.html": "1", "b.html": "b"}); err != nil {
		t.Fatal(err)
	}
	checkWhole(t, o.Dir, site{"a.html": "1", "b.html": "b"})

	o = Options{Dir: filepath.Join(memoryDir(t), "public")}
	build(t, o, site{"a.html": "1"})
	_, err := tryBuild(o, plainDisk{}, site{"a.html": "2"})
	if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "--in-place") {
		t.Errorf("a folder that cannot be exchanged: %v", err)
	}
	checkWhole(t, o.Dir, site{"a.html": "1"})
	checkTidy(t, "refused", o.Dir, false)
	o.InPlace = true
	if _, err := tryBuild(o, plainDisk{}, site{"a.html": "2"}); err != nil {
		t.Fatal(err)
	}
	checkWhole(t, o.Dir, site{"a.html": "2"})
}

// TestTwoRenames is the way of Windows, with a kill in its one bad moment.
func TestTwoRenames(t *testing.T) {
	defer func(was bool) { twoRenames = was }(twoRenames)
	twoRenames = true
	o := Options{Dir: filepath.Join(memoryDir(t), "public")}
	for _, text := range []string{"1", "2"} {
		if _, err := tryBuild(o, plainDisk{}, site{"a.html": text}); err != nil {
			t.Fatal(err)
		}
		checkWhole(t, o.Dir, site{"a.html": text})
		checkTidy(t, text, o.Dir, false)
	}
	if err := os.Rename(o.Dir, filepath.Join(filepath.Dir(o.Dir), ".public.old-1")); err != nil {
		t.Fatal(err)
	}
	if r, err := tryBuild(o, plainDisk{}, site{"a.html": "2"}); err != nil || r.Changed {
		t.Errorf("after a kill between the renames: %+v, %v", r, err)
	}
	checkWhole(t, o.Dir, site{"a.html": "2"})
	checkTidy(t, "mended", o.Dir, false)
}

func TestInPlace(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public"), InPlace: true}
	build(t, o, site{"a.html": "1", "old/x.html": "x", "index.html": "i"})
	root, kept := stat(t, o.Dir, "."), stat(t, o.Dir, "index.html")
	build(t, o, site{"a.html": "2", "doc/b.html": "b", "index.html": "i"})
	checkWhole(t, o.Dir, site{"a.html": "2", "doc/b.html": "b", "index.html": "i"})
	if !os.SameFile(root, stat(t, o.Dir, ".")) || !os.SameFile(kept, stat(t, o.Dir, "index.html")) {
		t.Error("the folder or an unchanged file was replaced")
	}
	if _, err := os.Stat(filepath.Join(o.Dir, "old")); err == nil {
		t.Error("an emptied folder is still there")
	}
	if r := build(t, o, site{"a.html": "2", "doc/b.html": "b", "index.html": "i"}); r.Changed {
		t.Errorf("an equal build: %+v", r)
	}
	checkTidy(t, "in place", o.Dir, false)
}
