package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// decodeDest undoes the backslash escapes and entities of a destination.
func decodeDest(b []byte) string {
	b = util.UnescapePunctuations(b)
	b = util.ResolveNumericReferences(b)
	return string(util.ResolveEntityNames(b))
}

// class is what kind of destination an address is.
type class uint8

const (
	classBad      class = iota // not allowed
	classEmpty                 // nothing
	classAbsolute              // http, https, mailto, tel
	classFragment              // #…
	classLocal                 // of this site: the caller resolves it
)

// classify looks at a decoded destination. It knows what is allowed; everything
// else is bad: other schemes, //host, which leads to another site, and
// backslashes and controls, which browsers turn into something else.
func classify(dest string) class {
	switch {
	case dest == "":
		return classEmpty
	case hasControl(dest), strings.HasPrefix(dest, "//"):
		return classBad
	case dest[0] == '#':
		return classFragment
	}
	scheme, ok := schemeOf(dest)
	switch {
	case !ok:
		return classLocal
	case isWeb(scheme), strings.EqualFold(scheme, "mailto"), strings.EqualFold(scheme, "tel"):
		return classAbsolute
	}
	return classBad
}

func isWeb(scheme string) bool {
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
}

// hasControl says whether s has a character that no address has and that
// browsers drop or change: a control, a backslash, an invisible format character
// that could hide a scheme, or a space at an end.
func hasControl(s string) bool {
	for i, r := range s {
		switch {
		case r < 0x20, r == 0x7f, r == '\\', r >= 0x80 && r < 0xa0, r == 0x200b, r == 0xfeff,
			r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x2028, r == 0x2029,
			r == ' ' && (i == 0 || i == len(s)-1):
			return true
		}
	}
	return false
}

// schemeOf gives the scheme that a browser would see in s: what stands before
// the first colon, if no / ? or # comes earlier and it begins as a scheme does.
// A colon after anything else ASCII-only is taken for one too, to be safe.
func schemeOf(s string) (string, bool) {
	i := strings.IndexAny(s, ":/?#")
	if i < 0 || s[i] != ':' {
		return "", false
	}
	for j := range i {
		if s[j] >= 0x80 {
			return "", false
		}
	}
	return s[:i], true
}

// unescapePercent decodes percent escapes, except where the result would be a
// delimiter of addresses, a control, or no UTF-8.
func unescapePercent(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if c, ok := hexByte(s[i:]); ok && keepsMeaning(c) {
			b = append(b, c)
			i += 3
			continue
		}
		b = append(b, s[i])
		i++
	}
	if !utf8.Valid(b) {
		return s
	}
	return string(b)
}

func keepsMeaning(c byte) bool {
	switch c {
	case '#', '?', '%', '/', '\\', ':':
		return false
	}
	return c >= 0x20 && c != 0x7f
}

func hexByte(s string) (byte, bool) {
	if len(s) < 3 || s[0] != '%' {
		return 0, false
	}
	hi, ok1 := hexDigit(s[1])
	lo, ok2 := hexDigit(s[2])
	return hi<<4 | lo, ok1 && ok2
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}

// link says what address a link or image at offset off gets; ok is false when it
// gets none, which has been reported.
func (d *doc) link(dest string, off int, image bool, text []byte) (href string, ok bool) {
	switch classify(dest) {
	case classEmpty:
		d.report(&ruleEmptyLink, d.span(off), "链接没有地址").Hint = ruleEmptyLink.Repair
		return "", false
	case classAbsolute:
		d.note(dest, off, image, text)
		return d.absolute(dest, off, image)
	case classFragment:
		if image {
			break
		}
		d.note(dest, off, false, text)
		if dest != "#" {
			d.pending = append(d.pending, fragment{unescapePercent(dest[1:]), off})
		}
		return dest, true
	case classLocal:
		return d.local(dest, off, image, text)
	}
	d.badScheme(dest, off)
	return "", false
}

func (d *doc) badScheme(dest string, off int) {
	d.report(&ruleScheme, d.span(off), "链接地址%s不允许：只能使用 http、https、mailto、tel 或本站地址", quote(dest)).Hint = ruleScheme.Repair
}

