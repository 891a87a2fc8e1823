package markdown

import "bytes"

// marker looks at the marker of a list item at i: one of - * or a number with .
// or ), then one space and text. Its zero value is no marker.
func (d *doc) marker(i, end int) (m listMarker, ok bool) {
	src := d.src
	switch c := src[i]; {
	case c == '-' || c == '*':
		m.char = c
	case c >= '0' && c <= '9':
		start := i
		for i < end && src[i] >= '0' && src[i] <= '9' && i-start < 9 {
			m.number = m.number*10 + int(src[i]-'0')
			i++
		}
		if i >= end || src[i] != '.' && src[i] != ')' {
			return listMarker{}, false
		}
		m.char = src[i]
	default:
		return listMarker{}, false
	}
	if i+2 >= end || src[i+1] != ' ' || src[i+2] == ' ' {
		return listMarker{}, false
	}
	m.text = i + 2
	return m, true
}

// listMarker is the marker of a list item.
type listMarker struct {
	char   byte
	number int
	text   int // where the item's text begins
}

// item is the text of one item.
type item struct{ start, end int }

// fastList writes a list whose items are one line each. A blank line between
// any two of them makes all of them paragraphs, so it looks at all items first.
func (d *doc) fastList(i int) (next int, ok bool) {
	end, _ := d.lineEnd(i)
	first, _ := d.marker(i, end)
	d.items = d.items[:0]
	loose, blank := false, false
	for i < len(d.src) {
		if d.src[i] == '\n' {
			blank = true
			i++
			continue
		}
		if end, ok = d.lineEnd(i); !ok {
			return 0, false
		}
		m, isItem := d.marker(i, end)
		if !isItem || m.char != first.char {
			if blank || d.src[i] == '#' || d.src[i] == '<' && isCommentLine(d.src[i:end]) {
				break
			}
			return 0, false
		}
		if !d.startsText(m.text, end) || isStars(d.src[i:end]) {
			return 0, false
		}
		loose = loose || blank && len(d.items) > 0
		blank = false
		d.items = append(d.items, item{m.text, end})
		i = end + 1
	}
	// An indented line would belong to the last item.
	if i < len(d.src) && d.src[i] == ' ' {
		return 0, false
	}
	return i, d.writeList(first, loose)
}

// isStars says whether a line of stars could be a thematic break.
func isStars(line []byte) bool { return len(bytes.Trim(line, "* ")) == 0 }

func (d *doc) writeList(first listMarker, loose bool) bool {
	d.otherBlock(false)
	closing := "</ul>\n"
	if first.char == '.' || first.char == ')' {
		d.openOrdered(first.number)
		closing = "</ol>\n"
	} else {
		d.tag("<ul>\n")
	}
	d.depth++
	for _, it := range d.items {
		if !d.writeItem(it, loose) {
			return false
		}
	}
	d.depth--
	d.tag(closing)
	return true
}

func (d *doc) writeItem(it item, loose bool) bool {
	if !loose {
		d.tag("<li>")
		at := len(d.out) - 1
		d.block()
		ok := d.fastInline(it.start, it.end)
		d.markEnglish(at, phraseWords)
		d.tag("</li>\n")
		return ok
	}
	d.tag("<li>\n")
	d.openParagraph(it.start)
	ok := d.fastInline(it.start, it.end)
	d.closeParagraph()
	d.tag("</li>\n")
	return ok
}
