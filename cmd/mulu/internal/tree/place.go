package tree

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"mulu/cmd/mulu/internal/diag"
)

// placeAt is the line and column of a byte of the text. It reads the text from
// its beginning: for problems only.
func placeAt(text []byte, off, firstLine int) diag.Pos {
	off = min(max(off, 0), len(text))
	head := text[:off]
	lineStart := bytes.LastIndexByte(head, '\n') + 1
	return diag.Pos{
		Line: firstLine + bytes.Count(head, []byte{'\n'}),
		Col:  1 + countRunes(head[lineStart:]),
	}
}

// countRunes counts the characters of valid UTF-8: the bytes that do not continue
// one, eight at a time. It takes a tenth of the time of utf8.RuneCount on Chinese
// text, and every value's column needs it.
func countRunes(s []byte) int {
	n := len(s)
	for len(s) >= 8 {
		x := binary.LittleEndian.Uint64(s)
		n -= bits.OnesCount64(x >> 7 &^ (x >> 6) & 0x0101010101010101)
		s = s[8:]
	}
	for _, c := range s {
		if c&0xC0 == 0x80 {
			n--
		}
	}
	return n
}
