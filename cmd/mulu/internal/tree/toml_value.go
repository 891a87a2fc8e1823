package tree

import (
	"math"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/diag"
)

// value reads a value that lies depth tables and lists deep.
func (r *tomlReader) value(depth int) (Value, bool) {
	start := r.here()
	var v Value
	ok := true
	switch r.peek() {
	case '"', '\'':
		v.Kind = String
		v.Str, ok = r.anyString(start)
	case '[':
		v, ok = r.list(depth+1, start)
	case '{':
		v, ok = r.inlineTable(depth+1, start)
	default:
		v, ok = r.scalar()
	}
	if !ok && r.failed && v.Kind != None {
		r.failIn(start)
	}
	v.Pos = r.upToHere(start)
	return v, ok
}

func (r *tomlReader) list(depth int, start diag.Pos) (Value, bool) {
	v := Value{Kind: List}
	if depth > r.limits.Depth {
		return v, r.stop(r.limits.tooDeep(r.file, start))
	}
	base := len(r.items)
	ok := r.listItems(depth)
	if n := len(r.items) - base; n > 0 {
		v.List = make([]Value, n)
		copy(v.List, r.items[base:])
		r.items = r.items[:base]
	}
	return v, ok
}

// listItems reads [ and the items up to ] onto r.items.
func (r *tomlReader) listItems(depth int) bool {
	r.off++
	for r.gap() {
		if r.accept(']') {
			return true
		}
		item, ok := r.value(depth)
		if !ok {
			return false
		}
		if !r.countItem(item.Pos) {
			return false
		}
		r.items = append(r.items, item)
		if !r.gap() || !r.accept(',') && !r.next(']') {
			return r.fail()
		}
	}
	return false
}

func (r *tomlReader) countItem(pos diag.Pos) bool {
	r.listed++
	return r.listed <= r.limits.Items || r.stop(r.limits.tooLong(r.file, pos))
}

func (r *tomlReader) inlineTable(depth int, start diag.Pos) (Value, bool) {
	v := Value{Kind: Table}
	if depth > r.limits.Depth {
		return v, r.stop(r.limits.tooDeep(r.file, start))
	}
	r.off++
	for r.gap() {
		if r.accept('}') {
			return v, true
		}
		if !r.keyValue(&v, depth-1) {
			return v, false
		}
		if !r.gap() || !r.accept(',') && !r.next('}') {
			return v, r.fail()
		}
	}
	return v, false
}

// scalar reads a number, a date or time, true or false: all that is one word of
// letters, digits and a few signs.
func (r *tomlReader) scalar() (Value, bool) {
	word := r.word()
	v, ok := tomlScalar(word)
	if !ok {
		return v, r.fail()
	}
	r.off += len(word)
	return v, true
}

// word is the word at the next byte. A blank belongs to it between a date and a
// time: 2024-03-05 08:00:00.
func (r *tomlReader) word() string {
	rest := r.src[r.off:]
	n := 0
	for n < len(rest) && scalarByte[rest[n]] {
		n++
	}
	if n+1 < len(rest) && rest[n] == ' ' && isDigit(rest[n+1]) && isDay(rest[:n]) {
		for n++; n < len(rest) && scalarByte[rest[n]]; {
			n++
		}
	}
	return rest[:n]
}

var scalarByte = func() (t [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+.:") {
		t[c] = true
	}
	return t
}()

func tomlScalar(word string) (Value, bool) {
	switch {
	case word == "":
		return Value{}, false
	case word == "true" || word == "false":
		return Value{Kind: Bool, Str: word, Bool: word == "true"}, true
	case isDay(word):
		return Value{Kind: Date, Str: word}, true
	case isDigit(word[0]) && isDateTime(word):
		return Value{Kind: DateTime, Str: word}, true
	case isInteger(word):
		n, err := strconv.ParseInt(word, 0, 64)
		return Value{Kind: Int, Str: word, Int: n}, err == nil
	case isFloat(word):
		f, err := tomlFloat(word)
		return Value{Kind: Float, Str: word, Float: f}, err == nil
	}
	return Value{}, false
}

