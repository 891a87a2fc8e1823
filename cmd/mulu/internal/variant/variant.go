// Package variant puts finished pages into another script: the text of the page and of
// its attributes becomes Traditional by phrases (package han), and links that leave the
// script's folder are led out of it. Names and numbers stay as they are, in an element
// marked with their language where one can be: the names of registered issuers, the
// words of [variants] keep, document numbers, code, and all that is marked as being in
// another language. Nothing else of a page changes: no tag, id or address within it.
//
// A page is rendered with the texts of the script's own interface first (package render);
// these are Traditional and stay as they are.
package variant

import (
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/plan"
)

// Converter puts pages into Traditional. It is safe for use by several goroutines.
type Converter struct {
	plan   *plan.Plan
	names  *han.Finder
	words  []string // of names
	marks  [2]string
	number numbers
}

// New makes the converter of a site.
func New(p *plan.Plan) *Converter {
	words := keptWords(p.Config)
	return &Converter{plan: p, words: words, names: han.NewFinder(words), number: numbersOf(p.Config),
		marks: [2]string{`<span lang="` + config.Original.Tag + `">`, "</span>"}}
}

// Page appends a page in the other script; at is the address of the original.
func (c *Converter) Page(dst, page []byte, at string) []byte {
	w := writer{Converter: c, dst: dst, src: page, at: at, root: plan.Root(at)}
	w.page()
	return w.dst
}

// AppendText appends text in the other script, without marks.
func (c *Converter) AppendText(dst []byte, text string) []byte {
	return c.append(dst, []byte(text), false)
}

// append appends text in the other script; what is kept is marked, if asked, where it
// would have been changed.
func (c *Converter) append(dst, text []byte, mark bool) []byte {
	done := 0
	for _, k := range c.keep(text) {
		dst = han.AppendTraditional(dst, text[done:k.from])
		word := text[k.from:k.to]
		if mark && han.Traditional(string(word)) != string(word) {
			dst = append(append(append(dst, c.marks[0]...), word...), c.marks[1]...)
		} else {
			dst = append(dst, word...)
		}
		done = k.to
	}
	return han.AppendTraditional(dst, text[done:])
}
