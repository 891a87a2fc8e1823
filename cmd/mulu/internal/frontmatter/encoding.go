package frontmatter

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"mulu/cmd/mulu/internal/diag"
)

// otherEncoding says whether data is not UTF-8, and names the encoding it
// probably has.
func otherEncoding(file string, data []byte) (diag.Diagnostic, bool) {
	if name := utf16Name(data); name != "" {
		return ruleEncoding.At(file, diag.Pos{Line: 1, Col: 1}, "文件编码是 %s，应为 UTF-8", name).
			WithHint("%s", ruleEncoding.Repair), true
	}
	if utf8.Valid(data) {
		return diag.Diagnostic{}, false
	}
	at := invalidAt(data)
	before := data[:at]
	pos := diag.Pos{
		Line: 1 + countLines(before),
		Col:  1 + utf8.RuneCount(before[lineStart(before):]),
	}
	if !bytes.ContainsFunc(before, isHan) && looksGB18030(data[at:]) {
		return ruleEncoding.At(file, pos, "文件编码是 GBK 或 GB18030，应为 UTF-8").
			WithHint("%s", ruleEncoding.Repair), true
	}
	return ruleEncoding.At(file, pos, "此处的字节 0x%02X 不是有效的 UTF-8", data[at]).
		WithHint("%s", ruleEncoding.Repair), true
}

// utf16Name names UTF-16 and UTF-32 by their BOM, or by the NUL bytes that every
// second byte of ASCII text is in UTF-16.
func utf16Name(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		return "UTF-32"
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return "UTF-16"
	case len(data) >= 4 && (data[0] == 0) != (data[1] == 0) && (data[0] == 0) == (data[2] == 0) && (data[1] == 0) == (data[3] == 0):
		return "UTF-16（没有 BOM）"
	}
	return ""
}

// invalidAt is the offset of the first byte that is not UTF-8.
func invalidAt(data []byte) int {
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}

// lineStart and countLines know all three line ends, as they come before Clean has
// made them one.
func lineStart(data []byte) int { return bytes.LastIndexAny(data, "\r\n") + 1 }

func countLines(data []byte) int {
	return bytes.Count(data, newline) + bytes.Count(data, []byte{'\r'}) - bytes.Count(data, []byte("\r\n"))
}

// isHan says whether r is a Chinese character. One before the first bad byte shows
// that a file is UTF-8 with a fault, and not GB18030.
func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// looksGB18030 says whether the bytes, the first of which is not UTF-8, are Chinese
// text in GB18030: they decode, and of what is not ASCII nearly all is Chinese.
func looksGB18030(data []byte) bool {
	const sample = 16 << 10
	whole := len(data) <= sample
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data[:min(len(data), sample)])
	if err != nil {
		return false
	}
	chinese, other := 0, 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		switch {
		case r == utf8.RuneError && (whole || len(text) > 0): // the sample may end inside a character
			return false
		case isHan(r), r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFF5E, r >= 0x2010 && r <= 0x2026:
			chinese++
		case r >= utf8.RuneSelf:
			other++
		}
	}
	return chinese > 0 && chinese >= 9*other
}
