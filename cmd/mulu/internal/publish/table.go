package publish

import (
	"bytes"
	"crypto/sha256"
	"slices"
)

// sum is the SHA-256 of a file.
type sum = [sha256.Size]byte

// record is a file in a table.
type record struct {
	sum    sum
	size   int64
	at     uint32 // block number << blockBits | offset of the path
	length uint16 // of the path
	intact bool   // previous site: the file is there and looks as it was left
	kept   bool   // previous site: this build has the same bytes
}

const (
	blockBits = 16
	chunkSize = 1024
)

// table holds the files of a site in about 100 bytes each, so that a million fit
// in memory: paths lie in blocks, records in chunks, and an index by hash finds
// them. A path is found in whatever case it was written.
type table struct {
	blocks [][]byte
	chunks [][]record
	index  []uint32 // open addressing: record number + 1
	n      int
}

func newTable() *table { return &table{index: make([]uint32, 64)} }

func (t *table) len() int { return t.n }

func (t *table) at(i int) *record { return &t.chunks[i/chunkSize][i%chunkSize] }

func (t *table) path(r *record) string { return string(t.bytes(r)) }

func (t *table) bytes(r *record) []byte {
	block, start := t.blocks[r.at>>blockBits], r.at&(1<<blockBits-1)
	return block[start : start+uint32(r.length)]
}

// add appends a file; nil when find has one of that name.
func (t *table) add(name string, size int64, s sum) *record {
	if (t.n+1)*4 > len(t.index)*3 {
		t.grow()
	}
	slot, other := t.look(name)
	if other != nil {
		return nil
	}
	if t.n%chunkSize == 0 {
		t.chunks = append(t.chunks, make([]record, 0, chunkSize))
	}
	last := len(t.chunks) - 1
	t.chunks[last] = append(t.chunks[last], record{sum: s, size: size, at: t.keep(name), length: uint16(len(name))})
	t.n++
	t.index[slot] = uint32(t.n)
	return t.at(t.n - 1)
}

// keep stores the path and returns where.
func (t *table) keep(name string) uint32 {
	last := len(t.blocks) - 1
	if last < 0 || len(t.blocks[last])+len(name) > 1<<blockBits {
		t.blocks = append(t.blocks, make([]byte, 0, 1<<blockBits))
		last++
	}
	at := uint32(last)<<blockBits | uint32(len(t.blocks[last]))
	t.blocks[last] = append(t.blocks[last], name...)
	return at
}

// find returns the file of that name, ignoring the case of ASCII letters, or nil.
func (t *table) find(name string) *record {
	_, r := t.look(name)
	return r
}

// look gives the place of a name in the index, and the file that is there.
func (t *table) look(name string) (slot uint64, r *record) {
	mask := uint64(len(t.index) - 1)
	for slot = hash(name) & mask; t.index[slot] != 0; slot = (slot + 1) & mask {
		if r = t.at(int(t.index[slot] - 1)); sameName(t.bytes(r), name) {
			return slot, r
		}
	}
	return slot, nil
}

func (t *table) insert(i int) {
	mask := uint64(len(t.index) - 1)
	slot := hash(t.bytes(t.at(i))) & mask
	for t.index[slot] != 0 {
		slot = (slot + 1) & mask
	}
	t.index[slot] = uint32(i + 1)
}

func (t *table) grow() {
	t.index = make([]uint32, 2*len(t.index))
	for i := range t.n {
		t.insert(i)
	}
}

// sorted returns the record numbers in the order of the paths' bytes.
func (t *table) sorted() []uint32 {
	order := make([]uint32, t.n)
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		return bytes.Compare(t.bytes(t.at(int(a))), t.bytes(t.at(int(b))))
	})
	return order
}

// hash takes eight bytes of the path in lower case at a time.
func hash[T string | []byte](name T) uint64 {
	const prime = 0x9e3779b97f4a7c15 // 2^64 by the golden ratio
	h := uint64(len(name))
	for i := 0; i < len(name); i += 8 {
		h = (h ^ lowerWord(word(name, i))) * prime
		h ^= h >> 29
	}
	return h ^ h>>32
}

// word is the eight bytes of name from i on, with zeros after its end.
func word[T string | []byte](name T, i int) (w uint64) {
	if i+8 <= len(name) {
		return uint64(name[i]) | uint64(name[i+1])<<8 | uint64(name[i+2])<<16 | uint64(name[i+3])<<24 |
			uint64(name[i+4])<<32 | uint64(name[i+5])<<40 | uint64(name[i+6])<<48 | uint64(name[i+7])<<56
	}
	for k := len(name) - 1; k >= i; k-- {
		w = w<<8 | uint64(name[k])
	}
	return w
}

// lowerWord makes the capital ASCII letters among eight bytes small: of each byte below 0x80
// the top bit of two sums says whether it is at least A, and whether it is more than Z.
func lowerWord(w uint64) uint64 {
	const each = 0x0101010101010101
	low := w & (0x7f * each)
	fromA, overZ := low+(0x80-'A')*each, low+(0x7f-'Z')*each
	return w | (fromA^overZ)&^w&(0x80*each)>>2
}

func sameName(a []byte, b string) bool {
	if len(a) != len(b) {
		return false
	}
	if string(a) == b {
		return true
	}
	for i := 0; i < len(a); i += 8 {
		if lowerWord(word(a, i)) != lowerWord(word(b, i)) {
			return false
		}
	}
	return true
}
