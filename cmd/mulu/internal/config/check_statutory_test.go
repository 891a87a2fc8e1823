package config

import (
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

func TestStatutoryDefaults(t *testing.T) {
	c, ds := load(t, minimal)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	k := c.Check.Statutory
	if k.Heads || k.Reassess || k.Requests != 3 || len(k.GuideItems) != 9 || len(k.BudgetItems) != 3 || k.BudgetsSince != 0 {
		t.Errorf("[check.statutory] is %+v", k)
	}
	if by := k.BudgetBy(2025); by != official.DateOf(2025, 4, 30) {
		t.Errorf("BudgetBy(2025) = %s", by)
	}
	if by := k.AccountsBy(2025); by != official.DateOf(2026, 10, 31) {
		t.Errorf("AccountsBy(2025) = %s", by)
	}
}

func TestStatutorySettings(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"[check.statutory]\nrequests = -1", "requests 的值 -1"},
		{"[check.statutory]\nbudgets_since = 25", "budgets_since 的值 25"},
		{"[check.statutory]\nbudget_day = \"4月\"", "budget_day 的值"},
		{"[check.statutory]\naccounts_day = \"02-29\"", "accounts_day 的值"},
		{"[check.statutory]\nguides = [\"nowhere\"]", "没有栏目“nowhere”"},
		{"[check.statutory]\nguide_items = [\"依据\", \"|\"]", "guide_items 的第2项是空的"},
		{"[check.statutory]\nbudget_items = [\"\"]", "budget_items 的第1项是空的"},
		{"[[check.statutory.head]]\nnumber = 16\ndays = 5", "number 应在1到15之间"},
		{"[[check.statutory.head]]\nnumber = 7", "只写一个"},
		{"[[check.statutory.head]]\nnumber = 7\ndays = 5\nnot_applicable = \"无\"", "只写一个"},
		{"[[check.statutory.head]]\nnumber = 7\ndays = 5000", "days 的值 5000"},
		{"[[check.statutory.head]]\nnumber = 7\ndays = 5\n[[check.statutory.head]]\nnumber = 7\ndays = 6", "第7项写了两次"},
	} {
		refused(t, tt.text, tt.want)
	}
}

// A column without 公开依据 of its own serves the heads of the one above, one with
// another law none of them.
func TestHeadsOf(t *testing.T) {
	c, ds := load(t, minimal+`
[[category]]
path = "cz"
name = "财政"
law = "政府信息公开条例第二十条第（七）项、第（八）项"
[[category]]
path = "cz/ys"
name = "预算"
[[category]]
path = "cz/zj"
name = "资金"
law = "预算法"
`)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	for path, want := range map[string][]int{"cz": {7, 8}, "cz/ys": {7, 8}, "cz/zj": nil} {
		if got := c.HeadsOf(c.Category(path)); !slices.Equal(got, want) {
			t.Errorf("HeadsOf(%s) = %v, want %v", path, got, want)
		}
	}
}
