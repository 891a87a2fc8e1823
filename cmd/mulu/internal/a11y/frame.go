package a11y

import "bytes"

// The header, the footer and the navigation of a site stand on its pages, the same to the byte
// on thousands of them, and they are what costs most to read: forms, fields, regions. What such
// an element does to an inspector depends on its bytes, on what is counted before it and on the
// elements that it stands in; it is remembered, and where the same bytes come again in the same
// state it is done without reading them. A test wants the same findings as of reading all.

// frame is an element below the body of an earlier page, and all that reading it did.
type frame struct {
	html          []byte // with its tags
	around        surroundings
	before, after counts
	seen, lists   int32 // more of both

	// Places are those within html, numbers of lists those behind the ones before.
	ids, refs, fields, labelled []name
	marks                       []landmark
	links                       []link
}

// counts is what an inspector keeps of a page in numbers.
type counts struct {
	title bool
	focus bool // something that takes the focus was met
	h1    int
	level int // of the last heading; 0: none
	mains int
}

const (
	mostFrames   = 8 // of a kind: the folders of a site lie at few depths, and documents of one column follow one another
	longestFrame = 32 << 10
)

// frameKinds are what frames begin with, and in which elements. A footer says the address of
// its page, but has lists, too.
var frameKinds = [...]struct {
	begin []byte
	in    tag
}{{[]byte("<header"), tBody}, {[]byte("<nav"), tBody}, {[]byte("<ul"), tFooter}}

// surroundings are the elements that something stands in, as far as it matters to what is in it.
type surroundings [mostAround]struct {
	tag                        tag
	hidden, mute, part, region bool
}

// mostAround is how many elements may be around a frame.
const mostAround = 4

// around tells of the open elements; false where there are too many, or where one is a list,
// whose number would matter, or of no known kind, whose name would.
func (in *Inspector) around() (s surroundings, ok bool) {
	if len(in.stack) > mostAround {
		return s, false
	}
	for i := range in.stack {
		e := &in.stack[i]
		if e.list != 0 || e.tag == tOther {
			return s, false
		}
		s[i].tag, s[i].hidden, s[i].mute, s[i].part, s[i].region = e.tag, e.hidden, e.mute, e.part, e.region
	}
	return s, true
}

// framed passes the frame that rest begins with, when it is known; else it takes note of where
// everything is, so that endFrame knows what the frame did.
func (in *Inspector) framed(rest []byte, top *element) bool {
	kind := frameKind(rest, top.tag)
	if kind < 0 || in.part || len(in.tables) > 0 || len(in.outside) > 0 {
		return false
	}
	around, ok := in.around()
	if !ok {
		return false
	}
	list := in.frames[kind]
	for i, f := range list {
		if f.around == around && f.before == in.counts && bytes.HasPrefix(rest, f.html) {
			copy(list[1:i+1], list[:i]) // the last used first
			list[0] = f
			in.repeat(f)
			return true
		}
	}
	in.framing = framing{
		on: true, kind: kind, depth: len(in.stack), around: around, at: in.at, html: in.html.off, before: in.counts, seen: in.seen, lists: in.lists, findings: len(in.findings),
		ids: len(in.ids), refs: len(in.refs), fields: len(in.fields), labelled: len(in.labelled), marks: len(in.marks), links: len(in.links),
	}
	return false
}

// frameKind is that of the frame that begins in an element; -1 for none.
func frameKind(rest []byte, within tag) int {
	for i := range frameKinds {
		if k := &frameKinds[i]; k.in == within && bytes.HasPrefix(rest, k.begin) {
			return i
		}
	}
	return -1
}

// repeat does what reading a frame did.
func (in *Inspector) repeat(f *frame) {
	at := int32(in.at)
	in.ids = repeatNames(in.ids, f.ids, at)
	in.refs = repeatNames(in.refs, f.refs, at)
	in.fields = repeatNames(in.fields, f.fields, at)
	in.labelled = repeatNames(in.labelled, f.labelled, at)
	for _, m := range f.marks {
		m.off += at
		in.marks = append(in.marks, m)
	}
	for _, l := range f.links {
		l.off += at
		l.list += in.lists
		in.links = append(in.links, l)
	}
	in.counts = f.after
	in.seen += f.seen
	in.lists += f.lists
	in.at += len(f.html)
}

func repeatNames(dst, names []name, at int32) []name {
	for _, n := range names {
		n.off += at
		dst = append(dst, n)
	}
	return dst
}
