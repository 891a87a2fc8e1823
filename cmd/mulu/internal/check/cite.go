package check

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// Citation is a place where a body names, by title or number, a document of the
// catalogue that is no longer valid.
type Citation struct {
	Doc   *catalogue.Document
	Pos   diag.Pos
	Line  string // the whole line
	Basis bool   // named as what the text rests on: 根据《…》, 依据《…》
}

// CitesEnded gives the places where the body names documents that are no longer valid,
// each document once. Only the texts of documents to go by are looked at (see
// catalogue.Validity.Standing), and not what they say of documents that they repeal,
// amend, interpret or are otherwise related to: a report on the past may name what was
// valid then.
func (b *Body) CitesEnded() []Citation {
	if !b.cited {
		b.cited = true
		if b.Document != nil && b.Document.Validity.Standing() && !config.HoldsWord(b.Document.Title, catalogue.ListsEnded) {
			b.citations = b.findEnded()
		}
	}
	return b.citations
}

func (b *Body) findEnded() (list []Citation) {
	c := b.Site.cited()
	if len(c.titles)+len(c.numbers) == 0 {
		return nil
	}
	cite := func(d *catalogue.Document, from, to int) {
		if d == nil || b.relatedTo(d) {
			return
		}
		for _, known := range list {
			if known.Doc == d {
				return
			}
		}
		if found, ok := b.citation(d, from, to); ok {
			list = append(list, found)
		}
	}
	b.eachName(func(from, to int) {
		if d := c.called(b.Raw[from:to]); d != nil && !otherNumber(b.Raw[to:], d) && !reading(b.Raw[to:]) {
			cite(d, from, to)
		}
	}, func(k numberKey, from, to int) {
		for _, n := range c.numbers[k] {
			if bytes.HasSuffix(b.Raw[:from], []byte(n.prefix)) {
				cite(n.doc, from-len(n.prefix), to)
			}
		}
	})
	slices.SortFunc(list, func(a, b Citation) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
	})
	return list
}

func (b *Body) relatedTo(d *catalogue.Document) bool {
	for _, r := range b.Document.Out {
		if r.Doc == d {
			return true
		}
	}
	return false
}

// otherNumber says whether a title is followed by the number, in brackets, of another
// document than d: then it is that one's title.
func otherNumber(after []byte, d *catalogue.Document) bool {
	rest, ok := bytes.CutPrefix(after, []byte("》（"))
	if !ok {
		return false
	}
	inner, _, ok := bytes.Cut(rest[:min(len(rest), 120)], []byte("）"))
	if !ok {
		return false
	}
	a, _, err := official.ReadDocNumber(string(inner))
	if err != nil {
		return false
	}
	n, _, err := official.ReadDocNumber(d.DocNumber)
	return err == nil && a != n
}

// reading says whether a title goes on as that of an interpretation: 《…》政策解读.
func reading(after []byte) bool {
	const near = len("》的政策解读") + len("有关")
	after = after[:min(len(after), near)]
	if i := bytes.IndexAny(after, "，。；、\n"); i >= 0 {
		after = after[:i]
	}
	return bytes.Contains(after, []byte("解读")) || bytes.Contains(after, []byte("图解"))
}

// ending are words of a line that says itself that something is no longer valid.
var ending = [...]string{"废止", "失效", "停止执行", "不再执行", "原《", "已修订", "曾", "修订前"}

// citation is the citation at Raw[from:to]; ok is false where the line says that the
// document is no longer valid, or is code.
func (b *Body) citation(d *catalogue.Document, from, to int) (c Citation, ok bool) {
	start := bytes.LastIndexByte(b.Raw[:from], '\n') + 1
	end := len(b.Raw)
	if i := bytes.IndexByte(b.Raw[to:], '\n'); i >= 0 {
		end = to + i
	}
	line := string(b.Raw[start:end])
	for _, w := range ending {
		if strings.Contains(line, w) {
			return c, false
		}
	}
	number := b.First + bytes.Count(b.Raw[:start], []byte("\n"))
	if _, text := slices.BinarySearchFunc(b.Texts, number, func(t Text, n int) int { return t.Number - n }); !text {
		return c, false
	}
	return Citation{Doc: d, Pos: b.Pos(number, start, from, to), Line: line, Basis: basis(line[:from-start])}, true
}

// basis says whether what follows text is what it rests on: in the same clause stands
// 根据 or a word like it, and between nothing but other titles and a few words.
func basis(text string) bool {
	if i := strings.LastIndexAny(text, "。；！？：，"); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		text = text[i+size:]
	}
	at := -1
	for _, w := range [...]string{"根据", "依据", "依照", "按照", "遵照"} {
		if i := strings.LastIndex(text, w); i >= 0 {
			at = max(at, i+len(w))
		}
	}
	if at < 0 {
		return false
	}
	between, depth := 0, 0
	for _, r := range text[at:] {
		switch r {
		case '《', '（':
			depth++
		case '》', '）':
			depth--
		default:
			if depth <= 0 {
				between++
			}
		}
	}
	return between <= 12
}
