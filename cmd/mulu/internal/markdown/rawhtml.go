package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/diag"
)

// rawState is what a body knows of its raw HTML while it is written.
type rawState struct {
	reported map[string]bool // tag names that were reported open
	used     bool            // sanitised HTML is in the output
	open     []openTag
	// barred are the raw start tags of the kinds that can be barriers, in their order.
	barred map[string][]int
}

// openTag is a raw start tag that waits for its end tag.
type openTag struct {
	name string
	off  int
}

// htmlBlock writes a block of raw HTML.
func (d *doc) htmlBlock(n *ast.HTMLBlock) {
	lines := n.Lines()
	b := d.sourceOf(n)
	if n.HasClosure() {
		b = append(b, n.ClosureLine.Value(d.src)...)
	}
	at := func(i int) int { // where byte i of b is in the source
		for k := range lines.Len() {
			s := lines.At(k)
			if i < s.Len() {
				return s.Start + max(i-s.Padding, 0)
			}
			i -= s.Len()
		}
		if n.HasClosure() {
			return n.ClosureLine.Start + i
		}
		return startOf(n) + i
	}
	d.markup(b, at, true)
}

// rawHTML writes an inline tag, comment or the like.
func (d *doc) rawHTML(n *ast.RawHTML) {
	var b []byte
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		b = append(b, s.Value(d.src)...)
	}
	start := max(n.Pos(), 0)
	if n.Segments.Len() > 0 {
		start = n.Segments.At(0).Start
	}
	d.markup(b, func(i int) int { return start + i }, false)
}

// markup writes raw HTML b: sanitised where the site allows it, else as text.
// Comments are dropped. at gives the place in the source of a byte of b.
func (d *doc) markup(b []byte, at func(int) int, block bool) {
	i := afterComments(b)
	if i == len(b) {
		return
	}
	if d.raw && !unclosedComment(b[i:]) {
		d.sanitised(b, at, block)
		return
	}
	if tag := i + firstTag(b[i:]); tag < len(b) {
		d.reportTag(b[tag:], d.span(at(tag)))
	} else {
		d.report(&ruleHTML, d.span(at(i)), "注释和同一行的文字都会按原样显示").Hint = "让注释单独占一行。"
	}
	text := bytes.TrimSpace(b[i:])
	if !block {
		d.plain(text)
		return
	}
	d.openParagraph(at(i))
	d.plain(text)
	d.closeParagraph()
}

// afterComments is the length of the comments and blanks that b begins with.
func afterComments(b []byte) int {
	for i := 0; ; {
		i += len(b[i:]) - len(bytes.TrimLeft(b[i:], " \t\n"))
		if !bytes.HasPrefix(b[i:], []byte("<!--")) {
			return i
		}
		end := commentEnd(b[i:])
		if end < 0 {
			return i
		}
		i += end
	}
}

// commentEnd is the length of the comment that b begins with, -1 if it has no
// end. <!--> and <!---> are whole comments, to HTML as to CommonMark.
func commentEnd(b []byte) int {
	end := bytes.Index(b[2:], []byte("-->"))
	if end < 0 {
		return -1
	}
	return end + 5
}

// firstTag is where the first tag or the like in b begins; len(b) if there is
// none. Whole comments are none.
func firstTag(b []byte) int {
	for i := 0; i < len(b); i++ {
		if b[i] != '<' || i+1 == len(b) {
			continue
		}
		if n := commentLength(b[i:]); n > 0 {
			i += n - 1
			continue
		}
		if c := b[i+1]; c == '/' || c == '!' || c == '?' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			return i
		}
	}
	return len(b)
}

// commentLength is the length of the whole comment that b begins with, or 0.
func commentLength(b []byte) int {
	if !bytes.HasPrefix(b, []byte("<!--")) {
		return 0
	}
	return max(commentEnd(b), 0)
}

func unclosedComment(b []byte) bool {
	return bytes.HasPrefix(b, []byte("<!--"))
}

// reportTag reports the markup that b begins with. An end tag whose start tag
// was reported is not reported again.
func (d *doc) reportTag(b []byte, pos diag.Pos) {
	if unclosedComment(b) {
		d.report(&ruleHTML, pos, "注释没有结束标记 -->，后面的内容都会显示成文字").Hint = "在注释末尾补上 -->。"
		return
	}
	name, end := tagName(b)
	if end && d.rawTags.reported[name] {
		return
	}
	if d.rawTags.reported == nil {
		d.rawTags.reported = make(map[string]bool)
	}
	d.rawTags.reported[name] = true
	shown := "<" + name + ">"
	if end {
		shown = "</" + name + ">"
	}
	d.report(&ruleHTML, pos, "正文中不能使用 HTML 标签%s，它会显示成文字", quote(shown)).Hint = ruleHTML.Repair
}

