package render

import (
	"html/template"
	"regexp"
)

// dayWords are days, months and years as they are written in the names of documents:
// 2026年, 2026年11月22日, 11月22日.
var dayWords = regexp.MustCompile(`\d+(?:\x{5e74}(?:\d+\x{6708}(?:\d+\x{65e5})?)?|\x{6708}(?:\d+\x{65e5})?|\x{65e5})`)

// heading is a name in large letters whose days stay on one line where there is room: a
// line that ends between 2026 and 年 is read twice.
func heading(name string) template.HTML {
	return template.HTML(dayWords.ReplaceAllString(template.HTMLEscapeString(name), `<span class="day">$0</span>`))
}