func (d *doc) absolute(dest string, off int, image bool) (string, bool) {
	scheme, _ := schemeOf(dest)
	if image && !isWeb(scheme) {
		d.badScheme(dest, off)
		return "", false
	}
	if image {
		d.report(&ruleImageRemote, d.span(off), "图片%s在别的网站上", quote(dest)).Hint = ruleImageRemote.Repair
	}
	return dest, true
}

func (d *doc) local(dest string, off int, image bool, text []byte) (string, bool) {
	link := d.note(unescapePercent(dest), off, image, text)
	if d.resolve == nil {
		return dest, true
	}
	href, ok := d.ask(link, off)
	if !ok {
		return "", false
	}
	switch classify(href) {
	case classBad, classEmpty:
		d.badScheme(href, off)
		return "", false
	}
	return href, true
}

// note adds a link to the result.
func (d *doc) note(dest string, off int, image bool, text []byte) Link {
	l := Link{Dest: dest, Image: image, Pos: d.span(off), Text: string(text)}
	d.r.Links = append(d.r.Links, l)
	return l
}

// answer is what Resolve said of the link at an offset.
type answer struct {
	off  int
	href string
	ok   bool
}

// ask asks Resolve, once for every link: when the fast path gives up after it
// has asked, the complete path meets the same links. The fast path meets them in
// the order of the text.
func (d *doc) ask(l Link, off int) (string, bool) {
	i, asked := slices.BinarySearchFunc(d.answers, off, func(a answer, off int) int { return a.off - off })
	if asked {
		return d.answers[i].href, d.answers[i].ok
	}
	href, ok := d.resolve(l)
	if d.remember {
		d.answers = append(d.answers, answer{off, href, ok})
	}
	return href, ok
}

// checkFragments reports the links to places that this page does not have.
func (d *doc) checkFragments() {
	for _, f := range d.pending {
		if d.ids.has(f.id) || d.notes.has(f.id) || f.id == "top" {
			continue
		}
		d.report(&ruleFragment, d.span(f.off), "本页没有%s这个位置", quote("#"+f.id)).Hint = ruleFragment.Repair
	}
}

// quote shows a piece of someone's text in a message: shortened, controls made
// visible.
func quote(s string) string {
	const most = 60
	n := 0
	var b strings.Builder
	for _, r := range s {
		if n++; n > most {
			b.WriteString("…")
			break
		}
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			r = '\uFFFD'
		}
		b.WriteRune(r)
	}
	return "“" + b.String() + "”"
}

// openLink writes the start tag of a link.
func (d *doc) openLink(href string, title []byte) {
	d.tag(`<a href="`)
	d.address(href)
	d.attribute("title", title)
	d.tag(`">`)
	d.inLink++
}

func (d *doc) closeLink() {
	d.tag("</a>")
	d.inLink--
}

// image writes an image.
func (d *doc) image(src string, alt, title []byte) {
	d.object()
	d.tag(`<img src="`)
	d.address(src)
	d.tag(`" alt="`)
	d.out = appendEscaped(d.out, alt)
	d.attribute("title", title)
	d.tag(`" loading="lazy">`)
	d.lastText = len(d.out)
}

// attribute writes one more attribute after an open one, if it has a value.
func (d *doc) attribute(name string, value []byte) {
	if len(value) == 0 {
		return
	}
	d.tag(`" ` + name + `="`)
	d.out = appendEscaped(d.out, value)
}

// address writes a checked address into a quoted attribute. Characters outside
// the set of URLs are percent-escaped; Han characters stay, as HTML allows.
func (d *doc) address(s string) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>' || c == '`' || c == '\\' || c == '^' || c == '{' || c == '|' || c == '}':
			d.out = append(d.out, '%', upperHex[c>>4], upperHex[c&15])
		case c == '&':
			d.tag("&amp;")
		default:
			d.out = append(d.out, c)
		}
	}
}

const upperHex = "0123456789ABCDEF"
