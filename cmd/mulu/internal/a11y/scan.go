package a11y

import "bytes"

// scan reads the page from tag to tag.
func (in *Inspector) scan() {
	for {
		n := bytes.IndexByte(in.page[in.at:], '<')
		if n < 0 {
			in.text(in.page[in.at:])
			return
		}
		if n > 0 {
			in.text(in.page[in.at : in.at+n])
			in.at += n
		}
		rest := in.page[in.at:]
		if len(rest) < 2 {
			return
		}
		switch c := rest[1]; {
		case isLetter(c):
			if !in.quick(rest) {
				in.start()
			}
		case c == '/' && len(rest) > 2 && isLetter(rest[2]):
			if !in.quickEnd(rest) {
				in.end()
			}
			if in.framing.on && len(in.stack) <= in.framing.depth {
				in.endFrame()
			}
		case c == '!' && bytes.HasPrefix(rest, []byte("<!--")):
			in.skip(2, "-->") // <!--> is a whole comment
		case c == '!' || c == '?' || c == '/':
			in.skip(2, ">")
		default: // a bare < is text
			in.seen++
			in.at++
		}
	}
}

// skip goes on behind the next stop that begins from bytes further on.
func (in *Inspector) skip(from int, stop string) {
	n := bytes.Index(in.page[in.at+from:], []byte(stop))
	if n < 0 {
		in.at = len(in.page)
		return
	}
	in.at += from + n + len(stop)
}

// text takes note of text that says something.
func (in *Inspector) text(b []byte) {
	if !holdsText(b) {
		return
	}
	if t := in.top(); t == nil || !t.mute {
		in.seen++
		in.content(t)
	}
}

// start reads a start tag.
func (in *Inspector) start() {
	off := int32(in.at)
	in.at++
	from := in.at
	for in.at < len(in.page) && !endsName(in.page[in.at]) {
		in.at++
	}
	name := lower(in.page[from:in.at])
	whole := in.attributes()
	if !whole {
		return // the page ends within the tag
	}
	in.open(tagOf(name), name, off)
}

// end reads an end tag and closes what it ends.
func (in *Inspector) end() {
	from := in.at + 2
	at := from
	for at < len(in.page) && !endsName(in.page[at]) {
		at++
	}
	closing := in.at
	if in.at = at; at < len(in.page) && in.page[at] == '>' {
		in.at++
	} else {
		in.skip(0, ">")
	}
	if e := in.top(); e != nil && in.isNamed(e, in.page[from:at]) { // almost always
		in.popAt(closing)
		return
	}
	name := lower(in.page[from:at])
	t := tagOf(name)
	for i := len(in.stack) - 1; i >= 0; i-- {
		e := &in.stack[i]
		if e.tag == t && (t != tOther || in.isNamed(e, name)) {
			for len(in.stack) > i+1 {
				in.popAt(closing)
			}
			in.popAt(closing)
			return
		}
		if scopes(e.tag) && t != tBody && t != tHTML {
			// An end tag closes nothing beyond a cell; but a table's or a row's does.
			switch t {
			case tTable, tTbody, tTr:
			default:
				return
			}
		}
	}
}

// raw skips the text of an element that holds no tags, to its end tag, and says whether
// there is any.
func (in *Inspector) raw(name []byte) bool {
	from := in.at
	for {
		n := bytes.Index(in.page[in.at:], []byte("</"))
		if n < 0 {
			in.at = len(in.page)
			break
		}
		in.at += n
		rest := in.page[in.at+2:]
		if len(rest) > len(name) && bytes.EqualFold(rest[:len(name)], name) && endsName(rest[len(name)]) {
			break
		}
		in.at += 2
	}
	return len(bytes.TrimSpace(in.page[from:in.at])) > 0
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isSpace(c byte) bool { return class[c]&space != 0 }

func endsName(c byte) bool { return class[c]&nameEnd != 0 }

func isUpper(c byte) bool { return class[c]&upper != 0 }

// class says what is asked of every byte of a tag.
var class = func() (c [256]uint8) {
	for _, b := range " \n\t\r\f" {
		c[b] = space | nameEnd
	}
	c['>'], c['/'] = nameEnd, nameEnd
	for b := 'A'; b <= 'Z'; b++ {
		c[b] = upper
	}
	return c
}()

const (
	space uint8 = 1 << iota
	nameEnd
	upper
)

// lower gives a name in lower case; almost all are written so.
func lower(b []byte) []byte {
	for _, c := range b {
		if isUpper(c) {
			return bytes.ToLower(b)
		}
	}
	return b
}

// isNamed says whether an element has a name, in whatever case.
func (in *Inspector) isNamed(e *element, name []byte) bool {
	b := in.page[e.off+1:]
	return len(b) > len(name) && endsName(b[len(name)]) && (bytes.Equal(b[:len(name)], name) || bytes.EqualFold(b[:len(name)], name))
}
