package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// finder finds all of a list of words in one pass. At each character it looks what the one
// before and this one may be together: a word, the beginning of a longer word, or its second
// and third characters. Where a word may be, which is at some fifty of 2,500 characters, it
// looks its first characters up in a table, and compares the words that begin with them.
//
// A machine that finds all words byte by byte (Aho and Corasick, 1975) needs 4 MB for
// these words, which is more than stays near the processor, and was slower.
type finder struct {
	words  []word
	pairs  pairTable
	groups []group // a table by hashes; its length is a power of two
	starts []int32 // the words of all groups, by their places in words
}

// word is a word that is looked for.
type word struct {
	text string
	cue  uint8 // number of the rule that it calls
	nth  int32 // its place in the rule's Words, -1 when it is none of them
}

// group is the words that begin with the same characters; to is 0 in a free place.
type group struct {
	key      uint64
	from, to int32 // in starts
}

// none stands for a character where a word has no more.
const none = -1

// pairTable says by a hash what two characters that follow one another may be. Of those that
// are nothing some hundredths seem to be something.
type pairTable [1 << 14]uint8

// What two characters may be.
const (
	pairWord  = 1 << iota // a word
	pairBegin             // the beginning of a word of three characters or more
	pairNext              // its second and third character
)

// ends says what words may end, or have their first three characters, with a pair: pairWord,
// pairNext, both or none. before is the pair before, whose second character is its first.
func ends(pair, before uint8) uint8 { return pair & (pairWord | before<<1&pairNext) }

func (t *pairTable) add(a, b rune, what uint8) { t[hash(a, b)] |= what }

func hash(a, b rune) uint32 {
	return (uint32(a)*0x9E3779B1 + uint32(b)*0x85EBCA6B) >> (32 - 14)
}

// beginKey is different for all words of one and two characters and all beginnings of three.
func beginKey(a, b, c rune) uint64 {
	const bits = 21 // of a character, or of none
	return uint64(uint32(a)) | uint64(uint32(b)&(1<<bits-1))<<bits | uint64(uint32(c)&(1<<bits-1))<<(2*bits)
}

// newFinder makes a finder for the words, which are UTF-8. They are compared byte by byte.
func newFinder(words []word) *finder {
	f := &finder{words: words}
	type begin struct {
		key uint64
		nth int32
	}
	list := make([]begin, 0, len(words))
	for n, w := range words {
		if w.text == "" {
			continue
		}
		a, rest := firstOf(w.text)
		b, rest := firstOf(rest)
		c, _ := firstOf(rest)
		switch {
		case b == none:
		case c == none:
			f.pairs.add(a, b, pairWord)
		default:
			f.pairs.add(a, b, pairBegin)
			f.pairs.add(b, c, pairNext)
		}
		list = append(list, begin{beginKey(a, b, c), int32(n)})
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
		f.starts = append(f.starts, b.nth)
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

// group is the place of a key in the table: its group, or a free one.
func (f *finder) group(key uint64) *group {
	for at := key * 0x9E3779B97F4A7C15 >> 32; ; at++ {
		g := &f.groups[at&uint64(len(f.groups)-1)]
		if g.to == 0 || g.key == key {
			return g
		}
	}
}

// end looks for the words of which ends says that they may be: a stands at a place of a text,
// and b behind it.
func (f *finder) end(text string, at int, a, b rune, may uint8, out *found) {
	if may&pairNext != 0 {
		before, size := utf8.DecodeLastRuneInString(text[:at])
		f.find(text, at-size, beginKey(before, a, b), out)
	}
	if may&pairWord != 0 {
		f.find(text, at, beginKey(a, b, none), out)
	}
}

// find looks for the words of a key that stand at a place of a text.
func (f *finder) find(text string, at int, key uint64, out *found) {
	g := f.group(key)
	for _, n := range f.starts[g.from:g.to] {
		w := &f.words[n]
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
