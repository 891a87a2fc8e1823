package markdown

import "bytes"

// A paragraph in English is marked as such, so that it is read aloud in an English voice
// and not spelled (WCAG 2.2, 3.1.2). English is what nearly all passages in another language
// are that official documents hold; Markdown has no way to say it of a paragraph.

// minEnglish is how many words a paragraph has at least that is taken for English: names,
// models and numbers of standards have fewer.
const minEnglish = 5

// commonWords are those of which an English sentence has one, and which few other languages
// have: a list of names, or a line of code, has none.
var commonWords = map[string]bool{
	"the": true, "of": true, "and": true, "to": true, "for": true, "are": true, "shall": true, "with": true,
	"by": true, "from": true, "this": true, "must": true, "may": true,
}

// markEnglish marks the top-level paragraph that was just written if it is in English.
func (d *doc) markEnglish(b *topBlock) {
	const open = len("<p")
	if !isEnglish(d.out[b.start+open+1:]) {
		return
	}
	b.tagged = true
	d.insert(b.start+open, ` lang="en"`)
	b.end = len(d.out)
}

// isEnglish says whether the HTML of a paragraph is surely English: it has words enough, one
// of them common, and no letter of another script.
func isEnglish(s []byte) bool {
	for _, c := range s {
		if c >= 0xc3 && c != 0xe2 { // U+2010 to U+2027 are its dashes and quotation marks
			return false
		}
	}
	words, common := 0, false
	for _, w := range bytes.Fields([]byte(visible(s))) {
		w = bytes.ToLower(bytes.Trim(w, ".,;:!?()[]\"'“”‘’"))
		if len(w) > 0 && len(bytes.Trim(w, "abcdefghijklmnopqrstuvwxyz-'’")) == 0 {
			words++
			common = common || commonWords[string(w)]
		}
	}
	return words >= minEnglish && common
}
