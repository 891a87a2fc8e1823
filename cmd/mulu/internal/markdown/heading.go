package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// headingIDs makes the ids of headings, unique in a body. An id keeps letters
// (Chinese ones too), digits, - and _ of the heading's text, in lower case, with
// - for a run of spaces; everything else is dropped, and an empty id is
// "section". Ids that begin with m- (the page template's own), fn- or fnref-
// (footnotes) or art- (articles) are reserved: such an id gets h- in front. A repeated id gets -2,
// -3 and so on; the counters make n equal headings cost n steps.
type headingIDs struct {
	next map[string]int // the number to try next for an id; present: taken
	buf  []byte
}

func (h *headingIDs) reset() {
	if h.next == nil {
		h.next = make(map[string]int)
	}
	clear(h.next)
}

// take makes the id of a heading with this text.
func (h *headingIDs) take(text []byte) string {
	h.slug(text)
	return h.unique(h.buf, "-")
}

// takeArticle makes the id of an article whose number gives this one. A repeated one is
// told from 第十二条之二, art-12-2, by its mark.
func (h *headingIDs) takeArticle(id []byte) string { return h.unique(id, "_") }

// unique is the id itself, or with a number behind the mark when it is taken.
func (h *headingIDs) unique(want []byte, mark string) string {
	n, taken := h.next[string(want)]
	if !taken {
		id := string(want)
		h.next[id] = 2
		return id
	}
	base := string(want)
	for ; ; n++ {
		id := base + mark + strconv.Itoa(n)
		if _, taken := h.next[id]; !taken {
			h.next[base], h.next[id] = n+1, 2
			return id
		}
	}
}

// has says whether id is the id of a heading.
func (h *headingIDs) has(id string) bool {
	_, ok := h.next[id]
	return ok
}

// headingID is the id of a heading with this text: its article's, else its words'.
func (d *doc) headingID(text []byte) string {
	if id, _ := articleID(d.scratch[:0], text); id != nil {
		d.scratch = id[:0]
		return d.ids.takeArticle(id)
	}
	return d.ids.take(text)
}

func (h *headingIDs) slug(text []byte) {
	b := h.buf[:0]
	space := false
	for _, r := range string(text) {
		switch {
		case r >= 0x4e00 && r <= 0x9fff, unicode.IsLetter(r), unicode.IsNumber(r), r == '-', r == '_',
			unicode.Is(unicode.M, r) && len(b) > 0:
			if space && len(b) > 0 {
				b = append(b, '-')
			}
			space = false
			b = appendLower(b, r)
		case unicode.IsSpace(r):
			space = true
		}
	}
	if len(b) == 0 {
		b = append(b, "section"...)
	}
	if s := string(b[:min(len(b), 6)]); strings.HasPrefix(s, "m-") || strings.HasPrefix(s, "fn-") || strings.HasPrefix(s, "fnref-") || strings.HasPrefix(s, articlePrefix) {
		b = append([]byte("h-"), b...)
	}
	h.buf = b
}

func appendLower(b []byte, r rune) []byte {
	if r < 0x2e80 {
		r = unicode.ToLower(r)
	}
	return utf8.AppendRune(b, r)
}
