package codec

import (
	"encoding/binary"
	"hash/fnv"
	"math/bits"
)

const (
	magic   = 'M'
	version = 4
)

// Entry is a record of a posting file as AppendBody made it: the hash of its term and
// so many bits of Body.
type Entry struct {
	Hash uint32
	Body []byte
	Bits int
}

// AppendFile appends a posting file of entries, which are in the order of their hash.
func AppendFile(dst []byte, entries []Entry) []byte {
	start := len(dst)
	dst = append(dst, magic, version)
	dst = binary.AppendUvarint(dst, uint64(len(entries)))
	if n := len(entries); n > 0 {
		first := entries[0].Hash
		k := rice(int(entries[n-1].Hash-first)+1, n)
		w := bitWriter{dst: dst}
		w.put(uint64(first), 32)
		w.put(uint64(k), 5)
		for last := first; ; entries = entries[1:] {
			w.gap(entries[0].Hash-last, k)
			w.copy(entries[0].Body, entries[0].Bits)
			last = entries[0].Hash
			if len(entries) == 1 {
				break
			}
		}
		dst = w.end()
	}
	return binary.LittleEndian.AppendUint32(dst, checksum(dst[start:]))
}

// CheckFile says whether data is a posting file as it was written.
func CheckFile(data []byte) error {
	if len(data) < 7 {
		return errShort
	}
	if data[0] != magic || data[1] != version {
		return errFormat
	}
	end := len(data) - 4
	if binary.LittleEndian.Uint32(data[end:]) != checksum(data[:end]) {
		return errSum
	}
	return nil
}

// maxIDs is how many ids a posting file may have: far more than the builder puts into
// one, and no more than can be read while a reader waits.
const maxIDs = 1 << 24

// Walk gives the records of a posting file of a part with so many documents in their
// order, until yield is false. p is good for this call only.
func Walk(data []byte, docs int, yield func(hash uint32, p *Posting) bool) error {
	if err := CheckFile(data); err != nil {
		return err
	}
	end := len(data) - 4
	n, rest, err := readInt(data[2:end], 8*end) // a record takes some bits
	if err != nil {
		return err
	}
	r, p := bitReader{src: rest}, Posting{}
	var hash, k uint32
	ids := 0
	if n > 0 { // what is missing here is missed below
		hash, _ = r.take(32)
		k, _ = r.take(5)
	}
	for range n {
		gap, ok := r.gap(uint(k), 1<<32-1)
		if !ok {
			return errShort
		}
		var over uint32
		if hash, over = bits.Add32(hash, gap, 0); over > 0 {
			return errRange
		}
		if err := r.posting(&p, docs); err != nil {
			return err
		}
		if ids += len(p.Docs); ids > maxIDs {
			return errRange
		}
		if !yield(hash, &p) {
			return nil
		}
	}
	if !r.ended() {
		return errLong
	}
	return nil
}

// Find reads the posting of a term's hash from a posting file of a part with so many
// documents; it is empty when the term is in none. Two terms of one hash, of which
// there are a few among hundreds of thousands, give the documents of both: whoever
// reads must look at the text anyway.
func Find(data []byte, docs int, hash uint32) (Posting, error) {
	p, _, err := FindRecord(data, docs, hash)
	return p, err
}

// FindRecord is Find, and says whether the file has a record of the hash, be it one
// of no documents.
func FindRecord(data []byte, docs int, hash uint32) (found Posting, ok bool, err error) {
	err = Walk(data, docs, func(h uint32, p *Posting) bool {
		if h == hash {
			found, ok = found.join(p), true
		}
		return h <= hash
	})
	return found, ok, err
}

// checksum is FNV-1a of 32 bits.
func checksum(data []byte) uint32 {
	h := fnv.New32a()
	h.Write(data)
	return h.Sum32()
}
