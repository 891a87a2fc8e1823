package han

// Finder finds all of a list of words in one pass (Aho and Corasick, 1975). States
// are rows of next; bytes that are in no word share a column, so that the table of a few
// hundred Chinese words stays small. Most characters begin no word: they are passed over
// three bytes at once.
//
// Package check, which looks for ten times as many words while it decodes each character
// anyway, finds them by their first two.
type Finder struct {
	starts  starts
	class   [256]uint8
	columns int
	next    []int32
	ends    [][]int32 // of each state the words that end there, by their places in the list
}

// NewFinder makes a finder for the words, which are UTF-8. They are compared byte by byte.
func NewFinder(words []string) *Finder {
	f := &Finder{columns: 1}
	for _, w := range words {
		for i := range len(w) {
			if c := w[i]; f.class[c] == 0 && f.columns < 256 {
				f.class[c] = uint8(f.columns)
				f.columns++
			}
		}
	}
	f.addState()
	for n, w := range words {
		f.add(w, int32(n))
	}
	f.link()
	f.pack()
	f.starts = startsOf(words)
	return f
}

func (f *Finder) addState() int32 {
	for range f.columns {
		f.next = append(f.next, 0)
	}
	f.ends = append(f.ends, nil)
	return int32(len(f.ends) - 1)
}

func (f *Finder) add(word string, n int32) {
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
func (f *Finder) link() {
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
func (f *Finder) pack() {
	for i, s := range f.next {
		f.next[i] = s * int32(f.columns) * 2
		if len(f.ends[s]) > 0 {
			f.next[i]++
		}
	}
}

// Find calls yield with each word of the list in text, by its place in the list, and the
// byte behind it; words may overlap.
func (f *Finder) Find(text string, yield func(word, end int)) {
	at := int32(0)
	for i := 0; i < len(text); i++ {
		if at == 0 {
			if i = f.starts.next(text, i); i == len(text) {
				return
			}
		}
		at = f.next[int(at>>1)+int(f.class[text[i]])]
		if at&1 != 0 {
			for _, w := range f.ends[int(at>>1)/f.columns] {
				yield(int(w), i+1)
			}
		}
	}
}
