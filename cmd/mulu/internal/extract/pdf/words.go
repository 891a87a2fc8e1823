package pdf

import (
	"bytes"
	"math"
)

// parseNumber reads what real files have for numbers, "--5" and "1.2.3" too.
func parseNumber(w []byte) (object, bool) {
	sign, whole, scale, fraction := 1.0, 0.0, 1.0, false
	digits := 0
	for i, c := range w {
		switch {
		case c >= '0' && c <= '9':
			digits++
			whole = whole*10 + float64(c-'0')
			if fraction {
				scale *= 10
			}
		case c == '.':
			if fraction {
				w = w[:i]
			}
			fraction = true
		case c == '-' && digits == 0:
			sign = -1
		case c == '+' && i == 0:
		case c == '-': // "12-34" is written by a faulty producer; what follows is dropped
			return simplify(sign*whole/scale, fraction), true
		default:
			return nil, false
		}
	}
	if digits == 0 {
		return nil, false
	}
	return simplify(sign*whole/scale, fraction), true
}

func simplify(v float64, fraction bool) object {
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return 0
	}
	if !fraction && math.Abs(v) < 1<<53 {
		return int(v)
	}
	return v
}

func (l *lexer) name() object {
	l.pos++
	start := l.pos
	escaped := false
	for l.pos < len(l.data) && isRegular(l.data[l.pos]) {
		escaped = escaped || l.data[l.pos] == '#'
		l.pos++
	}
	raw := l.data[start:l.pos]
	if !escaped {
		return name(raw)
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && hexDigit(raw[i+1]) >= 0 && hexDigit(raw[i+2]) >= 0 {
			out = append(out, byte(hexDigit(raw[i+1])<<4|hexDigit(raw[i+2])))
			i += 2
			continue
		}
		out = append(out, raw[i])
	}
	return name(out)
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (l *lexer) hex() object {
	l.pos++
	var out []byte
	high := -1
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		d := hexDigit(c)
		switch {
		case d < 0:
		case high < 0:
			high = d
		default:
			out, high = append(out, byte(high<<4|d)), -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return text(out)
}

// literal is a string in parentheses.
func (l *lexer) literal() object {
	l.pos++
	if i := bytes.IndexAny(l.data[l.pos:], "()\\"); i >= 0 && l.data[l.pos+i] == ')' {
		l.pos += i + 1
		return text(l.data[l.pos-i-1 : l.pos-1])
	}
	var out []byte
	for open := 1; l.pos < len(l.data); {
		c := l.data[l.pos]
		l.pos++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return text(out)
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return text(out)
}

func (l *lexer) escape(out []byte) []byte {
	if l.pos >= len(l.data) {
		return out
	}
	c := l.data[l.pos]
	l.pos++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\n':
		return out
	case '\r':
		if l.pos < len(l.data) && l.data[l.pos] == '\n' {
			l.pos++
		}
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	v := c - '0'
	for i := 0; i < 2 && l.pos < len(l.data) && l.data[l.pos] >= '0' && l.data[l.pos] <= '7'; i++ {
		v = v<<3 | (l.data[l.pos] - '0')
		l.pos++
	}
	return append(out, v)
}
