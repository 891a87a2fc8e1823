package forecast

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

func day(s string) official.Date {
	d, err := official.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func term(last, key, message string) check.Term {
	return check.Term{Last: day(last), Key: key, Finding: diag.Diagnostic{File: "content/a.md", Pos: diag.Pos{Line: 4, Col: 9},
		Severity: diag.Warning, Code: "column-stale", Message: message, Hint: "公开应有的信息。"}}
}

func sample() *Forecast {
	itself := term("2026-12-31", "content/b.md", "“办法”自 2027-01-01 起失效")
	itself.Itself = true
	return &Forecast{Today: day("2026-11-22"), Until: day("2027-01-21"), Title: "青石市交通局; 目录, 甲\\乙", BaseURL: "https://xxgk.example/sub/",
		Terms: []check.Term{
			term("2026-11-01", "old", "过期的"),
			term("2026-11-22", "a", "今天的"),
			term("2026-12-31", "b", strings.Repeat("很长的一行，有逗号；", 30)+"a;b,c\\d\ne\x1b[31m\u202e"),
			itself,
		}}
}

func TestWriteText(t *testing.T) {
	f := sample()
	f.Terms[2].Finding.Message = "长\x1b[31m\n的"
	var buf bytes.Buffer
	if err := WriteText(&buf, f); err != nil {
		t.Fatal(err)
	}
	want := `已经过期 1 项
  2026-11-01  过期的 [column-stale]

2026-11-22 至 2027-01-21：3 项

2026-11-22 星期日，今天
  今天的 [column-stale]

2026-12-31 星期四，还有39天
  长�[31m�的 [column-stale]
  “办法”自 2027-01-01 起失效 [column-stale]
`
	if buf.String() != want {
		t.Errorf("text is\n%s\nwant\n%s", buf.String(), want)
	}
}

func TestWriteJSON(t *testing.T) {
	var buf bytes.Buffer
	if err := WriteJSON(&buf, sample()); err != nil {
		t.Fatal(err)
	}
	obeys(t, buf.String())
	var v jsonForecast
	d := json.NewDecoder(&buf)
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	if v.Version != JSONVersion || v.Today != "2026-11-22" || v.Until != "2027-01-21" || len(v.Terms) != 4 {
		t.Errorf("forecast is %+v", v)
	}
	first, last := v.Terms[0], v.Terms[3]
	if first.DaysLeft != -21 || first.From != "2026-11-02" || first.File != "content/a.md" || first.Line != 4 || first.Column != 9 || first.Severity != "warning" {
		t.Errorf("first term is %+v", first)
	}
	if !last.Itself || last.From != "" || last.Last != "2026-12-31" {
		t.Errorf("last term is %+v", last)
	}
}

// obeys wants a text to be as the schema says.
func obeys(t *testing.T, text string) {
	t.Helper()
	c := jsonschema.NewCompiler()
	rules, err := jsonschema.UnmarshalJSON(strings.NewReader(JSONSchema))
	if err == nil {
		err = c.AddResource("forecast.json", rules)
	}
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.MustCompile("forecast.json").Validate(doc); err != nil {
		t.Error(err)
	}
}

func TestWriteICS(t *testing.T) {
	var buf, again bytes.Buffer
	f := sample()
	if err := WriteICS(&buf, f); err != nil {
		t.Fatal(err)
	}
	events := parseICS(t, buf.String())
	if len(events) != 4 { // the one that is overdue is left out, the end is added
		t.Fatalf("%d events: %v", len(events), events)
	}
	if e := events[0]; e["SUMMARY"] != "截止：今天的" || e["DTSTART"] != "20261122" || e["DTEND"] != "20261123" || e["DTSTAMP"] != "20261122T000000Z" || !strings.HasSuffix(e["UID"], "@xxgk.example") {
		t.Errorf("first event is %v", e)
	}
	if e := events[1]; !strings.HasPrefix(e["SUMMARY"], "截止：很长的一行，有逗号；") || !strings.Contains(e["SUMMARY"], `a;b,c\d�e`) && !strings.Contains(e["DESCRIPTION"], `a;b,c\d`) {
		t.Errorf("second event is %v", e)
	}
	if e := events[2]; e["SUMMARY"] != "“办法”自 2027-01-01 起失效" || e["DTEND"] != "20270101" {
		t.Errorf("third event is %v", e)
	}
	if e := events[3]; e["DTSTART"] != "20270121" {
		t.Errorf("last event is %v", e)
	}

	// Another day gives the same entries under the same names, wherever their day moved.
	f.Today, f.Terms[1].Last = f.Today.AddDays(1), day("2026-12-05")
	if err := WriteICS(&again, f); err != nil {
		t.Fatal(err)
	}
	for i, e := range parseICS(t, again.String()) {
		if e["UID"] != events[i]["UID"] {
			t.Errorf("event %d has the UID %s, then %s", i, events[i]["UID"], e["UID"])
		}
	}
	f.BaseURL = "https://other.example/"
	again.Reset()
	if err := WriteICS(&again, f); err != nil {
		t.Fatal(err)
	}
	if parseICS(t, again.String())[0]["UID"] == events[0]["UID"] {
		t.Error("another site has the same UID")
	}
}

// A forecast without anything is a calendar, too.
func TestWriteICSEmpty(t *testing.T) {
	var buf bytes.Buffer
	if err := WriteICS(&buf, &Forecast{Today: day("2026-11-22"), Until: day("2027-01-21"), BaseURL: "https://x.example/"}); err != nil {
		t.Fatal(err)
	}
	if n := len(parseICS(t, buf.String())); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
}
