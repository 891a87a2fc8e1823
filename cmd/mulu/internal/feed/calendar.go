package feed

import (
	"cmp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/ical"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// Calendar appends what is to happen to documents, as an iCalendar: when they take effect,
// lapse, are amended or repealed, and the last days on which opinions can be given. It
// reaches from the first day of the month to the end of the twelfth month after it, so that
// it is not another every day, and stays small where thousands of documents lapse in years
// to come. An entry's stamp is the day on which it was known.
func (f *Feeds) Calendar(dst []byte) []byte {
	today := f.plan.Catalogue.Today
	from := official.DateOf(today.Year(), today.Month(), 1)
	until := official.DateOf(from.Year()+1, from.Month(), 1).AddDays(31) // in the month after
	until = official.DateOf(until.Year(), until.Month(), 1)
	var all []ical.Event
	var turns []catalogue.Turn
	for i := range f.plan.Catalogue.Documents {
		d := &f.plan.Catalogue.Documents[i]
		turns = f.plan.Catalogue.AppendTurns(turns[:0], d)
		for k := range turns {
			if t := &turns[k]; !t.On.Before(from) && t.On.Before(until) && f.mayTell(t) {
				all = append(all, f.turnEvent(d, t))
			}
		}
		if d.More == nil || d.More.Consultation == nil {
			continue
		}
		if last := d.More.Consultation.Closes; !last.IsZero() && !last.Before(from) && last.Before(until) {
			all = append(all, f.consultationEvent(d, last))
		}
	}
	slices.SortStableFunc(all, func(a, b ical.Event) int { return cmp.Or(a.Day.Compare(b.Day), strings.Compare(a.ID, b.ID)) })
	return ical.Append(dst, &ical.Calendar{Product: "mulu", Name: f.words.Text("feed.calendar", f.plan.Config.Title), Site: f.plan.Config.BaseURL, Daily: true}, distinct(all))
}

// mayTell says whether a turn may be told before its day: what a document that is not
// public will do is not.
func (f *Feeds) mayTell(t *catalogue.Turn) bool {
	switch t.Cause {
	case catalogue.ByRepeal, catalogue.ByReplace, catalogue.ByAmend, catalogue.ByPartial:
		return t.By != nil || !t.On.After(f.plan.Catalogue.Today)
	}
	return true
}

// distinct leaves one of the entries with an ID: a document may repeal and replace another.
func distinct(events []ical.Event) []ical.Event {
	seen := map[string]bool{}
	return slices.DeleteFunc(events, func(e ical.Event) bool {
		was := seen[e.ID]
		seen[e.ID] = true
		return was
	})
}

func (f *Feeds) turnEvent(d *catalogue.Document, t *catalogue.Turn) ical.Event {
	e, at := eventOf(t.Cause), f.plan.Canonical(plan.DocumentPath(d.Index))
	id, stamp, text := d.Index+"\x00"+events[e], d.Published, sentence(f.words, d, t)
	if t.By != nil {
		id, stamp = id+"\x00"+t.By.Index, later(stamp, t.By.Published)
		text += "\n" + f.plan.Canonical(plan.DocumentPath(t.By.Index))
	}
	return ical.Event{Day: t.On, Stamp: stamp, ID: id, Category: label(f.words, e), Summary: title(f.words, e, d.Title), Description: text, URL: at}
}

func (f *Feeds) consultationEvent(d *catalogue.Document, last official.Date) ical.Event {
	c := d.More.Consultation
	text := f.words.Text("feed.consultation", quoted(f.words, d), date(f.words, last))
	if c.Channel != "" {
		text += "\n" + c.Channel
	}
	return ical.Event{Day: last, Stamp: d.Published, ID: d.Index + "\x00consultation", Category: strings.TrimRight(f.words.Text("feed.title_consultation", ""), "：: "),
		Summary: f.words.Text("feed.title_consultation", d.Title), Description: text, URL: f.plan.Canonical(plan.DocumentPath(d.Index))}
}
