package official

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func day(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWorking(t *testing.T) {
	var c Calendar
	for _, tt := range []struct {
		day            string
		working, known bool
		why            string
	}{
		{"2026-11-20", true, true, "a Friday"},
		{"2026-11-21", false, true, "a Saturday"},
		{"2026-02-16", false, true, "春节"},
		{"2026-02-14", true, true, "a Saturday that is worked"},
		{"2020-01-31", false, true, "春节, extended by 国办发明电〔2020〕1号"},
		{"2020-02-01", false, true, "a Saturday that was to be worked before 春节 was extended"},
		{"2020-02-03", true, true, "the Monday after"},
		{"2019-05-02", false, true, "劳动节, changed by 国办发明电〔2019〕3号"},
		{"2019-05-05", true, true, "a Sunday, worked for it"},
		{"2018-12-31", false, true, "元旦 by the notice of the year after"},
		{"2018-12-29", true, true, "a Saturday, worked for it"},
		{"2015-09-03", false, true, "a day off of that year alone, 国发明电〔2015〕1号"},
		{"2015-09-06", true, true, "a Sunday, worked for it"},
		{"2024-12-31", true, true, "the 366th day of a year"},
		{"2027-01-01", true, false, "a Friday of a year that is not known"},
		{"2027-01-02", false, false, "a Saturday of one"},
		{"1999-10-01", true, false, "a Friday of one"},
	} {
		if working, known := c.Working(day(t, tt.day)); working != tt.working || known != tt.known {
			t.Errorf("Working(%s) = %t, %t, want %t, %t: %s", tt.day, working, known, tt.working, tt.known, tt.why)
		}
	}
	if working, _ := c.Working(Date{}); working {
		t.Error("no date is a working day")
	}
}

func TestWorkingDays(t *testing.T) {
	var c Calendar
	for _, tt := range []struct {
		from, to string
		n        int
		known    bool
	}{
		{"2026-02-13", "2026-02-24", 2, true}, // the 14th, worked, and the 24th
		{"2026-11-20", "2026-11-20", 0, true},
		{"2026-11-21", "2026-11-20", 0, true},
		{"2018-12-28", "2019-01-02", 2, true}, // the 29th, worked, and the 2nd
		{"2026-12-31", "2027-01-04", 2, false},
		{"2025-12-31", "2026-12-31", 248, true}, // 261 Mondays to Fridays, 19 off, 6 weekends worked
	} {
		if n, known := c.WorkingDays(day(t, tt.from), day(t, tt.to)); n != tt.n || known != tt.known {
			t.Errorf("WorkingDays(%s, %s) = %d, %t, want %d, %t", tt.from, tt.to, n, known, tt.n, tt.known)
		}
	}
}

// Counting by words gives what counting day by day gives, over years that are known, of
// the site's own and unknown.
func TestWorkingDaysAgree(t *testing.T) {
	c := NewCalendar(map[int]Holidays{2027: {Off: []Date{DateOf(2027, 1, 1), DateOf(2026, 3, 2)}, Work: []Date{DateOf(2027, 1, 3)}}})
	from := DateOf(2013, 12, 27)
	n, known := 0, true
	for d := from; d.Before(DateOf(2029, 2, 1)); {
		d = d.AddDays(1)
		working, k := c.Working(d)
		if working {
			n++
		}
		known = known && k
		if got, gotKnown := c.WorkingDays(from, d); got != n || gotKnown != known {
			t.Fatalf("WorkingDays(%s, %s) = %d, %t, want %d, %t", from, d, got, gotKnown, n, known)
		}
	}
	if last, known := c.AddWorking(DateOf(2026, 2, 13), 2); last != DateOf(2026, 2, 24) || !known {
		t.Errorf("AddWorking = %s, %t", last, known)
	}
	if n, _ := c.WorkingDays(DateOf(1, 1, 1), DateOf(9999, 12, 31)); n < 2_600_000 {
		t.Errorf("%d working days in 9,999 years", n)
	}
}

// A year of the site's own stands in place of the built-in one.
func TestNewCalendar(t *testing.T) {
	c := NewCalendar(map[int]Holidays{2026: {Off: []Date{DateOf(2026, 11, 20)}}})
	if working, known := c.Working(DateOf(2026, 11, 20)); working || !known {
		t.Errorf("an own day off: %t, %t", working, known)
	}
	if working, _ := c.Working(DateOf(2026, 10, 1)); !working {
		t.Error("a built-in day off counts beside the own year")
	}
	if !c.Known(2025) || !c.Known(2026) || c.Known(2030) {
		t.Error("Known")
	}
}

// Every built-in year names its notices and has days that can be.
func TestHolidayFiles(t *testing.T) {
	want := 2015
	for _, n := range BuiltIn() {
		if n.Year != want {
			t.Fatalf("year %d, want %d", n.Year, want)
		}
		want++
		for _, s := range n.Numbers {
			if _, err := ParseDocNumber(s); err != nil {
				t.Error(err)
			}
		}
		h := holidayYears()[n.Year]
		if len(n.Numbers) == 0 || len(h.Off) < 15 || len(h.Off) > 25 || len(h.Work) < 4 || len(h.Work) > 10 {
			t.Errorf("%d: notices %v, %d days off, %d worked", n.Year, n.Numbers, len(h.Off), len(h.Work))
		}
		for _, list := range [][]Date{h.Off, h.Work} {
			slices.SortFunc(list, Date.Compare)
			if len(slices.Compact(slices.Clone(list))) != len(list) {
				t.Errorf("%d has a day twice", n.Year)
			}
		}
		for _, d := range h.Off {
			if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
				t.Errorf("%s is off, but a %s", d, w)
			}
		}
		for _, d := range h.Work {
			if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
				t.Errorf("%s is worked, but a %s", d, w)
			}
		}
	}
	if want != 2027 {
		t.Errorf("years up to %d", want-1)
	}
	for _, bad := range []string{"of 01-01", "off 02-30", "work x"} {
		if _, err := readHolidays("2026", bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

// The days are those that npm chinese-days has, which collects the notices for itself.
func TestHolidaysAgainstChineseDays(t *testing.T) {
	data, err := os.ReadFile("testdata/chinese-days.txt")
	if err != nil {
		t.Fatal(err)
	}
	years := 0
	for line := range strings.Lines(string(data)) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if kind == "#" {
			continue
		}
		var days []Date
		for s := range strings.FieldsSeq(rest) {
			days = append(days, day(t, s))
		}
		own := holidayYears()[days[0].Year()].Off
		if kind == "work" {
			own = holidayYears()[days[0].Year()].Work
			years++
		}
		own = slices.Clone(own)
		slices.SortFunc(own, Date.Compare)
		if !slices.Equal(own, days) {
			t.Errorf("%d %s: %v, chinese-days has %v", days[0].Year(), kind, own, days)
		}
	}
	if years != len(BuiltIn()) {
		t.Errorf("%d years compared, want %d", years, len(BuiltIn()))
	}
}

func BenchmarkWorkingDays(b *testing.B) {
	var c Calendar
	from, to := DateOf(2025, 12, 20), DateOf(2026, 2, 24)
	b.ReportAllocs()
	for b.Loop() {
		c.WorkingDays(from, to)
	}
}
