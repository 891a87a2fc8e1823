package codec

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// maxDocs bounds a universe: no segment has more documents.
const maxDocs = 1 << 28

// The errors of damaged data. Which file it is the reader knows.
var (
	errShort  = errors.New("data ends too early")
	errLong   = errors.New("data goes on after its end")
	errRange  = errors.New("a number is out of range")
	errFormat = errors.New("not of this format")
	errSum    = errors.New("checksum differs")
)

// AppendSet appends a set of ascending ids under universe, padded to a byte.
func AppendSet(dst []byte, universe int, ids []uint32) []byte {
	w := bitWriter{dst: dst}
	w.set(universe, ids)
	return w.end()
}

// DecodeSet reads a set of count ids that AppendSet wrote.
func DecodeSet(data []byte, universe, count int) ([]uint32, error) {
	r := bitReader{src: data}
	ids, err := r.set(nil, universe, count)
	if err == nil && !r.ended() {
		err = errLong
	}
	if err != nil {
		return nil, err
	}
	return ids, nil
}

// AppendCounted appends a set with its number of ids before it.
func AppendCounted(dst []byte, universe int, ids []uint32) []byte {
	return AppendSet(binary.AppendUvarint(dst, uint64(len(ids))), universe, ids)
}

// DecodeCounted reads a set that AppendCounted wrote.
func DecodeCounted(data []byte, universe int) ([]uint32, error) {
	n, rest, err := readInt(data, universe)
	if err != nil {
		return nil, err
	}
	return DecodeSet(rest, universe, n)
}

// rice is the parameter k of Rice's code for n numbers out of universe.
func rice(universe, n int) uint {
	m := uint64(universe) * 45 / (uint64(n) * 64)
	if m < 2 {
		return 0
	}
	return uint(bits.Len64(m)) - 1
}

// golomb is a code of gaps: quotient by m in ones and a zero, remainder in truncated
// binary. It takes 1.3 % less than Rice's, whose m are powers of two.
type golomb struct {
	m     uint32
	width uint   // bits of a long remainder
	short uint32 // remainders below take a bit less
}

// golombFor is the code for n ids out of universe: m is about ln 2 times the mean gap.
func golombFor(universe, n int) golomb {
	m := uint32(max(1, (11*uint64(universe)+8*uint64(n))/(16*uint64(n))))
	width := uint(bits.Len32(m - 1))
	return golomb{m, width, 1<<width - m}
}

func (w *bitWriter) golomb(gap uint32, g *golomb) {
	q, rest := gap/g.m, gap%g.m
	width := g.width
	if rest < g.short {
		width--
	} else {
		rest += g.short
	}
	if uint(q)+1+width <= 32 { // nearly always: one write
		w.put((uint64(1)<<(q+1)-2)<<width|uint64(rest), uint(q)+1+width)
		return
	}
	w.ones(q)
	w.put(uint64(rest), width)
}

func (r *bitReader) golomb(g *golomb, universe uint32) (uint32, bool) {
	q, ok := r.ones(universe / g.m)
	if !ok || g.width == 0 {
		return q * g.m, ok
	}
	rest, ok := r.take(g.width - 1)
	if ok && rest >= g.short {
		var low uint32
		low, ok = r.take(1)
		rest = rest<<1 + low - g.short
	}
	return q*g.m + rest, ok
}

func (w *bitWriter) set(universe int, ids []uint32) {
	n := len(ids)
	switch {
	case n == 0 || n == universe:
	case 2*n > universe:
		w.others(universe, ids)
	default:
		g, next := golombFor(universe, n), uint32(0)
		for _, id := range ids {
			w.golomb(id-next, &g)
			next = id + 1
		}
	}
}

// others writes the ids that are not in the set.
func (w *bitWriter) others(universe int, ids []uint32) {
	g, next, last := golombFor(universe, universe-len(ids)), uint32(0), uint32(0)
	id := uint32(0)
	for _, in := range ids {
		for ; id < in; id++ {
			w.golomb(id-next, &g)
			next = id + 1
		}
		id = in + 1
		last = id
	}
	for id = last; id < uint32(universe); id++ {
		w.golomb(id-next, &g)
		next = id + 1
	}
}

func (w *bitWriter) gap(gap uint32, k uint) {
	q := gap >> k
	if uint(q)+1+k <= 32 { // nearly always: one write
		ones := uint64(1)<<(q+1) - 2
		w.put(ones<<k|uint64(gap)&(1<<k-1), uint(q)+1+k)
		return
	}
	w.ones(q)
	w.put(uint64(gap), k)
}

// set appends the ids of a set to dst.
func (r *bitReader) set(dst []uint32, universe, count int) ([]uint32, error) {
	switch {
	case universe < 0 || universe > maxDocs || count < 0 || count > universe:
		return dst, errRange
	case count == 0:
		return dst, nil
	case count == universe:
		return appendAll(dst, 0, uint32(universe)), nil
	case 2*count > universe:
		return r.complement(dst, universe, count)
	}
	if count > 8*len(r.src)+int(r.have) { // every id takes a bit at least
		return dst, errShort
	}
	g, next := golombFor(universe, count), uint32(0)
	for range count {
		gap, ok := r.golomb(&g, uint32(universe))
		if !ok {
			return dst, errShort
		}
		if gap >= uint32(universe)-next {
			return dst, errRange
		}
		next += gap
		dst = append(dst, next)
		next++
	}
	return dst, nil
}

func (r *bitReader) complement(dst []uint32, universe, count int) ([]uint32, error) {
	others := universe - count
	if others > 8*len(r.src)+int(r.have) {
		return dst, errShort
	}
	g, next := golombFor(universe, others), uint32(0)
	for range others {
		gap, ok := r.golomb(&g, uint32(universe))
		if !ok {
			return dst, errShort
		}
		if gap >= uint32(universe)-next {
			return dst, errRange
		}
		dst = appendAll(dst, next, next+gap)
		next += gap + 1
	}
	return appendAll(dst, next, uint32(universe)), nil
}

func (r *bitReader) gap(k uint, universe uint32) (uint32, bool) {
	q, ok := r.ones(universe >> k)
	if !ok {
		return 0, false
	}
	low, ok := r.take(k)
	return q<<k | low, ok
}

func appendAll(dst []uint32, from, to uint32) []uint32 {
	for ; from < to; from++ {
		dst = append(dst, from)
	}
	return dst
}
