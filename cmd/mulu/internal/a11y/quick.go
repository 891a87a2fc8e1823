package a11y

import "bytes"

// Most tags of a page are of two kinds that no rule minds: elements without attributes that
// hold text alone, and the META tags of its head. They are read here without all that other
// tags cost; what is unusual in any way is left to start, and a test wants the same findings
// of both.

// quick reads an element or a tag of these kinds at the < that rest begins with, to behind
// it; false when it is of another kind, and then nothing was read.
func (in *Inspector) quick(rest []byte) bool {
	top := in.top()
	if top == nil || top.tag == tDl {
		return false
	}
	if top.tag == tHead {
		return in.quickMeta(rest)
	}
	return in.quickText(rest, top)
}

// quickText reads an element without attributes that holds text alone, as <p>…</p>.
func (in *Inspector) quickText(rest []byte, top *element) bool {
	i := 1
	for i < len(rest) && 'a' <= rest[i] && rest[i] <= 'z' {
		i++
	}
	if i == len(rest) || rest[i] != '>' || !top.region && !in.part {
		return false
	}
	name := rest[1:i]
	t := tagOf(name)
	if !(t == tOther && top.tag != tList || t == tLi && top.tag == tList || t == tTd && top.tag == tTr) {
		return false
	}
	from := i + 1
	n := bytes.IndexByte(rest[from:], '<')
	if n < 0 {
		return false
	}
	to := from + n
	end := to + len("</") + len(name)
	if end >= len(rest) || rest[to+1] != '/' || rest[end] != '>' || !bytes.Equal(rest[to+2:end], name) {
		return false
	}
	if t == tTd && len(in.tables) > 0 {
		in.tables[len(in.tables)-1].cells++
	}
	if !top.mute && holdsText(rest[from:to]) {
		in.seen++
	}
	in.at += end + 1
	return true
}

var metaName, metaContent, metaProperty = []byte(`<meta name="`), []byte(`" content="`), []byte(` property="`)

// quickMeta reads <meta name="…" content="…"> with or without property="…", but for the
// viewport, which has a rule.
func (in *Inspector) quickMeta(rest []byte) bool {
	if !bytes.HasPrefix(rest, metaName) {
		return false
	}
	i := len(metaName)
	n := bytes.IndexByte(rest[i:], '"')
	if n < 0 || n == len("viewport") || !bytes.HasPrefix(rest[i+n:], metaContent) {
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
