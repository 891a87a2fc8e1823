package a11y

import (
	"bytes"
	"hash/maphash"
	"html"
)

// bits say which attributes a tag has.
type bits uint32

const (
	hasAlt bits = 1 << iota
	hasHref
	hasHidden
	hasAutofocus
	hasAutoplay
	hasDisabled
	hasMuted
	hasTabindex
	hasID
	hasLang
	hasScope
	hasHeaders
	hasRole
	ariaHidden
)

// attributes are those of the tag that was read last, as written but for their quotes.
type attributes struct {
	any                                                bool // a rule may ask for one of them
	has                                                bits
	id, lang, href, alt, title, role, label, typ       []byte
	labelledby, tabindex, content, httpEquiv, metaName []byte
	others                                             []pair // that begin with aria-, and references by id
}

// pair is an attribute with its value.
type pair struct{ key, val []byte }

// attributes reads the attributes of a start tag, to behind its >; false when the page
// ends before.
func (in *Inspector) attributes() bool {
	if in.attr.any { // most tags have nothing or a class
		in.attr = attributes{others: in.attr.others[:0]}
	}
	p := in.page
	i := in.at
	for {
		for i < len(p) && (isSpace(p[i]) || p[i] == '/') {
			i++
		}
		if i >= len(p) {
			in.at = i
			return false
		}
		if p[i] == '>' {
			in.at = i + 1
			return true
		}
		from := i
		for i++; i < len(p) && p[i] != '=' && !endsName(p[i]); i++ {
		}
		key := p[from:i]
		for i < len(p) && isSpace(p[i]) {
			i++
		}
		var val []byte
		if i < len(p) && p[i] == '=' {
			val, i = value(p, i+1)
		}
		if string(key) != "class" {
			in.attr.any = true
			in.take(key, val)
		}
	}
}

// value reads a value from behind its =.
func value(p []byte, i int) (val []byte, next int) {
	for i < len(p) && isSpace(p[i]) {
		i++
	}
	if i >= len(p) {
		return nil, i
	}
	if q := p[i]; q == '"' || q == '\'' {
		n := bytes.IndexByte(p[i+1:], q)
		if n < 0 {
			return nil, len(p)
		}
		return p[i+1 : i+1+n], i + n + 2
	}
	from := i
	for i < len(p) && p[i] != '>' && !isSpace(p[i]) {
		i++
	}
	return p[from:i], i
}

// take keeps an attribute that a rule asks for. Of two of one name the first counts.
func (in *Inspector) take(key, val []byte) {
	a := &in.attr
	first := func(to *[]byte, bit bits) {
		if a.has&bit == 0 {
			*to, a.has = val, a.has|bit
		}
	}
	key = lower(key)
	switch string(key) {
	case "class", "src", "rel", "data-label":
	case "id":
		first(&a.id, hasID)
	case "lang":
		first(&a.lang, hasLang)
	case "href", "xlink:href":
		first(&a.href, hasHref)
	case "alt":
		first(&a.alt, hasAlt)
	case "title":
		a.title = val
	case "role":
		first(&a.role, hasRole)
	case "type":
		a.typ = val
	case "name":
		a.metaName = val
	case "content":
		a.content = val
	case "http-equiv":
		a.httpEquiv = val
	case "tabindex":
		first(&a.tabindex, hasTabindex)
	case "hidden":
		a.has |= hasHidden
	case "autofocus":
		a.has |= hasAutofocus
	case "autoplay":
		a.has |= hasAutoplay
	case "muted":
		a.has |= hasMuted
	case "disabled":
		a.has |= hasDisabled
	case "scope":
		a.has |= hasScope
	case "headers":
		a.has |= hasHeaders
		a.others = append(a.others, pair{key, val})
	case "for", "list", "form":
		a.others = append(a.others, pair{key, val})
	default:
		if bytes.HasPrefix(key, []byte("aria-")) {
			in.takeAria(key, val)
		}
	}
}

func (in *Inspector) takeAria(key, val []byte) {
	a := &in.attr
	switch string(key) {
	case "aria-label":
		a.label = val
	case "aria-labelledby":
		a.labelledby = val
	case "aria-hidden":
		if string(val) == "true" {
			a.has |= ariaHidden
		}
	}
	a.others = append(a.others, pair{key, val})
}

// named says whether the tag itself gives the element a name.
func (a *attributes) named() bool {
	return says(a.label) || says(a.labelledby) || says(a.title)
}

func says(b []byte) bool { return len(bytes.TrimSpace(b)) > 0 }

// plain gives an attribute's value without entities.
func plain(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 {
		return b
	}
	return []byte(html.UnescapeString(string(b)))
}

// seed makes the sums of one run of the program; they are never kept.
var seed = maphash.MakeSeed()

func sum(b []byte) uint64 { return maphash.Bytes(seed, plain(b)) }
