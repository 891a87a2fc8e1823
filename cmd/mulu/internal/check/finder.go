package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// finder finds all of a list of words in one pass. At each character it looks whether some
// word begins with it and the next one: of 2,500 characters of a text 120 are the first of
// such two, for 1,300 words. Then it compares the words of this beginning whose third
// character is also right, which most often are none.
//
// A machine that finds all words byte by byte (Aho and Corasick, 1975) needs 4 MB for
// these words, which is more than stays near the processor, and was slower.
type finder struct {
	words  []word
	pairs  pairSet // the first two characters of words
	groups []group // a table by hashes; its length is a power of two
	starts []start // of all groups
}

// word is a word that is looked for.
type word struct {
	text string
	cue  uint8 // number of the rule that it calls
	nth  int32 // its place in the rule's Words, -1 when it is none of them
}

// group is the words that begin with two characters, or are one; to is 0 in a free place.
type group struct {
	key      uint64
	from, to int32 // in starts
}

// start is a word of a group.
type start struct {
	third rune // none when the word is shorter
	nth   int32
}

// none stands for a character where a word has no more.
const none = -1

// pairSet is a set of pairs of characters by a hash: of those that are not in it some
// hundredths seem to be.
type pairSet [1 << 17 / 64]uint64

func (s *pairSet) add(a, b rune)      { h := hash(a, b); s[h>>6] |= 1 << (h & 63) }
func (s *pairSet) has(a, b rune) bool { h := hash(a, b); return s[h>>6]>>(h&63)&1 != 0 }

func hash(a, b rune) uint32 { return (uint32(a)*40503 + uint32(b)) & (1<<17 - 1) }

// pairKey is different for all pairs.
func pairKey(a, b rune) uint64 { return uint64(uint32(a))<<32 | uint64(uint32(b)) }

// newFinder makes a finder for the words, which are UTF-8. They are compared byte by byte.
func newFinder(words []word) *finder {
	f := &finder{words: words}
	type begin struct {
		key uint64
		start
	}
	list := make([]begin, 0, len(words))
	for n, w := range words {
		if w.text == "" {
			continue
		}
		a, rest := firstOf(w.text)
		b, rest := firstOf(rest)
		c, _ := firstOf(rest)
		if b != none {
			f.pairs.add(a, b)
		}
		list = append(list, begin{pairKey(a, b), start{c, int32(n)}})
	}
	slices.SortStableFunc(list, func(x, y begin) int { return cmp.Compare(x.key, y.key) })
	size := 4 // of which half are free, so that a search in the table ends
	for size < 2*len(list) {
		size *= 2
	}
	f.groups = make([]group, size)
	for i, b := range list {
		g := f.group(b.key)
		if g.to == 0 {
			g.key, g.from = b.key, int32(i)
		}
		g.to = int32(i + 1)
		f.starts = append(f.starts, b.start)
	}
	return f
}

// firstOf cuts the first character off; it is none when there is none.
func firstOf(s string) (r rune, rest string) {
	if s == "" {
		return none, ""
	}
	r, size := utf8.DecodeRuneInString(s)
	return r, s[size:]
}

// group is the place of a pair in the table: its group, or a free one.
func (f *finder) group(key uint64) *group {
	for at := key * 0x9E3779B97F4A7C15 >> 32; ; at++ {
		g := &f.groups[at&uint64(len(f.groups)-1)]
		if g.to == 0 || g.key == key {
			return g
		}
	}
}

// find looks for the words that stand at a place of a text and begin with two characters,
// or are the first alone when b is none; rest is what follows them.
func (f *finder) find(text string, at int, a, b rune, rest string, out *found) {
	g := f.group(pairKey(a, b))
	if g.to == 0 {
		return
	}
	c, _ := firstOf(rest)
	for _, s := range f.starts[g.from:g.to] {
		if s.third != c && s.third != none {
			continue
		}
		w := &f.words[s.nth]
		if !strings.HasPrefix(text[at:], w.text) {
			continue
		}
		out.called |= 1 << w.cue
		if w.nth >= 0 {
			out.hits = append(out.hits, hit{w.cue, w.nth, int32(at), int32(at + len(w.text))})
		}
	}
}

// byEnds puts the places of one text, which are in the order of their beginnings, in that
// of their ends.
func byEnds(hits []hit) {
	order := func(a, b hit) int { return cmp.Compare(a.end, b.end) }
	if !slices.IsSortedFunc(hits, order) {
		slices.SortStableFunc(hits, order)
	}
}