// tagName is the name of the tag that b begins with, in lower case; of other
// markup, its first characters.
func tagName(b []byte) (name string, end bool) {
	s := strings.TrimPrefix(string(b[:min(len(b), 40)]), "<")
	s, end = strings.CutPrefix(s, "/")
	if i := strings.IndexAny(s, " \t\n/>"); i > 0 {
		s = s[:i]
	}
	return strings.ToLower(s), end
}

// sanitised writes the allowed part of b and reports the rest.
func (d *doc) sanitised(b []byte, at func(int) int, block bool) {
	if block {
		d.otherBlock(false)
		d.block()
	}
	d.rawTags.used = true
	z := html.NewTokenizer(bytes.NewReader(b))
	for off := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		n := len(z.Raw())
		d.checkToken(kind, z.Token(), at(off))
		off += n
	}
	d.object()
	clean := plainRunes(policy().SanitizeBytes(b))
	d.out = append(d.out, clean...)
	d.lastText = len(d.out)
	if d.collect > 0 { // for a heading; balance reads the whole text anew
		d.r.Text = append(d.r.Text, visible(clean)...)
	}
}

// checkToken reports what the policy takes out, and keeps account of the tags
// that must come in pairs.
func (d *doc) checkToken(kind html.TokenType, t html.Token, off int) {
	switch kind {
	case html.DoctypeToken:
		d.report(&ruleHTML, d.span(off), "不能使用 <!DOCTYPE>，已经去掉").Hint = ruleHTML.Repair
	case html.StartTagToken, html.SelfClosingTagToken:
		d.checkStart(kind, t, off)
	case html.EndTagToken:
		if paired[t.Data] {
			d.checkEnd(t.Data, off)
		} else if !allowedTags[t.Data] && !d.rawTags.reported[t.Data] {
			d.report(&ruleHTML, d.span(off), "不能使用 HTML 标签%s，已经去掉", quote("</"+t.Data+">")).Hint = ruleHTML.Repair
		}
	}
}

func (d *doc) checkStart(kind html.TokenType, t html.Token, off int) {
	if !allowedTags[t.Data] {
		if d.rawTags.reported == nil {
			d.rawTags.reported = make(map[string]bool)
		}
		d.rawTags.reported[t.Data] = true
		d.report(&ruleHTML, d.span(off), "不能使用 HTML 标签%s，已经去掉", quote("<"+t.Data+">")).Hint = ruleHTML.Repair
		return
	}
	for _, a := range t.Attr {
		if !allowedAttr(t.Data, a) {
			d.report(&ruleHTML, d.span(off), "标签 <%s> 不能有属性%s，已经去掉", t.Data, quote(a.Key+"=\""+a.Val+"\"")).Hint = ruleHTML.Repair
		}
	}
	d.noteBarred(t.Data, off)
	if paired[t.Data] && kind == html.StartTagToken {
		d.rawTags.open = append(d.rawTags.open, openTag{t.Data, off})
	}
}

func (d *doc) checkEnd(name string, off int) {
	open := d.rawTags.open
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].name == name {
			d.unclosed(open[i+1:])
			d.rawTags.open = open[:i]
			return
		}
	}
	d.report(&ruleHTMLPairs, d.span(off), "</%s> 前面没有 <%s>", name, name).Hint = ruleHTMLPairs.Repair
}

func (d *doc) unclosed(open []openTag) {
	for _, t := range open {
		d.report(&ruleHTMLPairs, d.span(t.off), "<%s> 没有结束标签 </%s>", t.name, t.name).Hint = ruleHTMLPairs.Repair
	}
}

// balance makes whole HTML of an output that has raw HTML in it, so that an
// unclosed tag cannot swallow the rest of the page. Only then it is known what a reader
// sees, so the text is read from that.
func (d *doc) balance() {
	d.unclosed(d.rawTags.open)
	d.r.Text = d.r.Text[:0]
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: bodyAtom}
	nodes, err := html.ParseFragment(bytes.NewReader(d.out), body)
	var b bytes.Buffer
	for _, n := range nodes {
		if err == nil {
			err = html.Render(&b, n)
		}
		if err == nil && d.r.WantText {
			d.collectNode(n, false)
		}
	}
	if err != nil {
		d.report(&ruleHTMLPairs, d.span(0), "正文里的 HTML 嵌套太深").Hint = ruleHTMLPairs.Repair
		b.Reset()
		d.r.Text = d.r.Text[:0]
	}
	d.out = append(d.out[:0], b.Bytes()...)
	d.barriers()
}
