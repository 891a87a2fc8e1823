package query

import (
	"cmp"
	"slices"

	"mulu/cmd/mulu/internal/han"
)

// The size of a snippet, in characters.
const (
	snippetLength = 90
	snippetBefore = 20 // the anchor, at most
	snippetReach  = 70 // from the anchor, within which words count for it
)

// hit is a place of a word, or of a term, in the characters of a text.
type hit struct {
	start, end int
	word       int
}

// hits are the places of the words in a text; when there is none at all, of their
// terms.
func (t *text) hits(words []word) []hit {
	var list []hit
	for i, w := range words {
		list = t.find(list, w.phrase, i)
	}
	if len(list) == 0 {
		n := 0
		for _, w := range words {
			for _, term := range han.PhraseTerms(w.phrase) {
				list = t.find(list, term.Runes(), n)
				n++
			}
		}
	}
	slices.SortFunc(list, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.word, b.word))
	})
	return list
}

func (t *text) find(list []hit, phrase []rune, word int) []hit {
	for _, at := range han.Positions(nil, t.folded, phrase) {
		list = append(list, hit{int(t.at[at]), int(t.at[at+len(phrase)-1]) + 1, word})
	}
	return list
}

// marked is the whole text with its hits marked.
func (t *text) marked(hits []hit) []Piece { return t.pieces(hits, 0, len(t.chars)) }

// pieces cuts the characters from start to end by the hits.
func (t *text) pieces(hits []hit, start, end int) []Piece {
	list := []Piece{}
	add := func(from, to int, mark bool) {
		if from >= to {
			return
		}
		s := plainLine(t.chars[from:to])
		if n := len(list); n > 0 && list[n-1].Mark == mark {
			list[n-1].Text += s
			return
		}
		list = append(list, Piece{s, mark})
	}
	at := start
	for _, h := range hits {
		from, to := max(h.start, at), min(h.end, end)
		if from >= to {
			continue
		}
		add(at, from, false)
		add(from, to, true)
		at = to
	}
	add(at, end, false)
	return list
}

// plainLine is text with line breaks as spaces.
func plainLine(chars []rune) string {
	out := slices.Clone(chars)
	for i, r := range out {
		if r == '\n' {
			out[i] = ' '
		}
	}
	return string(out)
}

// snippet is the piece of a text around the place from which on most different words
// are near.
func (t *text) snippet(hits []hit) []Piece {
	start := 0
	if len(hits) > 0 {
		anchor := anchorOf(hits)
		start = max(t.lineStart(anchor), anchor-snippetBefore, 0)
	}
	end := min(len(t.chars), start+snippetLength)
	list := t.pieces(hits, start, end)
	if start > 0 {
		list = slices.Insert(list, 0, Piece{Text: "…"})
	}
	if end < len(t.chars) {
		list = append(list, Piece{Text: "…"})
	}
	return joinPlain(list)
}

// anchorOf is where the first hit begins after which most different words begin
// within reach.
func anchorOf(hits []hit) int {
	best, most := 0, 0
	for i, h := range hits {
		var seen []int
		for _, o := range hits[i:] {
			if o.start >= h.start+snippetReach {
				break
			}
			if !slices.Contains(seen, o.word) {
				seen = append(seen, o.word)
			}
		}
		if len(seen) > most {
			best, most = h.start, len(seen)
		}
	}
	return best
}

func (t *text) lineStart(at int) int {
	for at > 0 && t.chars[at-1] != '\n' {
		at--
	}
	return at
}

// joinPlain makes neighbours of one kind one.
func joinPlain(list []Piece) []Piece {
	out := list[:0]
	for _, p := range list {
		if n := len(out); n > 0 && out[n-1].Mark == p.Mark {
			out[n-1].Text += p.Text
			continue
		}
		out = append(out, p)
	}
	return out
}

// result makes of a page what the reader sees.
func (p *page) result() Result {
	r := Result{
		URL: p.url, Site: p.seg.site.manifest.Title, Index: p.Index, Issuer: p.Issuer, Written: p.Written,
		Published: p.Published, State: p.State, Tier: p.tier, Score: p.score, Parts: p.tier <= tierParts && len(p.words) > 0,
		Attachment: p.attachment,
	}
	r.Title = p.title.marked(p.titleHits())
	r.Number = p.number.marked(p.number.hits(p.words))
	if p.tier == tierNumber && r.Number != nil && len(p.Number) > 0 && !slices.Equal(fold(p.Index), p.words[0].phrase) {
		r.Number = []Piece{{p.Number, true}}
	}
	r.Snippet = p.bestSnippet()
	return r
}

func (p *page) titleHits() (hits []hit) {
	for _, at := range p.inOrder {
		hits = append(hits, hit{at, at + 1, 0})
	}
	if hits != nil {
		return hits
	}
	return p.title.hits(p.words)
}

// bestSnippet is of the body if it has hits, else of the summary, else of the
// attachments; without any it is the beginning of the summary or the body.
func (p *page) bestSnippet() []Piece {
	texts := []*text{&p.body, &p.summary}
	if p.files != nil {
		texts = append(texts, p.files)
	}
	for _, t := range texts {
		if hits := t.hits(p.words); len(hits) > 0 {
			return t.snippet(hits)
		}
	}
	if len(p.summary.chars) > 0 {
		return p.summary.snippet(nil)
	}
	return p.body.snippet(nil)
}
