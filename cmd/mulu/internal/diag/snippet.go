package diag

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// cursor is a place in a source text. It finds places that follow one another
// without reading from the beginning: thousands of problems in one file, or in
// one line of megabytes, cost one reading.
type cursor struct {
	src       []byte
	line, col int
	begin, at int // bytes: where the line begins, and where the place is
}

// newCursor stands at the first character; a byte order mark is none.
func newCursor(src []byte) cursor {
	return cursor{src: bytes.TrimPrefix(src, []byte("\ufeff")), line: 1, col: 1}
}

// seek moves to a line and column. It says false when the text has no such place;
// the column after the last character of a line is one.
func (c *cursor) seek(line, col int) bool {
	if line < c.line || line == c.line && col < c.col {
		*c = cursor{src: c.src, line: 1, col: 1}
	}
	for c.line < line {
		i := bytes.IndexByte(c.src[c.at:], '\n')
		if i < 0 {
			return false
		}
		c.at += i + 1
		c.line, c.col, c.begin = c.line+1, 1, c.at
	}
	for c.col < col {
		if c.atEnd(c.at) {
			return false
		}
		c.at += runeLen(c.src[c.at:])
		c.col++
	}
	return true
}

// runeLen is the number of bytes of the first character of a text that is not empty.
func runeLen(text []byte) int {
	_, size := utf8.DecodeRune(text)
	return size
}

// atEnd says whether a line ends at byte i, with LF, CRLF or the text.
func (c *cursor) atEnd(i int) bool {
	rest := c.src[i:]
	return len(rest) == 0 || rest[0] == '\n' || len(rest) > 1 && rest[0] == '\r' && rest[1] == '\n'
}

// snippet gives the source line of p, cut to the columns around p when it is
// longer, and the carets for the line below it. Both fit into columns.
func (c *cursor) snippet(p Pos, columns int) (line, carets string, ok bool) {
	if !c.seek(p.Line, p.Col) || c.garbled() {
		return "", "", false
	}
	before, cutBefore := c.before(columns / 3)
	marked, after, cutAfter := c.after(p, columns-textWidth(before)-2) // 2: the signs of a cut
	blank := strings.Repeat(" ", textWidth(before)+textWidth(cutBefore))
	return cutBefore + before + marked + after + cutAfter, blank + strings.Repeat("^", max(1, textWidth(marked))), true
}

// mostWhole is how much of a line whole gives, in bytes.
const mostWhole = 64 << 10

// whole is the line around the place, of a very long one what may be shown of it.
func (c *cursor) whole() string {
	from := max(c.begin, c.at-mostWhole/2)
	line := c.src[from:min(len(c.src), c.at+mostWhole/2)]
	line, _, _ = bytes.Cut(line, []byte("\n"))
	return strings.TrimSuffix(string(line), "\r")
}

// garbled says whether the line is in another encoding: a row of escapes tells an
// editor nothing. A few broken bytes in a line are shown.
func (c *cursor) garbled() bool {
	const most, within = 4, 400 // broken bytes among so many that are looked at
	broken := 0
	for i := c.begin; i < c.begin+within && !c.atEnd(i) && broken <= most; {
		r, size := utf8.DecodeRune(c.src[i:])
		if r == utf8.RuneError && size == 1 {
			broken++
		}
		i += size
	}
	return broken > most
}

// mostMarks is how many characters of no width a column may hold: a line of combining
// marks would else never be full.
const mostMarks = 4

// before is what stands left of the place, at most so many columns of it, and 「…」
// when there is more.
func (c *cursor) before(columns int) (text, cut string) {
	var shown []string
	used := 0
	for i := c.at; i > c.begin; {
		r, size := utf8.DecodeLastRune(c.src[c.begin:i])
		s := glyph(r, c.src[i-size])
		if used += textWidth(s); used > columns || len(shown) > mostMarks*columns {
			cut = "…"
			break
		}
		shown = append(shown, s)
		i -= size
	}
	slices.Reverse(shown)
	return strings.Join(shown, ""), cut
}

// after is what stands from the place on, the part that p marks and the rest, at
// most so many columns, and 「…」 when there is more.
func (c *cursor) after(p Pos, columns int) (marked, rest, cut string) {
	marks := p.marks()
	var in, out strings.Builder
	used := 0
	for i, n := c.at, 0; !c.atEnd(i); n++ {
		r, size := utf8.DecodeRune(c.src[i:])
		s := glyph(r, c.src[i])
		if used += textWidth(s); used > columns || n > mostMarks*columns {
			cut = "…"
			break
		}
		if n < marks {
			in.WriteString(s)
		} else {
			out.WriteString(s)
		}
		i += size
	}
	return in.String(), out.String(), cut
}

// marks is how many characters of its line p covers, at least 1.
func (p Pos) marks() int {
	switch {
	case p.EndLine > p.Line:
		return int(^uint(0) >> 1) // the whole rest
	case p.EndLine == p.Line && p.EndCol > p.Col:
		return p.EndCol - p.Col
	}
	return 1
}

// steering are the beginnings of commands that build servers read anywhere in a log.
var steering = strings.NewReplacer("##[", `#\x23[`, "##vso[", `#\x23vso[`)

// visible is s with every character that could steer a terminal or a build server, or
// hide text, written as an escape.
func visible(s string) string {
	if strings.Contains(s, "##") {
		s = steering.Replace(s)
	}
	if !strings.ContainsFunc(s, func(r rune) bool { return r == utf8.RuneError || isHidden(r) }) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		b.WriteString(glyph(r, s[i]))
	}
	return b.String()
}

// glyph is how one character is shown; first is its first byte, which says what a
// broken one was. A tab is four columns, wherever it stands.
func glyph(r rune, first byte) string {
	switch {
	case r == '\t':
		return "    "
	case r == utf8.RuneError && first != 0xEF: // U+FFFD itself begins with EF
		return fmt.Sprintf(`\x%02x`, first)
	case !isHidden(r):
		return string(r)
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// isHidden says whether r is a control character, a line separator, or a format
// character such as those that turn the direction of writing.
func isHidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// textWidth is the number of terminal columns of a text of glyphs.
func textWidth(s string) (columns int) {
	for _, r := range s {
		columns += runeWidth(r)
	}
	return columns
}

func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
