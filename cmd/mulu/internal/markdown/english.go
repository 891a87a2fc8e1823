package markdown

import (
	"bytes"
	"unicode/utf8"
)

// A paragraph, heading, item or cell in English is marked as such, so that it is read aloud
// in an English voice and not spelled (WCAG 2.2, 3.1.2). English is what nearly all passages
// in another language are that official documents hold; Markdown has no way to say it of
// a paragraph.

// How many words has at least what is taken for English: names, models and numbers of
// standards have fewer.
const (
	paragraphWords = 5
	phraseWords    = 3 // headings, items and cells are phrases
)

// commonWords are those of which an English sentence has one, and which few other languages
// have: a list of names, or a line of code, has none.
var commonWords = map[string]bool{
	"the": true, "of": true, "and": true, "to": true, "for": true, "are": true, "shall": true, "with": true,
	"by": true, "from": true, "this": true, "must": true, "may": true,
}

// markEnglish marks the element whose start tag ends with the > at this offset, and whose
// content was just written after it, if that is in English; it says whether it is.
func (d *doc) markEnglish(at, words int) bool {
	if !isEnglish(d.out[at+1:], words) {
		return false
	}
	d.insert(at, ` lang="en"`)
	return true
}

// markTop is markEnglish for the paragraph of the body itself that was just written.
func (d *doc) markTop(b *topBlock) {
	if d.markEnglish(b.start+len("<p"), paragraphWords) {
		b.tagged = true
		b.end = len(d.out)
	}
}

// isEnglish says whether HTML is surely English: it has so many words, one of them common,
// and no letter of another script.
func isEnglish(s []byte, least int) bool {
	for _, c := range s {
		if c >= 0xc3 && c != 0xe2 { // U+2010 to U+2027 are its dashes and quotation marks
			return false
		}
	}
	if fewWords(s, least) {
		return false
	}
	words, common := 0, false
	for _, w := range bytes.Fields([]byte(visible(s))) {
		w = bytes.ToLower(bytes.Trim(w, ".,;:!?()[]\"'“”‘’"))
		if len(w) > 0 && len(bytes.Trim(w, "abcdefghijklmnopqrstuvwxyz-'’")) == 0 {
			words++
			common = common || commonWords[string(w)]
		}
	}
	return words >= least && common
}

// fewWords says whether HTML surely has fewer words than that: what a word must have on one of
// its sides is not there so often. Entities may stand for spaces, and other spaces than those of
// ASCII take several bytes: then it does not say.
func fewWords(s []byte, least int) bool {
	parts := 1
	for _, c := range s {
		switch {
		case c == '&' || c >= utf8.RuneSelf:
			return false
		case c <= ' ':
			parts++
		}
	}
	return parts < least
}
