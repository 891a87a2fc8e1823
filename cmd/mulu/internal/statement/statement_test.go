package statement_test

import (
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/statement"
)

const whole = `limits = ["扫描件没有文字"]
date = 2026-03-05
pages = ["index.html", "guide.html"]
modes = ["light 320 1280"]
[[tool]]
name = "axe-core"
version = "4.14.1"
[[finding]]
page = "index.html"
mode = "light 320"
rule = "region"
count = 3
[[finding]]
page = "guide.html"
mode = "light 320"
rule = "reflow"
`

func read(t *testing.T, text, today string) (*statement.Results, []diag.Diagnostic) {
	t.Helper()
	return statement.Read("r.toml", []byte(text), day(t, today))
}

func day(t *testing.T, s string) official.Date {
	t.Helper()
	d, err := official.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRead(t *testing.T) {
	r, ds := read(t, whole, "2026-03-05") // on the day of the tests themselves
	if len(ds) > 0 || !r.Tested() {
		t.Fatalf("tested: %v, reports %v", r.Tested(), ds)
	}
	if !slices.Equal(r.Limits, []string{"扫描件没有文字"}) || !slices.Equal(r.Pages, []string{"index.html", "guide.html"}) || !slices.Equal(r.Modes, []string{"light 320 1280"}) {
		t.Errorf("limits %q, pages %q, modes %q", r.Limits, r.Pages, r.Modes)
	}
	if want := []statement.Tool{{Name: "axe-core", Version: "4.14.1"}}; !slices.Equal(r.Tools, want) {
		t.Errorf("tools %v, want %v", r.Tools, want)
	}
	if n := r.Faults(); n != 4 { // three times one, and one without a count
		t.Errorf("%d faults, want 4", n)
	}
}

// Results are worth something for a year, and say so from the day after on.
func TestOld(t *testing.T) {
	for today, old := range map[string]bool{"2027-03-05": false, "2027-03-06": true} {
		r, ds := read(t, whole, today)
		if r == nil || r.Old(day(t, today)) != old || (len(ds) > 0) != old {
			t.Errorf("on %s: old is not %v, or reports %v", today, old, ds)
		}
		if got := r.Last().String(); got != "2027-03-05" {
			t.Errorf("the last day is %s", got)
		}
	}
}

// Of results that are not whole, or of a day to come, only what a person noted counts.
func TestReadOfParts(t *testing.T) {
	for name, tt := range map[string]struct{ text, today, says string }{
		"no date":  {strings.Replace(whole, "date = 2026-03-05\n", "", 1), "2026-03-05", "date"},
		"no tool":  {whole[:strings.Index(whole, "[[tool]]")], "2026-03-05", "tool"},
		"no modes": {strings.Replace(whole, `["light 320 1280"]`, "[]", 1), "2026-03-05", "modes"},
		"to come":  {whole, "2026-03-04", "2026-03-05"},
		"noted":    {"limits = [\"扫描件没有文字\"]\n", "2026-03-05", "date、pages、modes、tool"},
	} {
		r, ds := read(t, tt.text, tt.today)
		if len(ds) != 1 || !strings.Contains(ds[0].Message, tt.says) || ds[0].Severity != diag.Notice {
			t.Errorf("%s: reports %v, want one notice of %s", name, ds, tt.says)
		}
		if r == nil || r.Tested() || r.Faults() != 0 || len(r.Limits) != 1 {
			t.Errorf("%s: results %+v", name, r)
		}
	}
}

// A file that is no TOML, or has what no results have, gives errors and no results.
func TestReadOfFaults(t *testing.T) {
	for _, text := range []string{"date = 2026-13-01\n", "date = ", "limit = []\n", "date = \"\xff\"\n"} {
		if r, ds := read(t, text, "2026-03-05"); r != nil || diag.Count(ds).Errors == 0 {
			t.Errorf("%q: results %+v, reports %v", text, r, ds)
		}
	}
	var none *statement.Results
	if none.Tested() {
		t.Error("no results are results of tests")
	}
}
