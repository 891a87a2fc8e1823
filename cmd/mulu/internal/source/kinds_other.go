//go:build !linux

package source

import (
	"errors"
	"io/fs"
)

// entries returns what is in the folder, in any order; sizes and times are of no matter.
func (d *dirHandle) entries() ([]entry, error) {
	names, err := d.names()
	if err != nil {
		return nil, err
	}
	list := make([]entry, 0, len(names))
	for _, name := range names {
		e, err := d.stat(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed while we were listing
		}
		if err != nil {
			return nil, err
		}
		list = append(list, entry{name: name, kind: e.kind})
	}
	return list, nil
}
