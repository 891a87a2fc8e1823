package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"mulu/cmd/mulu/internal/mounts"
)

// disk is every call that changes the file system while a site is published, so
// that tests can make each of them fail. Paths are absolute.
type disk interface {
	mkdir(path string) error                    // mode 0755 whatever the umask
	write(path string, data []byte) error       // a new file, mode 0644
	create(path string) (io.WriteCloser, error) // the same, streamed
	link(old, new string) error                 // a second name for a file
	symlink(target, path string) error          //
	rename(old, new string) error               // new may be a file or an empty folder
	exchange(a, b string) error                 // errNoExchange where there is none
	remove(path string) error                   // a file or an empty folder
	removeAll(path string) error                //
	syncTree(root *os.File) error               // all below root to the disk
	syncFolder(path string) error               // the names in one folder
}

// errNoExchange means that the file system cannot swap two folders.
var errNoExchange = errors.New("文件系统不支持交换文件夹")

// realDisk is the operating system's. Its platform files add write, create,
// exchange and the sync calls.
type realDisk struct{}

const (
	fileMode   = 0o644
	folderMode = 0o755
)

func (realDisk) mkdir(path string) error {
	if err := os.Mkdir(path, folderMode); err != nil {
		return err
	}
	return setMode(path, folderMode)
}

func (realDisk) link(old, new string) error        { return os.Link(old, new) }
func (realDisk) symlink(target, path string) error { return os.Symlink(target, path) }
func (realDisk) remove(path string) error          { return os.Remove(path) }

// rename waits for those who hold the name for a moment only.
func (realDisk) rename(old, new string) error {
	return patiently(func() error { return os.Rename(old, new) }, holdUps)
}

// patiently does again what failed because of something that soon passes, for a second.
func patiently(do func() error, passing []error) error {
	for pause := time.Millisecond; ; pause *= 2 {
		err := do()
		if err == nil || pause > time.Second || !isOneOf(err, passing) {
			return err
		}
		time.Sleep(pause)
	}
}

func isOneOf(err error, list []error) bool {
	return slices.ContainsFunc(list, func(e error) bool { return errors.Is(err, e) })
}

// removeAll leaves everything where something is mounted in the folder: what is there lies
// elsewhere, and would be lost.
func (realDisk) removeAll(path string) error {
	if points := mounts.Within(path); len(points) > 0 {
		return fmt.Errorf("%w：%s", errMounted, points[0].Path)
	}
	return os.RemoveAll(path)
}

// errMounted is in the error of a folder in which something is mounted.
var errMounted = errors.New("里面另外挂载了文件系统，请先卸载（umount）")

// setMode makes the mode exact where the file system has modes at all.
func setMode(path string, mode fs.FileMode) error {
	err := os.Chmod(path, mode)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, errors.ErrUnsupported) {
		return nil // a FAT or Windows share: it has no modes to set
	}
	return err
}
