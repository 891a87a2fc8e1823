package han

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// DocNumber says whether a query as a whole reads as a document number (发文字号) and
// gives the phrase by which it is found: prefix, year, serial and 号, folded. It
// takes brackets of any kind or none, any width, Traditional characters, a year in
// Chinese digits, 第, zeros before the serial, no 号:
//
//	济交办〔2023〕1号 · 济交办[2023]1 · 济交办2023 1号 · 济交办【二〇二三】第01號
//
// The prefix is Chinese characters without white space, the year is 1900 to 2099,
// the serial has at most six digits. A query without 第, 号 and a bracket beside the
// year may as well be a date or two years: it is a number when what follows the year
// has at most three digits. It may still be text: when no document has the number, the
// query is to be searched as it stands.
func DocNumber(query string) (phrase string, ok bool) {
	m := numberForm().FindStringSubmatch(outline(query))
	if m == nil {
		return "", false
	}
	prefix, year, zeros, serial := m[1], m[3], m[6], m[7]
	marked := strings.Contains(m[2]+m[4], "(") || m[5] != "" || m[8] != ""
	if !marked && len(zeros)+len(serial) > 3 {
		return "", false
	}
	for _, gap := range gaps {
		prefix = strings.ReplaceAll(prefix, gap, "")
	}
	year = strings.Map(func(r rune) rune {
		if digit := arabic(r); digit != 0 {
			return digit
		}
		return r
	}, year)
	return prefix + year + serial + "号", true
}

// numberForm is read over an outline.
var numberForm = sync.OnceValue(func() *regexp.Regexp {
	const gap = `[ .(]?`
	return regexp.MustCompile(`^` + gap +
		`(\p{Han}(?:[.(]?\p{Han})*?)` + `(` + gap + `)` +
		`((?:19|20)[0-9]{2}|(?:一九|二〇)[〇一二三四五六七八九]{2})` + `(` + gap + `)` +
		`(第?)` + gap + `(0*)([1-9][0-9]{0,5})` + gap + `(号?)` + gap + `$`)
})

// gaps are what an outline has for signs between characters.
var gaps = []string{" ", ".", "("}

// outline is the folded query, in which each run of what folding drops has left one
// sign: ( when a bracket is in it, else a full stop when anything but white space is,
// else a blank. Marks and invisible characters leave nothing.
func outline(query string) string {
	var b strings.Builder
	var buffer []rune
	gap := -1
	for _, r := range query {
		buffer = AppendFold(buffer[:0], string(r))
		switch {
		case unicode.In(r, unicode.Ps, unicode.Pe) || strings.ContainsRune("<>＜＞", r):
			gap = 2
		case unicode.IsSpace(r):
			gap = max(gap, 0)
		case len(buffer) == 0 && !unicode.In(r, unicode.Cf, unicode.M):
			gap = max(gap, 1)
		}
		if len(buffer) == 0 || r == '\n' {
			continue
		}
		if gap >= 0 {
			b.WriteString(gaps[gap])
			gap = -1
		}
		b.WriteString(string(buffer))
	}
	if gap >= 0 {
		b.WriteString(gaps[gap])
	}
	return b.String()
}

// SaidNumber is DocNumber for numbers as they are said, too: 济交办2023年第1号 reads as
// one without its last 年.
func SaidNumber(s string) (phrase string, ok bool) {
	if phrase, ok = DocNumber(s); ok {
		return phrase, true
	}
	if i := strings.LastIndex(s, "年"); i >= 0 {
		return DocNumber(s[:i] + s[i+len("年"):])
	}
	return "", false
}

// IndexNumber says whether a query reads as an index number (索引号) or a good part of
// one, and gives its folded form: ASCII letters and digits, at least eight, at least
// six of them digits, with any signs and white space between them.
func IndexNumber(query string) (phrase string, ok bool) {
	digits := 0
	var list []rune
	for _, r := range AppendFold(nil, query) {
		switch {
		case r == '\n':
			continue
		case !isPlain(r):
			return "", false
		case isDigit(r):
			digits++
		}
		list = append(list, r)
	}
	if len(list) < 8 || digits < 6 {
		return "", false
	}
	return string(list), true
}
