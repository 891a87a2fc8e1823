package main

import (
	"bytes"
	"context"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/forecast"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// exampleOn loads the example site as on a day.
func exampleOn(t *testing.T, day official.Date) (*build.Site, []diag.Diagnostic) {
	t.Helper()
	src, err := source.Open("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	s, ds, err := build.Load(context.Background(), src, build.Options{Date: day})
	if err != nil || s == nil {
		t.Fatal(ds, err)
	}
	return s, ds
}

// What is forecast for a day is what the check reports on the next, in the same words,
// and not before.
func TestForecastComesTrue(t *testing.T) {
	sitetest.Heavy(t, "checks the example on many days")
	today, _ := official.ParseDate(exampleDay)
	s, _ := exampleOn(t, today)
	terms := s.Forecast(today.AddDays(120))
	codes := map[string]bool{}
	for i := 0; i < len(terms); {
		last := terms[i].Last
		_, before := exampleOn(t, last)
		_, after := exampleOn(t, last.AddDays(1))
		for ; i < len(terms) && terms[i].Last == last; i++ {
			w := terms[i]
			codes[w.Finding.Code] = true
			if reports(before, &w.Finding) {
				t.Errorf("%s is reported on %s, its last day: %s", w.Finding.Code, last, w.Finding.Message)
			}
			if reports(after, &w.Finding) == w.Itself {
				t.Errorf("%s (by itself %v) after %s: reported %v: %s", w.Finding.Code, w.Itself, last, !w.Itself, w.Finding.Message)
			}
		}
	}
	for _, code := range []string{"column-stale", "home-still", "validity-expiring", "feedback-missing", "draft-unpublished", "annual-report-missing"} {
		if !codes[code] {
			t.Errorf("the example's forecast has no %s", code)
		}
	}
}

func reports(ds []diag.Diagnostic, want *diag.Diagnostic) bool {
	for _, d := range ds {
		if d.Code == want.Code && d.File == want.File && d.Pos == want.Pos && d.Message == want.Message {
			return true
		}
	}
	return false
}

// What time alone brings to a site that nobody tends is that something is missing or
// out of date, and never an error. The waivers end, and their problems count again; the
// accessibility statement's tests are a year old.
func TestExampleGrowsOld(t *testing.T) {
	may := map[string]bool{
		"column-stale": true, "column-gap": true, "home-still": true, "guide-stale": true, "annual-report-missing": true, "draft-unpublished": true, "holiday-missing": true,
		"validity-disagrees": true, "validity-expiring": true, "basis-repealed": true, "cites-repealed": true,
		"interpretation-missing": true, "interpretation-forms": true, "feedback-missing": true,
		"head-stale": true, "budget-missing": true, "reassess-overdue": true,
	}
	today, _ := official.ParseDate(exampleDay)
	ends, _ := official.ParseDate("2027-06-30")
	for _, days := range []int{30, 200, 800, 3000} {
		if days > 30 && testing.Short() {
			break // on another day it shares nothing else
		}
		may["waiver-expired"] = today.AddDays(days).After(ends)
		may["sum-parts"], may["annual-report-gap"] = may["waiver-expired"], may["waiver-expired"]
		may["security-expires"] = days > 250
		may["accessibility-results"] = days > 365 // tests are worth something for a year
		s, ds := exampleOn(t, today.AddDays(days))
		more, err := s.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ds = append(ds, more...)
		for _, d := range diag.Counting(ds) {
			if !may[d.Code] || d.Severity == diag.Error {
				t.Errorf("after %d days: %s: %s: %s [%s]", days, d.File, d.Severity, d.Message, d.Code)
			}
		}
	}
}

// Two runs of a forecast give the same bytes.
func TestForecastIsStable(t *testing.T) {
	today, _ := official.ParseDate(exampleDay)
	var first, second bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &second} {
		s, _ := exampleOn(t, today)
		f := forecast.Forecast{Today: today, Until: today.AddDays(90), Title: s.Config.Title, BaseURL: s.Config.BaseURL, Terms: s.Forecast(today.AddDays(90))}
		if err := forecast.WriteICS(w, &f); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two forecasts of the same site differ")
	}
}
