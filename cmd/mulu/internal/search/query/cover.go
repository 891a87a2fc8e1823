package query

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/han"
)

// What it costs to read a word as pieces that a page holds. A character left out costs
// more than a piece of the title, so that a title stays whole where it can.
const (
	costTitle = 2 // a piece that the title holds
	costText  = 4 // one that stands elsewhere on the page
	costSkip  = 3 // a character that is left out
	costOf    = 1 // 的, when it is left out

	leastSplit = 4 // characters of words that may be split: good finds no pieces in fewer
	coverPages = 3 // that are read, of each list; the same whatever is asked for
	leastPiece = 2 // characters
	mostSkip   = 3 // one of so many characters may be left out
	littleSkip = 8 // and of so many, wherever the others stand
)

// cover is a way to read words as pieces that a page holds.
type cover struct {
	pieces  []word
	skipped []string // what is left out
	left    int      // characters of it, but for 的
	titled  int      // characters of the pieces that the title holds
	length  int      // of all words
	cost    int
}

// good says whether so much of the words is in pieces that are long enough that the
// page is what the reader means. Where more than a little is left out it must be the
// title that says so.
func (c *cover) good() bool {
	covered := c.length - c.left
	return len(c.pieces) > 0 && 2*covered >= 5*len(c.pieces) &&
		(c.left*littleSkip <= c.length || c.left*mostSkip <= c.length && 2*c.titled >= c.length)
}

// split reads words that were typed without a space, or with something between, as
// the pieces of them that a near page holds, and answers as if these had been typed:
// 劳动法第四十二条 as 劳动法 and 第四十二条.
func (s *searcher) split(p parsed) (*answer, error) {
	if anyQuoted(p.words) || len(joined(p.words)) < leastSplit {
		return nil, nil
	}
	m := &match{words: slices.Clone(p.words), without: p.without}
	near, titles, err := s.nearest(m)
	if err != nil {
		return nil, err
	}
	var best *cover
	for _, list := range [][]weighed{near, titles} {
		pages, err := s.weighedPages(list[:min(len(list), coverPages)], m)
		if err != nil {
			return nil, err
		}
		best = bestCover(best, p.words, pages)
		if best != nil && 2*best.titled >= best.length {
			break // no title is nearer
		}
	}
	if best == nil {
		return nil, nil
	}
	return s.inPieces(best, p)
}

// inPieces answers by the pieces of a cover.
func (s *searcher) inPieces(c *cover, p parsed) (*answer, error) {
	a, err := s.try(&match{words: c.pieces, without: p.without})
	if err != nil || len(a.found) == 0 {
		return nil, err
	}
	var phrases []string
	for _, w := range c.pieces {
		phrases = append(phrases, string(w.phrase))
	}
	s.note(NoteSplit, strings.Join(phrases, " "))
	a.ignored = c.skipped
	return a, nil
}

// bestCover is the cheapest good one of best and the pages', the first of equals.
func bestCover(best *cover, words []word, pages []*page) *cover {
	for _, p := range pages {
		if c := p.cover(words); c.good() && (best == nil || c.cost < best.cost) {
			best = c
		}
	}
	return best
}

// cover reads words as pieces that the page holds.
func (p *page) cover(words []word) *cover {
	c := &cover{}
	for _, w := range words {
		c.length += len(w.phrase)
		p.coverWord(c, w.phrase)
	}
	return c
}

// coverWord adds the cheapest pieces of a word, long ones rather than short ones.
func (p *page) coverWord(c *cover, phrase []rune) {
	inTitle := longestRuns(phrase, func(part []rune) bool { return han.Contains(p.title.folded, part) })
	anywhere := longestRuns(phrase, p.holds)
	least := min(leastPiece, len(phrase))
	cost, step := make([]int, len(phrase)+1), make([]int, len(phrase)+1) // from each place on; 0 leaves out
	for i := len(phrase) - 1; i >= 0; i-- {
		cost[i] = cost[i+1] + costSkip
		if phrase[i] == '的' {
			cost[i] = cost[i+1] + costOf
		}
		for n := anywhere[i]; n >= least && !inRun(phrase, i); n-- {
			price := costText
			if n <= inTitle[i] {
				price = costTitle
			}
			if cost[i+n]+price < cost[i] && !inRun(phrase, i+n) {
				cost[i], step[i] = cost[i+n]+price, n
			}
		}
	}
	c.cost += cost[0]
	for i := 0; i < len(phrase); {
		from := i
		for i < len(phrase) && step[i] == 0 {
			i++
		}
		if i > from {
			part := string(phrase[from:i])
			c.skipped, c.left = append(c.skipped, part), c.left+i-from-strings.Count(part, "的")
			continue
		}
		if step[i] <= inTitle[i] {
			c.titled += step[i]
		}
		i += step[i]
		c.add(phrase[from:i])
	}
}

// inRun says whether i parts digits or Latin letters that stand together.
func inRun(phrase []rune, i int) bool {
	return i > 0 && i < len(phrase) && isPlain(phrase[i-1]) && isPlain(phrase[i])
}

func isPlain(r rune) bool { return isDigit(r) || r >= 'a' && r <= 'z' }

// add takes a piece unless it is there already.
func (c *cover) add(piece []rune) {
	if !slices.ContainsFunc(c.pieces, func(w word) bool { return slices.Equal(w.phrase, piece) }) {
		c.pieces = append(c.pieces, word{raw: string(piece), phrase: piece})
	}
}

// longestRuns gives, of every place of a phrase, the length of the longest part from
// there on that is held. One place on it is shorter by at most one.
func longestRuns(phrase []rune, held func([]rune) bool) []int {
	runs := make([]int, len(phrase))
	n := 0
	for i := range phrase {
		n = max(0, n-1)
		for i+n < len(phrase) && held(phrase[i:i+n+1]) {
			n++
		}
		runs[i] = n
	}
	return runs
}

// holds says whether a phrase is on the page.
func (p *page) holds(phrase []rune) bool {
	return slices.ContainsFunc(p.fields(), func(f []rune) bool { return han.Contains(f, phrase) })
}
