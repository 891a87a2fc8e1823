package tree

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"mulu/cmd/mulu/internal/diag"
)

// syntaxProblem words the problem at which the reader stopped. BurntSushi/toml says
// what it is, of the one statement alone, so that neither earlier problems nor the
// size of the text matter; the place is the reader's, which counts characters.
func (r *tomlReader) syntaxProblem() diag.Diagnostic {
	pos := r.here()
	found, width := r.found()
	pos.EndLine, pos.EndCol = pos.Line, pos.Col+width
	w := tomlWord{message: "此处无法读取", hint: ruleTOML.Repair}
	original := r.libraryMessage()
	for _, known := range tomlWords {
		if strings.Contains(original, known.part) {
			w, original = known, ""
			break
		}
	}
	if w.part == wordExtra && r.atValue() { // 113701A/2025: no number, and no text without quotes
		w = tomlWord{message: "等号后面应是值，此处是%s", hint: quoteNumber}
	}
	rule, message, hint := &ruleTOML, strings.ReplaceAll(w.message, "%s", found), w.hint
	switch advice := r.advice(w.part); {
	case isControl(r.peek()) && !r.lineBegins("\n") && r.off < len(r.src):
		rule, message, hint = &ruleControl, fmt.Sprintf("此处有控制字符 U+%04X", r.peek()), ruleControl.Repair
	case advice != "":
		hint = advice
	case original != "":
		hint = fmt.Sprintf("%s（原文：%s）", hint, original)
	}
	switch over := r.opened.Line > 0 && r.opened.Line < pos.Line; {
	case over && r.off == len(r.src): // the end of the text says nothing to an editor
		return rule.At(r.file, r.opened, "从这里开始的值直到末尾也没有结束").WithHint("%s", hint)
	case over:
		return rule.At(r.file, pos, "%s", message).WithHint("%s", hint).
			WithRelated(r.file, r.opened, "没有结束的部分从这里开始")
	}
	return rule.At(r.file, pos, "%s", message).WithHint("%s", hint)
}

// libraryMessage is what BurntSushi/toml says of the statement, "" when it finds
// nothing wrong. Nothing after the line of the problem is handed over, so that all
// that the library sees was within the limits.
func (r *tomlReader) libraryMessage() string {
	const most = 200 // bytes after the problem
	end := min(r.off+most, len(r.src))
	if i := strings.IndexByte(r.src[r.off:end], '\n'); i >= 0 {
		end = r.off + i + 1
	}
	var sink map[string]any
	_, err := toml.Decode(quoteKeys(r.src[:end], r.begin, r.hanKeys), &sink)
	var problem toml.ParseError
	if errors.As(err, &problem) {
		return problem.Message
	}
	return ""
}

// quoteKeys is src from begin on, with the bare keys at the spans put in quotes.
func quoteKeys(src string, begin int, keys []span) string {
	var b strings.Builder
	for _, k := range keys {
		b.WriteString(src[begin:k.from])
		b.WriteString(`"` + src[k.from:k.to] + `"`)
		begin = k.to
	}
	b.WriteString(src[begin:])
	return b.String()
}

// found names what stands where the reader stopped, and counts its characters.
func (r *tomlReader) found() (name string, width int) {
	rest := r.src[r.off:]
	switch {
	case rest == "":
		return "末尾", 0
	case rest[0] == '\n' || strings.HasPrefix(rest, "\r\n"):
		return "行尾", 0
	}
	c, size := utf8.DecodeRuneInString(rest)
	if c == '\t' || unicode.Is(unicode.Zs, c) {
		return "空格", 1
	}
	if word := r.word(); word != "" {
		return "“" + shortened(word) + "”", len(word)
	}
	if strings.ContainsRune(chineseQuotes, c) {
		return "中文引号", 1 // “““” says nothing
	}
	return "“" + rest[:size] + "”", 1
}

// chineseQuotes are the quotes of Chinese input methods.
const chineseQuotes = "“”‘’＂＇「」『』"

// shortened keeps the beginning of a word that may be long.
func shortened(word string) string {
	const most = 30
	if len(word) <= most {
		return word
	}
	end := most
	for !utf8.RuneStart(word[end]) {
		end--
	}
	return word[:end] + "…"
}

// advice is the hint for characters that Chinese input methods give in the place of
// the ASCII ones, for dates in other forms and for numbers without quotes. part is
// that of the tomlWords which was found.
func (r *tomlReader) advice(part string) string {
	c, size := utf8.DecodeRuneInString(r.src[r.off:])
	afterValue := part == wordExtra
	switch {
	case c != ' ' && unicode.Is(unicode.Zs, c):
		return "把全角空格等特殊空格改为普通空格，或者删去"
	case afterValue && strings.ContainsRune(",;，、；。", c) && r.lastInLine(size):
		return "删去行末的“" + string(c) + "”"
	case afterValue && r.off > 0 && isDigit(r.src[r.off-1]):
		return quoteNumber
	case part == wordValue && r.lineBegins("\n\r"):
		return fillOrDelete
	}
	if strings.ContainsRune(chineseQuotes, c) {
		return "把中文引号改为英文双引号 \""
	}
	switch c {
	case '＝', '：', ':':
		return "键和值之间用英文等号 ="
	case '，', '、', '；', ';':
		return "各项之间用英文逗号 ,"
	case '［', '］', '【', '】', '〔', '〕':
		return "方括号用英文的 [ ]；如果是文字，用英文双引号括起"
	case '｛', '｝':
		return "花括号用英文的 { }"
	case '＃':
		return "注释以英文的 # 开头"
	}
	return ""
}

