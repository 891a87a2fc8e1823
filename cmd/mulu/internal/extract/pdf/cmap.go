package pdf

import (
	"cmp"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// maxMappings bounds one character map; the largest that are needed have 65,536.
const maxMappings = 1 << 17

// cmap says which codes a string has, and what they stand for: a character of the font
// (CID) or text.
type cmap struct {
	spaces   []codeSpace
	mappings []mapping // sorted by lo when complete
	vertical bool
}

type codeSpace struct {
	bytes  int
	lo, hi uint32
}

// mapping maps the codes lo to hi to texts, or to CIDs, that count up with them.
type mapping struct {
	lo, hi uint32
	cid    int
	text   string
}

// maxLigature bounds the text of one code, in bytes; the longest real ones are names of
// units such as ㎏ or ﷺ written out.
const maxLigature = 64

// find gives the mapping of a code.
func (c *cmap) find(code uint32) (mapping, bool) {
	i, _ := slices.BinarySearchFunc(c.mappings, code, func(m mapping, code uint32) int {
		if m.lo > code {
			return 1
		}
		return -1
	})
	for back := 1; back <= 4 && i-back >= 0; back++ { // ranges may lie within others
		if m := c.mappings[i-back]; code <= m.hi {
			return m, true
		}
	}
	return mapping{}, false
}

// unicode is the text of a code, "" when there is none.
func (c *cmap) unicode(code uint32) string {
	m, ok := c.find(code)
	if !ok || m.text == "" {
		return ""
	}
	if code == m.lo {
		return m.text
	}
	last, n := utf8.DecodeLastRuneInString(m.text)
	return m.text[:len(m.text)-n] + string(last+rune(code-m.lo))
}

// length is the number of bytes of the first code of t: that of the code space that it
// lies in, of each byte on its own.
func (c *cmap) length(t text) int {
	code := uint32(0)
	for n := 1; n <= 4 && n <= len(t); n++ {
		code = code<<8 | uint32(t[n-1])
		for _, s := range c.spaces {
			if s.bytes == n && s.holds(code) {
				return n
			}
		}
	}
	if len(c.spaces) > 0 {
		return min(len(t), c.spaces[0].bytes)
	}
	return min(len(t), 2)
}

func (s codeSpace) holds(code uint32) bool {
	for i := range s.bytes {
		b := byte(code >> (8 * i))
		if b < byte(s.lo>>(8*i)) || b > byte(s.hi>>(8*i)) {
			return false
		}
	}
	return true
}

// parseCmap reads a character map. base gives the map that "usecmap" names.
func (f *file) parseCmap(data []byte, base func(name) *cmap) *cmap {
	c := &cmap{}
	data = data[:min(len(data), maxObject)]
	l := &lexer{data: data}
	var args array
	for f.spend(1) {
		o := l.next()
		op, ok := o.(keyword)
		if !ok {
			if len(args) < maxMappings {
				args = append(args, o)
			}
			continue
		}
		if op == end && l.pos >= len(data) {
			break
		}
		c.section(op, args, base)
		args = args[:0]
	}
	c.sort()
	return c
}

func (c *cmap) section(op keyword, args array, base func(name) *cmap) {
	switch op {
	case "endcodespacerange":
		for ; len(args) >= 2; args = args[2:] {
			lo, n := code(args[0])
			hi, _ := code(args[1])
			if n > 0 && n <= 4 && len(c.spaces) < 256 {
				c.spaces = append(c.spaces, codeSpace{n, lo, hi})
			}
		}
	case "endbfchar", "endcidchar":
		for ; len(args) >= 2; args = args[2:] {
			lo, _ := code(args[0])
			c.add(lo, lo, args[1])
		}
	case "endbfrange", "endcidrange":
		for ; len(args) >= 3; args = args[3:] {
			lo, _ := code(args[0])
			hi, _ := code(args[1])
			list, isList := args[2].(array)
			if !isList {
				c.add(lo, hi, args[2])
			}
			for i, o := range list {
				c.add(lo+uint32(i), lo+uint32(i), o)
			}
		}
	case "usecmap":
		if len(args) > 0 {
			if n, ok := args[len(args)-1].(name); ok {
				c.use(base(n))
			}
		}
	case "def":
		if len(args) >= 2 && args[len(args)-2] == name("WMode") {
			c.vertical = integer(args[len(args)-1]) == 1
		}
	}
}

// use takes over what another map says.
func (c *cmap) use(other *cmap) {
	if other != nil {
		c.spaces = append(c.spaces, other.spaces...)
		c.mappings = append(c.mappings, other.mappings[:min(len(other.mappings), maxMappings-len(c.mappings))]...)
	}
}

func (c *cmap) add(lo, hi uint32, target object) {
	if len(c.mappings) >= maxMappings || hi < lo {
		return
	}
	m := mapping{lo: lo, hi: hi}
	switch o := target.(type) {
	case int:
		m.cid = o
	case text:
		if m.text = decodeUTF16([]byte(o)); m.text == "\x00" || m.text == "\uFFFD" || len(m.text) > maxLigature {
			return
		}
	case name:
		m.text = glyphText(o)
	default:
		return
	}
	c.mappings = append(c.mappings, m)
}

// code is a string as a number, with its length in bytes.
func code(o object) (v uint32, n int) {
	t, _ := o.(text)
	for i := range len(t) {
		v = v<<8 | uint32(t[i])
	}
	return v, len(t)
}

// decodeUTF16 decodes big-endian UTF-16; a single byte is a character of its own.
func decodeUTF16(b []byte) string {
	if len(b) == 1 {
		return string(rune(b[0]))
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return string(utf16.Decode(units))
}

// decodeText decodes a text string of a dictionary (ISO 32000-1, 7.9.2.2).
func decodeText(t text) string {
	switch {
	case len(t) >= 2 && t[:2] == "\xFE\xFF":
		return decodeUTF16([]byte(t[2:]))
	case len(t) >= 3 && t[:3] == "\xEF\xBB\xBF":
		return string(t[3:])
	}
	runes := make([]rune, len(t))
	for i := range len(t) {
		runes[i] = rune(t[i])
	}
	return string(runes)
}

func (c *cmap) sort() {
	slices.SortStableFunc(c.mappings, func(a, b mapping) int { return cmp.Compare(a.lo, b.lo) })
}
