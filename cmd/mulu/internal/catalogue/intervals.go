package catalogue

import (
	"slices"

	"mulu/cmd/mulu/internal/official"
)

// Interval is a time during which a document's state and its cause stay the same. It
// lasts to the day before the next one begins, the last for ever.
type Interval struct {
	From official.Date
	Validity
}

// Intervals are the states of a document from the first day on which it is there (see
// Begins) to the end of time, as they are known today. On each of those days the state
// is the one that a build of that day would derive from the same files. They are
// independent of Today, except that Until and Next, which say what is to come, are not
// filled in: the next interval says it.
func (c *Catalogue) Intervals(d *Document) []Interval { return c.AppendIntervals(nil, d) }

// AppendIntervals appends the intervals of a document, for those who ask for many.
func (c *Catalogue) AppendIntervals(dst []Interval, d *Document) []Interval {
	begins := d.Begins()
	events, has := c.events(d), d.hasValidity()
	days := []official.Date{begins}
	for _, e := range events {
		if e.on.After(begins) {
			days = append(days, e.on)
		}
	}
	slices.SortFunc(days, official.Date.Compare)
	first := len(dst)
	for _, day := range days {
		now := stateOn(day, events, has)
		if len(dst) == first || !now.sameAs(&dst[len(dst)-1].Validity) {
			dst = append(dst, Interval{day, now})
		}
	}
	return dst
}

// sameAs says whether two states with their causes are one.
func (v *Validity) sameAs(o *Validity) bool {
	return v.State == o.State && v.Cause == o.Cause && v.On == o.On && v.By == o.By && v.Basis == o.Basis
}

// Begins is the first day on which a document counts: that of its publication, for what
// nobody could read binds nobody; or 施行日期, if it says of itself that it applied before.
func (d *Document) Begins() official.Date {
	begins := d.Published
	if begins.IsZero() {
		begins = d.Written
	}
	if !d.Effective.IsZero() && (begins.IsZero() || d.Effective.Before(begins)) {
		return d.Effective
	}
	return begins
}

// HasValidity says whether a document is of a kind that has validity, so that one can
// ask since when and until when it was in force.
func (d *Document) HasValidity() bool { return d.hasValidity() }

// StateOn is the state on a day as the intervals give it; the zero state before the
// document is there.
func StateOn(intervals []Interval, day official.Date) (v Validity) {
	for _, iv := range intervals {
		if iv.From.After(day) {
			break
		}
		v = iv.Validity
	}
	return v
}

// events are all that changes the state of a document: what its own header says and what
// others do to it.
func (c *Catalogue) events(d *Document) []event {
	return append(c.ownEvents(d.Record), c.acts[d.ID]...)
}

// Window is the number of days before its end and after it in which a document stands
// among those that are to lapse or have just lapsed: half a year, in which 规范性文件 are
// assessed before they expire.
const Window = 180

// Ends is the day from which a document that is in force is no longer so, as far as that
// is known.
func (d *Document) Ends() (on official.Date, known bool) {
	v := &d.Validity
	switch {
	case !v.InForce() || v.Until.IsZero():
		return on, false
	case v.Next != nil:
		return v.Until, v.Next.Ended()
	}
	return v.Until, true // by 有效期至: all else says what is next
}

// Soon says whether a document that is in force ends within the window from today.
func (c *Catalogue) Soon(d *Document) bool {
	on, known := d.Ends()
	return known && !on.After(c.Today.AddDays(Window))
}

// Lately says whether a document lapsed or was repealed within the window up to today.
func (c *Catalogue) Lately(d *Document) bool {
	return d.Validity.Ended() && d.Validity.On.After(c.Today.AddDays(-Window))
}
