package query

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/search/codec"
	"mulu/cmd/mulu/internal/search/pagetext"
)

// text is a text with its folded form and where each folded character came from.
type text struct {
	chars  []rune
	folded []rune
	at     []int32 // the place in chars of each of folded
}

func newText(s string) text {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	var f han.Folded
	f.Fold(s)
	t := text{chars: make([]rune, 0, len(s)/2), folded: f.Runes, at: f.At}
	next := 0
	for i, r := range s {
		for ; next < len(t.at) && int(t.at[next]) == i; next++ {
			t.at[next] = int32(len(t.chars))
		}
		t.chars = append(t.chars, r)
	}
	return t
}

// content is a page that was read.
type content struct {
	pagetext.Page
	url                          string
	title, number, summary, body text
	meta                         []rune // folded lines
	key                          []rune // of the title
	plain                        []rune // its own name, for the versions of a document
	files                        *text  // of the attachments, when it was read
}

// page is a candidate with its page.
type page struct {
	candidate
	*content
	words      []word // that it was found by
	tier       int
	density    int64
	attachment bool  // a word is in the attachments alone
	inOrder    []int // places in the title of the characters of an abbreviation
	gaps       int   // between them, see said.fit
}

// page reads the page of a candidate.
func (s *searcher) page(c candidate) (*page, error) {
	address, err := s.address(&c)
	if err != nil {
		return nil, err
	}
	name := "doc/" + address + ".html"
	key := pageKey{c.seg.site.place, name}
	if known, ok := s.pages[key]; ok {
		return &page{candidate: c, content: known}, nil
	}
	data, err := s.fetch(c.seg.site, name)
	if err != nil {
		return nil, err
	}
	s.pages[key] = newContent(name, pagetext.Parse(data))
	return &page{candidate: c, content: s.pages[key]}, nil
}

// pageKey is a page of a site.
type pageKey struct {
	site int
	url  string
}

func newContent(url string, facts pagetext.Page) *content {
	p := &content{Page: facts, url: url}
	p.title, p.number, p.summary, p.body = newText(facts.Title), newText(facts.Number), newText(facts.Summary), newText(facts.Body)
	p.key, _ = han.YearFold(p.title.folded)
	p.plain = han.OwnName(p.key)
	lines := slices.Concat([]string{facts.Index, facts.Number, facts.Issuer}, facts.Keywords, facts.Attachments)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], "\n", " ")
	}
	p.meta = han.AppendFold(nil, strings.Join(lines, "\n"))
	return p
}

// fetch reads a page, or the text of attachments.
func (s *searcher) fetch(site *site, name string) ([]byte, error) {
	data, err := site.files.load(name)
	if err != nil {
		return nil, err
	}
	s.cost.Pages++
	s.cost.Bytes += int64(len(data))
	return data, nil
}

// address is the address of a document, without doc/ and .html.
func (s *searcher) address(c *candidate) (string, error) {
	at := int(c.ord)
	if c.seg.Addresses.From == nil {
		table, err := s.table(c.seg)
		if err != nil {
			return "", err
		}
		return table.At(at), nil
	}
	block, first := slices.BinarySearch(c.seg.Addresses.From, at)
	if !first {
		block--
	}
	table, err := s.addressBlock(c.seg, block)
	if err != nil {
		return "", err
	}
	return table.At(at - c.seg.Addresses.From[block]), nil
}

// table is the address table that the manifest itself has.
func (s *searcher) table(g *segment) (*codec.Addresses, error) {
	if t, ok := s.tables[g]; ok {
		return t, nil
	}
	t, err := codec.DecodeAddresses(g.Addresses.Table, g.Docs)
	if err != nil {
		return nil, &FileError{codec.ManifestName, err}
	}
	s.tables[g] = t
	return t, nil
}

// addressBlock reads a block of a segment's addresses.
func (s *searcher) addressBlock(g *segment, block int) (*codec.Addresses, error) {
	from, end := g.Addresses.From, g.Docs
	if block+1 < len(from) {
		end = from[block+1]
	}
	return read(g.site.files, &s.cost, g.Addresses.Name(g.Name, block), func(data []byte) (*codec.Addresses, error) {
		return codec.DecodeAddresses(data, end-from[block])
	})
}

// attached reads the text of the attachments, if there is any.
func (s *searcher) attached(p *page) (text, error) {
	if p.files == nil {
		p.files = &text{}
		if p.TextFile != "" {
			data, err := s.fetch(p.seg.site, path.Join(path.Dir(p.url), p.TextFile))
			if err != nil {
				return text{}, err
			}
			*p.files = newText(string(data))
		}
	}
	return *p.files, nil
}
