package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// inline writes an inline node.
func (d *doc) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		d.textNode(n)
	case *ast.String:
		d.plain(n.Value)
	case *ast.Emphasis:
		if n.Level == 2 {
			d.around(n, "<strong>", "</strong>")
		} else {
			d.around(n, "<em>", "</em>")
		}
	case *extast.Strikethrough:
		d.around(n, "<del>", "</del>")
	case *ast.CodeSpan:
		d.codeSpan(n)
	case *ast.Link:
		d.linkNode(n)
	case *ast.Image:
		d.imageNode(n)
	case *ast.AutoLink:
		d.autoLink(n)
	case *ast.RawHTML:
		d.rawHTML(n)
	case *extast.TaskCheckBox:
		d.checkBox(n.IsChecked)
	case *extast.FootnoteLink:
		d.noteRef(n)
	case *extast.FootnoteBacklink:
		d.backLink(n)
	}
}

func (d *doc) around(n ast.Node, open, end string) {
	d.tag(open)
	d.children(n)
	d.tag(end)
}

// indentation is the space that editors put before a paragraph.
var indentation = []byte("\u3000")

func (d *doc) textNode(n *ast.Text) {
	b := n.Segment.Value(d.src)
	d.lostNotes(n.Segment.Start, n.Segment.Stop)
	if d.brk >= 0 && bytes.HasPrefix(b, indentation) {
		d.report(&ruleMerged, d.span(n.Segment.Start), "这一行与上一行之间没有空行，会并成一段").Hint = ruleMerged.Repair
	}
	if n.IsRaw() {
		d.plain(b)
	} else {
		d.plain(unmark(b))
	}
	switch {
	case n.HardLineBreak():
		d.hardBreak()
	case n.SoftLineBreak():
		d.softBreak()
	}
}

// unmark undoes the backslash escapes and entities of text. A backslash escape
// may stand in front of an entity's &, so it is one pass.
func unmark(b []byte) []byte {
	if !bytes.ContainsAny(b, `\&`) {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if b[i] == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]) {
			out = append(out, b[i+1])
			i += 2
			continue
		}
		if b[i] == '&' {
			if end := entityEnd(b[i:]); end > 0 {
				ref := util.ResolveEntityNames(util.ResolveNumericReferences(b[i : i+end]))
				out = append(out, bytes.ReplaceAll(plainRunes(ref), []byte("\n"), []byte(" "))...)
				i += end
				continue
			}
		}
		out = append(out, b[i])
		i++
	}
	return out
}

// plainRunes puts U+FFFD in place of what may not stand in a file either, controls and
// what turns text around: an entity must not bring it in.
func plainRunes(b []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return utf8.RuneError
		}
		return r
	}, b)
}

// entityEnd is the length of what may be an entity at the start of b: up to its
// semicolon, at most 40 bytes away; 0 if there is none.
func entityEnd(b []byte) int {
	for i := 1; i < len(b) && i < 40; i++ {
		switch c := b[i]; {
		case c == ';':
			return i + 1
		case c != '#' && !util.IsAlphaNumeric(c):
			return 0
		}
	}
	return 0
}

func (d *doc) codeSpan(n *ast.CodeSpan) {
	d.object()
	d.tag("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b := c.(*ast.Text).Segment.Value(d.src)
		if line, cut := bytes.CutSuffix(b, []byte{'\n'}); cut {
			d.plain(line)
			d.plain([]byte{' '})
		} else {
			d.plain(b)
		}
	}
	d.tag("</code>")
}

// textOf is the visible text of an inline's children, as alternative text and
// link text are given.
func (d *doc) textOf(n ast.Node) []byte {
	var b []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			v := c.Segment.Value(d.src)
			if !c.IsRaw() {
				v = unmark(v)
			}
			b = append(b, v...)
			if c.SoftLineBreak() || c.HardLineBreak() {
				b = append(b, ' ')
			}
		case *ast.String:
			b = append(b, c.Value...)
		case *ast.AutoLink:
			b = append(b, c.Label(d.src)...)
		default:
			b = append(b, d.textOf(c)...)
		}
	}
	return b
}

func (d *doc) linkNode(n *ast.Link) {
	if d.inLink > 0 {
		d.children(n)
		return
	}
	href, ok := d.link(decodeDest(n.Destination), n.Pos(), false, d.textOf(n))
	if !ok {
		d.children(n)
		return
	}
	d.openLink(href, unmark(n.Title))
	d.children(n)
	d.closeLink()
}

func (d *doc) imageNode(n *ast.Image) {
	alt := d.textOf(n)
	if len(bytes.TrimSpace(alt)) == 0 {
		d.report(&ruleImageAlt, d.span(n.Pos()), "图片%s没有替代文字", quote(decodeDest(n.Destination))).Hint = ruleImageAlt.Repair
	}
	src, ok := d.link(decodeDest(n.Destination), n.Pos(), true, alt)
	if !ok {
		d.plain(alt)
		return
	}
	d.image(src, alt, unmark(n.Title))
}

func (d *doc) autoLink(n *ast.AutoLink) {
	label := n.Label(d.src)
	dest := string(label)
	if n.AutoLinkType == ast.AutoLinkEmail {
		dest = "mailto:" + dest
	}
	if d.inLink > 0 {
		d.plain(label)
		return
	}
	href, ok := d.link(dest, n.Pos(), false, label)
	if !ok {
		d.plain(label)
		return
	}
	d.object()
	d.openLink(href, nil)
	d.plain(label)
	d.closeLink()
}

func (d *doc) checkBox(checked bool) {
	if checked {
		d.tag(`<input type="checkbox" disabled checked aria-label="` + d.label("body.done") + `"> `)
	} else {
		d.tag(`<input type="checkbox" disabled aria-label="` + d.label("body.todo") + `"> `)
	}
}
