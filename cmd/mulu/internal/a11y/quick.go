package a11y

import "bytes"

// Most tags of a page are of few kinds of which rules want little: elements without attributes
// that one asks for, most of which hold text alone; links, header cells and headings that do;
// and the META tags of the head. They are read here without all that other tags cost; what is unusual in any way is
// left to start, and a test wants the same findings of both.

// quick reads a tag of these kinds at the < that rest begins with, or all of an element that
// holds text alone; false when it is of another kind, and then nothing was read.
func (in *Inspector) quick(rest []byte) bool {
	top := in.top()
	switch {
	case top == nil:
		return false
	case top.tag == tHead:
		return in.quickMeta(rest)
	case (top.tag == tBody || top.tag == tFooter) && in.framed(rest, top):
		return true
	case len(rest) > 2 && rest[1] == 'a' && rest[2] == ' ':
		return in.quickLink(rest, top)
	}
	return in.quickElement(rest, top)
}

// quickElement reads the start tag of an element without attributes that a rule asks for,
// and the whole element when it holds text alone, as <p>…</p>.
func (in *Inspector) quickElement(rest []byte, top *element) bool {
	i := 1
	for i < len(rest) && ('a' <= rest[i] && rest[i] <= 'z' || '0' <= rest[i] && rest[i] <= '9') {
		i++
	}
	name := rest[1:i]
	t := tagOf(name)
	i = unasked(rest, i)
	if t == tTh || t >= tH1 && t <= tH6 {
		return in.quickHead(rest, i, t, name, top)
	}
	if i >= len(rest) || rest[i] != '>' {
		return false
	}
	switch t {
	case tOther, tLi, tTd, tDt:
		return in.quickText(rest, i+1, t, name, top) || in.quickOpen(i+1, t, sizeOf(name))
	case tDiv, tTr, tList, tDl, tTable, tTbody, tSection, tArticle, tDetails, tSummary:
		return in.quickOpen(i+1, t, sizeOf(name))
	case tVoid:
		if top.tag != tList && top.tag != tDl {
			in.at += i + 1
			return true
		}
	}
	return false
}

// unasked passes the attributes at i that no rule asks for, as far as they are written as
// templates write them.
func unasked(rest []byte, i int) int {
	for i+1 < len(rest) && rest[i] == ' ' {
		n := 0
		switch c := rest[i+1]; {
		case c == 'c' && bytes.HasPrefix(rest[i:], classKey):
			n = len(classKey)
		case c == 'c' && bytes.HasPrefix(rest[i:], spanKey):
			n = len(spanKey)
		case c == 'd' && bytes.HasPrefix(rest[i:], labelKey):
			n = len(labelKey)
		default:
			return i
		}
		end := bytes.IndexByte(rest[i+n:], '"')
		if end < 0 {
			return len(rest)
		}
		i += n + end + 1
	}
	return i
}

var classKey, spanKey, labelKey = []byte(` class="`), []byte(` colspan="`), []byte(` data-label="`)

var scopeKey, idKey = []byte(` scope="`), []byte(` id="`)

// quickHead reads a header cell with or without a scope, or a heading with or without an id,
// that holds text alone; at i stand the attributes that were not passed yet.
func (in *Inspector) quickHead(rest []byte, i int, t tag, called []byte, top *element) bool {
	usual := t == tTh && top.tag == tTr || t != tTh && top.tag != tList && top.tag != tDl
	if !usual || !top.region && !in.part || top.mute || top.hidden {
		return false
	}
	key := idKey
	if t == tTh {
		key = scopeKey
	}
	val, i, has := asked(rest, i, key)
	if i >= len(rest) || rest[i] != '>' {
		return false
	}
	text, next, ok := textAlone(rest, i+1, called)
	if !ok || !holdsText(text) {
		return false
	}
	e := element{tag: t, off: int32(in.at)}
	if t == tTh {
		in.headerCell(e.off, has)
	} else {
		if has {
			in.ids = append(in.ids, name{sum: sum(val), off: e.off, text: val})
		}
		in.heading(&e, int(t-tH1)+1)
	}
	in.seen++
	in.at += next
	return true
}

// asked gives the value of an attribute that begins at i with key, when it does, and the
// place behind it and the attributes after it that no rule asks for.
func asked(rest []byte, i int, key []byte) (val []byte, next int, has bool) {
	if i > len(rest) || !bytes.HasPrefix(rest[i:], key) {
		return nil, i, false
	}
	i += len(key)
	n := bytes.IndexByte(rest[i:], '"')
	if n < 0 {
		return nil, len(rest), false
	}
	return rest[i : i+n], unasked(rest, i+n+1), true
}

