package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// emphasisParser takes the place of goldmark's parsers of emphasis and
// strikethrough. It differs in what may open and close beside CJK characters
// (see flanking), and in that a strikethrough needs exactly two tildes: one
// tilde is how ranges are written (5~10人).
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_', '~'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	c, n := line[0], 1
	for n < len(line) && line[n] == c {
		n++
	}
	if c == '~' && (n != 2 || block.PrecendingCharacter() == '~') {
		return nil
	}
	after := ' '
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	open, close := flanking(c, behind(block, segment), after)
	var processor parser.DelimiterProcessor = delimiters{}
	if c == '~' {
		processor = strikes{}
	}
	d := parser.NewDelimiter(open, close, n, c, processor)
	d.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// behind looks at what precedes the reader's position in its block. goldmark
// knows the one character; the source has the one before a variation selector.
func behind(block text.Reader, at text.Segment) before {
	r := block.PrecendingCharacter()
	if r < 0xfe00 {
		return before{space: isSpace(r), punct: isPunct(r), cjk: isCJK(r), cjkPunct: isPunct(r) && isCJK(r)}
	}
	return lookBehind(block.Source()[:at.Start])
}

// delimiters tells goldmark's delimiter algorithm which runs pair and what
// they make.
type delimiters struct{}

func (delimiters) IsDelimiter(c byte) bool { return c == '*' || c == '_' || c == '~' }

func (delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (delimiters) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// strikes is delimiters for tildes.
type strikes struct{ delimiters }

func (strikes) OnMatch(int) ast.Node { return extast.NewStrikethrough() }
