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
	data = bytes.TrimPrefix(data, byteOrderMark)
	if trouble(data, 0) == len(data) {
		return data, nil
	}
	if d, wrong := otherEncoding(file, data); wrong {
		return nil, []diag.Diagnostic{d}
	}
	data = unifyLines(data)
	return data, badCharacters(file, data)
}

var byteOrderMark = []byte("\xEF\xBB\xBF")

// Again is Clean of data with which it has found nothing wrong before: it need not be
// looked through again.
func Again(data []byte) []byte { return unifyLines(bytes.TrimPrefix(data, byteOrderMark)) }

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

// trouble is the offset, from at on, of the next byte that keeps text from being
// clean as it is: a bad character, a CR, a fault in UTF-8; len(data) without one.
// Checking UTF-8 and the characters at once, two Chinese characters at a time, it
// takes a third of the time of utf8.Valid and a second pass.
func trouble(data []byte, at int) int {
	for at < len(data) {
		if at+8 <= len(data) {
			x := binary.LittleEndian.Uint64(data[at:])
			if x&twoOfThree == twoOfThreeSet && plainLead[byte(x)] && plainLead[byte(x>>24)] {
				at += 6
				continue
			}
		}
		if plainASCII[data[at]] {
			at++
			continue
		}
		size := goodCharacter(data[at:])
		if size == 0 {
			return at
		}
		at += size
	}
	return len(data)
}

// Two characters of three bytes: 1110xxxx 10xxxxxx 10xxxxxx twice.
const (
	twoOfThree    = 0x0000_C0C0F0_C0C0F0
	twoOfThreeSet = 0x0000_8080E0_8080E0
)

// plainLead has the first bytes of U+1000 to U+1FFF, U+3000 to U+CFFF and U+E000 to
// U+FFFF, all of which are good, whatever bytes follow; those of E0, E2 and ED are not.
var plainLead = [256]bool{
	0xE1: true, 0xE3: true, 0xE4: true, 0xE5: true, 0xE6: true, 0xE7: true, 0xE8: true, 0xE9: true,
	0xEA: true, 0xEB: true, 0xEC: true, 0xEE: true, 0xEF: true,
}

var plainASCII = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c < 0x7F || c == '\t' || c == '\n'
	}
	return t
}()

// goodCharacter is the size of the character that s begins with, 0 when it must not
// be in a file.
func goodCharacter(s []byte) int {
	r, size := utf8.DecodeRune(s)
	switch {
	case r == utf8.RuneError && size == 1,
		r < ' ' && r != '\t' && r != '\n',
		r >= 0x7F && r < 0xA0,
		r >= 0x202A && r <= 0x202E,
		r >= 0x2066 && r <= 0x2069:
		return 0
	}
	return size
}

// badCharacters reports the bad characters of a text that is UTF-8 without CR.
func badCharacters(file string, data []byte) (diags []diag.Diagnostic) {
	line, lineStart, counted := 1, 0, 0
	for at := trouble(data, 0); at < len(data); {
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
		r, size := utf8.DecodeRune(data[at:])
		rule := &ruleControl
		if r > 0xFF {
			rule = &ruleBidi
		}
		diags = append(diags, rule.At(file, diag.Pos{Line: line, Col: col, EndLine: line, EndCol: col + 1},
			"%s U+%04X 不能出现在文件中", characterName(r), r).WithHint("%s", rule.Repair))
		at = trouble(data, at+size)
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
