package build

import (
	"sync"
	"time"

	"mulu/cmd/mulu/internal/source"
)

// Read is what Recall read of a site: every file, of which it kept the hash. Load does not
// read those once more whose headers are kept (records.go). What is edited in between is
// seen at the latest when the build is to be remembered: it is then of another name.
type Read struct {
	name  string                     // of the inputs
	files listing                    // as each was when it was read
	sums  []sum                      // of files.docs
	rest  func() map[string]readFile // the other files; a build that changes nothing does not ask
}

// readFile is a file that is no document, as it was read.
type readFile struct {
	sum  sum
	size int64
	time time.Time // of its modification
}

// newRead notes the hashes of all files of a listing.
func newRead(name string, l listing, files []source.File, sums []sum) *Read {
	docs := len(l.docs)
	return &Read{name: name, files: l, sums: sums[:docs], rest: sync.OnceValue(func() map[string]readFile {
		rest := make(map[string]readFile, len(files)-docs)
		for i := docs; i < len(files); i++ {
			rest[files[i].Path] = readFile{sums[i], files[i].Size, files[i].ModTime}
		}
		return rest
	})}
}

// file is the hash of a file that is no document.
func (r *Read) file(name string) (s sum, ok bool) {
	if r == nil {
		return s, false
	}
	f, ok := r.rest()[name]
	return f.sum, ok
}

// same is the hash of a file that is no document, where it is still as it was read. That is
// asked of its time alone: it is for a file that is changed while it is built, and what comes
// of the rare one that this misses is a site of the files as they were read.
func (r *Read) same(src *source.Site, name string) (s sum, ok bool) {
	if r == nil {
		return s, false
	}
	f, read := r.rest()[name]
	is, there := src.Stat(name)
	return f.sum, read && there && is.Size == f.size && is.ModTime.Equal(f.time)
}

// sumOf is the hash of a file that is no document, as it was read before or is now.
func (s *Site) sumOf(name string) sum {
	if known, ok := s.opt.Read.file(name); ok {
		return known
	}
	return s.Sum(name)
}