// quickText reads the element whose start tag ends before from, when only text stands
// between it and its end tag.
func (in *Inspector) quickText(rest []byte, from int, t tag, name []byte, top *element) bool {
	usual := t == tOther && top.tag != tList && top.tag != tDl || t == tLi && top.tag == tList || t == tTd && top.tag == tTr || t == tDt && top.tag == tDl
	if !usual || !top.region && !in.part {
		return false
	}
	text, next, ok := textAlone(rest, from, name)
	if !ok {
		return false
	}
	if t == tTd && len(in.tables) > 0 {
		in.tables[len(in.tables)-1].cells++
	}
	if !top.mute && holdsText(text) {
		in.seen++
	}
	in.at += next
	return true
}

// textAlone gives the text at from up to an element's end tag, and the place behind it.
func textAlone(rest []byte, from int, name []byte) (text []byte, next int, ok bool) {
	n := bytes.IndexByte(rest[from:], '<')
	if n < 0 {
		return nil, 0, false
	}
	to := from + n
	end := to + len("</") + len(name)
	if end >= len(rest) || rest[to+1] != '/' || rest[end] != '>' || !bytes.Equal(rest[to+2:end], name) {
		return nil, 0, false
	}
	return rest[from:to], end + 1, true
}

// quickOpen opens an element without attributes; size is that of its start tag. It does what
// open does for tags of these kinds.
func (in *Inspector) quickOpen(size int, t tag, name uint8) bool {
	off := int32(in.at)
	in.at += size
	if in.attr.any {
		in.attr = attributes{others: in.attr.others[:0]}
	}
	if closes[t] {
		in.closeImplied(t)
	}
	e := element{tag: t, off: off, inner: int32(in.at), seen: in.seen, name: name}
	if p := in.top(); p != nil {
		e.hidden, e.mute, e.part, e.region = p.hidden, p.mute, p.part, p.region
	}
	in.child(&e)
	if t != tOther {
		in.element(&e)
	}
	if t == tSummary {
		in.meetFocus(&e)
	}
	in.stack = append(in.stack, e)
	return true
}

// quickEnd reads the end tag of the innermost element, as it almost always is.
func (in *Inspector) quickEnd(rest []byte) bool {
	e := in.top()
	if e == nil || e.name == 0 {
		return false
	}
	end := len("</") + int(e.name)
	if end >= len(rest) || rest[end] != '>' || string(rest[2:end]) != string(in.page[e.off+1:int(e.off)+1+int(e.name)]) {
		return false
	}
	closing := in.at
	in.at += end + 1
	in.popAt(closing)
	return true
}

var linkHref, linkTitle, linkName = []byte(`<a href="`), []byte(` title="`), []byte("a")

// quickLink reads a link that holds text alone: to another page with a title, as those in
// lists of documents, or without one, as in tables of contents.
func (in *Inspector) quickLink(rest []byte, top *element) bool {
	if !in.focus || !top.region && !in.part || top.mute || top.hidden || top.tag == tList || top.tag == tDl || !bytes.HasPrefix(rest, linkHref) {
		return false
	}
	i := len(linkHref)
	n := bytes.IndexByte(rest[i:], '"')
	if n < 1 {
		return false
	}
	href := rest[i : i+n]
	i += n + 1
	titled := bytes.HasPrefix(rest[i:], linkTitle)
	if titled {
		i += len(linkTitle)
		if n = bytes.IndexByte(rest[i:], '"'); n < 0 || href[0] == '#' || !says(rest[i:i+n]) {
			return false
		}
		i += n + 1
	}
	if i >= len(rest) || rest[i] != '>' {
		return false
	}
	text, next, ok := textAlone(rest, i+1, linkName)
	if !ok || !titled && !holdsText(text) {
		return false
	}
	if !titled {
		off := int32(in.at)
		in.fragment(off, href)
		in.linkText(&element{tag: tA, link: true, part: top.part, off: off, target: sum(href)}, text)
	}
	if holdsText(text) {
		in.seen++
	}
	in.at += next
	return true
}

var metaName, metaContent, metaProperty, viewport = []byte(`<meta name="`), []byte(`" content="`), []byte(` property="`), []byte("viewport")

// quickMeta reads <meta name="…" content="…"> with or without property="…", but for the
// viewport, which has a rule.
func (in *Inspector) quickMeta(rest []byte) bool {
	if !bytes.HasPrefix(rest, metaName) {
		return false
	}
	i := len(metaName)
	n := bytes.IndexByte(rest[i:], '"')
	if n < 0 || n == len(viewport) && bytes.EqualFold(rest[i:i+n], viewport) || !bytes.HasPrefix(rest[i+n:], metaContent) {
		return false
	}
	i += n + len(metaContent)
	if n = bytes.IndexByte(rest[i:], '"'); n < 0 {
		return false
	}
	i += n + 1
	if bytes.HasPrefix(rest[i:], metaProperty) {
		i += len(metaProperty)
		if n = bytes.IndexByte(rest[i:], '"'); n < 0 {
			return false
		}
		i += n + 1
	}
	if i >= len(rest) || rest[i] != '>' {
		return false
	}
	in.at += i + 1
	return true
}

// holdsText says whether a text says something.
func holdsText(b []byte) bool {
	for _, c := range b {
		if !isSpace(c) {
			return true
		}
	}
	return false
}
