package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"mulu/cmd/mulu/internal/mounts/mounttest"
)

// TestMounted: what is mounted in a site is read as its own, and said; a mount of a folder in
// itself ends; what the kernel makes up is named and not read. The top folders may be mounted,
// as containers do, without a word.
func TestMounted(t *testing.T) {
	if !mounttest.Alone(t) {
		return
	}
	s, dir := newSite(t, "content/a.md", "content/bound/", "content/loop/", "content/one.md", "content/memory/", "static/proc/", "static/x/")
	outside := t.TempDir()
	for name, text := range map[string]string{"b.md": "b", "deep/c.md": "c"} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(outside, name)), 0o755), os.WriteFile(filepath.Join(outside, name), []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	mounttest.Bind(t, outside, at("content/bound"))
	mounttest.Bind(t, filepath.Join(outside, "b.md"), at("content/one.md"))
	mounttest.Memory(t, at("content/memory"), "size=1m")
	mounttest.Bind(t, at("content"), at("content/loop"))
	mounttest.Mount(t, "/proc", at("static/proc"), "", unix.MS_BIND|unix.MS_REC, "")
	mounttest.Bind(t, at("static/x"), at("static/x"))
	docs, _, ds, err := s.Content()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "documents", paths(docs), []string{"content/a.md", "content/bound/b.md", "content/bound/deep/c.md", "content/loop/a.md", "content/loop/one.md", "content/one.md"})
	check(t, "problems", found(ds), []string{"file-mounted content/bound", "file-mounted content/loop", "file-mounted content/memory", "file-mounted content/one.md"})
	for name, want := range map[string]string{"content/bound/deep/c.md": "c", "content/one.md": "b", "content/loop/one.md": "content of content/one.md"} {
		if data, err := s.Read(name); err != nil || string(data) != want {
			t.Errorf("Read(%s) = %q, %v", name, data, err)
		}
	}
	files, ds, err := s.Static()
	check(t, "static", found(ds), []string{"file-special static/proc", "file-mounted static/x"})
	if err != nil || len(files) > 0 || !strings.Contains(ds[0].Message, "proc") {
		t.Error(files, ds, err)
	}

	s, dir = newSite(t, "content/a.md")
	mounttest.Bind(t, outside, at("content"))
	docs, _, ds, err = s.Content()
	check(t, "documents of the top", paths(docs), []string{"content/b.md", "content/deep/c.md"})
	if err != nil || len(ds) > 0 {
		t.Error(ds, err)
	}
	if _, err := s.Read("content/a.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("behind the mount: %v", err)
	}
}
