package sheet

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/official"
)

var (
	errRows    = errors.New("a workbook's sheet has at most 1,048,576 rows")
	errColumns = errors.New("a workbook needs a column")
)

// cell appends the cell of column i. Texts are in the cells themselves, not in a table of
// shared ones, which would have to be kept until the end.
func (x *XLSX) cell(dst []byte, c *Cell, i, style int) []byte {
	switch c.kind {
	case text:
		return x.textCell(dst, c.text, i, style)
	case link:
		if len(c.url) > maxLinkTo || x.count == maxLinks {
			return x.textCell(dst, c.text, i, style)
		}
		x.link(c.url, i)
		return x.textCell(dst, c.text, i, styleLink)
	case day:
		n, ok := serial(c.day)
		if !ok {
			return x.textCell(dst, c.day.String(), i, style)
		}
		return x.numberCell(dst, int64(n), 0, i, styleDay)
	case number:
		return x.numberCell(dst, c.number, int(c.places), i, styleNumber+int(c.places))
	case percent:
		return x.numberCell(dst, c.number, int(c.places)+2, i, stylePercent+int(c.places))
	}
	return dst
}

func (x *XLSX) begin(dst []byte, i, style int) []byte {
	dst = append(dst, `<c r="`...)
	dst = strconv.AppendInt(appendColumn(dst, i), int64(x.row), 10)
	dst = append(dst, `" s="`...)
	return strconv.AppendInt(dst, int64(style), 10)
}

func (x *XLSX) textCell(dst []byte, s string, i, style int) []byte {
	dst = append(x.begin(dst, i, style), `" t="inlineStr"><is><t xml:space="preserve">`...)
	return append(appendXML(dst, cut(s)), "</t></is></c>"...)
}

func (x *XLSX) numberCell(dst []byte, n int64, places, i, style int) []byte {
	dst = append(x.begin(dst, i, style), `"><v>`...)
	return append(appendDecimal(dst, n, places), "</v></c>"...)
}

// link notes the link of a cell: the sheet lists them behind its rows.
func (x *XLSX) link(url string, i int) {
	x.count++
	x.links = append(x.links, `<hyperlink ref="`...)
	x.links = strconv.AppendInt(appendColumn(x.links, i), int64(x.row), 10)
	x.links = append(x.links, `" r:id="r`...)
	x.links = strconv.AppendInt(x.links, int64(x.count), 10)
	x.links = append(x.links, `"/>`...)
	x.rels = append(x.rels, `<Relationship Id="r`...)
	x.rels = strconv.AppendInt(x.rels, int64(x.count), 10)
	x.rels = append(x.rels, `" Type="`+relation+`/hyperlink" TargetMode="External" Target="`...)
	x.rels = append(appendXML(x.rels, url), `"/>`...)
}

// appendColumn appends the letters of column i, from 0: A, Z, AA.
func appendColumn(dst []byte, i int) []byte {
	if i >= 26 {
		dst = appendColumn(dst, i/26-1)
	}
	return append(dst, byte('A'+i%26))
}

// epoch is the day 0 of a workbook, as it is from March 1900 on: Excel has a 29 February
// 1900, which never was.
var epoch = official.DateOf(1899, 12, 30)

// serial is a day as workbooks count; those before March 1900 they cannot tell rightly.
func serial(d official.Date) (n int, ok bool) {
	n = epoch.DaysUntil(d)
	return n, n > 60
}

// cut shortens a text to what a cell holds. The limit counts UTF-16 units.
func cut(s string) string {
	if len(s) <= maxText { // a unit has a byte at least
		return s
	}
	units, fits := 0, 0 // fits: the end of what leaves a place for …
	for i, r := range s {
		if units < maxText {
			fits = i
		}
		if units += utf16Len(r); units > maxText {
			return s[:fits] + "…"
		}
	}
	return s
}

func utf16Len(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// appendXML appends a text as XML. What XML cannot hold is written as workbooks do
// (_x0001_), and so is the beginning of a text that looks like that.
func appendXML(dst []byte, s string) []byte {
	s = strings.ToValidUTF8(s, "\ufffd")
	from := 0
	for i := 0; i < len(s); i++ {
		if !special[s[i]] {
			continue
		}
		if to, n := escape(s[i:]); n > 0 {
			dst = append(append(dst, s[from:i]...), to...)
			i += n - 1
			from = i + 1
		}
	}
	return append(dst, s[from:]...)
}

// special are the bytes at which escape is asked; 0xef begins U+FFFE.
var special = func() (t [256]bool) {
	for c := range byte(' ') {
		t[c] = c != '\n' && c != '\t'
	}
	for _, c := range []byte("&<>\"_\xef") {
		t[c] = true
	}
	return t
}()

// escape is what stands in a text for its first n bytes; n is 0 when they may stay.
func escape(s string) (to string, n int) {
	switch c := s[0]; {
	case c == '&':
		return "&amp;", 1
	case c == '<':
		return "&lt;", 1
	case c == '>':
		return "&gt;", 1
	case c == '"':
		return "&quot;", 1
	case c == '_' && escapes(s):
		return "_x005F_", 1
	case c < ' ':
		return fmt.Sprintf("_x%04X_", c), 1
	case strings.HasPrefix(s, "\ufffe"):
		return "_xFFFE_", 3
	case strings.HasPrefix(s, "\uffff"):
		return "_xFFFF_", 3
	}
	return "", 0
}

// escapes says whether a text begins like _x0041_, as it is or once what comes after the
// digits is written with an underscore before it.
func escapes(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' && !unwritable(s[6:]) {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

// unwritable says whether a text begins with what XML 1.0 (2.2) cannot hold, or would read
// as another character (2.11).
func unwritable(s string) bool {
	return s[0] < ' ' && special[s[0]] || strings.HasPrefix(s, "\ufffe") || strings.HasPrefix(s, "\uffff")
}
