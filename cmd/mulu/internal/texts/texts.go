// Package texts holds what the interface says to readers, in one language at a time:
// tables of texts by key, read from the TOML files of package layouts and from a
// site's own files of the same names, which replace single texts. A key is a group and
// a name, as search.loading; a text may have places for values, {1}, {2}…, in the order
// in which callers give them.
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
	return Fill(text, func(n int) string {
		if n > len(args) {
			panic(fmt.Sprintf("texts: %s asks for value %d of %d", key, n, len(args)))
		}
		return fmt.Sprint(args[n-1])
	})
}

// Fill puts values into the places of a text; value gives that of a place, from 1.
func Fill(text string, value func(n int) string) string {
	var b strings.Builder
	for {
		before, n, rest := Cut(text)
		b.WriteString(before)
		if n == 0 {
			return b.String()
		}
		b.WriteString(value(n))
		text = rest
	}
}

// Cut parts a text at its first place for a value: what stands before it, its number
// and what stands behind it. Without a place, n is 0 and before is all of the text.
func Cut(text string) (before string, n int, rest string) {
	for i := 0; ; {
		open := strings.IndexByte(text[i:], '{')
		if open < 0 {
			return text, 0, ""
		}
		open += i
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			return text, 0, ""
		}
		end += open
		if n, err := strconv.Atoi(text[open+1 : end]); err == nil && n > 0 {
			return text[:open], n, text[end+1:]
		}
		i = open + 1
	}
}

// Places is how many values a text takes: the highest number of its places.
func Places(text string) int {
	most := 0
	for {
		_, n, rest := Cut(text)
		if n == 0 {
			return most
		}
		most, text = max(most, n), rest
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
