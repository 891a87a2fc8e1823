package markdown

import (
	"bytes"
	"unicode/utf8"
)

// What a byte may mean inside a line of text.
const (
	inPlain  byte = iota
	inEscape      // needs an escape in HTML
	inStar
	inOpen   // [
	inClose  // ]
	inDouble // ! before [, ~ before ~: only together do they mean something
	inUnder  // _
	inGiveUp
)

var inlineClass = func() (t [256]byte) {
	for c := range 0x20 {
		t[c] = inGiveUp
	}
	t[0x7f] = inGiveUp
	for _, c := range "\\&<`" {
		t[c] = inGiveUp
	}
	t['>'], t['"'] = inEscape, inEscape
	t['*'], t['['], t[']'], t['_'] = inStar, inOpen, inClose, inUnder
	t['!'], t['~'] = inDouble, inDouble
	return t
}()

// fastInline writes the text from a to b, which is one line or one cell and
// whole in itself: all emphasis that begins in it ends in it.
func (d *doc) fastInline(a, b int) bool {
	src := d.src[:b]
	open := 0 // the length of the run of stars that waits for its partner
	done := a // written up to here
	for i := a; i < b; {
		c := src[i]
		if c >= 0xe0 { // a Han character: the body is UTF-8, so two more bytes follow
			i += 3
			continue
		}
		class := inlineClass[c]
		if class == inPlain {
			i++
			continue
		}
		switch class {
		case inEscape:
			d.verbatim(src[done:i])
			d.plain(src[i : i+1])
			done = i + 1
		case inStar:
			n, ok := d.star(a, i, b, open)
			if !ok {
				return false
			}
			d.verbatim(src[done:i])
			d.tag(starTags[n][open/n])
			open = n - open
			done = i + n
		case inOpen:
			d.verbatim(src[done:i])
			end, ok := d.fastLink(i, b)
			if !ok {
				return false
			}
			done = end
		case inClose:
			if i+1 < b && src[i+1] == ':' {
				return false
			}
		case inDouble:
			if i+1 < b && (src[i+1] == '[' || src[i+1] == '~') {
				return false
			}
		case inUnder:
			if i == a || i+1 == b || !isAlnum(src[i-1]) || !isAlnum(src[i+1]) {
				return false
			}
		case inGiveUp:
			return false
		}
		i = max(i+1, done)
	}
	d.verbatim(src[done:b])
	return open == 0
}

// starTags are the tags of a run of 1 or 2 stars, opening and closing.
var starTags = [3][2]string{1: {"<em>", "</em>"}, 2: {"<strong>", "</strong>"}}

// star looks at the run of stars at i in the text from a to b. It must open
// emphasis when none is open, and else close it with a run of the same length:
// then there is nothing for the rules of CommonMark 6.2 to weigh.
func (d *doc) star(a, i, b, waiting int) (n int, ok bool) {
	for i+n < b && d.src[i+n] == '*' {
		n++
	}
	if n > 2 || waiting != 0 && waiting != n {
		return 0, false
	}
	p := before{space: true}
	if i > a {
		p = lookBehind(d.src[:i])
	}
	after := ' '
	if i+n < b {
		after, _ = utf8.DecodeRune(d.src[i+n : b])
	}
	opens, closes := flanking('*', p, after)
	if waiting == 0 {
		return n, opens
	}
	return n, closes
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// fastLink writes the inline link that begins at i, [text](dest) or [text](dest
// "title"), and gives its end.
func (d *doc) fastLink(i, b int) (end int, ok bool) {
	src := d.src[:b]
	mid := i + 1
	for mid < b && (inlineClass[src[mid]] <= inEscape && src[mid] != '^') {
		mid++
	}
	if mid+2 >= b || src[mid] != ']' || src[mid+1] != '(' {
		return 0, false
	}
	start := mid + 2
	stop := start
	for stop < b && isDestByte(src[stop]) {
		stop++
	}
	if stop == start || stop == b {
		return 0, false
	}
	var title []byte
	end = stop + 1
	if src[stop] == ' ' {
		if title, end, ok = d.fastTitle(stop+1, b); !ok {
			return 0, false
		}
	} else if src[stop] != ')' {
		return 0, false
	}
	text := src[i+1 : mid]
	href, ok := d.link(string(src[start:stop]), i, false, text)
	if !ok {
		d.plain(text)
		return end, true
	}
	d.openLink(href, title)
	d.plain(text)
	d.closeLink()
	return end, true
}

// isDestByte says whether c is part of a destination whatever stands around it.
func isDestByte(c byte) bool {
	return (inlineClass[c] == inPlain || c == '_' || c == '~' || c == '*') && c != '(' && c != ')' && c != ' '
}

// fastTitle reads "title") at i.
func (d *doc) fastTitle(i, b int) (title []byte, end int, ok bool) {
	if i+2 >= b || d.src[i] != '"' {
		return nil, 0, false
	}
	n := bytes.IndexByte(d.src[i+1:b], '"')
	if n < 0 || i+n+2 >= b || d.src[i+n+2] != ')' {
		return nil, 0, false
	}
	title = d.src[i+1 : i+1+n]
	for _, c := range title {
		if inlineClass[c] == inGiveUp {
			return nil, 0, false
		}
	}
	return title, i + n + 3, true
}
