package han

import (
	_ "embed" // the table
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed tables/traditional.txt
var traditionalText string

// AppendTraditional appends Simplified text as Traditional text in the forms of Taiwan,
// as OpenCC's s2tw does: from left to right, the longest phrase that OpenCC knows counts
// (干部 is 幹部, 干燥 is 乾燥), else the character. Words stay those of the mainland: 信息
// is not 資訊. What is Traditional already, or no Chinese, stays as it is.
//
// Unlike OpenCC it leaves compatibility ideographs and descriptions of characters alone.
func AppendTraditional(dst, text []byte) []byte {
	t := phrases()
	copied := 0 // text before it is in dst
	for i := 0; i < len(text); {
		r, size := decode(text[i:])
		c := t.at(r)
		if c.node != 0 {
			if end, value := t.longest(c.node, text, i+size); end > 0 {
				dst = append(dst, text[copied:i]...)
				if value > 0 {
					dst = append(dst, t.values[value]...)
				} else {
					dst = t.appendSingles(dst, text[i:end])
				}
				i, copied = end, end
				continue
			}
		}
		if c.to != 0 {
			dst = utf8.AppendRune(append(dst, text[copied:i]...), c.to)
			copied = i + size
		}
		i += size
	}
	return append(dst, text[copied:]...)
}

// Traditional is AppendTraditional for a string.
func Traditional(s string) string { return string(AppendTraditional(nil, []byte(s))) }

// decode is utf8.DecodeRune, faster for most of Chinese.
func decode(text []byte) (rune, int) {
	if b := text[0]; b < utf8.RuneSelf {
		return rune(b), 1
	} else if b > 0xE0 && b < 0xED && len(text) > 2 && text[1]&0xC0 == 0x80 && text[2]&0xC0 == 0x80 { // U+1000 to U+CFFF
		return rune(b)&0x0F<<12 | rune(text[1]&0x3F)<<6 | rune(text[2]&0x3F), 3
	}
	return utf8.DecodeRune(text)
}

// phraseTable is a tree of phrases whose branches are in one table of hashes: it is
// made within a few milliseconds and a step takes one look.
type phraseTable struct {
	basic [0x10000]firstChar // of the Basic Multilingual Plane
	rare  map[rune]firstChar // of the others
	keys  []uint64           // of the table of hashes: a node and a character, see step
	nodes []int32            // where the branch of the key at the same place leads
	ends  []int32            // by node: 0 where no phrase ends, its place in values, or bySingles
	// values are what phrases become that is not what their characters become one by one.
	values []string
}

// firstChar is a character at the beginning of something.
type firstChar struct {
	to   rune  // what it becomes by itself; 0: it stays
	node int32 // of the phrases that begin with it; 0: none
}

const bySingles = -1

func (t *phraseTable) at(r rune) firstChar {
	if r < rune(len(t.basic)) {
		return t.basic[r]
	}
	return t.rare[r]
}

// longest finds the end of the longest phrase that goes on at i behind its first
// character; 0 when there is none.
func (t *phraseTable) longest(node int32, text []byte, i int) (end int, value int32) {
	for i < len(text) {
		r, size := decode(text[i:])
		if node = t.nodes[t.step(node, r)]; node == 0 {
			break
		}
		i += size
		if v := t.ends[node]; v != 0 {
			end, value = i, v
		}
	}
	return end, value
}

// step is the place of a branch in the table of hashes, or where it would be.
func (t *phraseTable) step(node int32, r rune) int {
	key := uint64(node)<<21 | uint64(r)
	mask := uint64(len(t.keys) - 1)
	at := key * 0x9E3779B97F4A7C15 >> 32 & mask
	for t.keys[at] != key && t.keys[at] != 0 {
		at = (at + 1) & mask
	}
	return int(at)
}

func (t *phraseTable) appendSingles(dst, text []byte) []byte {
	for len(text) > 0 {
		r, size := decode(text)
		if to := t.at(r).to; to != 0 {
			dst = utf8.AppendRune(dst, to)
		} else {
			dst = append(dst, text[:size]...)
		}
		text = text[size:]
	}
	return dst
}

// phrases reads the table when a text is first converted; it takes 4 MB then.
var phrases = sync.OnceValue(func() *phraseTable {
	const branches = 1 << 18 // more than twice as many as there are
	t := &phraseTable{rare: map[rune]firstChar{}, keys: make([]uint64, branches), nodes: make([]int32, branches), ends: make([]int32, 1, branches/2), values: make([]string, 1)}
	_, text, _ := strings.Cut(traditionalText, "\n")
	pairs, lines, _ := strings.Cut(text, "\n\n")
	chars := []rune(strings.ReplaceAll(pairs, "\n", ""))
	for i := 0; i+1 < len(chars); i += 2 {
		t.set(chars[i], firstChar{to: chars[i+1]})
	}
	for line := range strings.Lines(lines) {
		t.addLine(strings.TrimSuffix(line, "\n"))
	}
	return t
})

func (t *phraseTable) set(r rune, c firstChar) {
	if r < rune(len(t.basic)) {
		t.basic[r] = c
	} else {
		t.rare[r] = c
	}
}

func (t *phraseTable) newNode() int32 {
	t.ends = append(t.ends, 0)
	return int32(len(t.ends) - 1)
}

// addLine adds the phrases of one first character, as the generator writes them.
func (t *phraseTable) addLine(line string) {
	first, size := utf8.DecodeRuneInString(line)
	c := t.at(first)
	c.node = t.newNode()
	t.set(first, c)
	way := []int32{c.node} // the nodes of the last phrase
	for entry := range strings.FieldsSeq(line[size:]) {
		same := 0
		if entry[0] >= '1' && entry[0] <= '9' {
			same, entry = int(entry[0]-'0'), entry[1:]
		}
		rest, value, special := strings.Cut(entry, "=")
		way = way[:same+1]
		for _, r := range rest {
			way = append(way, t.branch(way[len(way)-1], r))
		}
		t.ends[way[len(way)-1]] = bySingles
		if special {
			t.ends[way[len(way)-1]] = int32(len(t.values))
			t.values = append(t.values, value)
		}
	}
}

func (t *phraseTable) branch(node int32, r rune) int32 {
	at := t.step(node, r)
	if t.nodes[at] == 0 {
		t.keys[at] = uint64(node)<<21 | uint64(r)
		t.nodes[at] = t.newNode()
	}
	return t.nodes[at]
}
