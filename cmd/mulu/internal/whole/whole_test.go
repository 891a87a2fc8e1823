package whole_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/whole"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWriteFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.json")
	for _, s := range []string{"甲", "乙乙", ""} {
		if err := whole.WriteFile(name, 0o600, text(s)); err != nil {
			t.Fatal(err)
		}
		if got := read(t, name); got != s {
			t.Errorf("has %q, want %q", got, s)
		}
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

// What fails half-way leaves the old text and nothing beside it.
func TestFailureLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.json")
	if err := whole.WriteFile(name, 0o644, text("旧")); err != nil {
		t.Fatal(err)
	}
	full := errors.New("full")
	err := whole.WriteFile(name, 0o644, func(w io.Writer) error {
		return errors.Join(text(strings.Repeat("新", 10000))(w), full)
	})
	if !errors.Is(err, full) || !strings.Contains(err.Error(), name) || read(t, name) != "旧" {
		t.Errorf("%v; has %q", err, read(t, name))
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("the folder has %v, %v", entries, err)
	}
}

func TestLinksStayAndFoldersAreRefused(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "a.json"), filepath.Join(dir, "link.json")
	if err := os.WriteFile(name, []byte("旧"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.json", link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if err := whole.WriteFile(link, 0o644, text("新")); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(link); err != nil || to != "a.json" || read(t, name) != "新" {
		t.Errorf("link to %q, %v; has %q", to, err, read(t, name))
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info, err)
	}
	if err := whole.WriteFile(dir, 0o644, text("新")); err == nil || !strings.Contains(err.Error(), "这是文件夹") {
		t.Errorf("says %v", err)
	}
	if err := whole.WriteFile(os.DevNull, 0o644, text("新")); err != nil {
		t.Error(err)
	}
}