// lastInLine says whether nothing but blanks and a comment follows the next size bytes.
func (r *tomlReader) lastInLine(size int) bool {
	rest, _, _ := strings.Cut(r.src[r.off+size:], "\n")
	rest = strings.TrimLeft(rest, " \t\r")
	return rest == "" || rest[0] == '#'
}

// atValue says whether the reader stands at the beginning of a key's value.
func (r *tomlReader) atValue() bool {
	return strings.HasSuffix(strings.TrimRight(r.src[r.begin:r.off], " \t"), "=")
}

type tomlWord struct{ part, message, hint string }

const (
	quoteText    = "文字用英文双引号括起；日期写成 2024-03-05"
	quoteNumber  = "编号等文字用英文双引号括起；日期写成 2024-03-05，不加引号"
	fillOrDelete = "在等号后面写上内容；没有内容的项请删去整行"
	closeString  = "在文字末尾补上与开头相同的引号；文字中的英文双引号写成 \\\""
	oneLine      = "每行只写一项“键 = 值”"
)

// Two parts that advice asks for.
const (
	wordExtra = "expected a top-level item to end"
	wordValue = "expected value but found"
)

// tomlWords are the Chinese words for what BurntSushi/toml says, by a part of its
// message; the first that fits counts. %s stands for what was found.
var tomlWords = []tomlWord{
	{wordExtra, "值的后面多出了%s", "文字中的英文双引号写成 \\\"，或者改用中文引号“”；" + oneLine},
	{"expected '.' or ']' to end table name", "表名的后面应是 ]，此处是%s", "写成 [名称] 或 [[名称]]"},
	{"expected end of table array name", "表名的后面应是 ]]，此处是%s", "写成 [[名称]]"},
	{"table names cannot be empty", "方括号内没有表名", "写成 [名称] 或 [[名称]]"},
	{"expected key separator", "键的后面应是等号 =，此处是%s", oneLine},
	{"expected '.' or '='", "键的后面应是等号 =，此处是%s", "写成“键 = 值”；键中有空格或标点时，用英文双引号括起"},
	{"key name appears blank", "等号前面没有键", oneLine},
	{"unexpected '='", "点号的后面没有键", oneLine},
	{"unexpected '.'", "此处不能有点号", "键不能以点号开头，也不能有两个连着的点号"},
	{"keys cannot start with a '.'", "键不能以点号开头", oneLine},
	{"strings cannot contain newlines", "引号没有结束", closeString},
	{`unexpected EOF; expected '"'`, "引号没有结束", closeString},
	{`unexpected EOF; expected "'"`, "引号没有结束", closeString},
	{`expected '"""'`, `多行文字没有结束`, `在多行文字的末尾补上 """`},
	{"expected \"'''\"", "多行文字没有结束", "在多行文字的末尾补上 '''"},
	{`unexpected '""""""'`, "多行文字末尾的引号太多", "文字末尾最多再有两个引号"},
	{"unexpected \"''''''\"", "多行文字末尾的引号太多", "文字末尾最多再有两个引号"},
	{"unexpected EOF; expected value", "等号后面没有值", fillOrDelete},
	{"invalid escape in string", "英文双引号内的 \\ 后面是不认识的字符", "写成 \\\\，或者改用英文单引号"},
	{"invalid escape: ", "英文双引号内的 \\ 后面是不认识的字符", "写成 \\\\，或者改用英文单引号"},
	{"hexadecimal digits after", "\\x、\\u、\\U 的后面应有两位、四位、八位十六进制数字", "也可以直接写出该字"},
	{"is not valid UTF-8", "此处的转义不是一个字符", "直接写出该字"},
	{"expected a comma (',') or array terminator", "列表的各项之间应是逗号，此处是%s", "各项之间用英文逗号，最后用 ] 结束"},
	{"expected a comma or an inline table", "花括号内的各项之间应是逗号，此处是%s", "各项之间用英文逗号，最后用 } 结束"},
	{"unexpected comma", "逗号前面缺少一项", "删去多余的逗号"},
	{"invalid datetime", "%s不是数字，也不是日期", "编号等文字用英文双引号括起；日期写成 2024-03-05"},
	{"leading zeroes", "数字%s不能以 0 开头", "编号用英文双引号括起"},
	{"is out of range", "数字%s太大", "编号用英文双引号括起"},
	{"underscores must", "数字%s中的下划线位置不对", "编号用英文双引号括起"},
	{"floats must start", "小数点前面没有数字", "写成 0.5"},
	{"digits", "小数点后面没有数字", "写成 1.0"},
	{"Invalid float", "%s不是数字", quoteText},
	{"invalid float", "%s不是数字", quoteText},
	{"expected a digit", "正负号后面没有数字", quoteText},
	{"cannot use sign", "十六进制、八进制和二进制数不能带正负号", quoteText},
	{"not a", "%s不是数字", quoteText},
	{wordValue, "等号后面应是值，此处是%s", quoteText},
	{"control characters", "此处有控制字符", ruleControl.Repair},
}
