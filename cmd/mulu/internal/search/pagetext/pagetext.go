// Package pagetext reads the facts and the text of a document from its published
// page. Searching needs no copies of either: what a result shows, and the text in
// which a phrase is looked for, is the page that the reader would open anyway.
//
// Parse is a small tokenizer for the pages of this program. It promises the same
// result as its twin in static/js/search-engine.js for any bytes (the vectors in
// testdata/search/pagetext.json hold both to it), lines that fold to those of the
// body's text as package markdown gives it, an end in time proportional to the input,
// and never an error: what is broken gives less text. It knows nothing of the index,
// and does not fold; see packages han and query.
package pagetext

import (
	"strings"
	"unicode/utf8"
)

// Page is what a published page says of its document. A field that the page does
// not have is empty.
type Page struct {
	Title       string   `json:"title"` // ArticleTitle, else the page's <title>
	Index       string   `json:"index"`
	Number      string   `json:"number"`    // 发文字号
	Issuer      string   `json:"issuer"`    // names joined with 、
	Written     string   `json:"written"`   // 2024-03-05
	Published   string   `json:"published"` // 2024-03-05
	State       State    `json:"state"`
	Keywords    []string `json:"keywords"`
	Summary     string   `json:"summary"`     // the META description
	Attachments []string `json:"attachments"` // titles
	TextFile    string   `json:"textFile"`    // relative name of the file with the attachments' text
	Body        string   `json:"body"`        // of the first <article>; lines are parted by a line feed
}

// State is the validity of a document.
type State struct {
	Slug  string `json:"slug"`
	Label string `json:"label"`
}

// Parse reads a page. It keeps nothing of html.
func Parse(html []byte) Page {
	p := parser{src: strings.ToValidUTF8(string(html), string(utf8.RuneError))}
	p.page.Keywords, p.page.Attachments = []string{}, []string{}
	p.run()
	if p.page.Title == "" {
		p.page.Title = p.title
	}
	p.page.Body = p.body.String()
	return p.page
}

// meta takes a META tag of the page.
func (p *parser) meta(name, content string) {
	page := &p.page
	switch name {
	case "ArticleTitle":
		page.Title = content
	case "PubDate":
		page.Published = dayOf(content)
	case "Keywords":
		if content != "" {
			page.Keywords = append(page.Keywords, content)
		}
	case "description":
		page.Summary = content
	case "mulu-index":
		page.Index = content
	case "mulu-number":
		page.Number = content
	case "mulu-issuer":
		page.Issuer = content
	case "mulu-written":
		page.Written = content
	case "mulu-state":
		page.State.Slug, page.State.Label, _ = strings.Cut(content, " ")
	case "mulu-attachments":
		page.Attachments = append(page.Attachments, fields(content)...)
	case "mulu-text":
		page.TextFile = content
	}
}

// dayOf is the day that a date with a time begins with.
func dayOf(s string) string {
	const form = "0000-00-00"
	if len(s) < len(form) {
		return ""
	}
	for i := range form {
		if digit := s[i] >= '0' && s[i] <= '9'; digit != (form[i] == '0') || !digit && s[i] != '-' {
			return ""
		}
	}
	return s[:len(form)]
}

// fields are the lines of s that are not empty.
func fields(s string) (lines []string) {
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimFunc(line, isSpace); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
