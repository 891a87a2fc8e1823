package forecast

import (
	"io"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/ical"
	"mulu/cmd/mulu/internal/official"
)

// WriteICS writes the terms that are to come as an iCalendar (see package ical): one entry
// of a whole day each, on the last day. DTSTAMP is the forecast's day, so that the same site
// gives the same bytes. The last entry reminds of the next forecast. The error is the
// writer's.
func WriteICS(w io.Writer, f *Forecast) error {
	c := &ical.Calendar{Product: "mulu check --forecast", Name: f.Title + " 到期预报", Site: f.BaseURL, Publish: true}
	var events []ical.Event
	for _, t := range f.Terms[f.overdue():] {
		events = append(events, eventOf(&t, f.Today))
	}
	events = append(events, ical.Event{Day: f.Until, Stamp: f.Today, ID: "forecast\x00end", Category: "forecast",
		Summary: "到期预报到今天为止，请重新生成", Description: "用 mulu check --forecast 重新生成。"})
	_, err := w.Write(ical.Append(nil, c, events))
	return err
}

func eventOf(t *check.Term, today official.Date) ical.Event {
	d := &t.Finding
	summary := "截止：" + d.Message
	if t.Itself {
		summary = d.Message
	}
	description := d.Message
	if d.Hint != "" {
		description += "\n" + d.Hint
	}
	if d.File != "" {
		description += "\n" + d.File
	}
	return ical.Event{Day: t.Last, Stamp: today, ID: d.Code + "\x00" + t.Key, Category: d.Code, Summary: summary, Description: description + "\n" + d.Code}
}
