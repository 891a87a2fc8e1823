package codec

import "encoding/binary"

// MaxClass is the class of the longest titles.
const MaxClass = 15

// TitleClass is the class of a title of so many folded characters.
func TitleClass(characters int) byte { return byte(min(MaxClass, characters/3)) }

// Posting is what a record says of its term: in which documents of a segment or
// range it occurs.
type Posting struct {
	Docs    []uint32 // A: ascending ids, from the beginning of the segment or range
	Title   []uint32 // T: ascending places in Docs
	Classes []byte   // of the title of each of Title, 0 to MaxClass
	Meta    []uint32 // K: ascending places in Docs
}

// AppendBody appends the body of a record in a part with so many documents.
func AppendBody(dst []byte, docs int, p *Posting) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(p.Docs)))
	dst = binary.AppendUvarint(dst, uint64(len(p.Title)))
	dst = binary.AppendUvarint(dst, uint64(len(p.Meta)))
	w := bitWriter{dst: dst}
	w.set(docs, p.Docs)
	w.set(len(p.Docs), p.Title)
	for _, c := range p.Classes {
		w.put(uint64(c), 4)
	}
	w.set(len(p.Docs), p.Meta)
	return w.end()
}

// Counts are the numbers of documents of a term: all, and those that have it in the
// title and in the meta lines.
type Counts struct{ All, Title, Meta int }

// DecodeCounts reads the beginning of a body.
func DecodeCounts(body []byte, docs int) (Counts, error) {
	c, _, err := readCounts(body, docs)
	return c, err
}

func readCounts(body []byte, docs int) (c Counts, rest []byte, err error) {
	for _, n := range [...]struct {
		to   *int
		most *int
	}{{&c.All, &docs}, {&c.Title, &c.All}, {&c.Meta, &c.All}} {
		if *n.to, body, err = readInt(body, *n.most); err != nil {
			return Counts{}, nil, err
		}
	}
	return c, body, nil
}

// Decode reads the body of a record in a part with so many documents. It keeps the
// posting's buffers.
func (p *Posting) Decode(body []byte, docs int) error {
	c, rest, err := readCounts(body, docs)
	if err != nil {
		return err
	}
	r := bitReader{src: rest}
	if p.Docs, err = r.set(p.Docs[:0], docs, c.All); err != nil {
		return err
	}
	if p.Title, err = r.set(p.Title[:0], c.All, c.Title); err != nil {
		return err
	}
	if p.Classes, err = r.classes(p.Classes[:0], c.Title); err != nil {
		return err
	}
	if p.Meta, err = r.set(p.Meta[:0], c.All, c.Meta); err != nil {
		return err
	}
	if !r.ended() {
		return errLong
	}
	return nil
}

func (r *bitReader) classes(dst []byte, n int) ([]byte, error) {
	if 4*n > 8*len(r.src)+int(r.have) {
		return dst, errShort
	}
	for range n {
		c, _ := r.take(4)
		dst = append(dst, byte(c))
	}
	return dst, nil
}

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
