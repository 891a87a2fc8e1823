package compile

import (
	"html/template"
	"strings"
	"sync"
)

// The functions here append what html/template's escapers of plain strings
// return. FuzzEscapersEqual compares them byte by byte.

// htmlEntities has the replacement of each byte that HTML text and quoted
// attribute values must not hold, as html/template's table has it.
var htmlEntities = [256]string{
	0:    "\uFFFD",
	'"':  "&#34;",
	'&':  "&amp;",
	'\'': "&#39;",
	'+':  "&#43;",
	'<':  "&lt;",
	'>':  "&gt;",
}

// AppendText escapes a plain string for HTML text as html/template does.
func AppendText(dst []byte, s string) []byte { return appendHTML(dst, s) }

// appendHTML escapes a plain string for HTML text, RCDATA and quoted attributes.
func appendHTML(dst []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		for i+8 <= len(s) && allAbove(eight(s[i:])) {
			i += 8
		}
		if i == len(s) {
			break
		}
		// One comparison passes letters and all bytes of Chinese.
		if c := s[i]; c > '>' || htmlEntities[c] == "" {
			continue
		}
		dst = append(dst, s[start:i]...)
		dst = append(dst, htmlEntities[s[i]]...)
		start = i + 1
	}
	return append(dst, s[start:]...)
}

// eight gives the first eight bytes of a string as a number; it is one load.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// allAbove says whether eight bytes all come after >, so that none is to be replaced: a byte
// below has its highest bit neither before nor after what lacks to the middle is added.
func allAbove(x uint64) bool {
	const ones, high = 0x0101_0101_0101_0101, 0x8080_8080_8080_8080
	return ((x&^high+(0x7f-'>')*ones)|x)&high == high
}

// appendHTMLNorm escapes trusted HTML for RCDATA: entities stay as they are.
func appendHTMLNorm(dst []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c > '>' || c == '&' || htmlEntities[c] == "" {
			continue
		}
		dst = append(dst, s[start:i]...)
		dst = append(dst, htmlEntities[s[i]]...)
		start = i + 1
	}
	return append(dst, s[start:]...)
}

// appendAttrHTML escapes trusted HTML for a quoted attribute. Its tags are left out there:
// that is left to html/template, for most of it has none.
func appendAttrHTML(dst []byte, s string) []byte {
	if strings.IndexByte(s, '<') < 0 {
		return appendHTMLNorm(dst, s)
	}
	return stripTags()(dst, template.HTML(s))
}

var stripTags = sync.OnceValue(func() func([]byte, any) []byte { return original([]string{escaperPrefix + "attrescaper"}) })

func appendRaw(dst []byte, s string) []byte { return append(dst, s...) }

// Classes of bytes in addresses.
const (
	urlEncode  = iota // always percent-encoded
	urlKeep           // unreserved
	urlReserve        // kept when an address is normalised, encoded in a query
)

var urlClass = func() (t [256]byte) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", byte(c)) >= 0:
			t[c] = urlKeep
		case strings.IndexByte("!#$&*+,/:;=?@[]", byte(c)) >= 0:
			t[c] = urlReserve
		}
	}
	return t
}()

// appendURLQuery percent-encodes a part of an address's query or fragment.
func appendURLQuery(dst []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		if urlClass[s[i]] == urlKeep {
			continue
		}
		dst = append(dst, s[start:i]...)
		dst = appendPercent(dst, s[i])
		start = i + 1
	}
	return append(dst, s[start:]...)
}

// appendURLNorm percent-encodes what an address may not hold and escapes the
// result for a quoted attribute: of what is left only & and + are special there.
func appendURLNorm(dst []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '&' && c != '+' && (urlClass[c] != urlEncode || escaped(s, i)) {
			continue
		}
		dst = append(dst, s[start:i]...)
		if c == '&' || c == '+' {
			dst = append(dst, htmlEntities[c]...)
		} else {
			dst = appendPercent(dst, c)
		}
		start = i + 1
	}
	return append(dst, s[start:]...)
}

// appendURL refuses schemes that could run script, then does as appendURLNorm.
func appendURL(dst []byte, s string) []byte {
	if !safeScheme(s) {
		return append(dst, unsafeURL...)
	}
	return appendURLNorm(dst, s)
}

// unsafeURL is what html/template shows instead of an unsafe address.
const unsafeURL = "#ZgotmplZ"

// safeScheme reports whether an address is relative or has a scheme that only
// navigates.
func safeScheme(s string) bool {
	scheme, _, found := strings.Cut(s, ":")
	return !found || strings.Contains(scheme, "/") ||
		strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// escaped reports whether s[i] begins a percent-encoded byte.
func escaped(s string, i int) bool {
	return s[i] == '%' && i+2 < len(s) && isHexDigit(s[i+1]) && isHexDigit(s[i+2])
}

func isHexDigit(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func appendPercent(dst []byte, c byte) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '%', digits[c>>4], digits[c&15])
}
