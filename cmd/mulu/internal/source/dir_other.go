//go:build !linux && !darwin

package source

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
)

// dirHandle is an open folder, kept as an os.Root: links are refused by looking
// before opening, and one that is swapped in meanwhile cannot leave the folder.
type dirHandle struct{ root *os.Root }

func openTop(dir string) (*dirHandle, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &dirHandle{root}, nil
}

func (d *dirHandle) close() error { return d.root.Close() }

// sub opens the folder name in d.
func (d *dirHandle) sub(name string) (*dirHandle, error) {
	if e, err := d.stat(name); err != nil {
		return nil, err
	} else if e.kind == kindLink {
		return nil, errLink
	}
	root, err := d.root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &dirHandle{root}, nil
}

func (d *dirHandle) open(name string) (*os.File, error) {
	e, err := d.stat(name)
	switch {
	case err != nil:
		return nil, err
	case e.kind == kindLink:
		return nil, errLink
	case e.kind != kindFile:
		return nil, errIrregular
	}
	return d.root.Open(name)
}

func (d *dirHandle) read(name string, buf []byte) ([]byte, error) {
	f, err := d.open(name)
	if err != nil {
		return nil, err
	}
	var data []byte
	info, err := f.Stat()
	if err == nil {
		data, err = fill(f, buf, info.Size())
	}
	return data, errors.Join(err, f.Close())
}

func (d *dirHandle) sum(name string, buf []byte) (sum [sha256.Size]byte, is entry, err error) {
	f, err := d.open(name)
	if err != nil {
		return sum, is, err
	}
	info, err := f.Stat()
	if err == nil {
		is = entryOf(name, info)
		sum, err = sumOf(f, is.size, buf)
	}
	return sum, is, errors.Join(err, f.Close())
}

func (d *dirHandle) stat(name string) (entry, error) {
	info, err := d.root.Lstat(name)
	if err != nil {
		return entry{}, err
	}
	return entryOf(name, info), nil
}

func entryOf(name string, info fs.FileInfo) entry {
	return entry{name: name, kind: kindOf(info.Mode()), size: info.Size(), modTime: info.ModTime()}
}

func kindOf(mode fs.FileMode) kind {
	switch {
	case mode.IsRegular():
		return kindFile
	case mode.IsDir():
		return kindFolder
	case mode&fs.ModeSymlink != 0, mode&fs.ModeIrregular != 0: // a junction is irregular
		return kindLink
	}
	return kindSpecial
}

// names returns the names in the folder, in any order.
func (d *dirHandle) names() ([]string, error) {
	dir, err := d.root.Open(".")
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.Readdirnames(-1)
}
