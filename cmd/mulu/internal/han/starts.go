package han

// starts says where a word of a list may begin: by its first character and, of most
// words, also by its second.
type starts struct {
	bytes [256]bool // first bytes of words that do not begin with a character of three bytes
	first runeSet   // first characters of three bytes
	alone runeSet   // those of first that no second one of three bytes need follow
	pairs runeSet   // hashes of the first two characters
}

// runeSet is a set of numbers below 65,536.
type runeSet [1 << 16 / 64]uint64

func (s *runeSet) add(r uint32)      { s[r>>6&1023] |= 1 << (r & 63) }
func (s *runeSet) has(r uint32) bool { return s[r>>6&1023]>>(r&63)&1 != 0 }

func startsOf(words []string) (s starts) {
	for _, w := range words {
		a, ok := three(w, 0)
		switch {
		case w == "":
			continue
		case !ok:
			s.bytes[w[0]] = true
			continue
		}
		s.first.add(a)
		if b, ok := three(w, 3); ok {
			s.pairs.add(pair(a, b))
		} else {
			s.alone.add(a)
		}
	}
	return s
}

// next is the first place in text from i on where a word may begin, or the text's end. It
// must not be within a word.
func (s *starts) next(text string, i int) int {
	for i < len(text) {
		r, ok := three(text, i)
		if !ok {
			if s.bytes[text[i]] {
				return i
			}
			i++
			continue
		}
		if s.first.has(r) {
			if second, ok := three(text, i+3); s.alone.has(r) || ok && s.pairs.has(pair(r, second)) {
				return i
			}
		}
		i += 3
	}
	return len(text)
}

// three decodes the character of three bytes at text[i:], as nearly all Chinese ones are;
// it does not ask whether the bytes are the shortest form.
func three(text string, i int) (r uint32, ok bool) {
	if len(text)-i < 3 {
		return 0, false
	}
	c := text[i : i+3]
	r = uint32(c[0])<<16 | uint32(c[1])<<8 | uint32(c[2])
	return r>>4&0xF000 | r>>2&0xFC0 | r&0x3F, r&0xF0C0C0 == 0xE08080
}

// pair is a number of 16 bits for two characters.
func pair(a, b uint32) uint32 { return (a*40503 ^ b*62989) >> 4 & 0xFFFF }
