package extract

import (
	"bufio"
	"errors"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// These bound what an XML part can make of memory.
const (
	maxXMLDepth = 1000
	maxXMLText  = 64 << 10 // bytes of one piece of text; longer text comes in pieces
	maxXMLName  = 256
	maxXMLAttr  = 64 << 10 // bytes of all attributes of a tag; more is dropped
)

var errXML = errors.New("xml: not well-formed")

// xmlKind is what next found.
type xmlKind uint8

const (
	xmlEnd   xmlKind = iota // of the input
	xmlOpen                 // a start tag: name and attrs
	xmlClose                // an end tag: name; it follows an empty tag, too
	xmlText                 // text
)

// xmlReader reads the XML of office files four times as fast as encoding/xml, which reads
// a text or attribute of any length into memory and keeps every open element (100 and 24
// MB/s on a document of 2 MB). It knows no document type and so no entities but the five
// of XML, and leaves prefixes of names aside.
type xmlReader struct {
	in    *bufio.Reader
	name  string // without prefix
	attrs []xmlAttr
	text  []byte
	depth int
	empty bool              // the tag just read was an empty one
	names map[string]string // each name once

	entities bool // the document type has declarations of its own
	word     []byte
}

type xmlAttr struct{ name, value string }

func newXMLReader(r io.Reader) *xmlReader {
	in := bufio.NewReaderSize(r, 32<<10)
	if head, err := in.Peek(2); err == nil && (string(head) == "\xFF\xFE" || string(head) == "\xFE\xFF") {
		in = bufio.NewReader(transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()))
	}
	return &xmlReader{in: in, names: map[string]string{}}
}

// attr is the value of an attribute of the tag just read, "" when it has none.
func (x *xmlReader) attr(name string) string {
	for _, a := range x.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// isOn says whether the tag just read switches its property on: "val" is absent or true.
func (x *xmlReader) isOn() bool {
	switch x.attr("val") {
	case "0", "false", "off":
		return false
	}
	return true
}

// next reads up to the next tag or piece of text. The error is the input's, or errXML.
func (x *xmlReader) next() (xmlKind, error) {
	if x.empty {
		x.empty = false
		x.depth--
		return xmlClose, nil
	}
	for {
		c, err := x.in.ReadByte()
		if errors.Is(err, io.EOF) {
			if x.depth > 0 {
				return xmlEnd, io.ErrUnexpectedEOF
			}
			return xmlEnd, nil
		}
		if err != nil {
			return xmlEnd, err
		}
		if c != '<' {
			if err := x.in.UnreadByte(); err != nil {
				return xmlEnd, err
			}
			return xmlText, x.readText()
		}
		kind, err := x.markup()
		if kind != xmlEnd || err != nil {
			return kind, err
		}
	}
}

// skip passes the element whose start tag was just read.
func (x *xmlReader) skip() error {
	for depth := x.depth; x.depth >= depth; {
		if kind, err := x.next(); err != nil || kind == xmlEnd {
			return err
		}
	}
	return nil
}
