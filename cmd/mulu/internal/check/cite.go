package check

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"
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

// citable are the documents that are no longer valid, by how texts name them. A name
// that a document in force has, too, is not among them: nobody could say which is meant.
type citable struct {
	once    sync.Once
	titles  map[string]*catalogue.Document
	numbers map[numberKey][]numbered
}

type numberKey struct{ year, serial int }

type numbered struct {
	prefix string
	doc    *catalogue.Document
}

func (c *citable) fill(docs []catalogue.Document) {
	c.titles, c.numbers = map[string]*catalogue.Document{}, map[numberKey][]numbered{}
	for i := range docs {
		d := &docs[i]
		if !d.Validity.Ended() {
			continue
		}
		for _, t := range titlesOf(d) {
			c.titles[t] = d
		}
		if n, _, err := official.ReadDocNumber(d.DocNumber); err == nil && n.Kind == official.DocBracketed {
			k := numberKey{n.Year, n.Serial}
			c.numbers[k] = append(c.numbers[k], numbered{n.Prefix, d})
		}
	}
	if len(c.titles) == 0 {
		return
	}
	for i := range docs {
		if d := &docs[i]; !d.Validity.Ended() {
			for _, t := range titlesOf(d) {
				delete(c.titles, t)
			}
		}
	}
}

// shortTitle is the length in characters below which a title names nothing in
// particular.
const shortTitle = 6

// titlesOf are the names by which texts cite a document: its title, without the
// issuer's name, and that of what it makes known (关于印发《…》的通知).
func titlesOf(d *catalogue.Document) []string {
	var list []string
	add := func(t string) {
		if t = PlainTitle(t); utf8.RuneCountInString(t) >= shortTitle {
			list = append(list, t)
		}
	}
	add(d.Title)
	for i := range d.Issuers {
		if rest, ok := strings.CutPrefix(d.Title, d.IssuerName(i)); ok {
			add(rest)
		}
	}
	for _, verb := range [...]string{"关于印发", "关于公布", "关于发布"} {
		if _, rest, ok := strings.Cut(d.Title, verb); ok {
			if inner, ok := strings.CutSuffix(rest, "的通知"); ok {
				add(inner)
			}
		}
	}
	return list
}

var titleFold = strings.NewReplacer("《", "", "》", "", "〈", "", "〉", "", "<", "", ">", "", " ", "", "　", "", "(", "（", ")", "）", "*", "", "“", "", "”", "")

// PlainTitle brings a title to the form in which two ways of writing it are the same:
// without book-title marks, quotation marks and spaces.
func PlainTitle(t string) string {
	if isPlain(t) {
		return t
	}
	if strings.HasPrefix(t, "[") { // a link
		if i := strings.Index(t, "]("); i > 0 {
			t = t[1:i]
		}
	}
	return titleFold.Replace(t)
}

// isPlain says whether titleFold leaves s as it is, which nearly always is so, by the
// first bytes of what it replaces: no Chinese character has them.
func isPlain[T string | []byte](s T) bool {
	for i := range len(s) {
		switch s[i] {
		case 0xE2, 0xE3, ' ', '(', ')', '*', '<', '>', '[':
			return false
		}
	}
	return true
}

// called is the document that a text in book-title marks names; nil for none.
func (c *citable) called(title []byte) *catalogue.Document {
	if isPlain(title) {
		return c.titles[string(title)] // without a copy
	}
	return c.titles[PlainTitle(string(title))]
}

// ListsEnded are words of the titles of decisions that end other documents or list those
// that have ended.
const ListsEnded = "废止|清理|失效"

// CitesEnded gives the places where the body names documents that are no longer valid,
// each document once. Only the texts of documents to go by are looked at (see
// catalogue.Validity.Standing), and not what they say of documents that they repeal,
// amend, interpret or are otherwise related to: a report on the past may name what was
// valid then.
func (b *Body) CitesEnded() []Citation {
	if !b.cited {
		b.cited = true
		if b.Document != nil && b.Document.Validity.Standing() && !config.HoldsWord(b.Document.Title, ListsEnded) {
			b.citations = b.findEnded()
		}
	}
	return b.citations
}

func (b *Body) findEnded() (list []Citation) {
	c := b.Site.citable
	c.once.Do(func() { c.fill(b.Site.Documents) })
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

const longestTitle = 300 // bytes

// eachName calls title for what stands in each pair of book-title marks, and number for
// each 〔2019〕8号, also with 【】 or []. Both marks begin with the same byte, which no
// Chinese character has: so one fast search finds them.
func (b *Body) eachName(title func(from, to int), number func(k numberKey, from, to int)) {
	for at := 0; ; at++ {
		i := bytes.IndexByte(b.Raw[at:], 0xE3)
		if i < 0 || at+i+3 > len(b.Raw) {
			break
		}
		at += i
		switch inner := at + 3; string(b.Raw[at:inner]) {
		case "《":
			n := bytes.Index(b.Raw[inner:min(len(b.Raw), inner+longestTitle)], []byte("》"))
			if n >= 0 && bytes.IndexByte(b.Raw[inner:inner+n], '\n') < 0 {
				title(inner, inner+n)
			}
		case "〔", "【":
			if k, n, ok := numberIn(b.Raw[inner:]); ok {
				number(k, at, inner+n)
			}
		}
	}
	for at := 0; ; at++ {
		i := bytes.IndexByte(b.Raw[at:], '[')
		if i < 0 {
			return
		}
		at += i
		if k, n, ok := numberIn(b.Raw[at+1:]); ok {
			number(k, at, at+1+n)
		}
	}
}

// numberIn reads 2019〕8号 at the beginning of text, whose length it gives.
func numberIn(text []byte) (k numberKey, length int, ok bool) {
	rest := text
	digits := func(most int) (n, count int) {
		for count < most && len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9' {
			n, rest, count = n*10+int(rest[0]-'0'), rest[1:], count+1
		}
		return n, count
	}
	year, n := digits(4)
	if n < 4 {
		return k, 0, false
	}
	bracket, size := utf8.DecodeRune(rest)
	if !strings.ContainsRune("〕】]", bracket) {
		return k, 0, false
	}
	rest = rest[size:]
	serial, n := digits(6)
	rest, ok = bytes.CutPrefix(rest, []byte("号"))
	if n == 0 || !ok {
		return k, 0, false
	}
	return numberKey{year, serial}, len(text) - len(rest), true
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
	if fenced(string(b.Raw[:start])) {
		return c, false
	}
	number := b.First + bytes.Count(b.Raw[:start], []byte("\n"))
	return Citation{Doc: d, Pos: b.Pos(number, start, from, to), Line: line, Basis: basis(line[:from-start])}, true
}

// fenced says whether a block of code is open at the end of text.
func fenced(text string) bool {
	fence := ""
	for line := range strings.Lines(text) {
		if mark := fenceOf(line); mark != "" && (fence == "" || strings.HasPrefix(mark, fence)) {
			fence = either(fence == "", mark, "")
		}
	}
	return fence != ""
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
