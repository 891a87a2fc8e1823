package catalogue

import (
	"strings"
	"sync"
)

// slab is room for several records and their strings. What stays for the whole build lies in
// one piece so, and not between what is freed soon: with 100,000 documents each made by
// itself a tenth of the memory was holes.
type slab struct {
	records []Record // those that are not given out yet
	size    int      // of the next piece, in records
	text    strings.Builder
}

const (
	mostInSlab = 56       // records of 144 bytes, which fill a page of 8 KB
	textSlab   = 16 << 10 // bytes
)

// slabs are those that no goroutine uses. A slab begins small, for a preview reads one file
// at a time, and one record that is kept keeps its whole slab.
type slabs struct {
	mu   sync.Mutex
	free []*slab
}

func (s *slabs) take() *slab {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.free)
	if n == 0 {
		return &slab{size: 1}
	}
	last := s.free[n-1]
	s.free = s.free[:n-1]
	return last
}

func (s *slabs) give(back *slab) {
	s.mu.Lock()
	s.free = append(s.free, back)
	s.mu.Unlock()
}

// record gives room for a record.
func (s *slab) record() *Record {
	if len(s.records) == 0 {
		s.records = make([]Record, s.size)
		s.size = min(2*s.size, mostInSlab)
	}
	r := &s.records[0]
	s.records = s.records[1:]
	return r
}

// room gives a builder with room for n more bytes. What was built before stays as it is.
func (s *slab) room(n int) *strings.Builder {
	if s.text.Len()+n > s.text.Cap() {
		s.text = strings.Builder{}
		s.text.Grow(max(n, textSlab*s.size/mostInSlab))
	}
	return &s.text
}
