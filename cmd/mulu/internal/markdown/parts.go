package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/diag"
)

// topBlock is a top-level block that was written: a paragraph, whose content is
// out[start+len("<p>"):end], a heading, or something else.
type topBlock struct {
	para, heading bool
	tagged        bool // a paragraph whose tag says more, as an article's id: never a part of the document around it
	off           int  // in the source
	start, end    int
}

// lastBlocks is how many blocks at the end of a body, or of a notice before what it
// issues, may hold 署名, 成文日期 and 附注; what comes elsewhere is more likely a form
// or a quoted document.
const lastBlocks = 6

// markParts recognises the parts of an official document (GB/T 9704-2012 7.3)
// among the top-level paragraphs and gives them classes. It is conservative: a
// paragraph with markup inside is never one, and every rule asks for a form
// that other paragraphs do not have. Insertions move what follows, so it goes
// from the end to the beginning.
func (d *doc) markParts() {
	first, annex := d.firstParagraph(), d.firstAnnexNote()
	annexed := d.annexed(first)
	date, end := -1, len(d.top)
	for i := len(d.top) - 1; i >= 0; i-- {
		if i == annexed-1 { // the notice itself ends here
			date, end = -1, annexed
		}
		tail := end - lastBlocks
		switch {
		case i >= tail && date < 0 && d.markDate(i):
			date = i
		case i == date-1 && isSignature(d.content(i)):
			d.mark(i, "signature", &d.r.Parts.Signature)
		case i >= tail && endMark(d.content(i)) != "":
			d.mark(i, "end-mark", &d.r.Parts.EndMark)
			d.r.Parts.EndMark.Text = endMark([]byte(d.r.Parts.EndMark.Text))
		case i == annex:
			d.mark(i, "annex-note", &d.r.Parts.AnnexNote)
		case i == first && i+1 < len(d.top) && d.isAddressee(i):
			d.mark(i, "addressee", &d.r.Parts.Addressee)
		}
	}
}

// annexed is the first heading after first, where what a notice issues begins: the
// notice's own 署名 and 成文日期 stand before it. Without one it is 0.
func (d *doc) annexed(first int) int {
	for i := max(first, 0); i < len(d.top); i++ {
		if d.top[i].heading {
			return i
		}
	}
	return 0
}

// firstParagraph is the first block, or the first after headings.
func (d *doc) firstParagraph() int {
	for i, b := range d.top {
		if !b.heading {
			return i
		}
	}
	return -1
}

// content is the text of block i if it is a paragraph without markup inside,
// without the spaces that place it on the page; else nil.
func (d *doc) content(i int) []byte {
	b := d.top[i]
	if !b.para || b.tagged {
		return nil
	}
	s := d.out[b.start+len("<p>") : b.end]
	if bytes.IndexByte(s, '<') >= 0 || bytes.IndexByte(s, '\n') >= 0 {
		return nil
	}
	return trimPlacing(s)
}

// trimPlacing cuts the spaces that editors use to place a line: at the start of
// nearly all paragraphs there are none or full-width ones.
func trimPlacing(s []byte) []byte {
	for n := placing(s); n > 0; n = placing(s) {
		s = s[n:]
	}
	return bytes.TrimRight(s, " \t\u3000\u00a0")
}

// placing is the length of the space that s begins with, 0 if there is none.
func placing(s []byte) int {
	switch {
	case len(s) == 0 || s[0] > ' ' && s[0] != 0xe3 && s[0] != 0xc2:
		return 0
	case s[0] <= ' ':
		return 1
	case bytes.HasPrefix(s, indentation):
		return len(indentation)
	case bytes.HasPrefix(s, []byte("\u00a0")):
		return len("\u00a0")
	}
	return 0
}

func (d *doc) mark(i int, class string, part *Part) {
	b := d.top[i]
	text := d.out[b.start+len("<p>") : b.end]
	*part = Part{Text: visible(text), Pos: d.posOf(i)}
	d.insert(b.start+len("<p"), ` class="`+class+`"`)
}

// markDate marks block i if it is 成文日期, alone or as the last line of a
// paragraph whose other lines are 署名.
func (d *doc) markDate(i int) bool {
	b := d.top[i]
	if at, ok := parseSignedDate(d.content(i)); ok {
		d.r.Parts.SignedDate, d.r.Parts.SignedDatePos = at, d.posOf(i)
		d.insert(b.end, "</time>")
		d.insert(b.start+len("<p"), ` class="signed-date"><time datetime="`+at.String()+`"`)
		return true
	}
	return b.para && !b.tagged && d.markClosing(b)
}

