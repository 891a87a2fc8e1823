//go:build unix

package fix

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a new file the owner and group of the one that it replaces, and its
// permissions again, of which a change of owner may take away some.
func keepOwner(dir *os.Root, name string, was fs.FileInfo) error {
	is, err := dir.Lstat(name)
	if err != nil {
		return err
	}
	a, known := was.Sys().(*syscall.Stat_t)
	b, same := is.Sys().(*syscall.Stat_t)
	if !known || !same || a.Uid == b.Uid && a.Gid == b.Gid {
		return nil
	}
	if err := dir.Chown(name, int(a.Uid), int(a.Gid)); err != nil {
		return err
	}
	return dir.Chmod(name, was.Mode().Perm())
}
