package check

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const longestTitle = 300 // bytes

// eachName calls title for what stands in each pair of book-title marks, and number for
// each 〔2019〕8号, also with 【】 or []. Both marks begin with the same byte, which no
// Chinese character has: so one fast search finds them.
func (b *Body) eachName(title func(from, to int), number func(k numberKey, from, to int)) {
	for at := 0; ; at++ {
		i := bytes.IndexByte(b.Raw[at:], 0xE3)
		if i < 0 || at+i+3 > len(b.Raw) {
			break
		}
		at += i
		switch inner := at + 3; string(b.Raw[at:inner]) {
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
	}
	for at := 0; ; at++ {
		i := bytes.IndexByte(b.Raw[at:], '[')
		if i < 0 {
			return
		}
		at += i
		if k, n, ok := numberIn(b.Raw[at+1:]); ok {
			number(k, at, at+1+n)
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
