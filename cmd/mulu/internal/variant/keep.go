package variant

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/han"
)

// keptWords are the names and words of a site that stay as they are.
func keptWords(c *config.Config) []string {
	words := slices.Clone(c.Variants.Keep)
	for i := range c.Issuers {
		is := &c.Issuers[i]
		words = append(words, is.Name)
		for _, f := range is.Former {
			words = append(words, f.Name)
		}
	}
	words = append(words, c.Site.Name, c.Site.Sponsor)
	return slices.DeleteFunc(words, func(w string) bool { return !strings.ContainsFunc(w, han.IsHan) })
}

// span is a piece of a text, by its bytes.
type span struct{ from, to int }

// keep finds what stays as it is, in order and apart from each other: of two that overlap
// the first counts, of two that begin together the longer.
func (c *Converter) keep(text []byte) []span {
	var found []span
	c.names.Find(string(text), func(word, end int) {
		found = append(found, span{end - len(c.words[word]), end})
	})
	found = c.number.find(found, text)
	if len(found) < 2 {
		return found
	}
	slices.SortFunc(found, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	end := 0
	return slices.DeleteFunc(found, func(s span) bool {
		if s.from < end {
			return true
		}
		end = s.to
		return false
	})
}

// numbers finds document numbers, as 霁交发〔2023〕1号.
type numbers struct{ prefixes []string } // 机关代字 that the site knows

func numbersOf(c *config.Config) (n numbers) {
	for i := range c.Issuers {
		n.prefixes = append(append(n.prefixes, c.Issuers[i].Prefix), c.Issuers[i].Also...)
	}
	n.prefixes = append(n.prefixes, c.Check.Identity.Prefixes...)
	n.prefixes = slices.DeleteFunc(n.prefixes, func(p string) bool { return p == "" })
	slices.SortFunc(n.prefixes, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return n
}

const openBracket, closeBracket = "〔", "〕"

// find appends the document numbers of a text.
func (n numbers) find(found []span, text []byte) []span {
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte(openBracket))
		if i < 0 {
			return found
		}
		i += from
		from = i + len(openBracket)
		if end := numberEnd(text[from:]); end > 0 {
			found = append(found, span{n.begin(text[:i]), from + end})
			from += end
		}
	}
}

// numberEnd is the length of a document number behind its bracket: a year, the other
// bracket, 第 or not, a number, 号. 0 is no such thing.
func numberEnd(text []byte) int {
	year := digits(text)
	rest, ok := bytes.CutPrefix(text[year:], []byte(closeBracket))
	if year != 4 || !ok {
		return 0
	}
	rest = bytes.TrimPrefix(rest, []byte("第"))
	count := digits(rest)
	rest, ok = bytes.CutPrefix(rest[count:], []byte("号"))
	if count == 0 || !ok {
		return 0
	}
	return len(text) - len(rest)
}

func digits(text []byte) int {
	return len(text) - len(bytes.TrimLeft(text, "0123456789"))
}

// longestPrefix is the length of 机关代字 that the site does not know, in characters.
const longestPrefix = 8

// outside are characters that stand before a document number and in none.
const outside = "据照按以由和及与将经为在从对见的是如自依行根贯彻落实参之至等同即或"

// begin finds where the 机关代字 at the end of a text begins: one that the site knows,
// else as many characters as may belong to one.
func (n numbers) begin(text []byte) int {
	for _, p := range n.prefixes {
		if bytes.HasSuffix(text, []byte(p)) {
			return len(text) - len(p)
		}
	}
	at := len(text)
	for range longestPrefix {
		r, size := utf8.DecodeLastRune(text[:at])
		if !han.IsHan(r) || strings.ContainsRune(outside, r) {
			break
		}
		at -= size
	}
	return at
}
