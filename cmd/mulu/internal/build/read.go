package build

import (
	"slices"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/source"
)

// Read is what Recall read of a site: every file, of which it kept the hash. Load does not
// read those once more whose headers are kept (records.go). What is edited in between is
// seen at the latest when the build is to be remembered: it is then of another name.
type Read struct {
	name string // of the inputs
	docs []source.File
	sums []sum                 // as docs
	rest func() map[string]sum // of the other files; a build that changes nothing does not ask
}

// newRead notes the hashes of files, the first of which are documents sorted by path.
func newRead(name string, files []source.File, sums []sum, docs int) *Read {
	return &Read{name: name, docs: files[:docs], sums: sums[:docs], rest: sync.OnceValue(func() map[string]sum {
		rest := make(map[string]sum, len(files)-docs)
		for i := docs; i < len(files); i++ {
			rest[files[i].Path] = sums[i]
		}
		return rest
	})}
}

// doc is the hash of a document's file.
func (r *Read) doc(name string) (s sum, ok bool) {
	if r == nil {
		return s, false
	}
	i, ok := slices.BinarySearchFunc(r.docs, name, func(f source.File, name string) int { return strings.Compare(f.Path, name) })
	if ok {
		s = r.sums[i]
	}
	return s, ok
}

// file is the hash of a file that is no document.
func (r *Read) file(name string) (s sum, ok bool) {
	if r == nil {
		return s, false
	}
	s, ok = r.rest()[name]
	return s, ok
}

// sumOf is the hash of a file that is no document, as it was read before or is now.
func (s *Site) sumOf(name string) sum {
	if known, ok := s.opt.Read.file(name); ok {
		return known
	}
	return s.Sum(name)
}
