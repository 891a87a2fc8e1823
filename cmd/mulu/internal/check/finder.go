package check

import "unicode/utf8"

// finder finds all of a list of words in one pass (Aho and Corasick, 1975). States are
// rows of next; bytes that are in no word share a column, so that the table of a few
// hundred Chinese words stays small. It is run from the places alone where the characters
// stand that a word begins with: of 2,500 characters of a text 120 are the first of two
// with which some of 500 words begin, and 10 the first of three or of a whole word.
type finder struct {
	words   []word
	pairs   pairSet // the first two characters of words
	whole   pairSet // those of words that have no more
	later   pairSet // the second and third of the others
	class   [256]uint8
	columns int
	next    []int32
	ends    [][]int32 // of each state the words that end there
}

// word is a word that is looked for.
type word struct {
	text string
	cue  uint8 // number of the rule that it calls
	nth  int32 // its place in the rule's Words, -1 when it is none of them
}

// pairSet is a set of pairs of characters by a hash: of those that are not in it some
// hundredths seem to be.
type pairSet [1 << 17 / 64]uint64

func (s *pairSet) add(a, b rune)      { h := hash(a, b); s[h>>6] |= 1 << (h & 63) }
func (s *pairSet) has(a, b rune) bool { h := hash(a, b); return s[h>>6]>>(h&63)&1 != 0 }

func hash(a, b rune) uint32 { return (uint32(a)*40503 + uint32(b)) & (1<<17 - 1) }

// newFinder makes a finder for the words, which are UTF-8. They are compared byte by byte.
func newFinder(words []word) *finder {
	f := &finder{words: words, columns: 1}
	for _, w := range words {
		for i := range len(w.text) {
			if c := w.text[i]; f.class[c] == 0 && f.columns < 256 {
				f.class[c] = uint8(f.columns)
				f.columns++
			}
		}
	}
	states := 1
	for _, w := range words {
		states += len(w.text)
	}
	f.next = make([]int32, 0, states*f.columns) // too much by what words share
	f.addState()
	for n, w := range words {
		f.add(w.text, int32(n))
		f.begins(w.text)
	}
	f.link()
	f.pack()
	return f
}

// begins notes the characters that a word begins with.
func (f *finder) begins(word string) {
	a, size := utf8.DecodeRuneInString(word)
	if size == len(word) {
		return
	}
	b, more := utf8.DecodeRuneInString(word[size:])
	f.pairs.add(a, b)
	if size += more; size == len(word) {
		f.whole.add(a, b)
	} else {
		c, _ := utf8.DecodeRuneInString(word[size:])
		f.later.add(b, c)
	}
}

// goesOn says whether a word may begin with two characters that are in pairs and go on
// with a text.
func (f *finder) goesOn(a, b rune, text string) bool {
	if f.whole.has(a, b) {
		return true
	}
	c, _ := utf8.DecodeRuneInString(text)
	return f.later.has(b, c)
}

func (f *finder) addState() int32 {
	f.next = f.next[:len(f.next)+f.columns]
	f.ends = append(f.ends, nil)
	return int32(len(f.ends) - 1)
}

func (f *finder) add(word string, n int32) {
	state := int32(0)
	for i := range len(word) {
		at := int(state)*f.columns + int(f.class[word[i]])
		if f.next[at] == 0 {
			s := f.addState()
			f.next[at] = s
		}
		state = f.next[at]
	}
	if word != "" {
		f.ends[state] = append(f.ends[state], n)
	}
}

// link makes of the tree of words a machine that never goes back in the text: where a
// word goes on no more, its row continues as that of its longest end that begins a word.
func (f *finder) link() {
	fail := make([]int32, len(f.ends))
	queue := make([]int32, 0, len(f.ends))
	for c := range f.columns {
		if s := f.next[c]; s != 0 {
			queue = append(queue, s)
		}
	}
	for i := 0; i < len(queue); i++ {
		s := queue[i]
		f.ends[s] = append(f.ends[s], f.ends[fail[s]]...)
		for c := range f.columns {
			at, other := int(s)*f.columns+c, f.next[int(fail[s])*f.columns+c]
			if t := f.next[at]; t != 0 {
				fail[t] = other
				queue = append(queue, t)
			} else {
				f.next[at] = other
			}
		}
	}
}

// pack makes of each state's number in next the place of its row, doubled, with 1 added
// where words end: so the search looks at nothing else for most bytes.
func (f *finder) pack() {
	for i, s := range f.next {
		f.next[i] = s * int32(f.columns) * 2
		if len(f.ends[s]) > 0 {
			f.next[i]++
		}
	}
}

// run looks for words from text[i] on, where one may begin, until none has begun. It
// gives the place where that is.
func (f *finder) run(text string, i int, out *found) int {
	at := int32(0)
	for i < len(text) {
		at = f.next[int(at>>1)+int(f.class[text[i]])]
		i++
		if at&1 != 0 {
			for _, n := range f.ends[int(at>>1)/f.columns] {
				w := &f.words[n]
				out.called |= 1 << w.cue
				if w.nth >= 0 {
					out.hits = append(out.hits, hit{w.cue, w.nth, int32(i - len(w.text)), int32(i)})
				}
			}
		}
		if at>>1 == 0 {
			break
		}
	}
	return i
}
