package build

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"sync"
	"time"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
)

// SearchFS is the site as search reads a published one, without publishing it: the
// files of the index, and the pages and attachments' texts of documents, made when
// they are read. It may be used by several goroutines.
func (s *Site) SearchFS(ctx context.Context) (fs.FS, error) {
	files, err := s.SearchFiles(ctx)
	return &searchFS{site: s, files: files}, err
}

type searchFS struct {
	site  *Site
	files map[string][]byte

	mu     sync.Mutex
	worker render.Worker
}

// ReadFile implements fs.ReadFileFS.
func (f *searchFS) ReadFile(name string) ([]byte, error) {
	if data, ok := f.files[name]; ok {
		return data, nil
	}
	e, ok := f.site.Plan.Lookup(name)
	if !ok || e.Kind != plan.Document && e.Kind != plan.AttachmentText {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	data, _, err := f.site.Bytes(&f.worker, e)
	return bytes.Clone(data), err
}

// Open implements fs.FS.
func (f *searchFS) Open(name string) (fs.File, error) {
	data, err := f.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &memoryFile{Reader: bytes.NewReader(data), name: path.Base(name), size: int64(len(data))}, nil
}

// memoryFile is an open file of a searchFS, and what describes it.
type memoryFile struct {
	*bytes.Reader
	name string
	size int64
}

func (m *memoryFile) Stat() (fs.FileInfo, error) { return m, nil }
func (m *memoryFile) Close() error               { return nil }
func (m *memoryFile) Name() string               { return m.name }
func (m *memoryFile) Size() int64                { return m.size }
func (m *memoryFile) Mode() fs.FileMode          { return 0o444 }
func (m *memoryFile) ModTime() time.Time         { return time.Time{} }
func (m *memoryFile) IsDir() bool                { return false }
func (m *memoryFile) Sys() any                   { return nil }
