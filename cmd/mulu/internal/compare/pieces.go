package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxEdits is how many tokens may differ between two lines of which the rest is shown
	// as unchanged; beyond it nobody could read the result.
	maxEdits = 400
	// leastKept is the share of the shorter line's tokens that must be kept for the same
	// reason.
	leastKept = 0.35
	// island is the length, in tokens, up to which something kept between two changes is
	// shown as changed, too: 的 alone between two new phrases helps nobody.
	island = 2
)

// pieces compares two lines character by character, and numbers and Latin words as
// wholes. Lines that have little in common are each shown whole.
func (c *comparer) pieces(old, new Text) []Piece {
	a, b := tokens(old), tokens(new)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var p pieceList
	p.add(Same, a[:start])
	steps, ok := c.edits(a[start:len(a)-end], b[start:len(b)-end])
	if !ok {
		steps = []edit{{Removed, a[start : len(a)-end]}, {Added, b[start : len(b)-end]}}
	}
	for _, s := range steps {
		p.add(s.kind, s.tokens)
	}
	p.add(Same, a[len(a)-end:])
	p.drown()
	if float64(p.kept()) < leastKept*float64(min(len(a), len(b))) {
		return append(old.pieces(Removed), new.pieces(Added)...)
	}
	return p.pieces()
}

// tokens cuts a text into what is compared: an object, a run of digits or of Latin
// letters, or any other character.
func tokens(t Text) []token {
	var ts []token
	for _, p := range t {
		if p.Object != 0 {
			ts = append(ts, token{object: p.Object, text: p.Text})
			continue
		}
		ts = appendWords(ts, p.Text)
	}
	return ts
}

// token is a whole of a text. Of an object only its number counts, which its name goes with.
type token struct {
	text   string
	object int
}

func appendWords(ts []token, s string) []token {
	for len(s) > 0 {
		n := run(s, unicode.IsDigit)
		if n == 0 {
			n = run(s, func(r rune) bool { return r < 0x250 && unicode.IsLetter(r) })
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s)
		}
		ts = append(ts, token{text: s[:n]})
		s = s[n:]
	}
	return ts
}

func run(s string, in func(rune) bool) int {
	if n := strings.IndexFunc(s, func(r rune) bool { return !in(r) }); n >= 0 {
		return n
	}
	return len(s)
}

// edit is a run of tokens.
type edit struct {
	kind   Kind
	tokens []token
}

// edits finds the shortest way from a to b (E. Myers: An O(ND) Difference Algorithm and
// Its Variations, 1986); not ok when it has more than maxEdits steps.
func (c *comparer) edits(a, b []token) ([]edit, bool) {
	n, m := len(a), len(b)
	if n == 0 || m == 0 {
		return []edit{{Removed, a}, {Added, b}}, true
	}
	const off = maxEdits + 1
	var at [2*maxEdits + 3]int // the furthest place in a, by diagonal
	var trace [][]int
	for d := 0; d <= min(maxEdits, n+m); d++ {
		if !c.afford(2*d + 1) {
			break
		}
		trace = append(trace, append([]int(nil), at[off-d-1:off+d+2]...))
		for k := -d; k <= d; k += 2 {
			x := at[off+k-1] + 1
			if k == -d || k != d && at[off+k-1] < at[off+k+1] {
				x = at[off+k+1]
			}
			y := x - k
			from := x
			for x < n && y < m && a[x] == b[y] {
				x, y = x+1, y+1
			}
			c.work -= x - from
			at[off+k] = x
			if x >= n && y >= m {
				return walkBack(a, b, trace), true
			}
		}
	}
	c.rough = true
	return nil, false
}

// walkBack finds the steps from the furthest places of each round.
func walkBack(a, b []token, trace [][]int) []edit {
	var back []edit
	x, y := len(a), len(b)
	for d := len(trace) - 1; d >= 0; d-- {
		at := func(k int) int { return trace[d][k+d+1] }
		k := x - y
		before := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			before = k + 1
		}
		px := at(before)
		if d == 0 {
			px = 0
		}
		py := px - before
		if d == 0 {
			py = 0
		}
		for x > px && y > py {
			x, y = x-1, y-1
			back = append(back, edit{Same, a[x : x+1]})
		}
		switch {
		case x > px:
			x--
			back = append(back, edit{Removed, a[x : x+1]})
		case y > py:
			y--
			back = append(back, edit{Added, b[y : y+1]})
		}
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}

// pieceList joins steps: between two kept runs there is at most one removed and one added.
type pieceList struct{ parts []part }

// part is a kept run, or what was removed and added in its place.
type part struct {
	same, removed, added []token
}

func (p *pieceList) add(kind Kind, ts []token) {
	if len(ts) == 0 {
		return
	}
	last := len(p.parts) - 1
	if last < 0 || (kind == Same) != (p.parts[last].same != nil) {
		p.parts = append(p.parts, part{})
		last++
	}
	t := &p.parts[last]
	switch kind {
	case Same:
		t.same = append(t.same, ts...)
	case Removed:
		t.removed = append(t.removed, ts...)
	default:
		t.added = append(t.added, ts...)
	}
}

// drown makes changed what is kept between two longer changes and is too short to be of
// use.
func (p *pieceList) drown() {
	out := p.parts[:0:0]
	for i := 0; i < len(p.parts); i++ {
		t := p.parts[i]
		n := len(out)
		if t.same != nil && n > 0 && i+1 < len(p.parts) && len(t.same) <= island && !slices.ContainsFunc(t.same, token.isObject) &&
			min(out[n-1].size(), p.parts[i+1].size()) > len(t.same) {
			next := p.parts[i+1]
			out[n-1].removed = append(append(out[n-1].removed, t.same...), next.removed...)
			out[n-1].added = append(append(out[n-1].added, t.same...), next.added...)
			i++
			continue
		}
		out = append(out, t)
	}
	p.parts = out
}

func (t token) isObject() bool { return t.object != 0 }

func (t *part) size() int { return len(t.removed) + len(t.added) }

func (p *pieceList) kept() (n int) {
	for i := range p.parts {
		n += len(p.parts[i].same)
	}
	return n
}

// pieces puts what was removed before what was added in its place.
func (p *pieceList) pieces() []Piece {
	var out []Piece
	for _, t := range p.parts {
		for _, e := range [...]edit{{Same, t.same}, {Removed, t.removed}, {Added, t.added}} {
			out = appendPieces(out, e)
		}
	}
	return out
}

func appendPieces(out []Piece, e edit) []Piece {
	var words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			out = append(out, Piece{e.kind, Part{Text: words.String()}})
			words.Reset()
		}
	}
	for _, t := range e.tokens {
		if t.object == 0 {
			words.WriteString(t.text)
			continue
		}
		flush()
		out = append(out, Piece{e.kind, Part{t.text, t.object}})
	}
	flush()
	return out
}
