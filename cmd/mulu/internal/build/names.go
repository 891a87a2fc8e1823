package build

import "bytes"

// nameFinder looks for any of several names in a text, in one pass that leaps over what
// cannot be the end of a name (Wu and Manber, A fast algorithm for multi-pattern
// searching, 1994): every content file is searched for all names of the changed ones.
type nameFinder struct {
	names [][]byte
	least int              // bytes of the shortest name
	leap  [1 << 15]uint8   // by the last three bytes looked at: how far to go on
	ends  map[uint16][]int // names by their last three bytes
}

// newNameFinder makes a finder of names that are not empty.
func newNameFinder(names [][]byte) *nameFinder {
	f := &nameFinder{names: names, least: 255, ends: map[uint16][]int{}}
	for _, name := range names {
		f.least = min(f.least, len(name))
	}
	if f.least < 3 {
		return f
	}
	for i := range f.leap {
		f.leap[i] = uint8(f.least - 2)
	}
	for n, name := range names {
		tail := name[len(name)-f.least:]
		for i := 2; i < len(tail); i++ {
			k := threeBytes(tail[i-2:])
			f.leap[k] = min(f.leap[k], uint8(len(tail)-1-i))
		}
		k := threeBytes(tail[len(tail)-3:])
		f.ends[k] = append(f.ends[k], n)
	}
	return f
}

func threeBytes(s []byte) uint16 {
	return (uint16(s[0])<<10 ^ uint16(s[1])<<5 ^ uint16(s[2])) & (1<<15 - 1)
}

// within says whether what begins at i is the rest of a longer word, as e.md of there.md.
func within(text []byte, i int) bool { return i > 0 && inWord(text[i-1]) && inWord(text[i]) }

func inWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// in says whether a text has one of the names, where a word begins.
func (f *nameFinder) in(text []byte) bool {
	if f.least < 3 {
		for _, name := range f.names {
			if bytes.Contains(text, name) {
				return true // names this short are no words; a text too many is read
			}
		}
		return false
	}
	for i := f.least - 1; i < len(text); {
		k := threeBytes(text[i-2:])
		if leap := f.leap[k]; leap > 0 {
			i += int(leap)
			continue
		}
		for _, n := range f.ends[k] {
			if name := f.names[n]; bytes.HasSuffix(text[:i+1], name) && !within(text, i+1-len(name)) {
				return true
			}
		}
		i++
	}
	return false
}
