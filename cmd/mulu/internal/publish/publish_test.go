package publish

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"
)

// site is what a test publishes: path to content.
type site map[string]string

// memoryDir is a temporary folder in memory where there is one: a file system's
// sync takes most of the time of these tests otherwise, and creating files on
// ext4 varies ten times with what was deleted before.
func memoryDir(t testing.TB) string {
	t.Helper()
	if _, err := os.Stat("/dev/shm"); err != nil {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp("/dev/shm", "publish")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func build(t testing.TB, o Options, files site) Result {
	t.Helper()
	r, err := tryBuild(o, realDisk{}, files)
	if err != nil {
		t.Fatalf("build: %v", err)
	}
	return r
}

func tryBuild(o Options, d disk, files site) (Result, error) {
	s, err := begin(context.Background(), o, d)
	if err != nil {
		return Result{}, err
	}
	defer s.Abort()
	for name, text := range files {
		if err := s.Write(name, []byte(text)); err != nil {
			return Result{}, err
		}
	}
	return s.Commit(context.Background())
}

// published reads the output folder without its manifest.
func published(t testing.TB, dir string) site {
	t.Helper()
	got := site{}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		data, err := os.ReadFile(path)
		got[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(got, ManifestName)
	delete(got, SignatureName)
	return got
}

func TestBuildTwice(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	o := Options{Dir: dir}
	one := site{"index.html": "a", "doc/1.html": "b", "doc/2.html": "c"}
	r := build(t, o, one)
	if r.Files != 3 || r.Written != 3 || r.Bytes != 3 || !r.Changed {
		t.Errorf("first build: %+v", r)
	}
	if r := build(t, o, one); r.Changed || r.Unchanged != 3 || r.Written != 0 {
		t.Errorf("second build: %+v", r)
	}
	two := site{"index.html": "a", "doc/1.html": "B"}
	if r := build(t, o, two); !r.Changed || r.Unchanged != 1 || r.Written != 1 || r.Removed != 1 {
		t.Errorf("third build: %+v", r)
	}
	if got := published(t, dir); len(got) != 2 || got["doc/1.html"] != "B" {
		t.Errorf("published %v", got)
	}
}

// checkManifest compares the files of a folder with its manifest.
func checkManifest(t testing.TB, dir string, got site) {
	t.Helper()
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	checkSigned(t, dir, m)
	if m.Len() != len(got) {
		t.Errorf("manifest has %d files, folder %d", m.Len(), len(got))
	}
	for e := range m.All() {
		text, ok := got[e.Path]
		if !ok || int64(len(text)) != e.Size || sha256.Sum256([]byte(text)) != e.SHA256 {
			t.Errorf("%s differs from the manifest", e.Path)
		}
	}
}
