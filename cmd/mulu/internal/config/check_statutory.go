package config

import (
	"strings"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// CheckStatutory is [check.statutory]: what laws ask of what is made public, and of what
// is not. Which heads a body has, and which duties fall to it, only the office knows: what
// is about the whole of the catalogue is off when absent.
type CheckStatutory struct {
	Heads        bool     `toml:"heads"`         // compare the law of the columns with the 15 heads of 条例第二十条
	Head         []Head   `toml:"head"`          // what is special of single heads
	Guides       []string `toml:"guides"`        // columns, with those below them, whose documents are 办事指南 beside those of that class
	GuideItems   []string `toml:"guide_items"`   // items of a 办事指南, each with its other names, divided by |
	BudgetsSince int      `toml:"budgets_since"` // year from which on a body that publishes budgets or final accounts must publish both each year; not looked at when absent or 0
	BudgetDay    string   `toml:"budget_day"`    // last day for the budget of the year, month and day; 04-30 when absent
	AccountsDay  string   `toml:"accounts_day"`  // last day for the final accounts of the year before; 10-31 when absent
	BudgetItems  []string `toml:"budget_items"`  // what budgets and final accounts must explain, each with its other names, divided by |
	Reassess     bool     `toml:"reassess"`      // what is not public must have a day of its next assessment
	Requests     int      `toml:"requests"`      // applications for the same document from which on it should be made public; 3 when absent
}

// Head is a head of 条例第二十条 of which something is special.
type Head struct {
	Number        int    `toml:"number"`         // 1 to 15
	NotApplicable string `toml:"not_applicable"` // why the body has none of it
	Days          int    `toml:"days"`           // longest time in days without a new document under the head; for ever when absent
}

func (k *CheckStatutory) setDefaults() {
	setDefault(&k.BudgetDay, "04-30")
	setDefault(&k.AccountsDay, "10-31")
	if k.GuideItems == nil {
		k.GuideItems = []string{"事项名称|项目名称|服务名称", "依据", "条件|适用范围|适用对象|办理对象|受理范围|申请资格", "材料|资料", "程序|流程|步骤|环节|办理方式",
			"期限|时限", "收费|费用", "地点|地址|窗口|办理渠道|网上办理", "电话|联系方式|咨询方式"}
	}
	if k.BudgetItems == nil {
		k.BudgetItems = []string{"机关运行经费", "三公", "政府采购"}
	}
}

// BudgetBy is the last day on which the budget of a year is to be made public.
func (k *CheckStatutory) BudgetBy(year int) official.Date { return dayIn(year, k.BudgetDay) }

// AccountsBy is the last day on which the final accounts of a year are to be made public.
func (k *CheckStatutory) AccountsBy(year int) official.Date { return dayIn(year+1, k.AccountsDay) }

// NotApplicable is why the body has nothing under a head; "" when it may have.
func (k *CheckStatutory) NotApplicable(head int) string {
	for i := range k.Head {
		if k.Head[i].Number == head {
			return k.Head[i].NotApplicable
		}
	}
	return ""
}

// HeadsOf gives the heads of 条例第二十条 that a column serves: those that its 公开依据
// names, or, when it has none of its own, those of the column above.
func (c *Config) HeadsOf(k *Category) []int {
	for ; k != nil; k = k.Parent {
		if strings.TrimSpace(k.Law) != "" {
			return official.ReadHeads(k.Law)
		}
	}
	return nil
}

// dayIn is a day of a year written 01-31; no date when it is none.
func dayIn(year int, day string) official.Date {
	d, err := official.ParseDate("2001-" + day) // a year without 29 February
	if err != nil {
		return d
	}
	return official.DateOf(year, d.Month(), d.Day())
}

func (l *loader) checkStatutory() {
	k := &l.c.Check.Statutory
	l.checkRange(k.Requests, 1, 1000, "check", "statutory", "requests")
	if k.BudgetsSince != 0 {
		l.checkRange(k.BudgetsSince, 2000, 2999, "check", "statutory", "budgets_since")
	}
	for key, day := range map[string]string{"budget_day": k.BudgetDay, "accounts_day": k.AccountsDay} {
		if dayIn(2001, day).IsZero() {
			l.report(ruleValue.At(l.file, l.at("check", "statutory", key), "%s 的值“%s”不是月和日", key, day).WithHint("写成 04-30 的形式"))
		}
	}
	for i, path := range k.Guides {
		if c := l.c.categoryAt[path]; c != nil {
			k.Guides[i] = c.Path // a name stands for its path
		} else {
			l.report(ruleValue.At(l.file, l.at("check", "statutory", "guides", i), "没有栏目“%s”", path).WithHint("写 [[category]] 的 path 或 name"))
		}
	}
	l.checkWords(k.GuideItems, "guide_items")
	l.checkWords(k.BudgetItems, "budget_items")
	l.checkHeads(k)
}

// checkWords refuses items without a word.
func (l *loader) checkWords(items []string, key string) {
	for i, words := range items {
		if strings.Trim(words, "| ") == "" {
			l.report(ruleValue.At(l.file, l.at("check", "statutory", key, i), "%s 的第%d项是空的", key, i+1).WithHint("写要素的名称，其他叫法用 | 隔开，例如 \"期限|时限\""))
		}
	}
}

func (l *loader) checkHeads(k *CheckStatutory) {
	first := map[int]int{}
	for i, h := range k.Head {
		at, in := l.at("check", "statutory", "head", i), func(key string) diag.Pos { return l.at("check", "statutory", "head", i, key) }
		j, twice := first[h.Number]
		switch {
		case h.Number < 1 || h.Number > official.Heads:
			l.report(ruleValue.At(l.file, in("number"), "number 应在1到%d之间，现在是 %d", official.Heads, h.Number).WithHint("条例第二十条有%d项，第（七）项写 number = 7", official.Heads))
			continue
		case twice:
			l.report(ruleDuplicate.At(l.file, at, "第%d项写了两次", h.Number).WithRelated(l.file, l.at("check", "statutory", "head", j), "第一次写在这里"))
		case (strings.TrimSpace(h.NotApplicable) == "") == (h.Days == 0):
			l.report(ruleMissing.At(l.file, at, "第%d项要写明 not_applicable（不适用的理由）或 days（多少天要有新的信息），只写一个", h.Number))
		case h.Days < 0 || h.Days > 3660:
			l.report(ruleValue.At(l.file, in("days"), "days 的值 %d 应在1到3660之间", h.Days))
		}
		if !twice {
			first[h.Number] = i
		}
	}
}
