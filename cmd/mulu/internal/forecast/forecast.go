// Package forecast writes what a catalogue's rules say of the days to come: which column
// turns stale when, what lapses, what must be published by which day. The terms are those
// of the rules themselves (see check.Engine.Forecast); here they are only written, for
// people, programs and calendars.
package forecast

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/ical"
	"mulu/cmd/mulu/internal/official"
)

// Forecast is what is to come from a day to another, both included. Terms are sorted by
// day; those that are overdue come first.
type Forecast struct {
	Today, Until official.Date
	Title        string // of the catalogue
	BaseURL      string // of the site: it makes the calendar's entries its own
	Terms        []check.Term
}

var weekdays = [...]string{time.Sunday: "星期日", time.Monday: "星期一", time.Tuesday: "星期二", time.Wednesday: "星期三", time.Thursday: "星期四", time.Friday: "星期五", time.Saturday: "星期六"}

// WriteText writes the forecast for people, a paragraph a day. The error is the writer's.
func WriteText(w io.Writer, f *Forecast) error {
	out := bufio.NewWriter(w)
	overdue := f.overdue()
	if overdue > 0 {
		fmt.Fprintf(out, "已经过期 %d 项\n", overdue)
		for _, t := range f.Terms[:overdue] {
			fmt.Fprintf(out, "  %s  %s\n", t.Last, line(&t))
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, "%s 至 %s：%d 项\n", f.Today, f.Until, len(f.Terms)-overdue)
	var day official.Date
	for _, t := range f.Terms[overdue:] {
		if t.Last != day {
			day = t.Last
			fmt.Fprintf(out, "\n%s %s，%s\n", day, weekdays[day.Weekday()], left(f.Today.DaysUntil(day)))
		}
		fmt.Fprintf(out, "  %s\n", line(&t))
	}
	return out.Flush()
}

func left(days int) string {
	if days == 0 {
		return "今天"
	}
	return fmt.Sprintf("还有%d天", days)
}

func line(t *check.Term) string {
	return ical.Plain(t.Finding.Message) + " [" + t.Finding.Code + "]"
}

// overdue is how many terms have ended.
func (f *Forecast) overdue() (n int) {
	for n < len(f.Terms) && f.Terms[n].Last.Before(f.Today) {
		n++
	}
	return n
}

// JSONVersion is the version of the format that WriteJSON writes, which JSONSchema
// describes. It changes when a field changes its meaning or goes; new fields may come
// without.
const JSONVersion = 1

// JSONSchema is the JSON Schema (draft 2020-12) of what WriteJSON writes.
//
//go:embed forecast-1.schema.json
var JSONSchema string

type jsonForecast struct {
	Version int        `json:"version"`
	Today   string     `json:"today"`
	Until   string     `json:"until"`
	Terms   []jsonTerm `json:"terms"`
}

// jsonTerm is a term; see check.Term. From is the first day on which the check reports
// it, empty for what changes by itself.
type jsonTerm struct {
	Last     string `json:"last"`
	From     string `json:"from"`
	DaysLeft int    `json:"daysLeft"`
	Itself   bool   `json:"itself"`
	Code     string `json:"code"`
	Key      string `json:"key"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
}

// WriteJSON writes the forecast as one JSON object. Every field is always there, in the
// same order. The error is the writer's.
func WriteJSON(w io.Writer, f *Forecast) error {
	v := jsonForecast{JSONVersion, f.Today.String(), f.Until.String(), make([]jsonTerm, len(f.Terms))}
	for i, t := range f.Terms {
		d := &t.Finding
		from := t.Last.AddDays(1).String()
		if t.Itself {
			from = ""
		}
		v.Terms[i] = jsonTerm{t.Last.String(), from, f.Today.DaysUntil(t.Last), t.Itself, d.Code, t.Key, d.Severity.String(), d.Message, d.Hint, d.File, d.Pos.Line, d.Pos.Col}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(v)
}
