// Package texts holds what the interface says to readers, in one language at a time:
// tables of texts by key, read from the TOML files of package layouts and from a
// site's own files of the same names, which replace single texts. A key is a group and
// a name, as search.loading; a text may have places for values, {1}, {2}…, in the order
// in which callers give them, and for words that depend on one, {1|document|documents}.
//
// A new text is a line in each of the three tables of layouts/texts, and its use: {{text
// "GROUP.NAME"}} in a template, Text("GROUP.NAME") in package render, texts.GROUP.NAME in
// a script. Tests find what is missing, left over or written beside the tables.
//
// A Table is whole when Open returns it and never changes. What is in a document's own
// words (titles, names of issuers, categories and themes) is no text of this package.
package texts

import (
	"fmt"
	"strconv"
	"strings"
)

// A Table is the texts of one language.
type Table struct {
	name   string // zh-Hans, zh-Hant, en: that of its file
	texts  map[string]string
	months []string // as dates name them
}

// Name is the name of the table's file: zh-Hans, zh-Hant, en or a site's own.
func (t *Table) Name() string { return t.name }

// Lookup gives a text as it is written in its table, with its places for values.
func (t *Table) Lookup(key string) (string, bool) {
	text, ok := t.texts[key]
	return text, ok
}

// Text gives a text with values in their places. Keys are known when the program is
// written, and tests look for all of them, so an unknown key is a mistake in the
// program: it panics.
func (t *Table) Text(key string, args ...any) string {
	text, ok := t.texts[key]
	if !ok {
		panic("texts: there is no text " + key)
	}
	if len(args) == 0 {
		return text
	}
	return Fill(text, func(p Place) string {
		if p.N > len(args) {
			panic(fmt.Sprintf("texts: %s asks for value %d of %d", key, p.N, len(args)))
		}
		return p.Of(written(args[p.N-1]))
	})
}

// written is a value as fmt writes it; nearly all are texts and numbers.
func written(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	}
	return fmt.Sprint(value)
}

// Place is a place in a text: of a value, {1}; or of one of two words, by whether a value is
// one: {1|document|documents} of the first. Languages that count without them have none.
type Place struct {
	N         int // which value, from 1; 0: no place
	One, Many string
}

// Words says whether it is a place of words.
func (p Place) Words() bool { return p.One != "" || p.Many != "" }

// Of is what stands in the place when its value is this.
func (p Place) Of(value string) string {
	switch {
	case !p.Words():
		return value
	case value == "1":
		return p.One
	}
	return p.Many
}

// Fill puts values into the places of a text; value gives what stands in a place.
func Fill(text string, value func(Place) string) string {
	var room [256]byte // so that the string is all that most cost
	b := room[:0]
	for {
		before, p, rest := Cut(text)
		if p.N == 0 && len(b) == 0 {
			return before
		}
		b = append(b, before...)
		if p.N == 0 {
			return string(b)
		}
		b = append(b, value(p)...)
		text = rest
	}
}

// Cut parts a text at its first place: what stands before it, the place and what stands
// behind it. Without a place, before is all of the text.
func Cut(text string) (before string, p Place, rest string) {
	for i := 0; ; {
		open := strings.IndexByte(text[i:], '{')
		if open < 0 {
			return text, Place{}, ""
		}
		open += i
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			return text, Place{}, ""
		}
		end += open
		if p, ok := parsePlace(text[open+1 : end]); ok {
			return text[:open], p, text[end+1:]
		}
		i = open + 1
	}
}

// parsePlace reads what stands between the braces of a place.
func parsePlace(s string) (Place, bool) {
	if len(s) == 1 && s[0] >= '1' && s[0] <= '9' { // almost always
		return Place{N: int(s[0] - '0')}, true
	}
	parts := strings.Split(s, "|")
	n, err := strconv.Atoi(parts[0])
	switch {
	case err != nil || n < 1:
	case len(parts) == 1:
		return Place{N: n}, true
	case len(parts) == 3 && parts[1]+parts[2] != "":
		return Place{n, parts[1], parts[2]}, true
	}
	return Place{}, false
}

// Places is how many values a text takes: the highest number of its places.
func Places(text string) int {
	most := 0
	for {
		_, p, rest := Cut(text)
		if p.N == 0 {
			return most
		}
		most, text = max(most, p.N), rest
	}
}

// Date writes a day as people read it: 2024年3月5日, 5 March 2024. The text date.day has
// places for the year, the month's name and the day, and date.months are the names.
func (t *Table) Date(year, month, day int) string {
	if month < 1 || month > len(t.months) {
		return ""
	}
	return t.Text("date.day", year, t.months[month-1], day)
}
