package render

import (
	"html/template"
	"regexp"
	"strings"
	"unicode/utf8"
)

// dayWords are days, months and years as they are written in the names of documents:
// 2026年, 2026年11月22日, 11月22日.
var dayWords = regexp.MustCompile(`\d+(?:\x{5e74}(?:\d+\x{6708}(?:\d+\x{65e5})?)?|\x{6708}(?:\d+\x{65e5})?|\x{65e5})`)

// longName is how many characters a name has from which on browsers no longer share them
// out among its lines, of which a phone shows six of a dozen each; lastWord is how many of
// its last characters then stay together, so that none is alone on the last line.
const (
	longName = 60
	lastWord = 3
)

// heading is a name in large letters whose days stay on one line where there is room: a
// line that ends between 2026 and its unit is read twice.
func heading(name string) template.HTML {
	last := ""
	if utf8.RuneCountInString(name) > longName {
		if rs := []rune(name); !strings.ContainsAny(string(rs[len(rs)-lastWord-1:]), "0123456789 ") {
			name, last = string(rs[:len(rs)-lastWord]), string(rs[len(rs)-lastWord:])
		}
	}
	s := template.HTMLEscapeString(name)
	if hasDays(s) {
		s = dayWords.ReplaceAllString(s, `<span class="day">$0</span>`)
	}
	if last != "" {
		s += `<span class="day">` + template.HTMLEscapeString(last) + `</span>`
	}
	return template.HTML(s)
}

// hasDays says whether dayWords finds anything: most names hold no digit.
func hasDays(s string) bool {
	for i := strings.IndexAny(s, "0123456789"); i >= 0 && i < len(s); i++ {
		if c := s[i]; c < '0' || c > '9' {
			continue
		}
		switch r, _ := utf8.DecodeRuneInString(s[i+1:]); r {
		case 0x5e74, 0x6708, 0x65e5: // year, month and day, as in dayWords
			return true
		}
	}
	return false
}
