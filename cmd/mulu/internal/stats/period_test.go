package stats

import (
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

func TestParsePeriod(t *testing.T) {
	for _, tt := range []struct {
		kind   Kind
		text   string
		cutoff int
		want   string
	}{
		{Month, "2025-07", 31, "2025年7月 2025-07-01 2025-07-31 2025-01-01"},
		{Month, "2025-7", 28, "2025年7月 2025-06-29 2025-07-28 2024-12-29"},
		{Month, "2025-01", 20, "2025年1月 2024-12-21 2025-01-20 2024-12-21"},
		{Month, "2024-02", 31, "2024年2月 2024-02-01 2024-02-29 2024-01-01"},
		{Quarter, "2025-Q4", 31, "2025年第4季度 2025-10-01 2025-12-31 2025-01-01"},
		{HalfYear, "2025-H1", 28, "2025年上半年 2024-12-29 2025-06-28 2024-12-29"},
		{HalfYear, "2025H2", 31, "2025年下半年 2025-07-01 2025-12-31 2025-01-01"},
		{Year, "2025", 31, "2025年 2025-01-01 2025-12-31 2025-01-01"},
		{Year, "2025", 20, "2025年 2024-12-21 2025-12-20 2024-12-21"},
		{Week, "2025-W30", 28, "2025年第30周 2025-07-21 2025-07-27 2024-12-29"},
		{Week, "2026-W1", 31, "2026年第1周 2025-12-29 2026-01-04 2026-01-01"},
		{Week, "2026-W53", 31, "2026年第53周 2026-12-28 2027-01-03 2027-01-01"},
		{Week, "2025-W53", 31, "2025年没有第53周"},
		{Month, "2025-13", 31, "没有“2025-13”这个统计时段"},
		{Month, "七月", 31, "统计时段“七月”写得不对，按月统计的写成 2025-07"},
		{Quarter, "2025-07", 31, "统计时段“2025-07”写得不对，按季度统计的写成 2025-Q3"},
	} {
		p, err := ParsePeriod(tt.kind, tt.text, tt.cutoff)
		got := strings.Join([]string{p.Name, p.From.String(), p.To.String(), p.Begin.String()}, " ")
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s %s, cut on %d: %s, want %s", tt.kind, tt.text, tt.cutoff, got, tt.want)
		}
	}
}

// Every day belongs to just one period of each kind, and a year is its twelve months.
func TestPeriodsCover(t *testing.T) {
	for _, cutoff := range []int{31, 1, 20, 28} {
		for _, k := range Kinds {
			for d, end := official.DateOf(2023, 12, 1), official.DateOf(2026, 2, 1); d.Before(end); d = d.AddDays(1) {
				p := Containing(k, d, cutoff)
				if p.Name == "" || p.From.After(d) || p.To.Before(d) || p.Begin.After(p.To) {
					t.Fatalf("%s in %s, cut on %d: %+v", d, k, cutoff, p)
				}
				if next := Containing(k, p.To.AddDays(1), cutoff); next.From != p.To.AddDays(1) {
					t.Fatalf("after %+v comes %+v", p, next)
				}
			}
		}
		year, _ := ParsePeriod(Year, "2025", cutoff)
		first, _ := ParsePeriod(Month, "2025-1", cutoff)
		last, _ := ParsePeriod(Month, "2025-12", cutoff)
		if year.From != first.From || year.To != last.To {
			t.Errorf("cut on %d: the year is %+v, its months %+v to %+v", cutoff, year, first, last)
		}
	}
}
