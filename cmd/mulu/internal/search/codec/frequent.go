package codec

import "slices"

// Frequent lists the most frequent terms of a segment by keys: the first Bits of their
// hashes, all different. Other terms may have a key of the list, few as there are many
// more keys than terms in it; so a term is at most as frequent as the list says.
type Frequent struct {
	Bits    int    `json:"bits"`
	Set     []byte `json:"set"`     // counted set of the keys out of 2^Bits
	Classes []byte `json:"classes"` // 2 bits each, in the order of keys, the highest of a byte first
}

// maxBits bounds the memory that a list takes.
const maxBits = 20

// FrequentKey is the key of a term's hash.
func FrequentKey(hash uint32, bits int) uint32 { return hash >> (32 - bits) }

// FrequentClass is the class of a term in so many of docs documents: 0 when it is in a
// half of them, 1 in a quarter, 2 in an eighth, 3 in fewer.
func FrequentClass(count, docs int) byte {
	class := 0
	for class < 3 && count<<(class+1) < docs {
		class++
	}
	return byte(class)
}

// NewFrequent makes a list of terms by their hashes, ascending and of different keys,
// each with its class.
func NewFrequent(bits int, hashes []uint32, classes []byte) *Frequent {
	f := &Frequent{Bits: bits}
	keys := make([]uint32, len(hashes))
	w := bitWriter{dst: []byte{}}
	for i, h := range hashes {
		keys[i] = FrequentKey(h, bits)
		w.put(uint64(classes[i]), 2)
	}
	f.Set, f.Classes = AppendCounted(nil, 1<<bits, keys), w.end()
	return f
}

// FrequentTerms is a list of frequent terms, decoded. Nil is an empty one.
type FrequentTerms struct {
	bits    int
	keys    []uint32
	classes []byte
}

// Terms decodes the list.
func (f *Frequent) Terms() (*FrequentTerms, error) {
	if f.Bits < 1 || f.Bits > maxBits {
		return nil, errRange
	}
	keys, err := DecodeCounted(f.Set, 1<<f.Bits)
	if err != nil {
		return nil, err
	}
	if len(f.Classes) != (len(keys)+3)/4 {
		return nil, errShort
	}
	return &FrequentTerms{f.Bits, keys, f.Classes}, nil
}

// Len is the number of terms of the list.
func (t *FrequentTerms) Len() int { return len(t.keys) }

// Find gives the place of a term's key and its class, when it is listed.
func (t *FrequentTerms) Find(hash uint32) (place, class int, listed bool) {
	if t == nil {
		return 0, 0, false
	}
	place, listed = slices.BinarySearch(t.keys, FrequentKey(hash, t.bits))
	if listed {
		class = int(t.classes[place/4]>>(6-place%4*2)) & 3
	}
	return place, class, listed
}
