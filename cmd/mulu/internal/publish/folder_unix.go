//go:build linux || darwin

package publish

import (
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// readFolder lists a folder, in any order. It looks at each name relative to the
// folder's handle: half the time of os.ReadDir and Info.
func readFolder(dir string) ([]found, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close() // read only
	names, err := f.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	entries := make([]found, 0, len(names))
	for _, name := range names {
		var st unix.Stat_t
		err := unix.Fstatat(int(f.Fd()), name, &st, unix.AT_SYMLINK_NOFOLLOW)
		if err == unix.ENOENT {
			continue // removed meanwhile
		}
		if err != nil {
			return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
		}
		seconds, nanos := st.Mtim.Unix()
		entries = append(entries, found{name, modeOf(uint32(st.Mode)), st.Size, time.Unix(seconds, nanos)})
	}
	return entries, nil
}

// modeOf is as exact as this package needs: setuid and the like make a file other
// than ours.
func modeOf(mode uint32) fs.FileMode {
	bits := fs.FileMode(mode & 0o777)
	if mode&0o7000 != 0 {
		bits |= fs.ModeSetuid
	}
	switch mode & unix.S_IFMT {
	case unix.S_IFREG:
		return bits
	case unix.S_IFDIR:
		return bits | fs.ModeDir
	}
	return bits | fs.ModeIrregular
}
