package check

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const longestTitle = 300 // bytes

// eachName calls title for what stands in each pair of book-title marks, and number for
// each 〔2019〕8号, also with 【】, then for those with []. Places are those in Raw.
func (b *Body) eachName(title func(from, to int), number func(k numberKey, from, to int)) {
	if b.Has&(Bracket|TitleMark) == 0 {
		return
	}
	b.eachMark(func(at int) {
		switch inner := at + len("《"); string(b.Raw[at:min(inner, len(b.Raw))]) {
		case "《":
			n := bytes.Index(b.Raw[inner:min(len(b.Raw), inner+longestTitle)], []byte("》"))
			if n >= 0 && bytes.IndexByte(b.Raw[inner:inner+n], '\n') < 0 {
				title(inner, inner+n)
			}
		case "〔", "【":
			if k, n, ok := numberIn(b.Raw[inner:]); ok {
				number(k, at, inner+n)
			}
		}
	})
	b.eachMark(func(at int) {
		if b.Raw[at] != '[' {
			return
		}
		if k, n, ok := numberIn(b.Raw[at+1:]); ok {
			number(k, at, at+1+n)
		}
	})
}

// eachMark gives the places in Raw of the marks of all Texts.
func (b *Body) eachMark(yield func(at int)) {
	for i := range b.Texts {
		t := &b.Texts[i]
		for _, m := range t.found.marks {
			yield(t.at + int(m))
		}
	}
}

// numberIn reads 2019〕8号 at the beginning of text, whose length it gives.
func numberIn(text []byte) (k numberKey, length int, ok bool) {
	rest := text
	digits := func(most int) (n, count int) {
		for count < most && len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9' {
			n, rest, count = n*10+int(rest[0]-'0'), rest[1:], count+1
		}
		return n, count
	}
	year, n := digits(4)
	if n < 4 {
		return k, 0, false
	}
	bracket, size := utf8.DecodeRune(rest)
	if !strings.ContainsRune("〕】]", bracket) {
		return k, 0, false
	}
	rest = rest[size:]
	serial, n := digits(6)
	rest, ok = bytes.CutPrefix(rest, []byte("号"))
	if n == 0 || !ok {
		return k, 0, false
	}
	return numberKey{year, serial}, len(text) - len(rest), true
}
