// Package ical writes calendars in the form of iCalendar (RFC 5545): entries of whole
// days, lines folded by octets and never within a character, texts escaped. It is the only
// writer of such files; what stands in them is decided by packages forecast and feed.
//
// It promises that the same entries give the same bytes: no clock is read, and an entry's
// UID comes from what it is about, not from its day, so that a calendar that reads the
// file again moves the entry.
package ical

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/official"
)

// Calendar is what a file says of itself.
type Calendar struct {
	Product string // PRODID, as mulu check --forecast
	Name    string // as calendars show it
	Site    string // address of the site: it makes the entries' UIDs its own
	Publish bool   // METHOD:PUBLISH: the file is sent to people, not fetched again by a calendar
	Daily   bool   // calendars may fetch it once a day (RFC 7986 5.7)
}

// Event is an entry of a whole day.
type Event struct {
	Day         official.Date
	Stamp       official.Date // when what the entry says became known
	ID          string        // what it is about, once in the calendar
	Category    string
	Summary     string
	Description string // lines are divided by \n
	URL         string // "" for none
}

// Append appends a calendar. One without entries has a time zone, which nobody sees, for
// RFC 5545 3.6 demands a component.
func Append(dst []byte, c *Calendar, events []Event) []byte {
	w := writer{dst: dst, site: c.Site}
	w.line("BEGIN:VCALENDAR")
	w.line("VERSION:2.0")
	w.line("PRODID:-//mulu//" + c.Product + "//ZH")
	w.line("CALSCALE:GREGORIAN")
	if c.Publish {
		w.line("METHOD:PUBLISH")
	}
	w.line("X-WR-CALNAME:" + text(c.Name))
	if c.Daily {
		w.line("NAME:" + text(c.Name))
		w.line("REFRESH-INTERVAL;VALUE=DURATION:P1D")
	}
	for i := range events {
		w.event(&events[i])
	}
	if len(events) == 0 {
		for _, l := range [...]string{"BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"} {
			w.line(l)
		}
	}
	w.line("END:VCALENDAR")
	return w.dst
}

type writer struct {
	dst  []byte
	site string
}

// event writes an entry: DTEND is the day after (RFC 5545 3.6.1).
func (w *writer) event(e *Event) {
	w.line("BEGIN:VEVENT")
	w.line("UID:" + w.uid(e.ID))
	w.line("DTSTAMP:" + basic(e.Stamp) + "T000000Z")
	w.line("DTSTART;VALUE=DATE:" + basic(e.Day))
	w.line("DTEND;VALUE=DATE:" + basic(e.Day.AddDays(1)))
	w.line("SUMMARY:" + text(e.Summary))
	w.line("DESCRIPTION:" + text(e.Description))
	w.line("CATEGORIES:" + text(e.Category))
	if e.URL != "" {
		w.line("URL:" + Plain(e.URL))
	}
	w.line("TRANSP:TRANSPARENT")
	w.line("END:VEVENT")
}

// uid names an entry the same in every run, and other than those of any other site.
func (w *writer) uid(id string) string {
	sum := sha256.Sum256([]byte(w.site + "\x00" + id))
	host := "mulu.invalid"
	if u, err := url.Parse(w.site); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return hex.EncodeToString(sum[:16]) + "@" + text(host)
}

func basic(d official.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// Plain is s as one line without control and format characters, which could steer a terminal
// or break a calendar's lines. Those that only part or join what stands beside them stay as
// joiners of emoji and of letters, else go.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u200C' || r == '\u200D':
			return r
		case r == '\u00AD' || r == '\u200B' || r == '\u2060' || r == '\uFEFF':
			return -1
		case unicode.Is(unicode.C, r) || r == '\u2028' || r == '\u2029':
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// text writes a value of type TEXT (RFC 5545 3.3.11).
func text(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = escapes.Replace(Plain(l))
	}
	return strings.Join(lines, `\n`)
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`)

// longest is the length of a line in octets, without its end (RFC 5545 3.1).
const longest = 75

// line writes a content line, folded between characters.
func (w *writer) line(s string) {
	for room := longest; len(s) > room; room = longest - 1 { // a folded line begins with a space
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.dst = append(append(w.dst, s[:cut]...), "\r\n "...)
		s = s[cut:]
	}
	w.dst = append(append(w.dst, s...), "\r\n"...)
}
