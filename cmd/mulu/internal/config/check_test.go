package config

import (
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

func TestCheckLinks(t *testing.T) {
	c, ds := load(t, minimal+"\n[check.links]\nhosts = [\"GOV.cn\", \"*.qilan.example\", \"[2001:db8::1]\"]\ndeny = [\"old.qilan.example\"]\n")
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	l := &c.Check.Links
	for _, tt := range []struct {
		host            string
		allowed, denied bool
	}{
		{"gov.cn", true, false}, {"www.mot.gov.cn", true, false}, {"notgov.cn", false, false}, {"gov.cn.example", false, false},
		{"qilan.example", true, false}, {"old.qilan.example", true, true}, {"a.old.qilan.example", true, true}, {"bold.qilan.example", true, false},
	} {
		if a, d := l.Allows(tt.host), l.Denies(tt.host); a != tt.allowed || d != tt.denied {
			t.Errorf("%s: allowed %v, denied %v; want %v, %v", tt.host, a, d, tt.allowed, tt.denied)
		}
	}
	if !new(CheckLinks).Allows("any.example") || new(CheckLinks).Denies("any.example") {
		t.Error("without lists something is refused")
	}
}

func TestCheckReview(t *testing.T) {
	c, ds := load(t, minimal+"\n[check.review]\nsecrecy = true\nproofreads = 3\nclasses = [\"规章\"]\ncategories = [\"政策文件\"]\nsince = 2025-01-01\n")
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	r := &c.Check.Review
	if !slices.Equal(r.Categories, []string{"zcwj"}) {
		t.Errorf("categories are %q, want a path for the name", r.Categories)
	}
	below, day := []*Category{c.Category("zcwj/gfxwj")}, official.DateOf(2025, 1, 1)
	for _, tt := range []struct {
		class   string
		columns []*Category
		day     official.Date
		want    bool
	}{
		{"规章", below, day, true}, {"规章", below, day.AddDays(-1), false}, {"其他文件", below, day, false}, {"规章", nil, day, false},
	} {
		if got := r.Demands(tt.class, tt.columns, tt.day); got != tt.want {
			t.Errorf("Demands(%s, %v, %s) = %v, want %v", tt.class, tt.columns, tt.day, got, tt.want)
		}
	}
	if new(CheckReview).Demands("规章", below, day) {
		t.Error("nothing is set, yet records are demanded")
	}
}

func TestBadCheckSettings(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"[check.links]\nhosts = [\"https://www.mot.gov.cn/\"]", "“https://www.mot.gov.cn/”不是域名"},
		{"[check.links]\nhosts = [\"\"]", "“”不是域名"},
		{"[check.links]\ndeny = [\"a.example:8080\"]", "“a.example:8080”不是域名"},
		{"[check.links]\nhosts = [\"a.example\"]\ndeny = [\"A.example\"]", "a.example 既在 hosts 中，又在 deny 中"},
		{"[check.review]\nproofreads = 4", "check.review.proofreads 的值 4 应在0到3之间"},
		{"[check.review]\ncategories = [\"zcwi\"]", `check.review.categories 中的“zcwi”不是栏目的路径或名称`},
	} {
		_, ds := load(t, minimal+"\n"+tt.text+"\n")
		if len(ds) != 1 || ds[0].Message != tt.want || ds[0].Code != "config-bad-value" || ds[0].Hint == "" || ds[0].Pos.Line < 20 {
			t.Errorf("%s: %+v, want %s", tt.text, ds, tt.want)
		}
	}
}
