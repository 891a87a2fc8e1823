package frontmatter

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
)

// MaxFile is the size of the largest text file that is read, in bytes.
const MaxFile = 4 << 20

// mostReports is the number of bad characters that are reported of one file.
const mostReports = 20

// Clean checks the encoding of a whole text file and returns the text without BOM
// and with LF line ends. Data that is clean already comes back as it is, not
// copied. Reported are other encodings, control characters and those that turn the
// direction of text, and files larger than MaxFile; the text is then not to be
// used, though lines and columns in it are right.
func Clean(file string, data []byte) ([]byte, []diag.Diagnostic) {
	if len(data) > MaxFile {
		return nil, []diag.Diagnostic{TooLarge(file, int64(len(data)))}
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if d, wrong := otherEncoding(file, data); wrong {
		return nil, []diag.Diagnostic{d}
	}
	data = unifyLines(data)
	if at := suspicious(data, 0); at < len(data) {
		return data, badCharacters(file, data, at)
	}
	return data, nil
}

// unifyLines makes LF of CRLF and of CR alone.
func unifyLines(data []byte) []byte {
	if bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), newline)
	for i, c := range data {
		if c == '\r' {
			data[i] = '\n'
		}
	}
	return data
}

// suspicious is the offset, from at on, of the next character that must not be in
// a file; len(data) without one. It looks at eight bytes at a time and at single
// ones only where a line ends or punctuation such as “ ” is.
func suspicious(data []byte, at int) int {
	for at+8 <= len(data) {
		x := binary.LittleEndian.Uint64(data[at:])
		if mayHold(x) {
			for i := range 8 {
				if bad(data[at+i:]) {
					return at + i
				}
			}
		}
		at += 8
	}
	for ; at < len(data); at++ {
		if bad(data[at:]) {
			return at
		}
	}
	return len(data)
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// mayHold says whether one of the bytes of x is a control, DEL, or begins U+0080
// to U+00BF or U+2000 to U+2FFF. It may say so wrongly, but not the contrary.
func mayHold(x uint64) bool {
	control := (x - ones*' ') &^ x
	return (control|zeroByte(x^ones*0x7F)|zeroByte(x^ones*0xE2)|zeroByte(x^ones*0xC2))&highs != 0
}

// zeroByte has the high bit of each byte that is 0 in x, and perhaps of some after it.
func zeroByte(x uint64) uint64 { return (x - ones) &^ x }

// bad says whether s begins with a character that must not be in a file.
func bad(s []byte) bool {
	switch c := s[0]; {
	case c < ' ':
		return c != '\t' && c != '\n'
	case c == 0x7F:
		return true
	case c == 0xC2:
		return len(s) > 1 && s[1] < 0xA0
	case c == 0xE2:
		return isBidi(s)
	}
	return false
}

// isBidi says whether s begins with U+202A to U+202E or U+2066 to U+2069.
func isBidi(s []byte) bool {
	if len(s) < 3 {
		return false
	}
	return s[1] == 0x80 && s[2] >= 0xAA && s[2] <= 0xAE || s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9
}

// badCharacters reports the bad characters from at on.
func badCharacters(file string, data []byte, at int) (diags []diag.Diagnostic) {
	line, lineStart, counted := 1, 0, 0
	for ; at < len(data); at = suspicious(data, at+1) {
		if len(diags) == mostReports {
			diags[mostReports-1] = diags[mostReports-1].WithHint("后面还有这样的字符，没有一一列出")
			break
		}
		line += bytes.Count(data[counted:at], newline)
		if i := bytes.LastIndexByte(data[counted:at], '\n'); i >= 0 {
			lineStart = counted + i + 1
		}
		counted = at
		col := 1 + utf8.RuneCount(data[lineStart:at])
		r, _ := utf8.DecodeRune(data[at:])
		rule := &ruleControl
		if r > 0xFF {
			rule = &ruleBidi
		}
		diags = append(diags, rule.At(file, diag.Pos{Line: line, Col: col, EndLine: line, EndCol: col + 1},
			"%s U+%04X 不能出现在文件中", characterName(r), r).WithHint("%s", rule.Repair))
	}
	return diags
}

func characterName(r rune) string {
	switch {
	case r == 0:
		return "空字符（NUL）"
	case r > 0xFF:
		return "双向文字控制字符"
	}
	return "控制字符"
}
