package markdown

import (
	"bytes"
	"unicode/utf8"
)

// runOn reports the first line of a paragraph that was meant to begin one of its own,
// as text from a word processor has each in a line: it begins with a number as articles
// and items do, or with a label as the line before it. One finding tells of all of them.
func (d *doc) runOn(off int) {
	var first, more int
	var was []byte // the line before
	counted := false
	for i := off; i < len(d.src); {
		line, _, _ := bytes.Cut(d.src[i:], []byte{'\n'})
		if i > off && endsParagraph(line) {
			break
		}
		item := beginsItem(line)
		apart := was != nil && (item && (counted || endsSentence(was)) || labelled(line) && labelled(was))
		switch {
		case apart && first == 0:
			first = i
		case apart:
			more++
		}
		counted = counted || item
		if was = line; bytes.HasSuffix(line, []byte("  ")) || bytes.HasSuffix(line, []byte{'\\'}) {
			return // lines are broken on purpose
		}
		i += len(line) + 1
	}
	if first == 0 {
		return
	}
	line, _, _ := bytes.Cut(d.src[first:], []byte{'\n'})
	p := d.report(&ruleMerged, d.lineAt(first, line), "这一行与上一行之间没有空行，会并成一段")
	p.Hint = "在这一行前面加一个空行。"
	if more > 0 {
		p.Hint = "在这一行和后面同样的各行前面，都加一个空行。"
	}
}

// endsParagraph says whether a line is none of the paragraph's: an empty one, or one that
// begins a block.
func endsParagraph(line []byte) bool {
	return len(bytes.TrimSpace(line)) == 0 || bytes.IndexByte([]byte("#>|-*+<`~="), line[0]) >= 0
}

// endsSentence says whether a line ends as a paragraph does.
func endsSentence(line []byte) bool {
	last, _ := utf8.DecodeLastRune(bytes.TrimRight(line, " \t\r”’）)"))
	return bytes.ContainsRune([]byte("。；：！？;:"), last)
}

// beginsItem says whether a line begins with the number of an item: 一、 （一） (1) 1、
// 1.甲 第一条 followed by a space. A line of a longer sentence may begin with 第一条规定.
func beginsItem(line []byte) bool {
	first, n := utf8.DecodeRune(line)
	switch rest := line[n:]; {
	case first == '（' || first == '(':
		n := numeral(rest)
		after, _ := utf8.DecodeRune(rest[n:])
		return n > 0 && (after == '）' || after == ')')
	case first == '第':
		n := numeral(rest)
		unit, size := utf8.DecodeRune(rest[n:])
		after, _ := utf8.DecodeRune(rest[n+size:])
		return n > 0 && bytes.ContainsRune([]byte("条章节"), unit) && (after == ' ' || after == '\u3000')
	case first >= '①' && first <= '⑳':
		return true
	}
	if n = numeral(line); n == 0 {
		return false
	}
	mark, size := utf8.DecodeRune(line[n:])
	after := line[min(n+size, len(line)):]
	return (mark == '、' || first <= '9' && (mark == '.' || mark == '．')) && len(after) > 0 && numeral(after) == 0
}

// numeral is the length of the number at the beginning of a text, 0 for none and for one
// that is too long for an item.
func numeral(text []byte) (n int) {
	const most = 5 // 第一百二十三条
	for i := 0; i < most && n < len(text); i++ {
		r, size := utf8.DecodeRune(text[n:])
		if (r < '0' || r > '9') && !bytes.ContainsRune([]byte("一二三四五六七八九十百"), r) {
			return n
		}
		n += size
	}
	if r, _ := utf8.DecodeRune(text[n:]); r >= '0' && r <= '9' {
		return 0
	}
	return n
}

// labelled says whether a line begins with a label of two to ten characters: 项目名称：.
func labelled(line []byte) bool {
	i := bytes.Index(line, []byte("："))
	if i < 2*3 || i > 10*3 || i+3 == len(bytes.TrimRight(line, " \r")) {
		return false
	}
	for _, r := range string(line[:i]) {
		if r < 0x4e00 || r > 0x9fff {
			return false
		}
	}
	return true
}
