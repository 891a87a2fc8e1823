package source

import (
	"bytes"
	"encoding/binary"
	"io"

	"golang.org/x/sys/unix"
)

// entries returns what is in the folder, in any order and without sizes and times. The folder
// itself tells of each name what it is (getdents64(2)); one of a file system that does not is
// looked at.
func (d *dirHandle) entries() ([]entry, error) {
	d.listing.Lock() // the position in the folder is shared
	defer d.listing.Unlock()
	if _, err := d.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	var list []entry
	buf := make([]byte, 32<<10)
	for {
		n, err := retry(func() (int, error) { return unix.ReadDirent(d.fd, buf) })
		if err != nil || n <= 0 {
			return list, err
		}
		if list, err = d.parse(list, buf[:n]); err != nil {
			return nil, err
		}
	}
}

// The fields of struct linux_dirent64, by their places.
const (
	direntLength = 16
	direntKind   = 18
	direntName   = 19
)

func (d *dirHandle) parse(list []entry, buf []byte) ([]entry, error) {
	for len(buf) > direntName {
		length := int(binary.NativeEndian.Uint16(buf[direntLength:]))
		name, _, _ := bytes.Cut(buf[direntName:length], []byte{0})
		e := entry{name: string(name), kind: direntKinds[buf[direntKind]]}
		buf = buf[length:]
		if e.name == "." || e.name == ".." {
			continue
		}
		if e.kind == 0 {
			known, err := d.stat(e.name)
			if err == unix.ENOENT {
				continue // removed while we were listing
			}
			if err != nil {
				return nil, err
			}
			e.kind = known.kind
		}
		list = append(list, e)
	}
	return list, nil
}

// direntKinds are the kinds by what folders say; 0 where they say nothing.
var direntKinds = [256]kind{unix.DT_REG: kindFile, unix.DT_DIR: kindFolder, unix.DT_LNK: kindLink,
	unix.DT_BLK: kindSpecial, unix.DT_CHR: kindSpecial, unix.DT_FIFO: kindSpecial, unix.DT_SOCK: kindSpecial}
