package ical

import (
	"strings"
	"testing"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/official"
)

func TestLinesAreFoldedByOctets(t *testing.T) {
	day := official.DateOf(2026, 12, 31)
	got := string(Append(nil, &Calendar{Product: "p", Name: "历", Site: "https://x.example/"}, []Event{{Day: day, Stamp: day, ID: "a",
		Category: "c", Summary: strings.Repeat("汉a", 60), Description: "一;二,三\\四\n五\x00\u202e", URL: "https://x.example/doc/a.html"}}))
	for l := range strings.SplitSeq(strings.TrimSuffix(got, "\r\n"), "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) || strings.ContainsAny(l, "\r\n") {
			t.Errorf("line of %d octets: %q", len(l), l)
		}
	}
	whole := strings.ReplaceAll(got, "\r\n ", "")
	for _, want := range []string{"SUMMARY:" + strings.Repeat("汉a", 60) + "\r\n", `DESCRIPTION:一\;二\,三\\四\n五` + "\uFFFD\uFFFD\r\n",
		"DTSTAMP:20261231T000000Z\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n", "@x.example\r\n", "URL:https://x.example/doc/a.html\r\n"} {
		if !strings.Contains(whole, want) {
			t.Errorf("calendar has no %q:\n%s", want, got)
		}
	}
}

func TestPlain(t *testing.T) {
	for s, want := range map[string]string{"家👨\u200d👩": "家👨\u200d👩", "零\u200b宽\ufeff": "零宽", "行\u2028\r\x1b[2J\u202e": "行\uFFFD\uFFFD\uFFFD[2J\uFFFD"} {
		if got := Plain(s); got != want {
			t.Errorf("Plain(%q) = %q, want %q", s, got, want)
		}
	}
}

// The UID is of what an entry is about and of the site, not of its day.
func TestUID(t *testing.T) {
	uid := func(site, id string, day official.Date) string {
		s := string(Append(nil, &Calendar{Site: site}, []Event{{Day: day, Stamp: day, ID: id}}))
		_, rest, _ := strings.Cut(s, "UID:")
		u, _, _ := strings.Cut(rest, "\r\n")
		return u
	}
	a := uid("https://x.example/", "a", official.DateOf(2026, 1, 1))
	if a != uid("https://x.example/", "a", official.DateOf(2027, 1, 1)) {
		t.Error("another day gives another UID")
	}
	if a == uid("https://x.example/", "b", official.DateOf(2026, 1, 1)) || a == uid("https://y.example/", "a", official.DateOf(2026, 1, 1)) {
		t.Error("two entries have one UID")
	}
}

// RFC 5545 3.6: a calendar has a component.
func TestEmptyCalendar(t *testing.T) {
	got := string(Append(nil, &Calendar{Name: "空"}, nil))
	if !strings.Contains(got, "BEGIN:VTIMEZONE\r\n") || strings.Contains(got, "VEVENT") || !strings.HasSuffix(got, "END:VCALENDAR\r\n") {
		t.Errorf("calendar is %s", got)
	}
}
