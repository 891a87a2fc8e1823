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
	// Anew is the edition that has the text as amended, while it is that one's wording
	// that one goes by: the document stays 已修改, but nobody should be led to it.
	Anew *Document
}

// Applies says whether a document is one to go by at that time, and by its own wording.
func (iv *Interval) Applies() bool { return iv.InForce() && iv.Anew == nil }

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
	text := c.anew[d.ID]
	if text.by != nil && text.on.After(begins) {
		days = append(days, text.on)
	}
	slices.SortFunc(days, official.Date.Compare)
	first := len(dst)
	for _, day := range days {
		now := Interval{From: day, Validity: stateOn(day, events, has)}
		if text.by != nil && !day.Before(text.on) && now.Standing() {
			now.Anew = text.by
		}
		if len(dst) == first || !now.sameAs(&dst[len(dst)-1]) {
			dst = append(dst, now)
		}
	}
	return dst
}

// sameAs says whether two states with their causes are one.
func (iv *Interval) sameAs(o *Interval) bool {
	return iv.State == o.State && iv.Cause == o.Cause && iv.On == o.On && iv.By == o.By && iv.Basis == o.Basis && iv.Anew == o.Anew
}

// Span is the first and the last day on which one went by a document's own wording, where
// that is over; not ok where it is not, or never was.
func (c *Catalogue) Span(d *Document) (from, to official.Date, ok bool) {
	ivs := c.Intervals(d)
	for i := range ivs {
		if ivs[i].From.After(c.Today) {
			break
		}
		switch applies := ivs[i].Applies(); {
		case applies && from.IsZero():
			from, to = ivs[i].From, official.Date{}
		case applies:
			to = official.Date{}
		case !from.IsZero() && to.IsZero():
			to = ivs[i].From.AddDays(-1)
		}
	}
	return from, to, !to.IsZero()
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

// StateOn is the interval that a day is in; the zero one before the document is there.
func StateOn(intervals []Interval, day official.Date) (on Interval) {
	for _, iv := range intervals {
		if iv.From.After(day) {
			break
		}
		on = iv
	}
	return on
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