// markClosing makes paragraphs of the lines of one that is 署名, one name a line,
// and 成文日期. It looks at the source: on the page the lines may have become one.
func (d *doc) markClosing(b topBlock) bool {
	lines := d.plainLines(b.off)
	if len(lines) < 2 {
		return false
	}
	last := len(lines) - 1
	at, ok := parseSignedDate(trimPlacing(lines[last]))
	if !ok {
		return false
	}
	var names []string
	html, off := "", b.off
	for _, line := range lines[:last] {
		name := trimPlacing(line)
		if !isSignature(name) {
			return false
		}
		names = append(names, string(name))
		html += ` class="signature">` + string(name) + "</p>\n<p"
		off += len(line) + 1
	}
	html += ` class="signed-date"><time datetime="` + at.String() + `">` + string(trimPlacing(lines[last])) + "</time>"
	d.out = slices.Replace(d.out, b.start+len("<p"), b.end, []byte(html)...)
	d.r.Parts.Signature = Part{strings.Join(names, "\n"), d.pos(d.afterPlacing(b.off))}
	d.r.Parts.SignedDate, d.r.Parts.SignedDatePos = at, d.pos(d.afterPlacing(off))
	from, to := d.r.Parts.Signature.Pos.Line, d.r.Parts.SignedDatePos.Line
	d.r.Problems = slices.DeleteFunc(d.r.Problems, func(p diag.Diagnostic) bool {
		return p.Code == ruleMerged.Code && p.Pos.Line > from && p.Pos.Line <= to
	})
	return true
}

// plainLines are the lines of the source from off to the next blank line, at
// most six, if they have nothing in them but text; else nil.
func (d *doc) plainLines(off int) (lines [][]byte) {
	for rest := d.src[off:]; len(rest) > 0 && rest[0] != '\n'; {
		line, more, _ := bytes.Cut(rest, []byte{'\n'})
		for _, c := range line {
			if inlineClass[c] != inPlain {
				return nil
			}
		}
		if lines = append(lines, line); len(lines) > 6 {
			return nil
		}
		rest = more
	}
	return lines
}

func (d *doc) insert(at int, s string) { d.out = slices.Insert(d.out, at, []byte(s)...) }

// posOf is the place of a paragraph's first character that is not a space.
func (d *doc) posOf(i int) diag.Pos {
	return d.pos(d.afterPlacing(d.top[i].off))
}

// afterPlacing is the offset of the first character at or after off that is no
// space.
func (d *doc) afterPlacing(off int) int {
	for n := placing(d.src[off:]); n > 0; n = placing(d.src[off:]) {
		off += n
	}
	return off
}

// visible is the text of a paragraph's HTML.
func visible(b []byte) string {
	var s strings.Builder
	for in := false; len(b) > 0; {
		i := bytes.IndexAny(b, "<>")
		if i < 0 {
			i = len(b)
		}
		if !in {
			s.Write(b[:i])
		}
		in = i < len(b) && b[i] == '<'
		b = b[min(i+1, len(b)):]
	}
	text := html.UnescapeString(s.String())
	return strings.TrimFunc(text, func(r rune) bool { return isSpace(r) })
}

// sentenceMarks end or part sentences; names of bodies have none of them.
const sentenceMarks = "。，；：！？、,;:!?（）()《》“”"

// isAddressee says whether block i, the first paragraph, is the line of 主送机关:
// short, ends with a colon, is no sentence, introduces no list.
func (d *doc) isAddressee(i int) bool {
	s := d.content(i)
	rest, wide := bytes.CutSuffix(s, []byte("："))
	if !wide {
		var narrow bool
		if rest, narrow = bytes.CutSuffix(s, []byte(":")); !narrow {
			return false
		}
	}
	next := d.top[i+1]
	if len(rest) == 0 || utf8.RuneCount(rest) > 200 || !(next.para || next.heading) {
		return false
	}
	for _, word := range []string{"。", "；", "！", "？", "：", ":", ";", "如下", "下列", "以下", "现将", "现就", "包括", "附件", "第一", "一、"} {
		if bytes.Contains(rest, []byte(word)) {
			return false
		}
	}
	return !bytes.ContainsAny(rest, "0123456789")
}

// firstAnnexNote is the first paragraph that begins as 附件说明 does, -1 if
// there is none.
func (d *doc) firstAnnexNote() int {
	return slices.IndexFunc(d.top, func(b topBlock) bool {
		if !b.para || b.tagged {
			return false
		}
		s := d.out[b.start+len("<p>") : b.end]
		return bytes.HasPrefix(s, []byte("附件：")) || bytes.HasPrefix(s, []byte("附件:"))
	})
}

func isSignature(s []byte) bool {
	n := utf8.RuneCount(s)
	return n >= 2 && n <= 40 && !bytes.ContainsAny(s, sentenceMarks) && !bytes.ContainsAny(s, "0123456789&")
}

// endMark is the text of the line about disclosure in its brackets, or empty.
func endMark(s []byte) string {
	if len(s) == 0 || s[len(s)-1] != ')' && !bytes.HasSuffix(s, []byte("）")) {
		return ""
	}
	for _, b := range [...][2]string{{"（", "）"}, {"(", ")"}} {
		in, ok := strings.CutPrefix(string(s), b[0])
		if !ok {
			continue
		}
		in, ok = strings.CutSuffix(in, b[1])
		if ok && strings.HasPrefix(in, "此件") && strings.Contains(in, "公开") && utf8.RuneCountInString(in) <= 30 {
			return in
		}
	}
	return ""
}
