package extract

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// markup reads what follows "<"; xmlEnd means that it was nothing to report.
func (x *xmlReader) markup() (xmlKind, error) {
	c, err := x.in.ReadByte()
	if err != nil {
		return xmlEnd, unexpected(err)
	}
	switch c {
	case '?':
		return xmlEnd, x.until("?>", false)
	case '!':
		return x.declaration()
	case '/':
		if err := x.readName(); err != nil {
			return xmlEnd, err
		}
		x.depth--
		return xmlClose, x.until(">", false)
	}
	if err := x.in.UnreadByte(); err != nil {
		return xmlEnd, err
	}
	if err := x.readName(); err != nil {
		return xmlEnd, err
	}
	if x.depth++; x.depth > maxXMLDepth {
		return xmlEnd, errXML
	}
	return xmlOpen, x.readAttrs()
}

// declaration reads a comment, CDATA, or a document type, which is passed over.
func (x *xmlReader) declaration() (xmlKind, error) {
	head, err := x.in.Peek(7)
	switch {
	case bytes.HasPrefix(head, []byte("--")):
		return xmlEnd, x.until("-->", false)
	case string(head) == "[CDATA[":
		if _, err := x.in.Discard(7); err != nil {
			return xmlEnd, err
		}
		x.text = x.text[:0]
		err := x.until("]]>", true)
		return xmlText, err
	case len(head) == 0:
		return xmlEnd, unexpected(err)
	}
	for open := 1; open > 0; {
		switch c, err := x.in.ReadByte(); {
		case err != nil:
			return xmlEnd, unexpected(err)
		case c == '<':
			open++
			x.entities = true
		case c == '>':
			open--
		}
	}
	return xmlEnd, nil
}

// until reads past stop, and keeps the text before it (up to maxXMLText) if asked to.
func (x *xmlReader) until(stop string, keep bool) error {
	matched := 0
	for matched < len(stop) {
		c, err := x.in.ReadByte()
		if err != nil {
			return unexpected(err)
		}
		if keep && len(x.text) < maxXMLText+len(stop) {
			x.text = append(x.text, c)
		}
		switch {
		case c == stop[matched]:
			matched++
		case matched == 2 && c == stop[0]: // "--->", "]]]>"
		case c == stop[0]:
			matched = 1
		default:
			matched = 0
		}
	}
	if keep {
		x.text = bytes.TrimSuffix(x.text, []byte(stop))
	}
	return nil
}

// readName reads a name and leaves its prefix out.
func (x *xmlReader) readName() error {
	x.word = x.word[:0]
	for {
		c, err := x.in.ReadByte()
		if err != nil {
			return unexpected(err)
		}
		if c == '>' || c == '/' || c == '=' || c <= ' ' {
			if len(x.word) == 0 || len(x.word) > maxXMLName {
				return errXML
			}
			x.name = x.intern(x.word[bytes.LastIndexByte(x.word, ':')+1:])
			return x.in.UnreadByte()
		}
		if len(x.word) <= maxXMLName {
			x.word = append(x.word, c)
		}
	}
}

func (x *xmlReader) intern(b []byte) string {
	if s, ok := x.names[string(b)]; ok {
		return s
	}
	if len(x.names) > 4096 {
		clear(x.names)
	}
	s := string(b)
	x.names[s] = s
	return s
}

// readAttrs reads the rest of a start tag.
func (x *xmlReader) readAttrs() error {
	x.attrs = x.attrs[:0]
	tag, size := x.name, 0
	for {
		c, err := x.skipSpace()
		if err != nil {
			return err
		}
		switch c {
		case '>':
			x.name = tag
			return nil
		case '/':
			x.empty = true
			continue
		}
		if err := x.in.UnreadByte(); err != nil {
			return err
		}
		if err := x.readName(); err != nil {
			return err
		}
		if c, err = x.skipSpace(); err != nil || c != '=' {
			return cmpOr(err, errXML)
		}
		if c, err = x.skipSpace(); err != nil || c != '"' && c != '\'' {
			return cmpOr(err, errXML)
		}
		value, err := x.readValue(c)
		if err != nil {
			return err
		}
		if size += len(value) + 16; size < maxXMLAttr {
			x.attrs = append(x.attrs, xmlAttr{x.name, value})
		}
	}
}

func cmpOr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func (x *xmlReader) skipSpace() (byte, error) {
	for {
		c, err := x.in.ReadByte()
		if err != nil {
			return 0, unexpected(err)
		}
		if c > ' ' {
			return c, nil
		}
	}
}

// readValue reads an attribute's value up to quote.
func (x *xmlReader) readValue(quote byte) (string, error) {
	x.word = x.word[:0]
	for {
		c, err := x.in.ReadByte()
		switch {
		case err != nil:
			return "", unexpected(err)
		case c == quote:
			if len(x.word) <= 32 {
				return x.intern(x.word), nil
			}
			return string(x.word), nil
		case len(x.word) > maxXMLAttr:
		case c == '&':
			x.word = x.entity(x.word)
		default:
			x.word = append(x.word, c)
		}
	}
}

// readText reads text up to a tag, or a piece of it that ends with a whole character.
func (x *xmlReader) readText() error {
	x.text = x.text[:0]
	for len(x.text) < maxXMLText {
		if _, err := x.in.Peek(1); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		buffered, err := x.in.Peek(x.in.Buffered())
		if err != nil {
			return err
		}
		n := bytes.IndexAny(buffered, "<&")
		if n < 0 {
			n = len(buffered)
		}
		if room := maxXMLText - len(x.text); n > room {
			for n = room; n > 1 && !utf8.RuneStart(buffered[n]); n-- {
			}
		}
		var stop byte
		if n < len(buffered) {
			stop = buffered[n]
		}
		x.text = append(x.text, buffered[:n]...)
		if _, err := x.in.Discard(n); err != nil {
			return err
		}
		switch stop {
		case 0: // the end of what is buffered
		case '&':
			if _, err := x.in.Discard(1); err != nil {
				return err
			}
			x.text = x.entity(x.text)
		default:
			return nil
		}
	}
	return nil
}

// entity adds what follows "&" to out. An unknown entity is dropped.
func (x *xmlReader) entity(out []byte) []byte {
	head, _ := x.in.Peek(10) // fewer at the end
	i := bytes.IndexByte(head, ';')
	if i < 0 {
		return out
	}
	name := string(head[:i])
	if _, err := x.in.Discard(i + 1); err != nil {
		return out
	}
	switch name {
	case "amp":
		return append(out, '&')
	case "lt":
		return append(out, '<')
	case "gt":
		return append(out, '>')
	case "quot":
		return append(out, '"')
	case "apos":
		return append(out, '\'')
	}
	if len(name) < 2 || name[0] != '#' {
		return out
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	v, err := strconv.ParseUint(digits, base, 21)
	if err != nil {
		return out
	}
	return utf8.AppendRune(out, rune(v))
}

// unexpected is the end of the input in the middle of something.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
