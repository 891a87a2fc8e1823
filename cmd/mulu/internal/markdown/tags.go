package markdown

import (
	"strings"

	"golang.org/x/net/html"
)

// tag is a tag of a page that this package made: in small letters, with values in quotes
// or without, and with no < or > but around tags.
type tag struct {
	name  string
	attrs string // as written, with the space before the first
}

// tags tells a page's texts, with entities resolved, and tags. golang.org/x/net/html takes
// five times as long, because a page may be anything to it; TestTags compares.
func tags(page string, text func(string), open func(tag), close func(name string)) {
	for page != "" {
		at := strings.IndexByte(page, '<')
		if at < 0 {
			at = len(page)
		}
		if at > 0 {
			text(unescape(page[:at]))
		}
		if page = page[at:]; page == "" {
			return
		}
		if rest, ok := strings.CutPrefix(page, "<!--"); ok {
			_, page, _ = strings.Cut(rest, "-->")
			continue
		}
		end := tagEnd(page)
		in := page[1:end]
		page = page[min(end+1, len(page)):]
		if name, ok := strings.CutPrefix(in, "/"); ok {
			close(name)
			continue
		}
		in = strings.TrimSuffix(in, "/")
		n := 0
		for n < len(in) && in[n] != ' ' && in[n] != '\n' {
			n++
		}
		open(tag{in[:n], in[n:]})
	}
}

// tagEnd is the place of the > that ends a tag; one in quotes does not.
func tagEnd(s string) int {
	quote := byte(0)
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return len(s)
}

func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return html.UnescapeString(s)
}

// attr is the value of an attribute; "" when the tag has none or one without a value.
func attr(t tag, key string) string {
	value, _ := t.attr(key)
	return value
}

func (t tag) attr(key string) (value string, has bool) {
	if t.attrs == "" { // as of most tags
		return "", false
	}
	for s := t.attrs; ; {
		s = strings.TrimLeft(s, " \n")
		if s == "" {
			return "", false
		}
		n := strings.IndexAny(s, "= \n")
		if n < 0 {
			return "", s == key
		}
		name := s[:n]
		if s = s[n:]; s[0] == '=' {
			value, s = cutValue(s[1:])
		} else {
			value = ""
		}
		if name == key {
			return unescape(value), true
		}
	}
}

// cutValue cuts a value off, with the quotes that it may have.
func cutValue(s string) (value, rest string) {
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		value, rest, _ = strings.Cut(s[1:], s[:1])
		return value, rest
	}
	n := strings.IndexAny(s, " \n")
	if n < 0 {
		return s, ""
	}
	return s[:n], s[n:]
}
