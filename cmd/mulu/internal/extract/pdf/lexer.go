package pdf

// maxDepth is how deep arrays and dictionaries may be in each other, maxItems how much
// one object may hold within; what is more is dropped.
const (
	maxDepth = 50
	maxItems = 1 << 18
)

// lexer reads objects from bytes. At the end it gives the keyword "" for ever.
type lexer struct {
	data  []byte
	pos   int
	depth int
	items int // within the object being read
}

const end = keyword("")

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

var delimiter = [256]bool{'(': true, ')': true, '<': true, '>': true, '[': true, ']': true, '{': true, '}': true, '/': true, '%': true}

func isRegular(c byte) bool { return !isSpace(c) && !delimiter[c] }

func (l *lexer) skipSpace() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.data) && l.data[l.pos] != '\n' && l.data[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

// next is the next object; refs are not put together, see object.
func (l *lexer) next() object {
	if l.depth == 0 {
		l.items = 0
	}
	l.items++
	l.skipSpace()
	if l.pos >= len(l.data) {
		return end
	}
	switch c := l.data[l.pos]; {
	case c == '/':
		return l.name()
	case c == '(':
		return l.literal()
	case c == '<' && l.pos+1 < len(l.data) && l.data[l.pos+1] == '<':
		l.pos += 2
		return l.dict()
	case c == '<':
		return l.hex()
	case c == '[':
		l.pos++
		return l.array()
	case c == '>' && l.pos+1 < len(l.data) && l.data[l.pos+1] == '>':
		l.pos += 2
		return keyword(">>")
	case delimiter[c]:
		l.pos++
		return keyword(c)
	default:
		return l.word()
	}
}

// word is a number or keyword.
func (l *lexer) word() object {
	start := l.pos
	for l.pos < len(l.data) && isRegular(l.data[l.pos]) {
		l.pos++
	}
	w := l.data[start:l.pos]
	if c := w[0]; c <= '9' {
		if n, ok := parseNumber(w); ok {
			return n
		}
	}
	switch string(w) {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return keyword(w)
}

// array reads up to the closing bracket, or what is there of it.
func (l *lexer) array() object {
	if l.depth++; l.depth > maxDepth {
		l.pos = len(l.data)
		return end
	}
	defer func() { l.depth-- }()
	var a array
	for {
		o := l.next()
		switch o {
		case keyword("]"), end, keyword("endobj"):
			return a
		case keyword("R"):
			a = joinRef(a)
			continue
		}
		if l.items < maxItems {
			a = append(a, o)
		}
	}
}

// joinRef makes a reference of the two numbers at the end of a.
func joinRef(a array) array {
	n := len(a)
	if n < 2 {
		return a
	}
	num, ok1 := a[n-2].(int)
	gen, ok2 := a[n-1].(int)
	if !ok1 || !ok2 {
		return a
	}
	return append(a[:n-2], ref{num, gen})
}

func (l *lexer) dict() object {
	if l.depth++; l.depth > maxDepth {
		l.pos = len(l.data)
		return end
	}
	defer func() { l.depth-- }()
	d := dict{}
	var flat array
	for {
		o := l.next()
		switch o {
		case keyword(">>"), end, keyword("endobj"), keyword("stream"):
			if o == keyword("stream") {
				l.pos -= len("stream")
			}
			return pairs(d, flat)
		case keyword("R"):
			flat = joinRef(flat)
			continue
		}
		if l.items < maxItems {
			flat = append(flat, o)
		}
	}
}

// pairs fills d with the keys and values of flat; a value that is missing shifts none
// of the others.
func pairs(d dict, flat array) dict {
	for i := 0; i < len(flat); i++ {
		key, ok := flat[i].(name)
		if !ok {
			continue
		}
		if i+1 < len(flat) {
			d[key] = flat[i+1]
			i++
		}
	}
	return d
}
