package pagetext

import (
	"slices"
	"strings"
)

// parser is one page at work. at moves forward only.
type parser struct {
	src   string
	at    int
	page  Page
	title string
	body  lines
	depth int // of <article>; 0: outside
	pre   int // depth of <pre>
}

// run reads tags and text up to the end of the first article.
func (p *parser) run() {
	for p.at < len(p.src) {
		next := strings.IndexByte(p.src[p.at:], '<')
		if next < 0 {
			next = len(p.src) - p.at
		}
		p.text(p.src[p.at : p.at+next])
		p.at += next
		if p.at < len(p.src) && p.markup() {
			return
		}
	}
}

// text takes text between tags; outside the article it is no body text.
func (p *parser) text(s string) {
	if p.depth > 0 {
		p.body.add(decode(s), p.pre > 0)
	}
}

// markup reads what begins with the < at p.at and says whether the article is over.
func (p *parser) markup() bool {
	rest := p.src[p.at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		p.skipPast("-->")
	case len(rest) > 1 && (rest[1] == '!' || rest[1] == '?'):
		p.skipPast(">")
	case len(rest) > 1 && isLetter(rest[1]), len(rest) > 2 && rest[1] == '/' && isLetter(rest[2]):
		return p.element(p.tag())
	default:
		p.text("<")
		p.at++
	}
	return false
}

// skipPast moves behind the next mark, to the end when there is none.
func (p *parser) skipPast(mark string) {
	if i := strings.Index(p.src[p.at:], mark); i >= 0 {
		p.at += i + len(mark)
		return
	}
	p.at = len(p.src)
}

// blocks are the elements whose tags begin a new line.
var blocks = set(`address article aside blockquote caption center colgroup dd details dialog div dl dt fieldset
	figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p section summary table
	tbody tfoot thead tr ul`)

// opaque are the elements whose content is no text of the page.
var opaque = set("script style template")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// element acts on a tag and says whether the article is over.
func (p *parser) element(t tag) (over bool) {
	switch {
	case opaque[t.name] && !t.end:
		p.skipElement(t.name)
	case t.name == "title" && !t.end && p.depth == 0 && p.title == "":
		start := p.at
		p.skipElement(t.name)
		title, _, _ := strings.Cut(p.src[start:p.at], "<")
		p.title = strings.TrimFunc(decode(title), isSpace)
	case t.name == "meta" && p.depth == 0:
		p.meta(t.attr("name"), strings.TrimFunc(decode(t.attr("content")), isSpace))
	case t.name == "article":
		return p.article(t.end)
	case p.depth > 0:
		p.inArticle(t)
	}
	return false
}

func (p *parser) article(end bool) (over bool) {
	if !end {
		p.depth++
	} else if p.depth > 0 {
		p.depth--
		over = p.depth == 0
	}
	p.body.brk()
	return over
}

// inArticle acts on a tag of the article.
func (p *parser) inArticle(t tag) {
	switch {
	case t.name == "sup" && !t.end && strings.HasPrefix(t.attr("id"), "fnref-"),
		t.name == "a" && !t.end && t.attr("role") == "doc-backlink":
		// The number of a footnote, and the way back from it, are no part of a sentence.
		p.skipElement(t.name)
	case t.name == "pre":
		p.body.brk()
		if t.end {
			p.pre = max(0, p.pre-1)
		} else {
			p.pre++
		}
	case blocks[t.name]:
		p.body.brk()
	case t.name == "td", t.name == "th", t.name == "br":
		p.body.add(" ", false)
	}
}

// skipElement moves behind the next end tag of that name, to the end when there is
// none.
func (p *parser) skipElement(name string) {
	for p.at < len(p.src) {
		i := strings.Index(p.src[p.at:], "</")
		if i < 0 {
			break
		}
		p.at += i
		if t := p.tag(); t.name == name {
			return
		}
	}
	p.at = len(p.src)
}

// tag is a start tag or end tag.
type tag struct {
	name  string // lower case
	end   bool
	attrs []string // name, value, name, value…; values with their entities
}

func (t *tag) attr(name string) string {
	for pair := range slices.Chunk(t.attrs, 2) {
		if pair[0] == name {
			return pair[1]
		}
	}
	return ""
}

// tag reads the tag that begins at p.at and moves behind it. Quotes hide a >; a
// tag that has no end takes the rest.
func (p *parser) tag() (t tag) {
	p.at++
	if p.at < len(p.src) && p.src[p.at] == '/' {
		t.end = true
		p.at++
	}
	t.name = lower(p.word(" \t\n\f\r/>"))
	for p.at < len(p.src) {
		switch c := p.src[p.at]; {
		case c == '>':
			p.at++
			return t
		case c == '/' || isBlank(c):
			p.at++
		default:
			name := lower(p.word(" \t\n\f\r/>="))
			t.attrs = append(t.attrs, name, p.value())
		}
	}
	return t
}

// word moves to the next of the stop characters and returns what was passed, at
// least one character.
func (p *parser) word(stop string) string {
	start := p.at
	if p.at < len(p.src) {
		p.at++
	}
	for p.at < len(p.src) && strings.IndexByte(stop, p.src[p.at]) < 0 {
		p.at++
	}
	return p.src[start:p.at]
}

// value reads the value of an attribute, when there is one.
func (p *parser) value() string {
	p.blanks()
	if p.at >= len(p.src) || p.src[p.at] != '=' {
		return ""
	}
	p.at++
	p.blanks()
	if p.at >= len(p.src) || p.src[p.at] == '>' {
		return ""
	}
	quote := p.src[p.at]
	if quote != '"' && quote != '\'' {
		return p.word(" \t\n\f\r>")
	}
	p.at++
	start := p.at
	p.skipPast(string(quote))
	return strings.TrimSuffix(p.src[start:p.at], string(quote))
}

func (p *parser) blanks() {
	for p.at < len(p.src) && isBlank(p.src[p.at]) {
		p.at++
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// lower is s with A to Z made small, as HTML compares names.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
