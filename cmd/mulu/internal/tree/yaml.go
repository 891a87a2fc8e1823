package tree

import (
	"bytes"
	"errors"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"mulu/cmd/mulu/internal/diag"
)

// yamlReader makes a tree of what goccy/go-yaml has parsed.
type yamlReader struct {
	limits    Limits
	file      string
	text      []byte
	firstLine int
	places    yamlPlaces

	keys    int
	items   int  // of lists
	stopped bool // a limit was exceeded
	diags   []diag.Diagnostic
}

// parseYAML is ParseYAML; limits are those of a header, since goccy/go-yaml takes
// quadratic time on larger texts.
func (l Limits) parseYAML(file string, text []byte, firstLine int) (Value, []diag.Diagnostic) {
	top := Value{Kind: Table, how: fromYAML, Pos: diag.Pos{Line: firstLine, Col: 1}}
	if d, ok := l.admit(file, text, firstLine); !ok {
		return top, []diag.Diagnostic{d}
	}
	r := &yamlReader{limits: l, file: file, text: text, firstLine: firstLine, places: newYAMLPlaces(text)}
	if !r.scan() {
		return top, r.diags
	}
	if v, ok := r.parse(); ok {
		v.Pos, v.how = top.Pos, fromYAML
		return v, r.diags
	}
	return top, r.diags
}

// parse gives the top table; false after a problem that leaves none.
func (r *yamlReader) parse() (v Value, ok bool) {
	defer func() { // a library that panics on a text has found a fault in it
		if recover() != nil {
			r.report(ruleYAML.At(r.file, r.at(0), "YAML 格式错误，无法读取").WithHint("%s", ruleYAML.Repair))
			v, ok = Value{}, false
		}
	}()
	tokens := lexer.Tokenize(string(r.text))
	if !r.checkTokens(tokens) {
		return Value{}, false
	}
	r.checkComments(tokens)
	doc, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntaxProblem(err)
		return Value{}, false
	}
	return r.top(doc)
}

func (r *yamlReader) top(doc *ast.File) (Value, bool) {
	if len(doc.Docs) == 0 || doc.Docs[0].Body == nil {
		return Value{Kind: Table}, true
	}
	body := doc.Docs[0].Body
	v := r.value(body, 0)
	switch v.Kind {
	case Table:
		return v, !r.stopped
	case None:
		if v.Str == "" { // nothing but comments
			return Value{Kind: Table}, true
		}
	}
	r.report(ruleYAML.At(r.file, v.Pos, "文件头应为若干行“键: 值”，现在是%s", v.Kind).WithHint("冒号用英文半角符号，后面留一个空格"))
	return Value{}, false
}

func (r *yamlReader) report(d diag.Diagnostic) { r.diags = append(r.diags, d) }

func (r *yamlReader) stop(d diag.Diagnostic) {
	if !r.stopped {
		r.stopped = true
		r.report(d)
	}
}

// unsupported names the tokens that are refused.
var unsupported = map[token.Type]string{
	token.AnchorType: "锚点（&）", token.AliasType: "引用（*）", token.TagType: "标签（!）",
	token.MergeKeyType: "合并键（<<）", token.DirectiveType: "指令（%）", token.MappingKeyType: "复杂键（?）",
	token.DocumentHeaderType: "文档分隔行（---）", token.DocumentEndType: "文档结束行（...）",
}

// checkTokens reports all that is refused, once a line, before the parser sees it.
func (r *yamlReader) checkTokens(tokens token.Tokens) bool {
	line := 0
	for _, t := range tokens {
		if name := unsupported[t.Type]; name != "" && t.Position.Line != line {
			line = t.Position.Line
			r.report(ruleYAMLUnsupported.At(r.file, r.start(t), "不支持 YAML 的%s", name).
				WithHint("%s", ruleYAMLUnsupported.Repair))
			if len(r.diags) == mostReports {
				break
			}
		}
	}
	return len(r.diags) == 0
}

