//go:build unix

package fix_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"mulu/cmd/mulu/internal/fix"
)

// Who repairs a file for a colleague does not take it from them.
func TestWriteKeepsTheOwner(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can give a file away")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "a.md")
	if err := os.WriteFile(name, []byte("甲 "), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(name, 12345, 23456); err != nil {
		t.Skip(err)
	}
	if err := os.Chmod(name, 0o464); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := fix.Write(root, "a.md", []byte("甲 "), []byte("甲")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if s := info.Sys().(*syscall.Stat_t); s.Uid != 12345 || s.Gid != 23456 || info.Mode().Perm() != 0o464 {
		t.Errorf("belongs to %d:%d with %v", s.Uid, s.Gid, info.Mode())
	}
}
