package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"mulu/cmd/mulu/internal/diag"
)

// Placeholder is the body of a new document, until somebody writes one.
const Placeholder = "在这里写正文，替换这一行。"

// lookalikes reports paragraphs that were meant to be something else: a page of the
// site would show the marks as text, and rows of a table or paragraphs run together.
func (d *doc) lookalikes() {
	tabs := bytes.IndexByte(d.src, '\t') >= 0
	for i := range d.top {
		if !d.top[i].para {
			continue
		}
		off := d.top[i].off
		line, rest, _ := bytes.Cut(d.src[off:], []byte{'\n'})
		text := bytes.TrimLeft(line, " \u3000")
		if len(text) == 0 {
			continue
		}
		next, _, _ := bytes.Cut(rest, []byte{'\n'})
		if len(next) > 0 {
			d.runOn(off)
		}
		switch c := text[0]; {
		case c == '#' || bytes.HasPrefix(text, []byte("＃")):
			d.looksLikeHeading(off, text)
		case c == '|' || bytes.HasPrefix(text, []byte("｜")):
			d.looksLikeTable(off, text, next)
		case tabs && bytes.IndexByte(text, '\t') > 0 && bytes.IndexByte(next, '\t') >= 0:
			d.mistaken(off, "这几行像是从电子表格粘贴来的，会连成一段", "%s", tableAdvice(bytes.Split(text, []byte{'\t'})))
		case c == "在"[0] && string(bytes.TrimSpace(line)) == Placeholder:
			d.report(&ruleUnwritten, d.lineAt(off, line), "正文还没有写").Hint = ruleUnwritten.Repair
		}
	}
}

func (d *doc) mistaken(off int, message, hint string, args ...any) {
	line, _, _ := bytes.Cut(d.src[off:], []byte{'\n'})
	p := ruleLookalike.At(d.file, d.lineAt(off, line), "%s", message).WithHint(hint, args...)
	*d.report(&ruleLookalike, p.Pos, "") = p
}

// lineAt is the place of a line's text.
func (d *doc) lineAt(off int, line []byte) diag.Pos {
	p := d.pos(off)
	p.EndLine, p.EndCol = p.Line, d.pos(off+len(bytes.TrimRight(line, " \t"))).Col
	return p
}

// looksLikeHeading reports #标题 and ＃ 标题. A mark that also ends the words is a
// topic's, and #1 a number.
func (d *doc) looksLikeHeading(off int, text []byte) {
	words := bytes.TrimLeft(text, "#＃")
	if len(words) == 0 || words[0] >= '0' && words[0] <= '9' || bytes.ContainsAny(words, "#＃") {
		return
	}
	level := min(bytes.Count(text, []byte("#"))+bytes.Count(text, []byte("＃")), 6)
	d.mistaken(off, "这一行像是标题，但没有成为标题", "用英文井号，后面留一个空格，写成 %s %s", strings.Repeat("#", level), shorten(bytes.TrimSpace(words)))
}

// looksLikeTable reports rows between bars that have no line of hyphens below the
// first, or other characters in it.
func (d *doc) looksLikeTable(off int, text, next []byte) {
	next = bytes.TrimLeft(next, " \u3000")
	if !bytes.HasPrefix(next, []byte{'|'}) && !bytes.HasPrefix(next, []byte("｜")) {
		return
	}
	cells := bytes.Split(bytes.Trim(bytes.ReplaceAll(text, []byte("｜"), []byte{'|'}), "| "), []byte{'|'})
	d.mistaken(off, "这几行像是表格，但没有成为表格", "%s", tableAdvice(cells))
}

// tableAdvice is how the first two lines of a table are to be written.
func tableAdvice(cells [][]byte) string {
	const most = 6
	first, second := "|", "|"
	for i, c := range cells {
		if i == most {
			first, second = first+" … |", second+" … |"
			break
		}
		first += " " + shorten(bytes.TrimSpace(c)) + " |"
		second += " --- |"
	}
	return "竖线和减号用英文半角：第一行写成 " + first + "，第二行写成 " + second + "，其余各行照第一行写"
}

// shorten keeps the beginning of a long text.
func shorten(text []byte) string {
	const most = 20
	if r := []rune(string(text[:min(len(text), 400)])); len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(text)
}

// indentedCode reports a block that its indent has made a program's text, when Chinese
// text begins it.
func (d *doc) indentedCode(n *ast.CodeBlock) {
	off := startOf(n)
	line, _, _ := bytes.Cut(d.src[off:], []byte{'\n'})
	if first := bytes.TrimLeft(line, " \t"); len(first) > 0 && first[0] >= 0xE3 {
		d.mistaken(off, "行首有四个以上的空格，这一段会显示成程序代码", "删去行首的空格，页面会自动缩进；确实是代码时，前后各加一行 ```")
	}
}