// value makes a value of a node that lies depth tables and lists deep.
func (r *yamlReader) value(n ast.Node, depth int) Value {
	switch n := n.(type) {
	case *ast.MappingNode:
		return r.table(n, depth+1, n.Values)
	case *ast.MappingValueNode:
		return r.table(n, depth+1, []*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		return r.list(n, depth+1)
	case *ast.LiteralNode:
		v := Value{Kind: String, Pos: r.start(n.Start)}
		if n.Value != nil {
			v.Str = n.Value.Value
		}
		return v
	case nil:
		return Value{}
	}
	return r.scalar(n.GetToken())
}

func (r *yamlReader) table(n ast.Node, depth int, values []*ast.MappingValueNode) Value {
	v := Value{Kind: Table, Table: make([]Entry, 0, len(values))}
	v.Pos = r.begin(n, values)
	if depth > r.limits.Depth {
		r.stop(r.limits.tooDeep(r.file, v.Pos))
		return v
	}
	seen := make(map[string]diag.Pos, len(values))
	for _, pair := range values {
		key := r.scalar(pair.Key.GetToken())
		name := scalarText(pair.Key.GetToken())
		if r.keys++; r.keys > r.limits.Keys {
			r.stop(r.limits.tooMany(r.file, key.Pos))
		}
		if r.stopped {
			return v
		}
		item := r.value(pair.Value, depth)
		if item.Pos == (diag.Pos{}) || item.Kind == None && item.Str == "" {
			item.Pos = key.Pos // nothing after the colon: say it of the key
		}
		if first, twice := seen[name]; twice {
			r.report(duplicateKey(r.file, name, key.Pos, first))
			continue
		}
		seen[name] = key.Pos
		v.Table = append(v.Table, Entry{strings.Clone(name), key.Pos, item})
	}
	return v
}

// begin is the place of a table: its brace or its first key.
func (r *yamlReader) begin(n ast.Node, values []*ast.MappingValueNode) diag.Pos {
	if m, ok := n.(*ast.MappingNode); ok && m.IsFlowStyle {
		return r.bracketed(m.Start, m.End)
	}
	if len(values) > 0 {
		return r.start(values[0].Key.GetToken())
	}
	return r.start(n.GetToken())
}

func (r *yamlReader) list(n *ast.SequenceNode, depth int) Value {
	v := Value{Kind: List, List: make([]Value, 0, len(n.Values))}
	v.Pos = r.start(n.Start)
	if n.IsFlowStyle {
		v.Pos = r.bracketed(n.Start, n.End)
	}
	if depth > r.limits.Depth {
		r.stop(r.limits.tooDeep(r.file, v.Pos))
	}
	for _, item := range n.Values {
		if r.items++; r.items > r.limits.Items {
			r.stop(r.limits.tooLong(r.file, v.Pos))
		}
		if r.stopped {
			break
		}
		v.List = append(v.List, r.value(item, depth))
	}
	return v
}

// syntaxProblem reports an error of goccy/go-yaml.
func (r *yamlReader) syntaxProblem(err error) {
	var located interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if !errors.As(err, &located) || located.GetToken() == nil {
		r.report(ruleYAML.At(r.file, r.at(0), "YAML 格式错误").WithHint("%v", err))
		return
	}
	message, hint := translateYAML(located.GetMessage())
	pos := r.start(located.GetToken())
	line := r.places.bytes(pos.Line - r.firstLine + 1)
	r.places.seek(pos.Line-r.firstLine+1, pos.Col)
	before := bytes.TrimRight(r.text[r.places.lines[pos.Line-r.firstLine]:r.places.off], " ")
	switch first := r.firstIndent(); {
	case strings.Contains(message, "制表符") && bytes.IndexByte(line, '\t') >= 0:
		pos.Col = 1 + countRunes(line[:bytes.IndexByte(line, '\t')]) // goccy's is somewhere near it
	case bytes.HasSuffix(before, []byte{'"'}) || bytes.HasSuffix(before, []byte{'\''}):
		message, hint = "YAML 格式错误：引号后面多出了文字", "用英文双引号把整个值括起，文字中的引号用中文引号“”"
	case first > 0 && pos.Line > first && located.GetToken().Position.Column == 1:
		pos, message = diag.Pos{Line: first, Col: 1}, "YAML 格式错误：这一行开头有空格，与后面各行没有对齐"
		hint = "删去行首的空格，各项都从第一列开始"
	}
	r.report(ruleYAML.At(r.file, pos, "%s", message).WithHint("%s", hint))
}

// firstIndent is the number of the first line that is neither blank nor a comment when
// it is indented, else 0. goccy/go-yaml then blames a later line, which is not.
func (r *yamlReader) firstIndent() int {
	for i := range r.places.lines {
		line := r.places.bytes(i + 1)
		if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 && trimmed[0] != '#' {
			if line[0] == ' ' {
				return r.firstLine + i
			}
			return 0
		}
	}
	return 0
}
