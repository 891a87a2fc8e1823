package sheet

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CSV writes a table as comma-separated values (RFC 4180): a byte order mark, so that
// Excel and WPS read UTF-8, then the titles and the rows, each ended by CR LF. A link is
// its address.
//
// A text that a spreadsheet could take for a formula gets an apostrophe before it: one
// whose first character that can be seen is = + - @ or one of their full-width forms, or
// that begins with a tab or a new line. So does a text that begins with an apostrophe, so
// that a reader gets every text back by taking one apostrophe away where a text begins
// with one. Days and numbers never have one: -5 is the number.
type CSV struct {
	w       io.Writer
	buf     []byte
	columns int
}

// flushAt is how much is gathered before it is written.
const flushAt = 32 << 10

// NewCSV begins a file with the table's titles.
func NewCSV(w io.Writer, t Table) *CSV {
	c := &CSV{w: w, buf: append(make([]byte, 0, flushAt+4<<10), "\ufeff"...), columns: len(t.Columns)}
	for i, col := range t.Columns {
		c.buf = appendText(comma(c.buf, i), col.Title)
	}
	c.buf = append(c.buf, "\r\n"...)
	return c
}

// Row writes a row; cells that are missing at its end are empty.
func (c *CSV) Row(cells []Cell) error {
	for i := range cells {
		c.buf = appendCell(comma(c.buf, i), &cells[i])
	}
	for i := len(cells); i < c.columns; i++ {
		c.buf = comma(c.buf, i)
	}
	c.buf = append(c.buf, "\r\n"...)
	if len(c.buf) < flushAt {
		return nil
	}
	return c.Close()
}

// Close writes what is left.
func (c *CSV) Close() error {
	_, err := c.w.Write(c.buf)
	c.buf = c.buf[:0]
	return err
}

func comma(dst []byte, i int) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	return dst
}

func appendCell(dst []byte, c *Cell) []byte {
	switch c.kind {
	case text:
		return appendText(dst, c.text)
	case link:
		return appendText(dst, c.url)
	case day:
		return c.day.AppendTo(dst)
	case number:
		return appendDecimal(dst, c.number, int(c.places))
	case percent:
		return append(appendDecimal(dst, c.number, int(c.places)), '%')
	}
	return dst
}

// appendText appends a text, in quotes where it has a character that some program parts
// cells at or trims, and defused.
func appendText(dst []byte, s string) []byte {
	guard := guarded(s)
	if !quoted(s) {
		return append(guardIf(dst, guard), s...)
	}
	dst = guardIf(append(dst, '"'), guard)
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return append(append(dst, s...), '"')
		}
		dst = append(append(dst, s[:i+1]...), '"')
		s = s[i+1:]
	}
}

func quoted(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ',', '"', '\r', '\n', ';', '\t', '|', ' ':
			return true
		}
	}
	return false
}

func guardIf(dst []byte, guard bool) []byte {
	if guard {
		dst = append(dst, '\'')
	}
	return dst
}

// guarded says whether a text gets an apostrophe.
func guarded(s string) bool {
	for i, r := range s {
		switch {
		case r >= '一' && r <= '龥' || r >= '0' && r <= '9':
			return false // nearly all texts begin so
		case r == '\'' && i == 0, r == '\t' || r == '\r' || r == '\n', strings.ContainsRune("=+-@＝＋－＠﹢﹣﹦﹫", r):
			return true
		case r != utf8.RuneError && !unicode.In(r, unicode.C, unicode.Z): // what programs may pass over
			return false
		}
	}
	return false
}
