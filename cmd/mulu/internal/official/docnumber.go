package official

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"mulu/cmd/mulu/internal/lazy"
)

// DocKind is a form of document number.
type DocKind uint8

// The forms. Orders and announcements are numbered in words of their own and are
// as right as the bracket form.
const (
	DocBracketed DocKind = iota + 1 // 济交办〔2023〕1号
	DocNumbered                     // 令第11号, 2017年第5号公告, 第11号
)

// DocNumber is a document number (发文字号). The zero value is none.
type DocNumber struct {
	Kind   DocKind
	Prefix string // 机关代字, or what stands before 第 or the year: 济交办, 国务院令
	Year   int    // 0 where the form has none
	Serial int    // from 1
	Suffix string // what follows 号: 公告; only of DocNumbered
}

// String gives the canonical form (GB/T 9704-2012 7.2.5).
func (n DocNumber) String() string {
	switch {
	case n.Kind == DocBracketed:
		return fmt.Sprintf("%s〔%d〕%d号", n.Prefix, n.Year, n.Serial)
	case n.Kind == DocNumbered && n.Year > 0:
		return fmt.Sprintf("%s%d年第%d号%s", n.Prefix, n.Year, n.Serial, n.Suffix)
	case n.Kind == DocNumbered:
		return fmt.Sprintf("%s第%d号%s", n.Prefix, n.Serial, n.Suffix)
	}
	return ""
}

// IsZero says whether n is no document number.
func (n DocNumber) IsZero() bool { return n == DocNumber{} }

// DocMistake is a way of writing a document number that GB/T 9704-2012 does not
// allow but that leaves no doubt about the number.
type DocMistake uint8

// The mistakes, each with String for an editor.
const (
	DocBrackets  DocMistake = iota + 1 // [ ] 【 】 （ ） instead of 〔 〕
	DocBroken                          // one of the brackets is missing
	DocSpaces                          // white space within
	DocFullWidth                       // ２０２３
	DocLetterO                         // ○, 〇 or O instead of 0
	DocShortYear                       // 〔23〕
	DocOrdinal                         // 第 before the serial
	DocZero                            // a leading zero
	DocNoEnd                           // 号 is missing
)

var docMistakes = names{
	"", "年份应使用六角括号〔〕", "年份的括号不成对", "中间不应有空格", "数字应使用半角", "数字零写成了○或字母O",
	"年份应写全四位", "序号前不加“第”", "序号前不编虚位（不写 0）", "末尾缺少“号”",
}

// String says in Chinese how it should be.
func (m DocMistake) String() string { return docMistakes.at(int(m)) }

// ErrDocNumber is wrapped by every error about document numbers.
var ErrDocNumber = errors.New("不是规范的发文字号")

// ParseDocNumber reads a document number written as GB/T 9704-2012 7.2.5 demands:
// 机关代字, the four-digit year in 〔〕, the serial without 第 or leading zeros, 号;
// or one of the forms of orders and announcements. The error is in Chinese and
// says all that is wrong.
func ParseDocNumber(s string) (DocNumber, error) {
	n, mistakes, err := ReadDocNumber(s)
	if err != nil || len(mistakes) == 0 {
		return n, err
	}
	said := make([]string, len(mistakes))
	for i, m := range mistakes {
		said[i] = m.String()
	}
	return DocNumber{}, fmt.Errorf("“%s”%w：%s；应写成 %s", s, ErrDocNumber, strings.Join(said, "，"), n)
}

// ReadDocNumber reads a document number with the usual mistakes and says which
// were made, each once, in the order of the constants. The error is for text that
// cannot be read as one number without doubt.
func ReadDocNumber(s string) (DocNumber, []DocMistake, error) {
	if n, ok := readStrict(s); ok {
		return n, nil, nil
	}
	return readTolerant(s)
}

func readTolerant(s string) (DocNumber, []DocMistake, error) {
	var seen mistakeSet
	text := plainDigits(dropSpaces(s, &seen), &seen)
	if n, ok := readBracketed(text, &seen); ok {
		return n, seen.list(), nil
	}
	if n, ok := readNumbered(text, &seen); ok {
		return n, seen.list(), nil
	}
	switch {
	case strings.Count(text, "号") > 1:
		return DocNumber{}, nil, fmt.Errorf("“%s”%w：只填一个发文字号，联合行文只标主办机关的", s, ErrDocNumber)
	case text == "":
		return DocNumber{}, nil, fmt.Errorf("空的值%w", ErrDocNumber)
	}
	return DocNumber{}, nil, fmt.Errorf("“%s”%w：应由机关代字、六角括号〔〕括起的年份、序号和“号”组成，如 济交办〔2023〕1号", s, ErrDocNumber)
}

