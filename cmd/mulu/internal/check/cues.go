package check

import (
	"math/bits"

	"mulu/cmd/mulu/internal/han"
)

// cues are the words by which rules of a place are called, found in one pass.
type cues struct {
	rules  []*Rule
	bit    map[*Rule]uint64
	finder *han.Finder
	means  []uint64 // of each word, the rules that it calls
}

// maxCued is how many rules of a place may have cues: the bits of a number.
const maxCued = 64

func newCues(rules []*Rule, p Places) *cues {
	c := &cues{bit: map[*Rule]uint64{}}
	var words []string
	for _, r := range rules {
		if len(r.Cues) == 0 || (r.Line == nil || r.In&p == 0) && (r.Body == nil || p != InBody) {
			continue
		}
		if len(c.rules) == maxCued {
			panic("check: more than 64 rules with cues")
		}
		c.bit[r] = 1 << len(c.rules)
		c.rules = append(c.rules, r)
		for _, w := range r.Cues {
			words, c.means = append(words, w), append(c.means, c.bit[r])
		}
	}
	c.finder = han.NewFinder(words)
	return c
}

// in gives the rules that a text calls.
func (c *cues) in(text string) (called uint64) {
	if len(c.rules) > 0 {
		c.finder.Find(text, func(word, _ int) { called |= c.means[word] })
	}
	return called
}

// mark notes for each line of a body the rules that it calls, and gives them all.
func (c *cues) mark(texts []Text) (all uint64) {
	for i := range texts {
		texts[i].cued = c.in(texts[i].Text)
		all |= texts[i].cued
	}
	return all
}

func (c *cues) each(called uint64, yield func(r *Rule)) {
	for ; called != 0; called &= called - 1 {
		yield(c.rules[bits.TrailingZeros64(called)])
	}
}
