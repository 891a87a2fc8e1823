package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	"mulu/cmd/mulu/internal/han"
)

// partitions is how many parts the space of hashes is merged in, one after the other.
const (
	partitionBits = 8
	partitions    = 1 << partitionBits
)

// run is a sorted part of all postings: of each partition the headers of its terms, in
// the order of hash and term, and their lists.
type run struct {
	file    *os.File // nil: in memory
	at      int64    // of the headers
	listsAt int64    // of the lists
	memory  []byte
	headers [partitions + 1]uint32 // where each partition begins
	lists   [partitions + 1]uint32
}

// header is what a run says of a term.
type header struct {
	term   han.Term
	count  int
	oldest int // of count, documents of the last segment
	bytes  int // of the list
}

// runWriter writes terms in their order.
type runWriter struct {
	run
	headers, lists []byte
	next           int // partition whose beginning is not known yet
}

func (w *runWriter) add(hash uint32, h header, list []uint32) {
	w.begin(int(hash >> (32 - partitionBits)))
	start := len(w.lists)
	w.lists = appendList(w.lists, list)
	w.headers = binary.LittleEndian.AppendUint64(w.headers, uint64(h.term))
	w.headers = binary.AppendUvarint(w.headers, uint64(h.count))
	w.headers = binary.AppendUvarint(w.headers, uint64(h.oldest))
	w.headers = binary.AppendUvarint(w.headers, uint64(len(w.lists)-start))
}

// begin notes where the partitions up to p begin.
func (w *runWriter) begin(p int) {
	for ; w.next <= p; w.next++ {
		w.run.headers[w.next], w.run.lists[w.next] = uint32(len(w.headers)), uint32(len(w.lists))
	}
}

func (w *runWriter) end() run {
	w.begin(partitions)
	return w.run
}

// appendList writes a list of postings: gaps of ordinals, doubled, odd when flags
// follow.
func appendList(dst []byte, list []uint32) []byte {
	last := uint32(0)
	for _, p := range list {
		ordinal, flags := p>>flagBits, p&flagMask
		gap := ordinal - last
		last = ordinal
		if flags != 0 {
			dst = append(binary.AppendUvarint(dst, uint64(gap)<<1|1), byte(flags))
			continue
		}
		if gap < 64 { // nearly always
			dst = append(dst, byte(gap<<1))
			continue
		}
		dst = binary.AppendUvarint(dst, uint64(gap)<<1)
	}
	return dst
}

var errRun = errors.New("a temporary file was changed")

// readList appends the postings of a list. Temporary files are ours; what is wrong
// with one is an error all the same.
func readList(dst []uint32, data []byte) ([]uint32, error) {
	last := uint32(0)
	for i := 0; i < len(data); {
		v := uint64(data[i])
		i++
		if v >= 0x80 {
			n := 0
			if v, n = binary.Uvarint(data[i-1:]); n <= 0 {
				return dst, errRun
			}
			i += n - 1
		}
		last += uint32(v >> 1)
		p := last << flagBits
		if v&1 != 0 {
			if i == len(data) {
				return dst, errRun
			}
			p |= uint32(data[i])
			i++
		}
		dst = append(dst, p)
	}
	return dst, nil
}

// readHeader takes a header off data.
func readHeader(data []byte) (h header, rest []byte, err error) {
	if len(data) < 11 {
		return h, nil, errRun
	}
	h.term = han.Term(binary.LittleEndian.Uint64(data))
	data = data[8:]
	for _, to := range [...]*int{&h.count, &h.oldest, &h.bytes} {
		v, n := binary.Uvarint(data)
		if n <= 0 {
			return h, nil, errRun
		}
		*to, data = int(v), data[n:]
	}
	return h, data, nil
}

// partHeaders are the headers of a partition, read into buf when they are on disk.
func (r *run) partHeaders(p int, buf []byte) ([]byte, error) {
	return r.read(r.at, r.headers[p], r.headers[p+1], buf)
}

// partLists are the lists of a partition.
func (r *run) partLists(p int, buf []byte) ([]byte, error) {
	return r.read(r.listsAt, r.lists[p], r.lists[p+1], buf)
}

func (r *run) read(at int64, from, to uint32, buf []byte) ([]byte, error) {
	if r.file == nil {
		return r.memory[at+int64(from) : at+int64(to)], nil
	}
	n := int(to - from)
	if cap(buf) < n {
		buf = make([]byte, n+n/4)
	}
	buf = buf[:n]
	if _, err := r.file.ReadAt(buf, at+int64(from)); err != nil {
		return nil, fmt.Errorf("read %s: %w", r.file.Name(), err)
	}
	return buf, nil
}

// spill is a worker's temporary file, made when it is first needed.
type spill struct {
	dir  string
	file *os.File
	size int64
}

// keep stores a run's bytes, on disk or in memory.
func (s *spill) keep(r *run, headers, lists []byte, disk bool) error {
	r.at, r.listsAt = 0, int64(len(headers))
	if !disk {
		r.memory = append(append(make([]byte, 0, len(headers)+len(lists)), headers...), lists...)
		return nil
	}
	if s.file == nil {
		f, err := os.CreateTemp(s.dir, "mulu-search-*")
		if err != nil {
			return fmt.Errorf("make a temporary file: %w", err)
		}
		s.file = f
	}
	r.file, r.at, r.listsAt = s.file, s.size, s.size+int64(len(headers))
	for _, data := range [...][]byte{headers, lists} {
		n, err := s.file.Write(data)
		s.size += int64(n)
		if err != nil {
			return fmt.Errorf("write %s: %w", s.file.Name(), err)
		}
	}
	return nil
}

// close removes the temporary file.
func (g *gatherer) close() error {
	g.runs = nil
	f := g.spill.file
	if f == nil {
		return nil
	}
	g.spill.file = nil
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
