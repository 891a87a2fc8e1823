package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/han"
)

// maxQuery is the number of characters of a query that are read.
const maxQuery = 200

// word is one word of a query.
type word struct {
	raw     string // as typed, without marks
	phrase  []rune // folded and year-folded
	quoted  bool   // "…": no parts of it
	exclude bool   // -…
	chosen  []lookup
	cut     []lookup // those left out of chosen, because they are kept by ranges
	count   int      // of chosen that are looked up in the biggest segment
	digits  bool     // has an amount; see digitsFirst
}

// parsed is a query that was read.
type parsed struct {
	words   []word // to be found
	without []word // to be absent
	ignored []string
	noise   []string // what was taken out of words
	number  []rune   // the whole as a document or index number, if it reads as one
	cut     bool
}

// parse reads a query: words parted by white space, "…" for a phrase, - before what
// must be absent.
func parse(q string) parsed {
	var p parsed
	q = strings.ToValidUTF8(q, string(utf8.RuneError))
	text := []rune(q)
	if len(text) > maxQuery {
		text, p.cut = text[:maxQuery], true
	}
	for len(text) > 0 {
		if isSpace(text[0]) {
			text = text[1:]
			continue
		}
		var w word
		rest := w.take(text)
		p.add(w, string(text[:len(text)-len(rest)]))
		text = rest
	}
	if len(p.without) == 0 && !slices.ContainsFunc(p.words, func(w word) bool { return w.quoted }) {
		p.number = number(q)
	}
	return p
}

// take reads the word that text begins with and returns what follows.
func (w *word) take(text []rune) []rune {
	rest := text
	if isMinus(rest[0]) && len(rest) > 1 && !isSpace(rest[1]) {
		w.exclude, rest = true, rest[1:]
	}
	if n := quoted(rest); n > 0 {
		w.quoted, w.raw = true, string(rest[1:n-1])
		return rest[n:]
	}
	end := 0
	for end < len(rest) && !isSpace(rest[end]) {
		end++
	}
	w.raw = string(rest[:end])
	return rest[end:]
}

// add takes a word unless it is there already or nothing is left of it.
func (p *parsed) add(w word, typed string) {
	w.phrase = fold(w.raw)
	if len(w.phrase) == 0 {
		p.ignored = append(p.ignored, strings.TrimFunc(typed, isSpace))
		return
	}
	list := &p.words
	if w.exclude {
		list = &p.without
	}
	for i := range *list {
		if slices.Equal((*list)[i].phrase, w.phrase) {
			(*list)[i].quoted = (*list)[i].quoted || w.quoted
			return
		}
	}
	*list = append(*list, w)
}

// fold folds what is looked for.
func fold(s string) []rune {
	s = strings.ReplaceAll(s, "\n", " ")
	f, _ := han.YearFold(han.AppendFold(nil, s))
	return f
}

// closers are the marks that end what a mark begins.
var closers = map[rune]string{'"': `"`, '＂': "＂", '“': "”", '”': "“”", '「': "」", '『': "』"}

// quoted is the length of the phrase in quotation marks that text begins with, 0
// when there is none: its closing mark must end the word, for else the marks are
// part of a title that was pasted.
func quoted(text []rune) int {
	if len(text) < 3 || closers[text[0]] == "" {
		return 0
	}
	for i := 1; i < len(text); i++ {
		if !strings.ContainsRune(closers[text[0]], text[i]) {
			continue
		}
		if i > 1 && (i+1 == len(text) || isSpace(text[i+1])) {
			return i + 1
		}
		return 0
	}
	return 0
}

func isMinus(r rune) bool { return r == '-' || r == '－' || r == '−' }

// isSpace is white space of Unicode and the byte order mark, which scripts count
// among it.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' }

// number is the form in which the whole query is a document number or an index
// number; nil when it is neither.
func number(q string) []rune {
	if n := docNumber(q); n != nil {
		return n
	}
	if s, ok := han.IndexNumber(q); ok {
		return []rune(s)
	}
	return nil
}

// docNumber is the form of a document number.
func docNumber(s string) []rune {
	if n, ok := han.SaidNumber(s); ok {
		return []rune(n)
	}
	return nil
}
