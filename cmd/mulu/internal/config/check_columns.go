package config

import (
	"strings"

	"mulu/cmd/mulu/internal/official"
)

// CheckColumns is [check.columns]: settings of the rules of columns and pages.
type CheckColumns struct {
	Home         int           `toml:"home"`          // days without a new document on the home page; 14 when absent
	AsNeeded     int           `toml:"as_needed"`     // days without a new document in a column of cycle 实时; 183 when absent
	Blank        int           `toml:"blank"`         // blank columns that fail a site; 5 when absent
	Stale        int           `toml:"stale"`         // stale columns that fail a site; 10 when absent
	Gap          int           `toml:"gap"`           // longest time in days between two documents of a column with regular = true; 90 when absent
	Entries      int           `toml:"entries"`       // least documents of such a column; 4 when absent
	News         string        `toml:"news"`          // words of a column's name, divided by |, by which it has news and no disclosed items; 动态|要闻|新闻 when absent, - for none
	AnnualReport string        `toml:"annual_report"` // last day for the annual report of the year before, month and day; when absent 03-31 for bodies whose name ends with 人民政府, 01-31 for others
	Draft        int           `toml:"draft"`         // working days after 成文日期 in which a draft is to be published; 20 when absent (条例第二十六条)
	Guide        int           `toml:"guide"`         // days after which the guide should be looked through again; 366 when absent
	Limits       []ColumnLimit `toml:"limit"`         // the site's own terms of columns; the first that fits counts, before a column's cycle
}

// ColumnLimit is a term in days after which columns are stale: of one path and what is
// below it, or of all whose names hold a word.
type ColumnLimit struct {
	Path  string `toml:"path"`
	Names string `toml:"names"` // words divided by |
	Days  int    `toml:"days"`  // 0: never stale
}

func (k *CheckColumns) setNumbers() {
	k.Home, k.AsNeeded, k.Blank, k.Stale = 14, 183, 5, 10
	k.Gap, k.Entries, k.Draft, k.Guide = 90, 4, 20, 366
}

func (k *CheckColumns) setDefaults() {
	setDefault(&k.News, "动态|要闻|新闻")
}

// AnnualReportDay is the last day in a year for the annual report of a body of the year
// before (政府信息公开条例 第四十九条, 第五十条): the site's, else 31 March for a government
// and 31 January for any other body.
func (k *CheckColumns) AnnualReportDay(year int, of *Issuer) official.Date {
	day := k.AnnualReport
	switch {
	case day != "":
	case of != nil && strings.HasSuffix(of.Name, "人民政府"):
		day = "03-31"
	default:
		day = "01-31"
	}
	return dayIn(year, day)
}

func (l *loader) checkColumns() {
	k := &l.c.Check.Columns
	l.checkRange(k.Home, 1, 3660, "check", "columns", "home")
	l.checkRange(k.AsNeeded, 1, 3660, "check", "columns", "as_needed")
	l.checkRange(k.Blank, 1, 1000, "check", "columns", "blank")
	l.checkRange(k.Stale, 1, 1000, "check", "columns", "stale")
	l.checkRange(k.Gap, 1, 3660, "check", "columns", "gap")
	l.checkRange(k.Entries, 1, 1000, "check", "columns", "entries")
	l.checkRange(k.Draft, 1, 366, "check", "columns", "draft")
	l.checkRange(k.Guide, 1, 3660, "check", "columns", "guide")
	if k.AnnualReportDay(2001, nil).IsZero() {
		l.report(ruleValue.At(l.file, l.at("check", "columns", "annual_report"), "annual_report 的值“%s”不是月和日", k.AnnualReport).WithHint("写成 01-31 的形式"))
	}
	for i, m := range k.Limits {
		l.checkRange(m.Days, 0, 3660, "check", "columns", "limit", i, "days")
		switch {
		case (m.Path == "") == (m.Names == ""):
			l.report(ruleMissing.At(l.file, l.at("check", "columns", "limit", i), "期限要写明 path（栏目路径）或 names（栏目名称中的词），只写一个").WithHint("例如 path = \"zcwj\"，days = 90"))
		case m.Path != "" && (l.c.categoryAt[m.Path] == nil || l.c.categoryAt[m.Path].Path != m.Path):
			l.report(ruleValue.At(l.file, l.at("check", "columns", "limit", i, "path"), "没有路径为“%s”的栏目", m.Path).WithHint("照 [[category]] 的 path 写；按名称写的用 names"))
		}
	}
}

// builtInLimits are for columns that have neither a cycle with a term nor a limit of
// the site (国办秘函〔2019〕19号: 动态、要闻 two weeks, 通知公告、政策文件 six months).
var builtInLimits = []ColumnLimit{
	{Names: "动态|要闻", Days: 14},
	{Names: "通知公告|公示公告|政策文件", Days: 183},
}

func (m *ColumnLimit) fits(k *Category) bool {
	if m.Path != "" {
		return k.Within(m.Path)
	}
	return HoldsWord(k.Name, m.Names)
}

// HoldsWord says whether a text holds one of the words, which | divides.
func HoldsWord(text, words string) bool {
	for w := range strings.SplitSeq(words, "|") {
		if w != "" && strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// StaleAfter is the number of days that a column may stay without a new document, 0 for
// ever, and why: the site's limit, the column's cycle, or what inspections ask of columns
// of its name.
func (c *Config) StaleAfter(k *Category) (days int, why string) {
	for i := range c.Check.Columns.Limits {
		if m := &c.Check.Columns.Limits[i]; m.fits(k) {
			return m.Days, "本站规定的期限"
		}
	}
	cycle := strings.TrimSpace(k.Cycle)
	if cycle != "" && cycle != asNeeded {
		return cycles[cycle], "更新周期“" + cycle + "”"
	}
	for i := range builtInLimits {
		if m := &builtInLimits[i]; m.fits(k) {
			return m.Days, "检查指标对这类栏目的要求"
		}
	}
	if cycle == asNeeded {
		return c.Check.Columns.AsNeeded, "更新周期“实时”"
	}
	return 0, ""
}
