package check

import "math/bits"

// cues are the words by which rules are called, of all rules and places, found in one
// pass.
type cues struct {
	*scanner
	rules   []*Rule
	bit     map[*Rule]uint64
	in      [InCode + 1]uint64 // of each place the rules with Line
	columns uint64             // the rules OfColumns
}

// maxCued is how many rules may have cues: the bits of a number.
const maxCued = 64

func newCues(s *Site, rules []*Rule) *cues {
	c := &cues{bit: map[*Rule]uint64{}}
	var words []word
	for _, r := range rules {
		if !r.cued() {
			continue
		}
		n := len(c.rules)
		if n == maxCued {
			panic("check: more than 64 rules with cues")
		}
		for _, w := range r.Cues {
			words = append(words, word{w, uint8(n), -1})
		}
		if r.Words != nil {
			for i, w := range r.Words(s) {
				words = append(words, word{w, uint8(n), int32(i)})
			}
		}
		c.rules, c.bit[r] = append(c.rules, r), 1<<n
		if r.OfColumns {
			c.columns |= 1 << n
		}
		for _, p := range places {
			if r.Line != nil && r.In&p != 0 {
				c.in[p] |= 1 << n
			}
		}
	}
	c.scanner = newScanner(words)
	return c
}

// cued says whether the rule is called by words alone.
func (r *Rule) cued() bool { return len(r.Cues) > 0 || r.Words != nil }

// look says what a text has, and what words; their places are added to f.
func (c *cues) look(text string, f *found) (Has, found) {
	called, hits, marks, points := f.called, len(f.hits), len(f.marks), len(f.points)
	f.called = 0
	has := c.scan(text, f)
	this := found{f.called, f.hits[hits:], f.marks[marks:], f.points[points:]}
	f.called |= called
	return has, this
}

func (c *cues) each(called uint64, yield func(r *Rule, bit uint64)) {
	for ; called != 0; called &= called - 1 {
		yield(c.rules[bits.TrailingZeros64(called)], called&-called)
	}
}
