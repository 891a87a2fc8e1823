package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/official"
)

// parseSignedDate reads a line that is a date and nothing else: 2023年7月24日, or
// in Chinese numerals as 二〇二三年七月二十四日 (GB/T 9704-1999). Spaces between
// the parts are allowed.
func parseSignedDate(b []byte) (official.Date, bool) {
	if len(b) < len("2023年7月4日") || len(b) > 80 || !bytes.HasSuffix(b, []byte("日")) {
		return official.Date{}, false
	}
	s := string(b)
	if bytes.ContainsAny(b, " \u3000") {
		s = withoutSpaces.Replace(s)
	}
	year, rest, ok1 := strings.Cut(s, "年")
	month, rest, ok2 := strings.Cut(rest, "月")
	day, tail, ok3 := strings.Cut(rest, "日")
	if !ok1 || !ok2 || !ok3 || tail != "" {
		return official.Date{}, false
	}
	d := official.DateOf(yearNumber(year), smallNumber(month), smallNumber(day))
	return d, !d.IsZero()
}

var withoutSpaces = strings.NewReplacer(" ", "", "\u3000", "")

// yearNumber reads four digits, Arabic or Chinese; 0 for anything else.
func yearNumber(s string) int {
	n, count := 0, 0
	for _, r := range s {
		v := digit(r)
		if v < 0 {
			return 0
		}
		n, count = n*10+v, count+1
	}
	if count != 4 {
		return 0
	}
	return n
}

// smallNumber reads 1 to 31, as 24, 二十四, 十 or 廿四; 0 for anything else.
func smallNumber(s string) int {
	if n := arabic(s); n > 0 {
		return n
	}
	s = strings.Replace(strings.Replace(s, "廿", "二十", 1), "卅", "三十", 1)
	tens, ones, ten := strings.Cut(s, "十")
	if !ten {
		tens, ones = "", s
	}
	n := 0
	switch {
	case ten && tens == "":
		n = 10
	case tens != "":
		n = 10 * single(tens)
	}
	if ones == "" {
		return n
	}
	v := single(ones)
	if v <= 0 || ten && n <= 0 {
		return 0
	}
	return n + v
}

func arabic(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 31 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// single reads one Chinese digit from 1 to 9.
func single(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if n != len(s) || digit(r) < 1 {
		return -1
	}
	return digit(r)
}

// digit is the value of an Arabic or Chinese digit, -1 for anything else. 〇 is
// often typed as one of the circles or the letter O.
func digit(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	for i, c := range []rune("〇一二三四五六七八九") {
		if c == r {
			return i
		}
	}
	switch r {
	case '○', '零', 'Ｏ', 'O', '◯', '０':
		return 0
	}
	return -1
}