// readStrict reads the right bracket form, as nearly all numbers are written. It
// takes 0.1 µs; the expressions of readTolerant, which know it too, take 5.
func readStrict(s string) (DocNumber, bool) {
	prefix, rest, ok := strings.Cut(s, "〔")
	year, rest, closed := strings.Cut(rest, "〕")
	serial, ended := strings.CutSuffix(rest, "号")
	if !ok || !closed || !ended || len(year) != 4 || len(serial) < 1 || len(serial) > 5 || serial[0] == '0' || !isDigits(year) || !isDigits(serial) {
		return DocNumber{}, false
	}
	n := DocNumber{Kind: DocBracketed, Prefix: prefix, Year: decimal(year), Serial: decimal(serial)}
	return n, n.Year >= 1900 && n.Year <= 2099 && isAgency(prefix)
}

// isAgency says whether s is 2 to 20 Han characters.
func isAgency(s string) bool {
	count := 0
	for _, r := range s {
		if (r < 0x4E00 || r > 0x9FFF) && !unicode.Is(unicode.Han, r) {
			return false
		}
		count++
	}
	return count >= 2 && count <= 20
}

func isDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

type mistakeSet uint16

func (m *mistakeSet) add(d DocMistake) { *m |= 1 << d }

func (m *mistakeSet) addIf(made bool, d DocMistake) {
	if made {
		m.add(d)
	}
}

func (m *mistakeSet) list() (list []DocMistake) {
	for d := DocBrackets; d <= DocNoEnd; d++ {
		if *m&(1<<d) != 0 {
			list = append(list, d)
		}
	}
	return list
}

func dropSpaces(s string, seen *mistakeSet) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			seen.add(DocSpaces)
			return -1
		}
		return r
	}, s)
}

const (
	opening = `〔[［【(（﹝〖{`
	closing = `〕\]］】)）﹞〗}`
	zeros   = "○〇◯OoＯ"
)

var (
	bracketed = lazy.Compile(`\A(\p{Han}{2,20})([` + opening + `]?)((?:\d{4}|\d{2}))([` + closing + `]?)(第?)(\d{1,6})(号?)\z`)
	numbered  = lazy.Compile(`\A(\p{Han}{0,30}?)(?:((?:19|20)\d{2})年)?第(\d{1,5})号(\p{Han}{0,6})\z`)
	// A run of digits and what stands for 0, one of them a real digit.
	digitRun = lazy.Compile(`[` + zeros + `\d]*\d[` + zeros + `\d]*`)
)

// plainDigits writes full-width digits, and circles and letters O among digits, as
// ASCII digits.
func plainDigits(s string, seen *mistakeSet) string {
	s = strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			seen.add(DocFullWidth)
			return r - '０' + '0'
		}
		return r
	}, s)
	if !strings.ContainsAny(s, zeros) {
		return s
	}
	return digitRun.ReplaceAllStringFunc(s, func(run string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(zeros, r) {
				seen.add(DocLetterO)
				return '0'
			}
			return r
		}, run)
	})
}

func readBracketed(text string, seen *mistakeSet) (DocNumber, bool) {
	m := bracketed.FindStringSubmatch(text)
	if m == nil || m[2] == "" && m[4] == "" {
		return DocNumber{}, false
	}
	year, shortYear := fullYear(m[3])
	serial := decimal(m[6])
	broken := m[2] == "" || m[4] == ""
	if year == 0 || serial == 0 || serial > 99_999 || broken && shortYear {
		return DocNumber{}, false
	}
	seen.addIf(m[2] != "" && m[2] != "〔" || m[4] != "" && m[4] != "〕", DocBrackets)
	seen.addIf(broken, DocBroken)
	seen.addIf(shortYear, DocShortYear)
	seen.addIf(m[5] != "", DocOrdinal)
	seen.addIf(m[6][0] == '0', DocZero)
	seen.addIf(m[7] == "", DocNoEnd)
	return DocNumber{Kind: DocBracketed, Prefix: m[1], Year: year, Serial: serial}, true
}

// fullYear reads a year of this or the last century; of two digits, those from 50
// on are of the last.
func fullYear(digits string) (year int, short bool) {
	year = decimal(digits)
	switch {
	case len(digits) == 2 && year >= 50:
		return 1900 + year, true
	case len(digits) == 2:
		return 2000 + year, true
	case year < 1900 || year > 2099:
		return 0, false
	}
	return year, false
}

func readNumbered(text string, seen *mistakeSet) (DocNumber, bool) {
	m := numbered.FindStringSubmatch(text)
	if m == nil {
		return DocNumber{}, false
	}
	year, serial := decimal(m[2]), decimal(m[3]) // no year is 0
	if serial == 0 {
		return DocNumber{}, false
	}
	seen.addIf(m[3][0] == '0', DocZero)
	return DocNumber{Kind: DocNumbered, Prefix: m[1], Year: year, Serial: serial, Suffix: m[4]}, true
}
