package pdf

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// charset is the encoding behind a predefined character map (ISO 32000-1, table 118):
// its codes are characters of a known encoding, so that no map is needed to read them.
type charset struct {
	decoder *encoding.Decoder
	length  func(text) int
	shift   byte              // added to every byte: a map in the 7-bit form of its encoding
	decoded map[uint32]string // codes of two bytes already met; decoding takes 0.4 µs
}

// charsetOf gives the encoding of the map n, nil when it is none of them.
func charsetOf(n name) *charset {
	s := strings.TrimSuffix(strings.TrimSuffix(string(n), "-V"), "-H")
	switch {
	case strings.HasSuffix(s, "-UCS2"), strings.HasSuffix(s, "-UTF16"), strings.HasSuffix(s, "-UCS2-HW"):
		return newCharset(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), utf16Length)
	case strings.HasSuffix(s, "-UTF32"):
		return newCharset(utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), func(text) int { return 4 })
	case strings.HasSuffix(s, "-UTF8"):
		return newCharset(unicode.UTF8, utf8Length)
	}
	switch s {
	case "GB-EUC", "GBpc-EUC", "GBK-EUC", "GBKp-EUC", "GBK2K":
		return newCharset(simplifiedchinese.GB18030, gbLength)
	case "GB", "GBT":
		c := newCharset(simplifiedchinese.GBK, func(text) int { return 2 })
		c.shift = 0x80
		return c
	case "B5pc", "HKscs-B5", "ETen-B5", "ETenms-B5":
		return newCharset(traditionalchinese.Big5, eastLength)
	case "90ms-RKSJ", "90msp-RKSJ", "90pv-RKSJ", "83pv-RKSJ", "Add-RKSJ", "Ext-RKSJ":
		return newCharset(japanese.ShiftJIS, shiftLength)
	case "EUC":
		return newCharset(japanese.EUCJP, eastLength)
	case "KSC-EUC", "KSCms-UHC", "KSCms-UHC-HW", "KSCpc-EUC":
		return newCharset(korean.EUCKR, eastLength)
	}
	return nil
}

func newCharset(e encoding.Encoding, length func(text) int) *charset {
	return &charset{decoder: e.NewDecoder(), length: length, decoded: map[uint32]string{}}
}

// decode is the text of one code, "" if it has none.
func (c *charset) decode(t text) string {
	if len(t) != 2 {
		return c.decodeOnce(t)
	}
	value, _ := code(t)
	s, ok := c.decoded[value]
	if !ok {
		s = c.decodeOnce(t)
		c.decoded[value] = s
	}
	return s
}

func (c *charset) decodeOnce(t text) string {
	b := []byte(t)
	for i := range b {
		b[i] += c.shift
	}
	out, err := c.decoder.Bytes(b)
	if s := string(out); err == nil && s != "\uFFFD" {
		return s
	}
	return ""
}

func utf16Length(t text) int {
	if t[0] >= 0xD8 && t[0] <= 0xDB {
		return 4
	}
	return 2
}

func utf8Length(t text) int {
	switch c := t[0]; {
	case c >= 0xF0:
		return 4
	case c >= 0xE0:
		return 3
	case c >= 0xC0:
		return 2
	}
	return 1
}

func gbLength(t text) int {
	if n := eastLength(t); n == 1 || len(t) < 2 || t[1] < '0' || t[1] > '9' {
		return n
	}
	return 4
}

func eastLength(t text) int {
	if t[0] > 0x80 && t[0] < 0xFF {
		return 2
	}
	return 1
}

func shiftLength(t text) int {
	if t[0] >= 0x81 && t[0] <= 0x9F || t[0] >= 0xE0 && t[0] <= 0xFC {
		return 2
	}
	return 1
}
