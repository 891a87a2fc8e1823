package forecast

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// parseICS reads a calendar as strictly as RFC 5545 is written: line ends and lengths
// (3.1), names and parameters, nesting and what must and may be in a calendar (3.6) and
// an event (3.6.1), and each value by its type (3.3). It gives the events' properties,
// texts without their escapes.
func parseICS(t *testing.T, s string) (events []map[string]string) {
	t.Helper()
	p := icsParser{t: t}
	p.lines = p.unfold(s)
	p.want("BEGIN:VCALENDAR")
	seen := map[string]bool{}
	for p.at < len(p.lines) && !strings.HasPrefix(p.lines[p.at], "BEGIN:") {
		name, _, value := p.property()
		if seen[name] {
			t.Errorf("calendar has %s twice", name)
		}
		seen[name] = true
		switch name {
		case "VERSION":
			p.match(name, value, `2\.0`)
		case "CALSCALE":
			p.match(name, value, `GREGORIAN`)
		case "METHOD":
			p.match(name, value, `PUBLISH`)
		case "PRODID", "X-WR-CALNAME":
			p.text(name, value)
		default:
			t.Errorf("calendar has %s", name)
		}
	}
	if !seen["VERSION"] || !seen["PRODID"] {
		t.Error("calendar without VERSION or PRODID")
	}
	uids := map[string]bool{}
	for p.at < len(p.lines) && p.lines[p.at] != "END:VCALENDAR" {
		e := p.event()
		if uids[e["UID"]] {
			t.Errorf("UID %s twice", e["UID"])
		}
		uids[e["UID"]] = true
		events = append(events, e)
	}
	p.want("END:VCALENDAR")
	if p.at != len(p.lines) || len(events) == 0 {
		t.Errorf("%d events, %d lines after the calendar", len(events), len(p.lines)-p.at)
	}
	return events
}

type icsParser struct {
	t     *testing.T
	lines []string
	at    int
}

func (p *icsParser) unfold(s string) (lines []string) {
	p.t.Helper()
	if !utf8.ValidString(s) {
		p.t.Error("not UTF-8")
	}
	if !strings.HasSuffix(s, "\r\n") {
		p.t.Error("the last line does not end in CRLF")
	}
	for l := range strings.SplitSeq(strings.TrimSuffix(s, "\r\n"), "\r\n") {
		if strings.ContainsAny(l, "\r\n") {
			p.t.Errorf("a bare CR or LF in %q", l)
		}
		if len(l) > 75 || l == "" || !utf8.ValidString(l) {
			p.t.Errorf("line of %d octets, or cut within a character: %q", len(l), l)
		}
		if strings.HasPrefix(l, " ") || strings.HasPrefix(l, "\t") {
			if len(lines) == 0 {
				p.t.Error("begins with a folded line")
				continue
			}
			lines[len(lines)-1] += l[1:]
			continue
		}
		lines = append(lines, l)
	}
	return lines
}

func (p *icsParser) want(line string) {
	p.t.Helper()
	if p.at >= len(p.lines) || p.lines[p.at] != line {
		p.t.Fatalf("line %d is not %s: %q", p.at, line, p.lines[min(p.at, len(p.lines)-1)])
	}
	p.at++
}

var contentLine = regexp.MustCompile(`^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[A-Za-z0-9-]+)*):(.*)$`)

func (p *icsParser) property() (name, params, value string) {
	p.t.Helper()
	m := contentLine.FindStringSubmatch(p.lines[p.at])
	if m == nil {
		p.t.Fatalf("no content line: %q", p.lines[p.at])
	}
	p.at++
	return m[1], m[2], m[3]
}

func (p *icsParser) event() map[string]string {
	p.t.Helper()
	p.want("BEGIN:VEVENT")
	e := map[string]string{}
	for p.at < len(p.lines) && p.lines[p.at] != "END:VEVENT" {
		name, params, value := p.property()
		if _, twice := e[name]; twice {
			p.t.Errorf("event has %s twice", name)
		}
		wantParams := ""
		switch name {
		case "UID":
			p.match(name, value, `[0-9a-f]{32}@[a-z0-9.-]+`)
		case "DTSTAMP":
			p.match(name, value, `\d{8}T\d{6}Z`)
		case "DTSTART", "DTEND":
			wantParams = ";VALUE=DATE"
			p.match(name, value, `\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])`)
		case "TRANSP":
			p.match(name, value, `OPAQUE|TRANSPARENT`)
		case "SUMMARY", "DESCRIPTION", "CATEGORIES":
			value = p.text(name, value)
		default:
			p.t.Errorf("event has %s", name)
		}
		if params != wantParams {
			p.t.Errorf("%s has the parameters %q", name, params)
		}
		e[name] = value
	}
	p.want("END:VEVENT")
	for _, name := range []string{"UID", "DTSTAMP", "DTSTART"} {
		if e[name] == "" {
			p.t.Errorf("event without %s: %v", name, e)
		}
	}
	if e["DTEND"] <= e["DTSTART"] {
		p.t.Errorf("event ends on %s, before it begins on %s", e["DTEND"], e["DTSTART"])
	}
	return e
}

func (p *icsParser) match(name, value, form string) {
	p.t.Helper()
	if !regexp.MustCompile(`^(?:` + form + `)$`).MatchString(value) {
		p.t.Errorf("%s is %q", name, value)
	}
}

// text undoes the escapes of a TEXT, in which ; and , are escaped and no control stands.
func (p *icsParser) text(name, s string) string {
	p.t.Helper()
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && strings.IndexByte(`\;,nN`, s[i+1]) >= 0:
			i++
			b.WriteString(map[byte]string{'n': "\n", 'N': "\n"}[s[i]])
			if s[i] != 'n' && s[i] != 'N' {
				b.WriteByte(s[i])
			}
		case c == '\\' || c == ';' || c == ',' || c < 0x20 && c != '\t' || c == 0x7f:
			p.t.Errorf("%s has %q unescaped: %q", name, c, s)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
