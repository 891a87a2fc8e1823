package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// Articles of a regulation are cited by their numbers, so each has an address of its own:
// 第十二条 is art-12, 第十二条之一 art-12-1, in Chinese or in Arabic numerals. An article
// is a top-level paragraph or a heading that begins with its number, in bold or not, and a
// space, a colon or a title in 【】 after it; without these, 第十二条规定的… only speaks of
// an article. A number that comes again, as where a notice issues two regulations, gets
// _2, _3 and so on.

// articlePrefix begins the ids of articles; ids of other headings never do.
const articlePrefix = "art-"

// Article cuts the text of a block into the number of the article that it begins,
// 第十二条 or 第十二条之一, and what the article says; not ok when it begins none.
func Article(text string) (number, says string, ok bool) {
	s := trimPlacing([]byte(text))
	id, rest := articleID(nil, s)
	if id == nil {
		return "", text, false
	}
	s = s[leading(s):]
	return string(s[:len(s)-len(rest)]), string(trimPlacing(rest)), true
}

// articleID appends to buf the id of the article that the text or HTML s begins, and gives
// it and what follows the article's number; nil when it begins none.
func articleID(buf, s []byte) (id, rest []byte) {
	s = trimPlacing(s)
	s = bytes.TrimPrefix(s, []byte("<strong>"))
	s = s[leading(s):]
	rest, ok := bytes.CutPrefix(s, []byte("第"))
	if !ok {
		return nil, nil
	}
	n, size := articleNumber(rest)
	if rest, ok = bytes.CutPrefix(rest[size:], []byte("条")); !ok || n == 0 {
		return nil, nil
	}
	buf = strconv.AppendInt(append(buf, articlePrefix...), int64(n), 10)
	if after, ok := bytes.CutPrefix(rest, []byte("之")); ok {
		n, size := articleNumber(after)
		if n == 0 {
			return nil, nil
		}
		buf = strconv.AppendInt(append(buf, '-'), int64(n), 10)
		rest = after[size:]
	}
	if !endsNumber(rest) {
		return nil, nil
	}
	return buf, rest
}

// leading is the length of the spaces that s begins with.
func leading(s []byte) (n int) {
	for k := placing(s); k > 0; k = placing(s[n:]) {
		n += k
	}
	return n
}

// endsNumber says whether what follows a number shows that it is an article's own.
func endsNumber(rest []byte) bool {
	if len(rest) == 0 || placing(rest) > 0 {
		return true
	}
	for _, mark := range []string{"<", "：", ":", "【"} {
		if bytes.HasPrefix(rest, []byte(mark)) {
			return true
		}
	}
	return false
}

// articleNumber reads the number that s begins with, 1 to 9999, written 12, １２, 十二,
// 一百二十 or 一二〇, and gives its length in bytes. It is 0 when there is none.
func articleNumber(s []byte) (n, size int) {
	digits, units := 0, false // digits since the last unit, as one number
	for size < len(s) {
		r, k := utf8.DecodeRune(s[size:])
		digit, unit := numeralOf(r)
		switch {
		case unit > 0:
			n, digits, units = n+max(digits, 1)*unit, 0, true
		case digit < 0:
			return inRange(n + digits), size
		default:
			digits = digits*10 + digit
		}
		if n > 9999 || digits > 9999 || units && digits > 9 {
			return 0, size
		}
		size += k
	}
	return inRange(n + digits), size
}

func inRange(n int) int {
	if n > 9999 {
		return 0
	}
	return n
}

// numeralOf is the value of a digit, or the unit that a character stands for; digit is -1
// of all others.
func numeralOf(r rune) (digit, unit int) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), 0
	case r >= '０' && r <= '９':
		return int(r - '０'), 0
	}
	switch r {
	case '〇', '零', '○':
		return 0, 0
	case '一':
		return 1, 0
	case '二', '两':
		return 2, 0
	case '三':
		return 3, 0
	case '四':
		return 4, 0
	case '五':
		return 5, 0
	case '六':
		return 6, 0
	case '七':
		return 7, 0
	case '八':
		return 8, 0
	case '九':
		return 9, 0
	case '十':
		return -1, 10
	case '百':
		return -1, 100
	case '千':
		return -1, 1000
	}
	return -1, 0
}

// markArticle gives the top-level paragraph that was just written its id if it is an
// article.
func (d *doc) markArticle(b *topBlock) {
	const open = len("<p")
	id, _ := articleID(d.scratch[:0], d.out[b.start+open+1:])
	if id == nil {
		return
	}
	d.scratch = id[:0]
	b.tagged = true
	d.r.Articles = append(d.r.Articles, d.ids.takeArticle(id))
	d.insert(b.start+open, ` id="`+d.r.Articles[len(d.r.Articles)-1]+`"`)
	b.end = len(d.out)
}
