package official

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ErrAddress is wrapped by every error of AddressPath.
var ErrAddress = errors.New("不能用作页面地址")

const (
	maxIndexBytes = 400 // of an index number; the longest real scheme has some 60
	maxPartBytes  = 120 // of one part of an address
	maxPathBytes  = 700 // of an address; with a file's name behind it, it is a path that systems can hold
)

// AddressPath makes the part of a page's address that stands for an index
// number: 113701000041890072/2023-00368 is itself. Only characters outside of
// letters, digits, "-" and "_" are written otherwise, so that the address can be
// a file's name everywhere and needs no escapes in a URL:
//
//   - a character is ~ and four lower-case hexadecimal digits of its code point
//     (~~ and six above U+FFFF); so are dots, a first character that is no letter
//     or digit, and the first letter of a name that is reserved on Windows (con,
//     aux …) or has a meaning on web servers (index);
//   - a part with small letters ends in ~l, one with capital and small letters in
//     ~m and a number that says which are small, so that numbers that differ only
//     in case have different addresses on every file system;
//   - an empty part is ~e;
//   - a part of more than 120 bytes is cut and ends in ~h and 128 bits of its
//     SHA-256.
//
// Different index numbers give different paths, also where case is ignored
// (texts that are equal in Unicode form NFC are the same number). The path is
// relative, with slashes, of no empty part. An empty number, one that is no UTF-8
// and one that is over-long, itself or its path, are errors, in Chinese.
func AddressPath(index string) (string, error) {
	if isPlainAddress(index) {
		return index, nil
	}
	switch {
	case index == "":
		return "", fmt.Errorf("空的索引号%w", ErrAddress)
	case len(index) > maxIndexBytes:
		return "", fmt.Errorf("索引号%w：超过 %d 字节", ErrAddress, maxIndexBytes)
	case !utf8.ValidString(index):
		return "", fmt.Errorf("索引号“%s”%w：不是有效的 UTF-8 文字", index, ErrAddress)
	}
	parts := strings.Split(norm.NFC.String(index), "/")
	for i, part := range parts {
		parts[i] = addressPart(part)
	}
	address := strings.Join(parts, "/")
	if len(address) > maxPathBytes {
		return "", fmt.Errorf("索引号%w：写成地址超过 %d 字节", ErrAddress, maxPathBytes)
	}
	return address, nil
}

// isPlainAddress says whether index surely is its own address, as nearly all are:
// parts of at least 5 bytes of capital letters, digits, "-" and "_" that begin
// with a digit.
func isPlainAddress(index string) bool {
	begin := 0
	for i := 0; i <= len(index); i++ {
		if i == len(index) || index[i] == '/' {
			if i-begin < 5 || i-begin > maxPartBytes || !isDigit(index[begin]) {
				return false
			}
			begin = i + 1
			continue
		}
		c := index[i]
		if !isDigit(c) && (c < 'A' || c > 'Z') && c != '-' && c != '_' {
			return false
		}
	}
	return len(index) <= maxIndexBytes
}

func addressPart(part string) string {
	if part == "" {
		return "~e"
	}
	var b strings.Builder
	special := isReservedName(part)
	for i, r := range part {
		plain := isLetter(r) || r >= '0' && r <= '9'
		switch {
		case i == 0 && (special || !plain):
			writeEscape(&b, r)
		case plain || r == '-' || r == '_':
			b.WriteRune(r)
		default:
			writeEscape(&b, r)
		}
	}
	b.WriteString(caseMark(part))
	if b.Len() <= maxPartBytes {
		return b.String()
	}
	sum := sha256.Sum256([]byte(part))
	end := fmt.Sprintf("~h%x", sum[:16])
	return b.String()[:maxPartBytes-len(end)] + end
}

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

func writeEscape(b *strings.Builder, r rune) {
	if r > 0xFFFF {
		fmt.Fprintf(b, "~~%06x", r)
		return
	}
	fmt.Fprintf(b, "~%04x", r)
}

// caseMark says which letters of part are small: nothing when none is, ~l when
// all are, else ~m and a hexadecimal number for every 32 letters, the first
// letter of each as its lowest bit.
func caseMark(part string) string {
	var words []uint32
	letters, small := 0, 0
	for _, r := range part {
		if !isLetter(r) {
			continue
		}
		if letters%32 == 0 {
			words = append(words, 0)
		}
		if r >= 'a' {
			words[letters/32] |= 1 << (letters % 32)
			small++
		}
		letters++
	}
	switch small {
	case 0:
		return ""
	case letters:
		return "~l"
	}
	mark := "~m"
	for i, w := range words {
		if i > 0 {
			mark += "-"
		}
		mark += strconv.FormatUint(uint64(w), 16)
	}
	return mark
}

// isReservedName says whether a file of this name, with any extension, means
// something else: devices on Windows, and the page of a folder on a web server.
func isReservedName(part string) bool {
	switch name := strings.ToLower(part); name {
	case "con", "prn", "aux", "nul", "index":
		return true
	default:
		return len(name) == 4 && (name[:3] == "com" || name[:3] == "lpt") && isDigit(name[3])
	}
}
