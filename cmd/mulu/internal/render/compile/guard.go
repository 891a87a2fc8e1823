package compile

import (
	"bytes"
	"strings"
	"text/template/parse"
)

const (
	scriptMessage  = "脚本和样式中不能有动作：请把数据写进 data- 属性或元素，由静态的脚本文件读取"
	handlerMessage = "不能用 %s 属性：内容安全策略不许内联脚本，请在静态的脚本文件里用 addEventListener"
	styleMessage   = "不能用 style 属性：内容安全策略不许内联样式，请用 class"
)

// guard finds what a strict Content-Security-Policy forbids: actions in script
// and style elements, style attributes and attributes that handle events.
func guard(tree *parse.Tree, problem func(n parse.Node, format string, args ...any)) {
	g := &scan{problem: problem}
	g.list(tree.Root)
}

// scan follows the HTML of a template, as far as the rules need it.
type scan struct {
	problem func(n parse.Node, format string, args ...any)
	place   place
	element string // whose tag or raw text this is, lower case
	quote   byte   // of the attribute's value; 0 if it has none
}

type place uint8

const (
	inText place = iota
	inComment
	inTag   // between attributes
	inValue // of an attribute
	inRaw   // the content of script, style, textarea or title
)

func (g *scan) list(n *parse.ListNode) {
	if n == nil {
		return
	}
	for _, node := range n.Nodes {
		g.node(node)
	}
}

func (g *scan) node(n parse.Node) {
	switch n := n.(type) {
	case *parse.TextNode:
		g.text(n)
		return
	case *parse.CommentNode:
		return
	}
	if g.place == inRaw && (g.element == "script" || g.element == "style") {
		g.problem(n, "%s", scriptMessage)
	}
	switch n := n.(type) {
	case *parse.IfNode:
		g.branches(&n.BranchNode)
	case *parse.WithNode:
		g.branches(&n.BranchNode)
	case *parse.RangeNode:
		g.branches(&n.BranchNode)
	}
}

// branches scans both lists from the same place. html/template makes sure that
// they end alike.
func (g *scan) branches(n *parse.BranchNode) {
	start := *g
	g.list(n.List)
	start.list(n.ElseList)
}

func (g *scan) text(n *parse.TextNode) {
	at := func(rest []byte) parse.Node { // the node of an error at rest
		located := n.Copy().(*parse.TextNode)
		located.Pos += parse.Pos(len(n.Text) - len(rest))
		return located
	}
	for s := n.Text; len(s) > 0; {
		switch g.place {
		case inText:
			s = g.openTag(s)
		case inComment:
			s = g.skipPast(s, "-->", inText)
		case inRaw:
			s = g.rawText(s)
		case inValue:
			s = g.value(s)
		case inTag:
			s = g.attribute(s, at)
		}
	}
}

// openTag goes to the next tag or comment.
func (g *scan) openTag(s []byte) []byte {
	_, s, found := bytes.Cut(s, []byte("<"))
	switch {
	case !found:
	case bytes.HasPrefix(s, []byte("!--")):
		g.place = inComment
	default:
		n := 0
		for n < len(s) && (isLetter(s[n]) || n > 0 && s[n] >= '0' && s[n] <= '9') {
			n++
		}
		g.element = strings.ToLower(string(s[:n]))
		if n > 0 || len(s) > 0 && s[0] == '/' {
			g.place = inTag
		}
		return s[n:]
	}
	return s
}

// skipPast goes behind a mark, or to the end if there is none.
func (g *scan) skipPast(s []byte, mark string, then place) []byte {
	_, rest, found := bytes.Cut(s, []byte(mark))
	if found {
		g.place = then
	}
	return rest
}

// rawText goes to the end tag of script, style, textarea or title.
func (g *scan) rawText(s []byte) []byte {
	end := "</" + g.element
	for i := 0; i+len(end) <= len(s); i++ {
		if strings.EqualFold(string(s[i:i+len(end)]), end) {
			g.place, g.element = inTag, ""
			return s[i+len(end):]
		}
	}
	return nil
}

// value goes to the end of an attribute's value.
func (g *scan) value(s []byte) []byte {
	end := bytes.IndexByte(s, g.quote)
	if g.quote == 0 {
		end = bytes.IndexAny(s, " \t\n\f\r>")
	}
	if end < 0 {
		return nil
	}
	g.place = inTag
	if g.quote != 0 {
		end++
	}
	return s[end:]
}

// attribute reads one name, or the end of the tag.
func (g *scan) attribute(s []byte, at func(rest []byte) parse.Node) []byte {
	switch {
	case s[0] == '>':
		g.place = inText
		switch g.element {
		case "script", "style", "textarea", "title":
			g.place = inRaw
		}
		return s[1:]
	case s[0] == '=':
		return g.beginValue(bytes.TrimLeft(s[1:], " \t\n\f\r"))
	case bytes.IndexByte([]byte(" \t\n\f\r/\"'"), s[0]) >= 0:
		return s[1:]
	}
	n := bytes.IndexAny(s, " \t\n\f\r/=>\"'")
	if n < 0 {
		n = len(s)
	}
	switch name := strings.ToLower(string(s[:n])); {
	case name == "style":
		g.problem(at(s), styleMessage)
	case len(name) > 2 && strings.HasPrefix(name, "on"):
		g.problem(at(s), handlerMessage, name)
	}
	return s[n:]
}

// beginValue is behind the = of an attribute. A value that is an action has no
// quote and ends at a space.
func (g *scan) beginValue(s []byte) []byte {
	g.place, g.quote = inValue, 0
	if len(s) > 0 && (s[0] == '"' || s[0] == '\'') {
		g.quote = s[0]
		return s[1:]
	}
	return s
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
