package query

import (
	"errors"
	"io/fs"
	"sync"

	"mulu/cmd/mulu/internal/search/codec"
)

// files reads a published site and keeps what it has decoded.
type files struct {
	fsys fs.FS

	mu    sync.Mutex
	known map[string]any // by name
}

// maxKnown is the number of decoded files that are kept: about 100 MB of an index
// for 100,000 documents.
const maxKnown = 4096

func newFiles(fsys fs.FS) *files { return &files{fsys: fsys, known: map[string]any{}} }

var errPath = errors.New("name leads out of the site")

// load reads a file, named from the site's root.
func (f *files) load(name string) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, &FileError{name, errPath}
	}
	data, err := fs.ReadFile(f.fsys, name)
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err // the name is said already, and from the right root
	}
	if err != nil {
		return nil, &FileError{name, err}
	}
	return data, nil
}

// read gives a file of the index decoded, from memory when it was read before.
func read[T any](f *files, cost *Fetched, name string, decode func([]byte) (T, error)) (T, error) {
	name = dataName(name)
	f.mu.Lock()
	v, ok := f.known[name].(T)
	f.mu.Unlock()
	if ok {
		return v, nil
	}
	data, err := f.load(name)
	if err != nil {
		return v, err
	}
	cost.Files++
	cost.Bytes += int64(len(data))
	if v, err = decode(data); err != nil {
		return v, &FileError{name, err}
	}
	f.mu.Lock()
	if len(f.known) >= maxKnown {
		clear(f.known)
	}
	f.known[name] = v
	f.mu.Unlock()
	return v, nil
}

// postingFile gives the bytes of a posting file that is whole.
func postingFile(data []byte) ([]byte, error) { return data, codec.CheckFile(data) }
