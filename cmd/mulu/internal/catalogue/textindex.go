package catalogue

import (
	"hash/maphash"
	"slices"
)

// textIndex finds what bears a text, as an index number, by its place among things that hold
// their texts themselves: 8 bytes each and nothing for the garbage collector to follow, where
// a map of texts takes 40 and more.
type textIndex []uint64 // sorted; hash of the text << 32 | place

// seed is of one run of the program. No result depends on it.
var seed = maphash.MakeSeed()

func textHash(text string) uint64 { return maphash.String(seed, text) << 32 }

func (x *textIndex) add(text string, place int) { *x = append(*x, textHash(text)|uint64(place)) }

func (x textIndex) sort() { slices.Sort(x) }

// look gives those that may bear a text, in the order of their places, see placeIn; some may
// bear another.
func (x textIndex) look(text string) textIndex {
	h := textHash(text)
	from, _ := slices.BinarySearch(x, h)
	to := from
	for to < len(x) && x[to]>>32 == h>>32 {
		to++
	}
	return x[from:to]
}

// placeIn is the place in an element of an index.
func placeIn(element uint64) int32 { return int32(element) }
