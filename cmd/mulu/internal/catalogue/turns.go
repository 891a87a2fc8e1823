package catalogue

import (
	"cmp"
	"slices"

	"mulu/cmd/mulu/internal/official"
)

// Turn is something that happened, or is to happen, to a document's validity after the
// first day on which it was there: it took effect, lapsed, was amended, repealed or
// replaced. Intervals hold the states; of two amendments of one document the state knows
// the first alone, and there are two turns.
type Turn struct {
	On    official.Date
	Cause Cause
	By    *Document // the document that did it; nil when none or not public
	Basis string    // as Validity has it
}

// Known is the day on which it could first be known that the turn was there: it may be
// published after it took effect.
func (t *Turn) Known() official.Date {
	if t.By != nil && t.By.Published.After(t.On) {
		return t.By.Published
	}
	return t.On
}

// AppendTurns appends the turns of a document in the order of their days. What could do
// nothing more, as the repeal of what is repealed already, is not among them.
func (c *Catalogue) AppendTurns(dst []Turn, d *Document) []Turn {
	first, begins, has := len(dst), d.Begins(), d.hasValidity()
	events := c.events(d)
	for _, e := range events {
		if !e.on.After(begins) || e.state == 0 {
			continue
		}
		before := stateOn(e.on.AddDays(-1), events, has)
		switch {
		case before.Ended() && rank[e.state] <= rank[before.State]:
		case e.state == official.NotYet && stateOn(e.on, events, has).Ended():
		default:
			dst = append(dst, Turn{e.on, e.cause, e.By, e.Basis})
		}
	}
	slices.SortStableFunc(dst[first:], func(a, b Turn) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Cause, b.Cause), cmp.Compare(indexOf(a.By), indexOf(b.By)))
	})
	return dst
}

func indexOf(d *Document) string {
	if d == nil {
		return ""
	}
	return d.Index
}
