package tree

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/diag"
)

// tomlReader reads TOML in one pass. At the first byte it cannot read it sets
// failed and stays there; words for the problem come later, from syntaxProblem.
type tomlReader struct {
	limits Limits
	file   string
	text   []byte
	src    string // the text once more, which the values share

	off    int // of the next byte
	line   int
	mark   int // an offset on the line, not after off
	col    int // column of mark
	failed bool
	told   bool // why it failed is in diags already

	escaped bool // the string being read has an escape

	root    Value
	cur     *Value // the table that keys go into
	scratch Value  // stands in for a table that was refused, so that its keys are read
	depth   int    // of cur
	keys    int
	listed  int                // items of lists
	indexes []map[string]int32 // of large tables, by Value.id - 1
	parts   []keyPart          // of the key being read
	items   []Value            // of the lists being read, the inner ones last

	begin   int      // offset of the statement
	hanKeys []span   // bare keys in it with Han characters
	opened  diag.Pos // of the list, table or long text in which the reading failed

	diags []diag.Diagnostic
}

// span is a range of bytes.
type span struct{ from, to int }

// keyPart is one part of a dotted key.
type keyPart struct {
	text string
	pos  diag.Pos
}

// ParseTOML is as the function of that name, within other limits.
func (l Limits) ParseTOML(file string, text []byte, firstLine int) (Value, []diag.Diagnostic) {
	if d, ok := l.admit(file, text, firstLine); !ok {
		return Value{Kind: Table, Pos: diag.Pos{Line: firstLine, Col: 1}}, []diag.Diagnostic{d}
	}
	r := tomlReaders.Get().(*tomlReader)
	defer r.release()
	r.limits, r.file, r.text, r.src, r.line, r.col = l, file, text, string(text), firstLine, 1
	r.root = Value{Kind: Table, how: byHeader, Table: entries.Get().(*[usualKeys]Entry)[:0], Pos: diag.Pos{Line: firstLine, Col: 1}}
	r.cur = &r.root
	if strings.HasPrefix(r.src, "\uFEFF") { // config.toml comes here as it is
		r.off, r.mark = 3, 3
	}
	r.run()
	if r.failed && !r.told {
		r.diags = append(r.diags, r.syntaxProblem())
	}
	return r.root, r.diags
}

// usualKeys is more keys than a header has, nearly always.
const usualKeys = 16

// entries are for the tables of texts, each of which would be most of what the reading of
// a header leaves to be collected.
var entries = sync.Pool{New: func() any { return new([usualKeys]Entry) }}

// Release gives back the memory of the keys of a table that ParseTOML made; neither it nor
// what was in it may be used any more, but the strings.
func (v *Value) Release() {
	if cap(v.Table) == usualKeys {
		keys := (*[usualKeys]Entry)(v.Table[:usualKeys])
		clear(keys[:])
		entries.Put(keys)
	}
	*v = Value{}
}

// tomlReaders keeps readers for their buffers: a quarter of what a header would
// allocate.
var tomlReaders = sync.Pool{New: func() any { return new(tomlReader) }}

// release gives r back, without anything of the text. Buffers that an unusual text
// has made large are not worth clearing each time.
func (r *tomlReader) release() {
	const most = 32
	if cap(r.items) > most || cap(r.hanKeys) > most {
		return
	}
	clear(r.items[:cap(r.items)])
	clear(r.parts[:cap(r.parts)])
	*r = tomlReader{items: r.items[:0], parts: r.parts[:0], hanKeys: r.hanKeys[:0]}
	tomlReaders.Put(r)
}

func (r *tomlReader) run() {
	for !r.failed && r.statement() {
	}
}

// statement reads a line, or more where a value goes over several; false at the end.
func (r *tomlReader) statement() bool {
	r.begin, r.hanKeys = r.off, r.hanKeys[:0]
	r.blanks()
	switch {
	case r.off == len(r.src):
		return false
	case r.next('['):
		r.header()
	case !r.lineBegins("#\n\r"):
		r.keyValue(r.cur, r.depth)
	}
	return !r.failed && r.lineEnd()
}

func (r *tomlReader) fail() bool {
	r.failed = true
	return false
}

// failIn is fail in something that began at start and has not ended. The innermost
// one counts.
func (r *tomlReader) failIn(start diag.Pos) bool {
	if r.opened == (diag.Pos{}) {
		r.opened = start
	}
	return r.fail()
}

// stop is fail for a reason that is no syntax error.
func (r *tomlReader) stop(d diag.Diagnostic) bool {
	if !r.failed {
		r.diags = append(r.diags, d)
		r.told = true
	}
	return r.fail()
}

