package codec

import (
	"encoding/binary"
	"math/bits"
)

// bitWriter appends bits to bytes, the highest of a byte first.
type bitWriter struct {
	dst  []byte
	acc  uint64 // the low n bits wait
	have uint   // under 32 between calls
}

// put appends the low n bits of v; n is at most 32.
func (w *bitWriter) put(v uint64, n uint) {
	w.acc = w.acc<<n | v&(1<<n-1)
	w.have += n
	if w.have >= 32 {
		w.have -= 32
		w.dst = binary.BigEndian.AppendUint32(w.dst, uint32(w.acc>>w.have))
	}
}

// ones appends n ones and a zero.
func (w *bitWriter) ones(n uint32) {
	for ; n >= 31; n -= 31 {
		w.put(1<<31-1, 31)
	}
	w.put(1<<(n+1)-2, uint(n+1))
}

// count appends a number by how many bits n+1 has (as ones and a zero) and these bits
// without the first: numbers near 0, which most are, take one to three bits.
func (w *bitWriter) count(n int) {
	v := uint64(n) + 1
	below := uint(bits.Len64(v)) - 1
	w.ones(uint32(below))
	w.put(v, below)
}

// copy appends the first n bits of src.
func (w *bitWriter) copy(src []byte, n int) {
	for ; n >= 32; n -= 32 {
		w.put(uint64(binary.BigEndian.Uint32(src)), 32)
		src = src[4:]
	}
	for ; n >= 8; n -= 8 {
		w.put(uint64(src[0]), 8)
		src = src[1:]
	}
	if n > 0 {
		w.put(uint64(src[0]>>(8-n)), uint(n))
	}
}

// end pads the last byte with zeros.
func (w *bitWriter) end() []byte {
	for ; w.have >= 8; w.have -= 8 {
		w.dst = append(w.dst, byte(w.acc>>(w.have-8)))
	}
	if w.have > 0 {
		w.dst = append(w.dst, byte(w.acc<<(8-w.have)))
	}
	w.acc, w.have = 0, 0
	return w.dst
}

// bitReader takes bits off bytes.
type bitReader struct {
	src  []byte
	acc  uint64 // the top n bits are next, the rest are zero
	have uint
}

// fill gets at least 56 bits, or all there are.
func (r *bitReader) fill() {
	if len(r.src) >= 8 {
		r.acc |= binary.BigEndian.Uint64(r.src) >> r.have
		n := (64 - r.have) / 8
		r.src = r.src[n:]
		r.have += n * 8
		r.acc &= ^uint64(0) << (64 - r.have)
		return
	}
	for r.have <= 56 && len(r.src) > 0 {
		r.acc |= uint64(r.src[0]) << (56 - r.have)
		r.src = r.src[1:]
		r.have += 8
	}
}

// take is the next n bits; n is at most 32.
func (r *bitReader) take(n uint) (uint32, bool) {
	if r.have < n {
		if r.fill(); r.have < n {
			return 0, false
		}
	}
	v := uint32(r.acc >> (64 - n)) // n of 0 gives 0
	r.acc <<= n
	r.have -= n
	return v, true
}

// ones counts the ones before the next zero, at most limit, and takes the zero.
func (r *bitReader) ones(limit uint32) (uint32, bool) {
	n := uint32(0)
	for {
		if r.have == 0 {
			if r.fill(); r.have == 0 {
				return 0, false
			}
		}
		k := min(uint(bits.LeadingZeros64(^r.acc)), r.have)
		n += uint32(k)
		if n > limit {
			return 0, false
		}
		r.acc <<= k
		r.have -= k
		if r.have > 0 {
			r.acc <<= 1
			r.have--
			return n, true
		}
	}
}

// count reads what bitWriter.count wrote, at most most.
func (r *bitReader) count(most int) (int, error) {
	below, ok := r.ones(32)
	if !ok {
		return 0, errShort
	}
	low, ok := r.take(uint(below))
	if !ok {
		return 0, errShort
	}
	n := uint64(1)<<below + uint64(low) - 1
	if most < 0 || n > uint64(most) {
		return 0, errRange
	}
	return int(n), nil
}

// ended says whether only the padding of the last byte is left.
func (r *bitReader) ended() bool { return len(r.src) == 0 && r.have < 8 && r.acc == 0 }

// readInt takes a varint of at most most.
func readInt(data []byte, most int) (n int, rest []byte, err error) {
	v, size := binary.Uvarint(data)
	switch {
	case size == 0:
		return 0, nil, errShort
	case size < 0 || most < 0 || v > uint64(most):
		return 0, nil, errRange
	}
	return int(v), data[size:], nil
}

// readSigned takes a zigzag varint.
func readSigned(data []byte) (n int64, rest []byte, err error) {
	n, size := binary.Varint(data)
	switch {
	case size == 0:
		return 0, nil, errShort
	case size < 0 || n > 1<<40 || n < -1<<40: // so that sums stay exact
		return 0, nil, errRange
	}
	return n, data[size:], nil
}
