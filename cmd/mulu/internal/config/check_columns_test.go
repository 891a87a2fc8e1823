package config

import (
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

func TestCheckDefaults(t *testing.T) {
	c, ds := load(t, minimal)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	v, r, k := c.Check.Validity, c.Check.Relations, c.Check.Columns
	if v.Years != 5 || v.TrialYears != 2 || len(v.Steps) != 3 || v.Steps[0] != 180 || len(v.Classes) != 1 {
		t.Errorf("[check.validity] is %+v", v)
	}
	if r.InterpretDays != 3 || r.Forms != 0 || r.ConsultationDays != 30 || r.FeedbackDays != 20 || len(r.Policies) != 2 {
		t.Errorf("[check.relations] is %+v", r)
	}
	if k.Home != 14 || k.Blank != 5 || k.Stale != 10 || k.Gap != 90 || k.Entries != 4 || k.AnnualReportDay(2028, nil) != official.DateOf(2028, 1, 31) {
		t.Errorf("[check.columns] is %+v", k)
	}
}

// A site that wants no interpretations says so with an empty list.
func TestCheckEmptyList(t *testing.T) {
	c, ds := load(t, minimal+"\n[check.relations]\npolicies = []\n")
	if len(ds) > 0 || c.Check.Relations.Policies == nil || len(c.Check.Relations.Policies) != 0 {
		t.Errorf("policies = %v, %v", c.Check.Relations.Policies, ds)
	}
}

func TestCheckSettings(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"[check.validity]\nyears = 99", "years 的值 99"},
		{"[check.validity]\ntrial_years = -1", "trial_years 的值 -1"},
		{"[check.validity]\nsteps = [30, 60, 180]", "steps 应是三个从大到小的天数"},
		{"[check.validity]\nsteps = [180]", "steps 应是三个"},
		{"[check.validity]\nsteps = [180, 60, 0]", "steps 应是三个"},
		{"[check.relations]\nforms = 10", "forms 的值 10"},
		{"[check.relations]\ninterpret_days = -3", "interpret_days 的值 -3"},
		{"[check.columns]\nhome = -1", "home 的值 -1"},
		{"[check.columns]\nannual_report = \"1月31日\"", "annual_report 的值"},
		{"[check.columns]\nannual_report = \"02-29\"", "annual_report 的值"},
		{"[[check.columns.limit]]\ndays = 5", "只写一个"},
		{"[[check.columns.limit]]\npath = \"zcwj\"\nnames = \"动态\"\ndays = 5", "只写一个"},
		{"[[check.columns.limit]]\npath = \"nowhere\"\ndays = 5", "没有路径为“nowhere”的栏目"},
		{"[[check.columns.limit]]\npath = \"规范性文件\"\ndays = 5", "没有路径为"},
		{"[[check.columns.limit]]\npath = \"zcwj\"\ndays = -5", "days 的值 -5"},
	} {
		refused(t, tt.text, tt.want)
	}
}

// refused wants one problem of settings that are added to the least that a site needs, where
// they were added.
func refused(t *testing.T, added, want string) {
	t.Helper()
	_, ds := load(t, minimal+"\n"+added+"\n")
	if len(ds) != 1 || !strings.Contains(ds[0].Message, want) {
		t.Errorf("%q: %v, want %s", added, ds, want)
		return
	}
	if ds[0].Pos.Line <= strings.Count(minimal, "\n") {
		t.Errorf("%q: reported at line %d", added, ds[0].Pos.Line)
	}
}

// The site's limit counts before the cycle, the cycle before the name.
func TestStaleAfter(t *testing.T) {
	c, ds := load(t, minimal+`
[[category]]
path = "dt"
name = "工作动态"
cycle = "实时"

[[category]]
path = "dt/x"
name = "要闻"
cycle = "每月"

[[category]]
path = "cf"
name = "行政处罚"
cycle = "实时"

[[category]]
path = "zn"
name = "机构职能"

[[category]]
path = "tz"
name = "通知公告"
cycle = "长期"

[[check.columns.limit]]
path = "zcwj"
days = 0

[[check.columns.limit]]
names = "规范|处罚"
days = 40
`)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	for path, want := range map[string]int{"zcwj": 0, "zcwj/gfxwj": 0, "dt": 14, "dt/x": 31, "cf": 40, "zn": 0, "tz": 0} {
		if got, _ := c.StaleAfter(c.Category(path)); got != want {
			t.Errorf("StaleAfter(%s) = %d, want %d", path, got, want)
		}
	}
}
