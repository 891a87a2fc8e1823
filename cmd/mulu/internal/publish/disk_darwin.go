package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

func (realDisk) exchange(a, b string) error {
	err := unix.RenamexNp(a, b, unix.RENAME_SWAP)
	switch err {
	case unix.EINVAL, unix.ENOTSUP, unix.ENOSYS:
		return errNoExchange
	}
	return err
}

// syncTree syncs the folders; the files were synced when they were closed.
func (d realDisk) syncTree(root *os.File) error {
	return filepath.WalkDir(root.Name(), func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		return d.syncFolder(path)
	})
}

func (realDisk) syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close() // read only
	return synced(f.Sync())
}

// synced is nil where the file system (exFAT and others) cannot be asked to write out.
func synced(err error) error {
	if errors.Is(err, unix.ENOTTY) {
		return nil
	}
	return err
}
