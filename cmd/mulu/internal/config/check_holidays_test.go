package config

import (
	"strings"
	"testing"
)

func TestHolidays(t *testing.T) {
	c, ds := load(t, minimal+`
[[check.holiday]]
year = 2027
off = [2027-01-01, 2027-02-06]
work = [2027-01-03]
`)
	if len(ds) > 0 {
		t.Fatalf("Load reports %v", ds)
	}
	if h := c.Holidays()[2027]; len(h.Off) != 2 || len(h.Work) != 1 {
		t.Errorf("Holidays = %v", c.Holidays())
	}
}

func TestHolidayProblems(t *testing.T) {
	holiday := func(year, off, work string) string {
		return "[[check.holiday]]\nyear = " + year + "\noff = [" + off + "]\nwork = [" + work + "]\n"
	}
	good := holiday("2027", "2027-01-01", "")
	for _, tt := range []struct{ text, code, message string }{
		{good + good, "config-duplicate", "2027年的节假日安排已经写过"},
		{holiday("27", "2027-01-01", ""), "config-bad-value", "应是四位年份"},
		{holiday("2027", "", "2027-01-03"), "config-missing-value", "没有写 off"},
		{holiday("2027", "2026-01-01", ""), "config-bad-value", "2026-01-01 不在2027年"},
		{holiday("2027", "2027-01-01", "2028-01-02"), "config-bad-value", "2028-01-02 不在2027年"},
		{holiday("2027", "2027-01-01, 2027-01-01", ""), "config-duplicate", "2027-01-01 写了两次"},
		{holiday("2027", "2027-01-03", "2027-01-03"), "config-duplicate", "2027-01-03 写了两次"},
		{holiday("2027", "2027-01-01", "2027-01-04"), "config-bad-value", "2027-01-04 是周一，本来就上班"},
	} {
		_, ds := load(t, minimal+tt.text)
		if len(ds) != 1 || ds[0].Code != tt.code || !strings.Contains(ds[0].Message, tt.message) || ds[0].Pos.Line < 18 || ds[0].Hint == "" {
			t.Errorf("%s\nreports %v, want %s %q", tt.text, ds, tt.code, tt.message)
		}
	}
}
