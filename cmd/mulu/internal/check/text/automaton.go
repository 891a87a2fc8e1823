package text

// automaton finds all of a list of words in one pass (Aho and Corasick, 1975). States
// are rows of next; bytes that are in no word share a column, so that the table of a few
// hundred Chinese words stays small.
type automaton struct {
	class   [256]uint8
	columns int
	next    []int32
	ends    [][]int32 // of each state the words that end there, by their places in the list
}

func newAutomaton(words []string) *automaton {
	a := &automaton{columns: 1}
	for _, w := range words {
		for i := range len(w) {
			if c := w[i]; a.class[c] == 0 && a.columns < 256 {
				a.class[c] = uint8(a.columns)
				a.columns++
			}
		}
	}
	a.addState()
	for n, w := range words {
		a.add(w, int32(n))
	}
	a.link()
	return a
}

func (a *automaton) addState() int32 {
	for range a.columns {
		a.next = append(a.next, 0)
	}
	a.ends = append(a.ends, nil)
	return int32(len(a.ends) - 1)
}

func (a *automaton) add(word string, n int32) {
	state := int32(0)
	for i := range len(word) {
		at := int(state)*a.columns + int(a.class[word[i]])
		if a.next[at] == 0 {
			s := a.addState()
			a.next[at] = s
		}
		state = a.next[at]
	}
	if word != "" {
		a.ends[state] = append(a.ends[state], n)
	}
}

// link makes of the tree of words a machine that never goes back in the text: where a
// word goes on no more, its row continues as that of its longest end that begins a word.
func (a *automaton) link() {
	fail := make([]int32, len(a.ends))
	queue := make([]int32, 0, len(a.ends))
	for c := range a.columns {
		if s := a.next[c]; s != 0 {
			queue = append(queue, s)
		}
	}
	for i := 0; i < len(queue); i++ {
		s := queue[i]
		a.ends[s] = append(a.ends[s], a.ends[fail[s]]...)
		for c := range a.columns {
			at, other := int(s)*a.columns+c, a.next[int(fail[s])*a.columns+c]
			if t := a.next[at]; t != 0 {
				fail[t] = other
				queue = append(queue, t)
			} else {
				a.next[at] = other
			}
		}
	}
}

// find calls yield with each word of the list in text and the place behind it.
func (a *automaton) find(text string, yield func(word, end int)) {
	state := int32(0)
	for i := range len(text) {
		state = a.next[int(state)*a.columns+int(a.class[text[i]])]
		if len(a.ends[state]) > 0 {
			for _, w := range a.ends[state] {
				yield(int(w), i+1)
			}
		}
	}
}
