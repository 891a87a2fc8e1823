package config

import (
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

func TestDates(t *testing.T) {
	c, ds := load(t, minimal+`
[check.dates]
since = 2020-01-01
publish_days = 15
[[check.dates.clock]]
category = "规范性文件"
days = 5
basis = "《栖澜市行政规范性文件管理办法》"
[[check.dates.clock]]
class = "统计信息"
unit = "不限"
basis = "按发布日程"
[check.identity]
prefixes = ["鲁交发"]
`)
	if len(ds) > 0 {
		t.Fatalf("Load reports %v", ds)
	}
	d := c.Check.Dates
	if d.Since != official.DateOf(2020, 1, 1) || d.PublishDays != 15 || len(d.Clocks) != 2 || d.Clocks[0].Unit != WorkingDays || d.Clocks[1].Unit != NoTerm {
		t.Errorf("Dates = %+v", d)
	}
	c, _ = load(t, minimal)
	if d := c.Check.Dates; d.Since != official.DateOf(2019, 5, 15) || d.PublishDays != 20 {
		t.Errorf("defaults are %+v", d)
	}
}

func TestDatesProblems(t *testing.T) {
	clock := func(text string) string { return "[[check.dates.clock]]\n" + text + "\n" }
	for _, tt := range []struct{ text, code, message string }{
		{"[check.dates]\npublish_days = -1\n", "config-bad-value", "应在1到1000之间"},
		{clock("days = 5\nbasis = \"据\""), "config-missing-value", "适用于哪些文件"},
		{clock("class = \"统计信息\"\nbasis = \"据\""), "config-bad-value", "days 应在1到1000之间，现在是 0"},
		{clock("class = \"统计信息\"\ndays = 5"), "config-missing-value", "没有写 basis"},
		{clock("class = \"统计信息\"\ndays = 5\nunit = \"周\"\nbasis = \"据\""), "config-bad-value", "没有“周”这个值"},
		{clock("category = \"nowhere\"\ndays = 5\nbasis = \"据\""), "config-bad-value", "没有栏目“nowhere”"},
		{"[check.identity]\nprefixes = [\"Lu\"]\n", "config-bad-value", "应是2至20个汉字"},
		{"[check.identity]\nprefixes = [\"鲁交\", \"鲁交\"]\n", "config-duplicate", "鲁交 写了两次"},
	} {
		_, ds := load(t, minimal+tt.text)
		if len(ds) != 1 || ds[0].Code != tt.code || !strings.Contains(ds[0].Message, tt.message) || ds[0].Pos.Line < 18 {
			t.Errorf("%s\nreports %v, want %s %q", tt.text, ds, tt.code, tt.message)
		}
	}
}
