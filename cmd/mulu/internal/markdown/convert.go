package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/texts"
)

// Converter converts bodies. It never changes after New, so any number of
// goroutines may use it at once, each with its own Result.
type Converter struct {
	raw    bool
	texts  *texts.Table
	parser parser.Parser
}

// New makes a Converter.
func New(o Options) *Converter {
	c := &Converter{raw: o.RawHTML, texts: o.Texts, parser: newParser()}
	if c.texts == nil {
		c.texts, _ = texts.Open(texts.Names[0], nil) // a built-in table has no faults
	}
	return c
}

// newParser sets goldmark up. parser.WithAttribute stays off: it lets style= and
// id= through and has a shape that takes exponential time.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(extension.NewFootnoteBlockParser(), 999),
		)...),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(emphasisParser{}, 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(unusedNotes{}, 900),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// Convert renders body, whose first line is line firstLine of file, into r.
// Whatever the body holds, it ends soon and never fails otherwise than by
// diagnostics; where an error is among them, r.HTML may be incomplete.
func (c *Converter) Convert(file string, body []byte, firstLine int, resolve Resolve, r *Result) {
	r.Reset()
	if r.doc == nil {
		r.doc = &doc{}
	}
	d := r.doc
	d.begin(file, body, firstLine, resolve, c, r)
	defer func() {
		if e := recover(); e != nil {
			c.giveUp(d, &ruleInternal, diag.Pos{Line: firstLine, Col: 1}, "正文无法转换，软件内部出错")
		}
	}()
	if len(body) <= maxBody && d.fast() {
		d.finish()
		r.Fast = true
		return
	}
	c.complete(d, normalise(body))
}

// complete is the path by way of goldmark.
func (c *Converter) complete(d *doc, body []byte) {
	d.places.reset(body, d.first)
	d.restart(0)
	start := diag.Pos{Line: d.first, Col: 1}
	if off, message := overBudget(body); message != "" {
		c.giveUp(d, &ruleTooLarge, d.pos(off), message)
		return
	}
	pc := parser.NewContext()
	root := c.parser.Parse(text.NewReader(body), parser.WithContext(pc))
	d.shift = shiftOf(root)
	d.dropped(pc)
	d.children(root)
	if d.full() {
		c.giveUp(d, &ruleTooLarge, start, "正文转换后的页面太大")
		return
	}
	d.finish()
}

// giveUp leaves an empty result with one more problem.
func (c *Converter) giveUp(d *doc, rule *diag.Rule, pos diag.Pos, message string) {
	problems := d.r.Problems
	d.restart(0)
	d.r.Problems = append(problems, rule.At(d.file, pos, "%s", message).WithHint("%s", rule.Repair))
	d.finish()
}

// shiftOf is 1 when the body uses headings of level 1, which is the page's own.
func shiftOf(root ast.Node) int {
	shift := 0
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && h.Level == 1 {
			shift = 1
			return ast.WalkStop, nil
		}
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return shift
}

// normalise makes line ends LF, and U+FFFD of NUL and of bytes that are not
// UTF-8. Lines and columns stay what they are.
func normalise(b []byte) []byte {
	if utf8.Valid(b) && bytes.IndexByte(b, '\r') < 0 && bytes.IndexByte(b, 0) < 0 {
		return b
	}
	out := make([]byte, 0, len(b)+64)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == '\r' && i+1 < len(b) && b[i+1] == '\n':
		case r == '\r':
			out = append(out, '\n')
		case r == 0:
			out = utf8.AppendRune(out, utf8.RuneError)
		default:
			out = utf8.AppendRune(out, r)
		}
		i += n
	}
	return out
}
