package han

import "unicode/utf8"

// NextASCII is the place of the first ASCII character of s from i on, len(s) when there is
// none. A Chinese text has few: of it, eight bytes are looked at as one number.
func NextASCII[T string | []byte](s T, i int) int {
	const high = 0x8080_8080_8080_8080
	for ; len(s)-i >= 8; i += 8 {
		b := s[i : i+8]
		x := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56 // one instruction
		if x&high != high {
			break
		}
	}
	for i < len(s) && s[i] >= utf8.RuneSelf {
		i++
	}
	return i
}
