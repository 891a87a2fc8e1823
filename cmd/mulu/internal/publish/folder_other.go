//go:build !linux && !darwin

package publish

import (
	"errors"
	"io/fs"
	"os"
)

// readFolder lists a folder, in any order.
func readFolder(dir string) ([]found, error) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	entries := make([]found, 0, len(list))
	for _, e := range list {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed meanwhile
		}
		if err != nil {
			return nil, err
		}
		entries = append(entries, found{info.Name(), info.Mode(), info.Size(), info.ModTime()})
	}
	return entries, nil
}
