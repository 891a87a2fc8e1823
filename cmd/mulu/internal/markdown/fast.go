package markdown

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// The fast path renders in one pass what most documents are: headings with #,
// paragraphs, flat lists, pipe tables, quotes of one paragraph, emphasis that
// does not nest, inline links. It gives up at anything else, at anything that
// may mean something to goldmark and at every doubt; the complete path then
// begins anew. Where it does not give up, its result is the complete path's,
// byte for byte (FuzzFastEqualsFull; every document of the corpus).

// fast is the fast path; false: it gave up and r holds nothing of use. Links it
// has asked Resolve about are remembered, so that Resolve is asked only once.
func (d *doc) fast() bool {
	src := d.src
	if bytes.IndexByte(src, '\r') >= 0 || !valid(src) {
		return false
	}
	if len(src) > unlimited && !modest(src) {
		if _, message := overBudget(src); message != "" {
			return false
		}
	}
	if bytes.HasPrefix(src, []byte("# ")) || bytes.Contains(src, []byte("\n# ")) {
		d.shift = 1
	}
	d.remember = true
	defer func() { d.remember = false }()
	for i := 0; i < len(src); {
		if src[i] == '\n' {
			i++
			continue
		}
		next, ok := d.fastBlock(i)
		if !ok {
			return false
		}
		i = next
	}
	return !d.full()
}

// valid is utf8.Valid, in a third of its time on Chinese text: three-byte sequences
// that begin with E1 to EC, as Han characters do, have no forbidden values, and are
// looked at by twos.
func valid(b []byte) bool {
	const two, twoSet, ascii = 0x0000_C0C0F0_C0C0F0, 0x0000_8080E0_8080E0, 0x8080_8080_8080_8080
	// The second half of both leads: with 0F added it carries from 1 on, with 03 from D on.
	const low, carry, from1, fromD = 0x0000_00000F_00000F, 0x0000_000010_000010, 0x0000_00000F_00000F, 0x0000_000003_000003
	usual := func(x uint64) bool { return (x&low+from1)&^(x&low+fromD)&carry == carry }
	for i := 0; i < len(b); {
		if i+8 <= len(b) {
			switch x := binary.LittleEndian.Uint64(b[i:]); {
			case x&two == twoSet && usual(x):
				i += 6
				continue
			case x&ascii == 0:
				i += 8
				continue
			}
		}
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return false
		}
		i += n
	}
	return true
}

// lineEnd is the end of the line that begins at i, without its newline; ok is
// false for a line that ends with a space, which may be a hard break.
func (d *doc) lineEnd(i int) (end int, ok bool) {
	n := bytes.IndexByte(d.src[i:], '\n')
	if n < 0 {
		n = len(d.src) - i
	}
	end = i + n
	return end, n == 0 || d.src[end-1] != ' '
}

// fastBlock writes the block that begins at i and gives where the next line
// begins.
func (d *doc) fastBlock(i int) (next int, ok bool) {
	end, ok := d.lineEnd(i)
	if !ok {
		return 0, false
	}
	switch d.src[i] {
	case '#':
		return d.fastHeading(i, end)
	case '>':
		return d.fastQuote(i)
	case '|':
		return d.fastTable(i, end)
	case '<':
		return end + 1, isCommentLine(d.src[i:end])
	case '-':
		if isRule(d.src[i:end]) {
			d.otherBlock(false)
			d.tag("<hr>\n")
			return end + 1, true
		}
	}
	if _, ok := d.marker(i, end); ok {
		return d.fastList(i)
	}
	return d.fastParagraph(i, end)
}

func isRule(line []byte) bool {
	return len(line) >= 3 && len(bytes.Trim(line, "-")) == 0
}

// isCommentLine says whether a line is a comment and nothing else.
func isCommentLine(line []byte) bool {
	return len(line) >= 7 && bytes.HasPrefix(line, []byte("<!--")) && bytes.Index(line[2:], []byte("-->")) == len(line)-5
}

// startsText says whether the line from i to end is surely text and begins no
// block and no underline of a heading, wherever it stands.
func (d *doc) startsText(i, end int) bool {
	c := d.src[i]
	switch {
	case c >= 0x80:
		return true
	case c >= '0' && c <= '9':
		return !d.numbered(i, end)
	case c == '*':
		return i+1 < end && d.src[i+1] != ' '
	case c == '[':
		return !(i+2 < end && d.src[i+2] == ']')
	}
	return textStart[c]
}

// textStart are the other ASCII characters that begin no block.
var textStart = func() (t [256]bool) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = true, true
	}
	for _, c := range "(),.;?@%'\"$/]{}^" {
		t[c] = true
	}
	return t
}()

// numbered says whether the line begins as an ordered list's item does, in any
// form.
func (d *doc) numbered(i, end int) bool {
	for i < end && d.src[i] >= '0' && d.src[i] <= '9' {
		i++
	}
	return i < end && (d.src[i] == '.' || d.src[i] == ')') && (i+1 == end || d.src[i+1] == ' ')
}

// fastHeading writes a heading that begins with #.
func (d *doc) fastHeading(i, end int) (next int, ok bool) {
	start := i
	for i < end && d.src[i] == '#' {
		i++
	}
	level := i - start
	if level > 6 || i+1 >= end || d.src[i] != ' ' || d.src[i+1] == ' ' || d.src[end-1] == '#' {
		return 0, false
	}
	h := d.openHeading(start)
	if !d.fastInline(i+1, end) {
		return 0, false
	}
	d.closeHeading(h, level)
	return end + 1, true
}

// fastParagraph writes a paragraph; a heading, a bulleted list, a quote or a
// comment may follow without a blank line.
func (d *doc) fastParagraph(i, end int) (next int, ok bool) {
	if !d.startsText(i, end) {
		return 0, false
	}
	d.openParagraph(i)
	for {
		if !d.fastInline(i, end) {
			return 0, false
		}
		i = end + 1
		if i >= len(d.src) || d.src[i] == '\n' {
			break
		}
		if end, ok = d.lineEnd(i); !ok {
			return 0, false
		}
		if d.interrupts(i, end) {
			break
		}
		if !d.startsText(i, end) || bytes.HasPrefix(d.src[i:], indentation) {
			return 0, false
		}
		d.softBreak()
	}
	d.closeParagraph()
	return i, true
}

// interrupts says whether the line ends a paragraph for sure and is something
// that the fast path knows.
func (d *doc) interrupts(i, end int) bool {
	switch d.src[i] {
	case '#', '>':
		return true
	case '<':
		return isCommentLine(d.src[i:end])
	case '-', '*':
		_, list := d.marker(i, end)
		return list
	}
	return false
}

// fastQuote writes a quote of one paragraph.
func (d *doc) fastQuote(i int) (next int, ok bool) {
	d.otherBlock(false)
	d.tag("<blockquote>\n")
	d.depth++
	d.openParagraph(i + 2)
	for first := true; i < len(d.src) && d.src[i] != '\n'; first = false {
		end, ok := d.lineEnd(i)
		if !ok || end-i < 3 || d.src[i] != '>' || d.src[i+1] != ' ' || !d.startsText(i+2, end) {
			return 0, false
		}
		if !first {
			if bytes.HasPrefix(d.src[i+2:], indentation) {
				return 0, false
			}
			d.softBreak()
		}
		if !d.fastInline(i+2, end) {
			return 0, false
		}
		i = end + 1
	}
	d.closeParagraph()
	d.depth--
	d.tag("</blockquote>\n")
	return i, true
}
