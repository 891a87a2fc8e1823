package publish

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
)

// Standing gives the size and the SHA-256 of a file of the previous site that is there as
// it was left, so that Keep may take it over; ok is false of any other. It is as sure of
// that as Write is of the files that it does not write again.
func (s *Stage) Standing(name string) (size int64, sha [32]byte, ok bool) {
	// Neither the table's paths nor what is known of the previous files changes: no lock needed.
	r := s.prev.table.find(name)
	if r == nil || !r.intact || string(s.prev.table.bytes(r)) != name {
		return 0, sha, false
	}
	return r.size, r.sum, true
}

// Read reads a file of the previous site that is Standing.
func (s *Stage) Read(name string) ([]byte, error) {
	size, sha, ok := s.Standing(name)
	if !ok {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	data, err := os.ReadFile(join(s.out.tree, name))
	if err == nil && (int64(len(data)) != size || sha256.Sum256(data) != sha) {
		err = fmt.Errorf("%s: %w", name, ErrDamaged)
	}
	return data, err
}

// Keep adds files with the bytes that the previous site has, as if they had been written once
// more. One that is not Standing is an error, as is what is one of Write.
func (s *Stage) Keep(names ...string) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.written.Done()
	return s.note(s.keep(names))
}

func (s *Stage) keep(names []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range names {
		r := s.prev.table.find(name)
		if r == nil || !r.intact || string(s.prev.table.bytes(r)) != name {
			return fmt.Errorf("文件 %s 不像上次发布时那样，不能沿用", name)
		}
		if err := s.claims.claim(name, r); err != nil {
			return err
		}
		r.kept = true
	}
	return nil
}
