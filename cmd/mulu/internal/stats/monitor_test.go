package stats

import (
	"fmt"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/sitetest"
)

const second = `
[[issuer]]
name = "栖澜市公路中心"
short = "公路中心"
code = "12370100MB2861K71R"
prefix = "栖路发"

[report]
cutoff = 28

[[report.target]]
name = "每月解读"
category = "jd"
per = "month"
count = 2

[[report.target]]
name = "公路中心的信息"
issuer = "公路中心"
count = 3

[[report.target]]
name = "规范性文件"
class = "行政规范性文件"
count = 1
not_applicable = "本年没有制定计划"
`

// from gives a document of a day, of the second issuer where it says so.
func from(serial int, published, category string, two bool, more string) string {
	text := withDays(serial, published, published, more)
	text = strings.Replace(text, `category = "wj"`, fmt.Sprintf("category = %q", category), 1)
	if two {
		text = strings.Replace(text, "栖澜市交通运输局", "栖澜市公路中心", 1)
		text = strings.Replace(text, "113701000041890072", "12370100MB2861K71R", 1)
	}
	return text
}

func monitored(t *testing.T) sitetest.Files {
	fs := sitetest.Docs(0)
	fs["config.toml"] += second
	for i, d := range []struct {
		day, category string
		two           bool
		more          string
	}{
		{"2025-06-28", "wj", false, `unit = "法规科"`}, {"2025-06-29", "wj/gf", false, `unit = "法规科"`}, {"2025-07-28", "jd", false, ""},
		{"2025-07-29", "jd", false, ""}, {"2024-12-28", "wj", false, ""}, {"2024-12-29", "wj", true, `unit = "养护科"`}, {"2025-07-01", "jd", true, ""},
	} {
		fs[fmt.Sprintf("content/%d.md", i)] = from(i+1, d.day, d.category, d.two, d.more)
	}
	return fs
}

func TestMonitor(t *testing.T) {
	c, ds := monitored(t).Catalogue(t)
	p, err := ParsePeriod(Month, "2025-07", c.Config.Report.Cutoff)
	if err != nil || len(c.Documents) != 7 {
		t.Fatal(err, ds)
	}
	m := NewMonitor(c, p, ByIssuer)
	want := `[政策文件 政策解读]
栖澜市交通运输局 [1 1] 2 1 3 4
栖澜市公路中心 [0 1] 1 1 2 2
合计 [1 2] 3 2 5 6`
	if got := tell(m); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	m = NewMonitor(c, p, ByResponsible)
	want = `[政策文件 政策解读]
（没有写责任单位） [0 2] 2 0 2 3
法规科 [1 0] 1 1 2 2
养护科 [0 0] 0 1 1 1
合计 [1 2] 3 2 5 6`
	if got := tell(m); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func tell(m *Monitor) string {
	lines := []string{fmt.Sprint(m.Columns)}
	for _, r := range append(m.Rows, m.Total) {
		lines = append(lines, fmt.Sprint(r.Unit, " ", r.Cells, " ", r.Period, " ", r.Before, " ", r.Cumulative, " ", r.All))
	}
	return strings.Join(lines, "\n")
}

// The counts of two periods that follow each other add up to those of the longer one.
func TestMonitorAddsUp(t *testing.T) {
	c, _ := monitored(t).Catalogue(t)
	sum := 0
	for m := 1; m <= 12; m++ {
		p, _ := ParsePeriod(Month, fmt.Sprintf("2025-%d", m), 28)
		sum += NewMonitor(c, p, ByIssuer).Total.Period
	}
	p, _ := ParsePeriod(Year, "2025", 28)
	if n := NewMonitor(c, p, ByIssuer).Total; n.Period != sum || n.Period != 6 || n.Before != 0 || n.All != 7 {
		t.Errorf("months have %d, the year %+v", sum, n)
	}
}

func TestGoals(t *testing.T) {
	c, ds := monitored(t).Catalogue(t)
	for day, want := range map[official.Date]string{
		official.DateOf(2025, 7, 28): "每月解读 2025年7月 2/2 完成|公路中心的信息 2025年 2/3 进行中|规范性文件 2025年 0/1 不适用",
		official.DateOf(2025, 8, 20): "每月解读 2025年8月 1/2 进行中|公路中心的信息 2025年 2/3 进行中|规范性文件 2025年 0/1 不适用",
		official.DateOf(2025, 8, 28): "每月解读 2025年8月 1/2 未完成|公路中心的信息 2025年 2/3 进行中|规范性文件 2025年 0/1 不适用",
	} {
		var got []string
		for _, g := range Goals(c, day) {
			got = append(got, fmt.Sprintf("%s %s %d/%d %s", g.Name, g.Period.Name, g.Count, g.ReportTarget.Count, g.Status))
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("on %s: %s, want %s (%v)", day, s, want, ds)
		}
	}
}
