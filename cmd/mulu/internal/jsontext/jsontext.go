// Package jsontext writes JSON by appending to a buffer, for the many small objects
// that a catalogue is made of: encoding/json costs five times as much.
//
// What it writes may stand anywhere in a page: <, > and & are escaped, as encoding/json
// does it, and text that is no UTF-8 becomes U+FFFD.
package jsontext

import (
	"unicode/utf8"
)

// Append appends s as a JSON string.
func Append[T string | []byte](dst []byte, s T) []byte {
	dst = append(dst, '"')
	from := 0
	for i := plain(s, 0); i < len(s); {
		n, to := odd(s, i)
		if to != "" {
			dst = append(append(dst, s[from:i]...), to...)
			from = i + n
		}
		i = plain(s, i+n)
	}
	return append(append(dst, s[from:]...), '"')
}

// plain is where, from i on, the next character stands that must be looked at: nearly all
// are letters and Chinese characters, and texts are long, so these are passed here.
func plain[T string | []byte](s T, i int) int {
	for i < len(s) {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			if watched[c] {
				return i
			}
			i++
		// U+3000 to U+CFFF: any two bytes may go on.
		case c >= 0xe3 && c <= 0xec && i+2 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80:
			i += 3
		default:
			return i
		}
	}
	return i
}

// watched are the ASCII characters that are escaped.
var watched = func() (t [utf8.RuneSelf]bool) {
	for c := range byte(' ') {
		t[c] = true
	}
	for _, c := range []byte("\"\\<>&\x7f") {
		t[c] = true
	}
	return t
}()

// odd looks at the character at i: how long it is, and what stands for it, "" when it may
// stay. Bytes in a row that are no UTF-8 are one character.
func odd[T string | []byte](s T, i int) (n int, to string) {
	switch c := s[i]; {
	case c == '"':
		return 1, `\"`
	case c == '\\':
		return 1, `\\`
	case c == '\n':
		return 1, `\n`
	case c < utf8.RuneSelf:
		return 1, string(escape(nil, rune(c)))
	}
	r, n := decode(s, i)
	switch {
	case r == '\u2028':
		return n, `\u2028`
	case r == '\u2029':
		return n, `\u2029`
	case r != utf8.RuneError || n > 1:
		return n, ""
	}
	for i += n; i < len(s) && s[i] >= utf8.RuneSelf; i, n = i+1, n+1 {
		if r, m := decode(s, i); r != utf8.RuneError || m > 1 {
			break
		}
	}
	return n, "\ufffd"
}

func decode[T string | []byte](s T, i int) (rune, int) {
	return utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
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
