package forecast

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/official"
)

// WriteICS writes the terms that are to come as an iCalendar (RFC 5545): one entry of a
// whole day each, on the last day. An entry keeps its UID from run to run, so that a
// calendar that reads the file again moves it to its new day. DTSTAMP is the forecast's
// day, so that the same site gives the same bytes. The last entry reminds of the next
// forecast; with it, there is always one, as RFC 5545 3.6 demands. The error is the
// writer's.
func WriteICS(w io.Writer, f *Forecast) error {
	c := calendar{out: bufio.NewWriter(w), stamp: basic(f.Today) + "T000000Z", site: f.BaseURL}
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//mulu//mulu check --forecast//ZH")
	c.line("CALSCALE:GREGORIAN")
	c.line("METHOD:PUBLISH")
	c.line("X-WR-CALNAME:" + text(f.Title+" 到期预报"))
	for _, t := range f.Terms[f.overdue():] {
		c.event(&t)
	}
	c.entry(f.Until, "forecast\x00end", "forecast", "到期预报到今天为止，请重新生成", "用 mulu check --forecast 重新生成。")
	c.line("END:VCALENDAR")
	return c.out.Flush()
}

type calendar struct {
	out   *bufio.Writer
	stamp string
	site  string
}

func (c *calendar) event(t *check.Term) {
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
	c.entry(t.Last, d.Code+"\x00"+t.Key, d.Code, summary, description+"\n"+d.Code)
}

// entry writes an entry of a whole day: DTEND is the day after (RFC 5545 3.6.1).
func (c *calendar) entry(day official.Date, id, category, summary, description string) {
	c.line("BEGIN:VEVENT")
	c.line("UID:" + c.uid(id))
	c.line("DTSTAMP:" + c.stamp)
	c.line("DTSTART;VALUE=DATE:" + basic(day))
	c.line("DTEND;VALUE=DATE:" + basic(day.AddDays(1)))
	c.line("SUMMARY:" + text(summary))
	c.line("DESCRIPTION:" + text(description))
	c.line("CATEGORIES:" + text(category))
	c.line("TRANSP:TRANSPARENT")
	c.line("END:VEVENT")
}

// uid names an entry the same in every run, and other than those of any other site.
func (c *calendar) uid(id string) string {
	sum := sha256.Sum256([]byte(c.site + "\x00" + id))
	host := "mulu.invalid"
	if u, err := url.Parse(c.site); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return hex.EncodeToString(sum[:16]) + "@" + text(host)
}

func basic(d official.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// text writes a value of type TEXT (RFC 5545 3.3.11).
func text(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = escapes.Replace(plain(l))
	}
	return strings.Join(lines, `\n`)
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`)

// longest is the length of a line in octets, without its end (RFC 5545 3.1).
const longest = 75

// line writes a content line, folded between characters.
func (c *calendar) line(s string) {
	for room := longest; len(s) > room; room = longest - 1 { // a folded line begins with a space
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		c.out.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	c.out.WriteString(s + "\r\n")
}
