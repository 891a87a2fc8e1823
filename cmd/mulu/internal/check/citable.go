package check

import (
	"strings"
	"sync"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// citable are the documents that are no longer valid, by how texts name them. A name
// that a document in force has, too, is not among them: nobody could say which is meant.
type citable struct {
	once    sync.Once
	titles  map[string]*catalogue.Document
	numbers map[numberKey][]numbered
	names   map[Name]bool // of all of them
}

type numberKey struct{ year, serial int }

type numbered struct {
	prefix string
	doc    *catalogue.Document
}

func (c *citable) fill(docs []catalogue.Document) {
	c.titles, c.numbers, c.names = map[string]*catalogue.Document{}, map[numberKey][]numbered{}, map[Name]bool{}
	for i := range docs {
		d := &docs[i]
		if !d.Validity.Ended() {
			continue
		}
		for _, t := range Titles(d.Record) {
			c.titles[PlainTitle(t)] = d
		}
		if n, _, err := official.ReadDocNumber(d.DocNumber); err == nil && n.Kind == official.DocBracketed {
			k := numberKey{n.Year, n.Serial}
			c.numbers[k] = append(c.numbers[k], numbered{n.Prefix, d})
			c.names[nameOfNumber(k)] = true
		}
	}
	if len(c.titles) == 0 {
		return
	}
	for i := range docs {
		if d := &docs[i]; !d.Validity.Ended() {
			for _, t := range Titles(d.Record) {
				delete(c.titles, PlainTitle(t))
			}
		}
	}
	for t := range c.titles {
		c.names[nameOf(t)] = true
	}
}

// shortTitle is the length in characters below which a title names nothing in
// particular.
const shortTitle = 6

// Titles are the names by which texts cite a document: its title, without the issuer's
// name, and that of what it makes known (关于印发《…》的通知). Texts may write them in
// other characters; see PlainTitle.
func Titles(d *catalogue.Record) []string {
	var list []string
	add := func(t string) {
		if utf8.RuneCountInString(PlainTitle(t)) >= shortTitle {
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
