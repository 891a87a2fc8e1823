//go:build linux || darwin

package source

import (
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// dirHandle is an open folder. Names are opened relative to it with O_NOFOLLOW,
// as os.Root does, but links are refused instead of resolved, and a file costs
// four system calls and no allocation beside its bytes.
type dirHandle struct {
	file    *os.File
	fd      int
	listing sync.Mutex
}

func openTop(dir string) (*dirHandle, error) {
	fd, err := retry(func() (int, error) { return unix.Open(dir, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0) })
	if err != nil {
		return nil, err
	}
	return newDirHandle(fd, dir), nil
}

func newDirHandle(fd int, name string) *dirHandle {
	return &dirHandle{file: os.NewFile(uintptr(fd), name), fd: fd}
}

func (d *dirHandle) close() error { return d.file.Close() }

// sub opens the folder name in d.
func (d *dirHandle) sub(name string) (*dirHandle, error) {
	fd, err := d.openat(name, unix.O_DIRECTORY)
	if err != nil {
		return nil, err
	}
	return newDirHandle(fd, name), nil
}

// openat opens name for reading; O_NONBLOCK so that a FIFO cannot hold us.
func (d *dirHandle) openat(name string, flags int) (int, error) {
	fd, err := retry(func() (int, error) {
		return unix.Openat(d.fd, name, flags|unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	})
	if err == unix.ELOOP || err == unix.ENOTDIR {
		if e, statErr := d.stat(name); statErr == nil && e.kind == kindLink {
			return -1, errLink
		}
	}
	return fd, err
}

// openRegular opens name and makes sure that it is a regular file.
func (d *dirHandle) openRegular(name string) (fd int, is entry, err error) {
	fd, err = d.openat(name, 0)
	if err != nil {
		return -1, is, err
	}
	var st unix.Stat_t
	err = unix.Fstat(fd, &st)
	if err == nil && st.Mode&unix.S_IFMT != unix.S_IFREG {
		err = errIrregular
	}
	if err != nil {
		_ = unix.Close(fd)
		return -1, is, err
	}
	return fd, entryOf(name, &st), nil
}

func (d *dirHandle) open(name string) (*os.File, error) {
	fd, _, err := d.openRegular(name)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), name), nil
}

func (d *dirHandle) read(name string, buf []byte) ([]byte, error) {
	fd, is, err := d.openRegular(name)
	if err != nil {
		return nil, err
	}
	data, err := fill(rawFile(fd), buf, is.size)
	return data, errors.Join(err, unix.Close(fd))
}

func (d *dirHandle) sum(name string, buf []byte) (sum [sha256.Size]byte, is entry, err error) {
	fd, is, err := d.openRegular(name)
	if err != nil {
		return sum, is, err
	}
	sum, err = sumOf(rawFile(fd), is.size, buf)
	return sum, is, errors.Join(err, unix.Close(fd))
}

// rawFile reads a descriptor without the poller, which regular files never use.
type rawFile int

func (f rawFile) Read(p []byte) (int, error) {
	n, err := retry(func() (int, error) { return unix.Read(int(f), p) })
	if n <= 0 && err == nil {
		return 0, io.EOF
	}
	return max(n, 0), err
}

func (d *dirHandle) stat(name string) (entry, error) {
	var st unix.Stat_t
	_, err := retry(func() (int, error) { return 0, unix.Fstatat(d.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW) })
	if err != nil {
		return entry{}, err
	}
	return entryOf(name, &st), nil
}

func entryOf(name string, st *unix.Stat_t) entry {
	seconds, nanos := st.Mtim.Unix()
	return entry{name: name, kind: kindOf(uint32(st.Mode)), size: st.Size, modTime: time.Unix(seconds, nanos)}
}

func kindOf(mode uint32) kind {
	switch mode & unix.S_IFMT {
	case unix.S_IFREG:
		return kindFile
	case unix.S_IFDIR:
		return kindFolder
	case unix.S_IFLNK:
		return kindLink
	}
	return kindSpecial
}

// names returns the names in the folder, in any order.
func (d *dirHandle) names() ([]string, error) {
	d.listing.Lock() // the position in the folder is shared
	defer d.listing.Unlock()
	if _, err := d.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return d.file.Readdirnames(-1)
}

// retry repeats a call that a signal interrupted.
func retry(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if err != unix.EINTR {
			return n, err
		}
	}
}
