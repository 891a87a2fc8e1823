// Package jsontext writes JSON by appending to a buffer, for the many small objects
// that a catalogue is made of: encoding/json costs five times as much.
//
// What it writes may stand anywhere in a page: <, > and & are escaped, as encoding/json
// does it, and text that is no UTF-8 becomes U+FFFD.
package jsontext

import (
	"strings"
	"unicode/utf8"
)

// Append appends s as a JSON string.
func Append[T string | []byte](dst []byte, s T) []byte {
	dst = append(dst, '"')
	start := len(dst)
	if dst = append(dst, s...); !clean(dst[start:]) {
		dst = requote(dst[:start], string(s))
	}
	return append(dst, '"')
}

// clean says whether a text is JSON as it is: nearly all are.
func clean(s []byte) bool {
	for _, c := range s {
		if watched[c] {
			return false
		}
	}
	return utf8.Valid(s)
}

// watched are the bytes at which a text may need an escape; 0xe2 begins U+2028.
var watched = func() (t [256]bool) {
	for c := range byte(' ') {
		t[c] = true
	}
	for _, c := range []byte("\"\\<>&\x7f\xe2") {
		t[c] = true
	}
	return t
}()

func requote(dst []byte, s string) []byte {
	s = strings.ToValidUTF8(s, "\ufffd")
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !watched[c] {
			continue
		}
		switch {
		case c == '"' || c == '\\':
			dst = append(append(dst, s[from:i]...), '\\', c)
		case c == '\n':
			dst = append(append(dst, s[from:i]...), '\\', 'n')
		case c < 0x80:
			dst = escape(append(dst, s[from:i]...), rune(c))
		case strings.HasPrefix(s[i:], "\u2028"), strings.HasPrefix(s[i:], "\u2029"):
			dst = escape(append(dst, s[from:i]...), 0x2000|rune(s[i+2]&0x3f))
			i += 2
		default:
			continue
		}
		from = i + 1
	}
	return append(dst, s[from:]...)
}

func escape(dst []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	return append(dst, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}

// Object appends an object's members, with commas between them.
type Object struct {
	Dst   []byte
	begun bool
}

// Begin opens an object.
func Begin(dst []byte) Object { return Object{Dst: append(dst, '{')} }

// End closes it.
func (o *Object) End() []byte { return append(o.Dst, '}') }

// Key begins a member: its value is to be appended to Dst.
func (o *Object) Key(name string) {
	if o.begun {
		o.Dst = append(o.Dst, ',')
	}
	o.begun = true
	o.Dst = append(Append(o.Dst, name), ':')
}

// Text adds a member, but none for an empty text.
func (o *Object) Text(name, value string) {
	if value == "" {
		return
	}
	o.Key(name)
	o.Dst = Append(o.Dst, value)
}

// Texts adds a member that is a list, but none for an empty one.
func (o *Object) Texts(name string, values []string) {
	if len(values) == 0 {
		return
	}
	o.Key(name)
	for i, v := range values {
		o.Dst = Append(append(o.Dst, "[,"[min(i, 1)]), v)
	}
	o.Dst = append(o.Dst, ']')
}
