package compile

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"
)

// An Error is a problem in a template file, at a place. Line and Col count from
// 1, columns count characters; 0 means unknown. The message is Chinese and may
// be shown to the owner of the site.
type Error struct {
	File      string // the name given to Add
	Line, Col int
	Message   string
}

// Error writes file:line:col: message, without the parts that are unknown.
func (e *Error) Error() string {
	switch {
	case e.Line == 0:
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	case e.Col == 0:
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Message)
}

// problems collects errors in templates.
type problems struct {
	files map[string]string // name to text
	list  []*Error
}

// add takes note of an error at a node.
func (p *problems) add(n parse.Node, format string, args ...any) {
	file, line, col := p.locate(n)
	p.list = append(p.list, &Error{file, line, col, fmt.Sprintf(format, args...)})
}

// place gives file:line of a node.
func (p *problems) place(n parse.Node) string {
	file, line, _ := p.locate(n)
	return fmt.Sprintf("%s:%d", file, line)
}

// locate finds where a node was read. Trees that the escaper derives have no
// name of their own, but their nodes know the tree they were copied from.
func (p *problems) locate(n parse.Node) (file string, line, col int) {
	location, _ := (*parse.Tree)(nil).ErrorContext(n)
	file = location
	for range 2 { // :line:byte
		file = file[:strings.LastIndexByte(file, ':')]
	}
	before := p.files[file]
	before = before[:min(int(n.Position()), len(before))]
	line = 1 + strings.Count(before, "\n")
	col = 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	return file, line, col
}

// join gives all errors once, sorted by place, or nil.
func (p *problems) join() error {
	slices.SortFunc(p.list, func(a, b *Error) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Message, b.Message),
		)
	})
	var all []error
	for i, e := range p.list {
		if i == 0 || *e != *p.list[i-1] {
			all = append(all, e)
		}
	}
	return errors.Join(all...)
}

// escape takes note of what html/template's escaper refused in a kind.
func (p *problems) escape(kind string, e *template.Error) {
	if call, ok := e.Node.(*parse.TemplateNode); ok && e.ErrorCode == template.ErrNoSuchTemplate {
		p.add(call, missingTemplate, call.Name)
		return
	}
	message := escapeMessages[e.ErrorCode]
	if message == "" {
		message = "html/template 不能保证安全"
	}
	message += "（" + e.Description + "）"
	if e.Node != nil {
		p.add(e.Node, "%s", message)
		return
	}
	p.list = append(p.list, &Error{File: kind, Line: e.Line, Message: message})
}

const missingTemplate = "没有名为 %s 的模板"

// escapeMessages says in Chinese what html/template's escaper found.
var escapeMessages = map[template.ErrorCode]string{
	template.ErrAmbigContext:      "动作所在的位置有歧义，不能确定怎样转义",
	template.ErrBadHTML:           "HTML 写法有误",
	template.ErrBranchEnd:         "各分支结束的位置不同：如一个分支里有标签没有写完",
	template.ErrEndContext:        "模板结束时标签或引号没有写完",
	template.ErrOutputContext:     "不能确定被调用的模板结束在什么位置",
	template.ErrPartialCharset:    "正则表达式的字符集没有写完",
	template.ErrPartialEscape:     "转义符没有写完",
	template.ErrRangeLoopReentry:  "循环体结束的位置与开始的不同：如标签没有写完",
	template.ErrSlashAmbig:        "斜线可能是除号，也可能是正则表达式",
	template.ErrPredefinedEscaper: "此处不能用 html 或 urlquery 函数",
}

// syntaxError turns an error of the parser, "template: name:line: message",
// into an *Error.
func syntaxError(name string, err error) *Error {
	e := &Error{File: name, Message: err.Error()}
	rest, ok := strings.CutPrefix(err.Error(), "template: "+name+":")
	if ok {
		number, message, _ := strings.Cut(rest, ":")
		e.Line, _ = strconv.Atoi(number)
		e.Message = strings.TrimSpace(message)
	}
	for _, m := range syntaxMessages {
		if m.english.MatchString(e.Message) {
			e.Message = m.english.ReplaceAllString(e.Message, m.chinese)
			return e
		}
	}
	e.Message = "模板语法有误（" + e.Message + "）"
	return e
}

var syntaxMessages = []struct {
	english *regexp.Regexp
	chinese string
}{
	{regexp.MustCompile(`^function "(.*)" not defined$`), "没有名为 $1 的函数"},
	{regexp.MustCompile(`^undefined variable "(.*)"$`), "没有声明变量 $1"},
	{regexp.MustCompile(`^unexpected EOF$`), "缺少 {{end}}：if、range、with、define 或 block 没有结束"},
	{regexp.MustCompile(`^unexpected \{\{end\}\}$`), "多出的 {{end}}"},
	{regexp.MustCompile(`^unexpected \{\{else\}\}$`), "多出的 {{else}}"},
	{regexp.MustCompile(`^unclosed action.*$`), "动作没有以 }} 结束"},
	{regexp.MustCompile(`^unclosed comment$`), "注释没有以 */}} 结束"},
	{regexp.MustCompile(`^unterminated .*string$`), "引号没有配对"},
	{regexp.MustCompile(`^missing value for (.*)$`), "$1 缺少值"},
}