// tomlFloat is the number that word writes. strconv takes no sign before nan.
func tomlFloat(word string) (float64, error) {
	if unsigned(word) == "nan" {
		return math.NaN(), nil
	}
	return strconv.ParseFloat(strings.ReplaceAll(word, "_", ""), 64)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// digits is the number of digits that s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

// isDay says whether s is three numbers with - between them. Whether the day exists
// and has the form 2024-03-05 is asked where its field is known.
func isDay(s string) bool {
	for _, end := range [2]byte{'-', '-'} {
		n := digits(s)
		if n == 0 || n == len(s) || s[n] != end {
			return false
		}
		s = s[n+1:]
	}
	return len(s) > 0 && digits(s) == len(s)
}

// isDateTime says whether s has the form 2024-03-05T08:00:00.5+08:00 or a part of
// it that has a time. Numbers are not checked, as in isDay.
func isDateTime(s string) bool {
	if len(s) > 11 && isDay(s[:10]) && strings.IndexByte("Tt ", s[10]) >= 0 {
		s = s[11:]
		if n := strings.IndexAny(s, "Zz+-"); n >= 0 {
			return isTime(s[:n]) && isZone(s[n:])
		}
	}
	return isTime(s)
}

// isTime says whether s has the form 08:00, 08:00:00 or 08:00:00.5.
func isTime(s string) bool {
	if !isClock(s) {
		return false
	}
	if s = s[5:]; s == "" {
		return true
	}
	if len(s) < 3 || s[0] != ':' || digits(s[1:3]) != 2 {
		return false
	}
	s = s[3:]
	return s == "" || len(s) > 1 && s[0] == '.' && digits(s[1:]) == len(s)-1
}

// isClock says whether s begins as 08:00 does.
func isClock(s string) bool {
	return len(s) >= 5 && digits(s[:2]) == 2 && s[2] == ':' && digits(s[3:5]) == 2
}

func isZone(s string) bool {
	return s == "Z" || s == "z" || len(s) == 6 && s[0] != 'Z' && s[0] != 'z' && isClock(s[1:])
}

// isInteger says whether s is a TOML integer: no leading zeros, _ between digits
// only, 0x 0o 0b without a sign.
func isInteger(s string) bool {
	if len(s) > 2 && s[0] == '0' {
		base := map[byte]string{'x': "0123456789abcdefABCDEF", 'o': "01234567", 'b': "01"}[s[1]]
		return base != "" && spaced(s[2:], base)
	}
	s = unsigned(s)
	return s == "0" || len(s) > 0 && s[0] != '0' && spaced(s, "0123456789")
}

// isFloat says whether s is a TOML float that is no integer.
func isFloat(s string) bool {
	s = unsigned(s)
	if s == "inf" || s == "nan" {
		return true
	}
	const ten = "0123456789"
	mantissa, exponent, hasExponent := cutAny(s, "eE")
	if hasExponent && !spaced(unsigned(exponent), ten) {
		return false
	}
	whole, fraction, hasFraction := strings.Cut(mantissa, ".")
	if hasFraction && !spaced(fraction, ten) {
		return false
	}
	return (hasExponent || hasFraction) && isInteger(whole) && unsigned(whole) == whole && spaced(whole, ten)
}

func cutAny(s, chars string) (before, after string, found bool) {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

func unsigned(s string) string {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		return s[1:]
	}
	return s
}

// spaced says whether s is characters of the set with single _ between them.
func spaced(s, set string) bool {
	after := false // after a digit
	for i := range len(s) {
		switch {
		case strings.IndexByte(set, s[i]) >= 0:
			after = true
		case s[i] == '_' && after:
			after = false
		default:
			return false
		}
	}
	return after
}