// report notes a problem that does not keep the rest from being read, unless there
// are very many.
func (r *tomlReader) report(d diag.Diagnostic) {
	r.diags = append(r.diags, d)
	if len(r.diags) == mostReports {
		r.failed, r.told = true, true
	}
}

// peek is the next byte, 0 at the end (and for NUL, which TOML has nowhere).
func (r *tomlReader) peek() byte {
	if r.off < len(r.src) {
		return r.src[r.off]
	}
	return 0
}

func (r *tomlReader) next(c byte) bool { return r.off < len(r.src) && r.src[r.off] == c }

func (r *tomlReader) accept(c byte) bool {
	if r.next(c) {
		r.off++
		return true
	}
	return false
}

func (r *tomlReader) expect(c byte) bool { return r.accept(c) || r.fail() }

func (r *tomlReader) lineBegins(chars string) bool {
	for i := range len(chars) {
		if r.next(chars[i]) {
			return true
		}
	}
	return false
}

func (r *tomlReader) blanks() {
	for r.off < len(r.src) && (r.src[r.off] == ' ' || r.src[r.off] == '\t') {
		r.off++
	}
}

// lineEnd reads blanks, a comment and the end of the line or of the text.
func (r *tomlReader) lineEnd() bool {
	r.blanks()
	if r.next('#') && !r.comment() {
		return false
	}
	return r.off == len(r.src) || r.newline() || r.fail()
}

func (r *tomlReader) comment() bool {
	for r.off < len(r.src) && !isControl(r.src[r.off]) {
		r.off++
	}
	return r.off == len(r.src) || r.lineBegins("\n\r") || r.fail()
}

// newline reads LF or CRLF. A CR alone ends no line in TOML.
func (r *tomlReader) newline() bool {
	switch {
	case r.next('\n'):
		r.off++
	case r.next('\r') && r.off+1 < len(r.src) && r.src[r.off+1] == '\n':
		r.off += 2
	default:
		return false
	}
	r.line, r.mark, r.col = r.line+1, r.off, 1
	return true
}

// gap reads what may stand between the values of a list or an inline table.
func (r *tomlReader) gap() bool {
	for {
		r.blanks()
		if r.next('#') && !r.comment() {
			return false
		}
		if !r.newline() {
			return true
		}
	}
}

// here is the place of the next byte.
func (r *tomlReader) here() diag.Pos {
	r.col += countRunes(r.text[r.mark:r.off])
	r.mark = r.off
	return diag.Pos{Line: r.line, Col: r.col}
}

// upToHere makes a place that began at start end before the next byte.
func (r *tomlReader) upToHere(start diag.Pos) diag.Pos {
	end := r.here()
	start.EndLine, start.EndCol = end.Line, end.Col
	return start
}

// isControl says whether c may stand in no string or comment. TAB may.
func isControl(c byte) bool { return c < ' ' && c != '\t' || c == 0x7F }

// key reads a key with all its parts into r.parts; base is the depth of the table
// that it is a key of.
func (r *tomlReader) key(base int) bool {
	r.parts = r.parts[:0]
	for {
		r.blanks()
		start := r.here()
		text, ok := r.keyText()
		if !ok {
			return false
		}
		r.parts = append(r.parts, keyPart{text, r.upToHere(start)})
		if base+len(r.parts) > r.limits.Depth {
			return r.stop(r.limits.tooDeep(r.file, start))
		}
		r.blanks()
		if !r.accept('.') {
			return true
		}
	}
}

func (r *tomlReader) keyText() (string, bool) {
	switch r.peek() {
	case '"':
		return r.basicString()
	case '\'':
		return r.literalString()
	}
	return r.bareKey()
}

// bareKey reads A-Z a-z 0-9 _ - and, our extension, Han characters.
func (r *tomlReader) bareKey() (string, bool) {
	start, han := r.off, false
	for r.off < len(r.src) {
		c := r.src[r.off]
		if bareKeyByte[c] {
			r.off++
			continue
		}
		char, size := utf8.DecodeRuneInString(r.src[r.off:])
		if c < utf8.RuneSelf || !unicode.Is(unicode.Han, char) {
			break
		}
		r.off, han = r.off+size, true
	}
	if han {
		r.hanKeys = append(r.hanKeys, span{start, r.off})
	}
	return r.src[start:r.off], r.off > start || r.fail()
}

var bareKeyByte = func() (t [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") {
		t[c] = true
	}
	return t
}()
