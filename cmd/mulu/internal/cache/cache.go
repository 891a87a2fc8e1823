// Package cache is a folder in which builds leave what later ones may take over.
//
// It promises that an entry is given back as it was put or not at all: each is packed, for
// findings of a site are much alike, and carries the SHA-256 of its name and bytes, and one that was cut, changed or put under another's name
// is as good as absent. The folder may be lost, shared between branches, copied from one
// machine to another and used by several builds at once: an entry is put in place whole,
// under a name that says by a hash what it was made of, and never changed.
// What entries mean, and what their names hash, is for package build to know.
package cache

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"mulu/cmd/mulu/internal/whole"
)

// Folder is a cache folder. The zero value keeps nothing.
type Folder struct{ dir string }

// At is the cache in a folder, which is made when something is put there; "" keeps nothing.
func At(dir string) Folder { return Folder{dir} }

// Usable says whether anything can be kept.
func (f Folder) Usable() bool { return f.dir != "" }

// Kept says whether there is anything in the cache whose name begins so.
func (f Folder) Kept(prefix string) bool { return len(f.named(prefix)) > 0 }

// magic begins every entry; its number is that of this package's own form.
const magic = "mulu-cache-2\n"

// Get is the entry of that name; not ok when there is none, or none that can be trusted.
func (f Folder) Get(name string) (data []byte, ok bool) {
	if f.dir == "" {
		return nil, false
	}
	data, err := os.ReadFile(filepath.Join(f.dir, name))
	head := len(magic) + sha256.Size
	if err != nil || len(data) < head || string(data[:len(magic)]) != magic {
		return nil, false
	}
	if sum := sumOf(name, data[head:]); string(sum[:]) != string(data[len(magic):head]) {
		return nil, false
	}
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, false
	}
	defer r.Close()
	data, err = r.DecodeAll(data[head:], nil)
	return data, err == nil
}

func sumOf(name string, data []byte) (sum [sha256.Size]byte) {
	hash := sha256.New()
	fmt.Fprintf(hash, "%d %s\n", len(name), name)
	_, _ = hash.Write(data) // a hash takes everything
	hash.Sum(sum[:0])
	return sum
}

// Put keeps an entry, and of those whose names begin with prefix no more than keep, the
// last ones put.
func (f Folder) Put(prefix, name string, data []byte, keep int) error {
	if f.dir == "" {
		return nil
	}
	if err := f.make(); err != nil {
		return err
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	data = w.EncodeAll(data, nil)
	sum := sumOf(name, data)
	err = whole.WriteFile(filepath.Join(f.dir, name), 0o644, func(w io.Writer) error {
		_, err := w.Write(slices.Concat([]byte(magic), sum[:], data))
		return err
	})
	if err != nil {
		return err
	}
	return f.trim(prefix, name, keep)
}

// The two files that a cache folder has beside its entries: one keeps it out of git, the
// other out of backups (bford.info/cachedir).
var marks = map[string]string{
	".gitignore":   "# Made by mulu. It may be deleted.\n*\n",
	"CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Made by mulu. It may be deleted.\n",
}

func (f Folder) make() error {
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return err
	}
	for name, text := range marks {
		at := filepath.Join(f.dir, name)
		if _, err := os.Lstat(at); errors.Is(err, os.ErrNotExist) {
			if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// named are the entries whose names begin so, the last ones put first.
func (f Folder) named(prefix string) (list []os.FileInfo) {
	if f.dir == "" {
		return nil
	}
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return nil // none, or none that can be had
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && strings.HasPrefix(e.Name(), prefix) && info.Mode().IsRegular() {
			list = append(list, info)
		}
	}
	slices.SortStableFunc(list, func(a, b os.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	return list
}

// trim removes the oldest entries; one that somebody else removed is gone as well.
func (f Folder) trim(prefix, newest string, keep int) error {
	var err error
	left := keep - 1
	for _, info := range f.named(prefix) {
		if info.Name() == newest {
			continue
		}
		if left--; left < 0 {
			if gone := os.Remove(filepath.Join(f.dir, info.Name())); !errors.Is(gone, os.ErrNotExist) {
				err = errors.Join(err, gone)
			}
		}
	}
	return err
}
