package codec

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/han"
)

// IsKey says whether a folded query is worth looking up as a key: what is shorter than
// seven characters is a part of a title rather than one, and shorter than four no
// number either.
func IsKey(folded []rune) bool {
	return len(folded) >= 7 || len(folded) >= 4 && slices.ContainsFunc(folded, func(r rune) bool { return r >= '0' && r <= '9' })
}

// KeysPart is the part of the keys of a segment: old-keys.
func KeysPart(segment string) string { return segment + "-keys" }

// Key is the hash of a key: of a document's title, number or index number as a whole,
// folded and with its years folded, or a document number as han.SaidNumber gives it.
// Numbers and titles need no parting, for whoever finds a key looks at the page.
func Key(folded []rune) uint32 { return han.Hash(folded) }

// Keys are the keys of a document, each once, ascending.
func Keys(index, number, title string) (keys []uint32) {
	for _, s := range [...]string{index, number, title} {
		text, _ := han.YearFold(han.AppendFold(nil, strings.ReplaceAll(s, "\n", " ")))
		if said, ok := han.SaidNumber(s); ok && s == number {
			text = []rune(said)
		}
		if len(text) > 0 {
			keys = append(keys, Key(text), Key(han.OwnName(text)))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
