package publish

import (
	"bytes"
	"math/bits"
)

// Shape is what a site looks like to whoever does not read it: which files it has, how large
// they are, and which folders. It is compared with ==, and kept by who wants to know a site
// again without its manifest's lines; see Unchanged.
type Shape struct {
	Files, Folders int
	Bytes          int64
	// Names is the sum of a hash of each name and size, so that the order in which a file
	// system lists them does not matter. It finds accidents; who may write into the output can
	// also set times, against which nothing that is only looked at helps: see package verify.
	Names [2]uint64
}

// file adds a file.
func (s *Shape) file(name []byte, size int64) {
	s.Files++
	s.Bytes += size
	s.name(name, uint64(size))
}

// folder adds a folder, which has no size that a file can have.
func (s *Shape) folder(name []byte) {
	s.Folders++
	s.name(name, 1<<63)
}

// name adds 128 bits that depend on all of a name and its size.
func (s *Shape) name(name []byte, size uint64) {
	h := mixed{0x9e3779b97f4a7c15, 0xd6e8feb86659fd93}.with(size).with(uint64(len(name)))
	for i := 0; i < len(name); i += 8 {
		h = h.with(word(name, i))
	}
	h = h.with(0)
	s.Names[0] += h[0]
	s.Names[1] += h[1]
}

// mixed is a hash of words: a multiplication in full for each, as wyhash and its like have.
type mixed [2]uint64

func (h mixed) with(w uint64) mixed {
	const odd = 0xa0761d6478bd642f
	high, low := bits.Mul64(h[0]^w, h[1]|1)
	return mixed{low + odd, high ^ bits.RotateLeft64(h[0]^w, 29)*odd}
}

// shaper makes the shape of a site whose files come in the order of their paths.
type shaper struct {
	Shape
	folders map[string]bool
	last    []byte // the folder of the file before, with its slash
}

func newShaper() *shaper { return &shaper{folders: map[string]bool{}} }

func (s *shaper) file(name []byte, size int64) {
	s.Shape.file(name, size)
	dir := name[:bytes.LastIndexByte(name, '/')+1]
	if bytes.Equal(dir, s.last) {
		return
	}
	s.last = dir
	for len(dir) > 0 {
		dir = dir[:len(dir)-1]
		if s.folders[string(dir)] {
			return
		}
		s.folders[string(dir)] = true
		s.Shape.folder(dir)
		dir = dir[:bytes.LastIndexByte(dir, '/')+1]
	}
}
