package extract

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// readTXT reads a plain text file: a line is a paragraph, as in editors that wrap.
func readTXT(j *job) error {
	text, cut, err := j.plain()
	if err != nil {
		return err
	}
	for line := range strings.Lines(text) {
		if err := j.out.writeLine(line); err != nil {
			return limited(err)
		}
	}
	if cut {
		return limited(nil)
	}
	return nil
}

// plain reads a text file as UTF-8, at most four bytes for each character that may be
// written; cut says that the file goes on.
func (j *job) plain() (text string, cut bool, err error) {
	n := min(j.size, 4*int64(j.limits.Characters)+4)
	data := make([]byte, n)
	got, err := j.ReadAt(data, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", false, err
	}
	data, cut = data[:got], j.size > n
	if cut { // not in the middle of a character, where the encoding allows to see it
		if i := bytes.LastIndexByte(data, '\n'); i > len(data)/2 {
			data = data[:i+1]
		}
	}
	text, err = decode(data)
	return text, cut, err
}

var utf16 = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)

// decode makes UTF-8 of a text file: marked UTF-8 or UTF-16, else UTF-8 if it is valid,
// else GB 18030 (with GBK and GB 2312 within) if it looks like Chinese.
func decode(data []byte) (string, error) {
	var enc encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return string(data[3:]), nil
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		enc = utf16
	case validPrefix(data):
		return string(data), nil
	case looksGB(data):
		enc = simplifiedchinese.GB18030
	default:
		return "", &Problem{Rule: &ruleEncoding, message: "的文字编码无法识别"}
	}
	text, err := enc.NewDecoder().Bytes(data)
	return string(text), err
}

// validPrefix says whether data is UTF-8, but for a character cut at the end.
func validPrefix(data []byte) bool {
	for i := 0; i < utf8.UTFMax && i < len(data); i++ {
		if utf8.Valid(data[:len(data)-i]) {
			return i == 0 || !utf8.FullRune(data[len(data)-i:])
		}
	}
	return len(data) == 0
}

// looksGB says whether data can be GB 18030: all bytes make characters, and at least
// seven tenths of the Chinese ones are Chinese characters and punctuation of GB 2312, as
// in all text of the mainland; Big5, Shift-JIS and Latin-1 read as GB 18030 give rare characters.
func looksGB(data []byte) bool {
	common, all := 0, 0
	for i := 0; i < len(data); {
		switch b := data[i]; {
		case b < 0x80:
			i++
		case b == 0x80 || b == 0xFF:
			return false
		case i+1 >= len(data): // cut
			i++
		case data[i+1] >= 0x30 && data[i+1] <= 0x39:
			i, all = i+4, all+1
		case data[i+1] < 0x40 || data[i+1] == 0x7F || data[i+1] == 0xFF:
			return false
		default:
			if data[i+1] >= 0xA1 && (b >= 0xA1 && b <= 0xA3 || b >= 0xB0 && b <= 0xF7) {
				common++
			}
			i, all = i+2, all+1
		}
	}
	return common*10 >= all*7
}
