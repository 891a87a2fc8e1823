package main

import (
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/markdown"
)

// A lawCorpus is the documents with the texts by which they must be found, so that a
// scan of them says what search has to find.
type lawCorpus struct {
	docs  []lawDoc
	texts []lawText
	pairs map[han.Term][]int32 // documents by every term, to scan fewer
	heads map[han.Term][]int32 // the same of titles
}

// A lawText is what can be found of one document: lines as they are shown, and folded.
type lawText struct {
	body   []string // shown
	title  []rune   // folded
	folded []rune   // folded lines: title, facts, summary and body
}

// newLawCorpus converts the bodies as the pages have them. summary is what a page says
// of its document in a sentence, which mulu makes where the header has none.
func newLawCorpus(t *testing.T, docs []lawDoc, summary func(d *lawDoc) string) *lawCorpus {
	t.Helper()
	c := &lawCorpus{docs: docs, texts: make([]lawText, len(docs)), pairs: map[han.Term][]int32{}, heads: map[han.Term][]int32{}}
	converter := markdown.New(markdown.Options{})
	result := markdown.Result{WantText: true}
	for i := range docs {
		d := &docs[i]
		converter.Convert("law.md", []byte(d.Body), 1, nil, &result)
		body := string(result.Text)
		lines := append([]string{d.Title, d.Index, d.Number, d.Issuer, summary(d), body}, d.Keywords...)
		c.texts[i] = lawText{
			body:   strings.Split(body, "\n"),
			title:  han.AppendFold(nil, d.Title),
			folded: han.AppendFold(nil, strings.Join(lines, "\n")),
		}
		addTerms(c.pairs, c.texts[i].folded, int32(i))
		addTerms(c.heads, c.texts[i].title, int32(i))
	}
	return c
}

func addTerms(pairs map[han.Term][]int32, text []rune, doc int32) {
	for _, term := range han.Terms(nil, text) {
		if list := pairs[term]; len(list) == 0 || list[len(list)-1] != doc {
			pairs[term] = append(list, doc)
		}
	}
}

// phraseOf is a query's word as it is looked for.
func phraseOf(word string) []rune {
	p, _ := han.YearFold(han.AppendFold(nil, word))
	return p
}

// commonTerm is the number of documents from which on a term is too common for a
// question about one document.
const commonTerm = 400

// holders are the documents that hold all words, in the title or anywhere; none when
// the words are common ones.
func (c *lawCorpus) holders(titleOnly bool, words ...string) (found []int) {
	phrases := make([][]rune, len(words))
	for i, w := range words {
		phrases[i] = phraseOf(w)
	}
	pairs := c.pairs
	if titleOnly {
		pairs = c.heads
	}
	list := rarest(pairs, phrases)
	if len(list) > commonTerm && !titleOnly {
		return nil
	}
	for _, i := range list {
		text := c.texts[i].folded
		if titleOnly {
			text = c.texts[i].title
		}
		if !slices.ContainsFunc(phrases, func(p []rune) bool { return !han.Contains(text, p) }) {
			found = append(found, int(i))
		}
	}
	return found
}

// rarest are the documents that have the rarest term of the phrases.
func rarest(pairs map[han.Term][]int32, phrases [][]rune) (best []int32) {
	first := true
	for _, p := range phrases {
		for _, term := range han.PhraseTerms(p) {
			if list := pairs[term]; first || len(list) < len(best) {
				best, first = list, false
			}
		}
	}
	return best
}

// scan is the same for one phrase without any shortcut.
func (c *lawCorpus) scan(phrase []rune) (found []int) {
	for i := range c.texts {
		if han.Contains(c.texts[i].folded, phrase) {
			found = append(found, i)
		}
	}
	return found
}

// newest leaves out the versions of which a newer one is in the list too.
func (c *lawCorpus) newest(list []int) []int {
	return slices.DeleteFunc(slices.Clone(list), func(i int) bool {
		return slices.ContainsFunc(list, func(j int) bool {
			return c.docs[i].Key == c.docs[j].Key && c.docs[j].Version < c.docs[i].Version
		})
	})
}
