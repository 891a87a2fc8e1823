package config

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/official"
)

// CheckDates is [check.dates]: settings of the rules of terms of publication.
type CheckDates struct {
	Since       official.Date `toml:"since"`        // documents published before this day are not asked for their terms; 2019-05-15 when absent
	PublishDays int           `toml:"publish_days"` // working days from 成文日期, or from a change, within which it is published; 20 when absent
	Clocks      []Clock       `toml:"clock"`
}

// Clock is a term of publication for some documents, from 成文日期. The first that fits a
// document counts; those of the site come before those that mulu knows.
type Clock struct {
	Class    string `toml:"class"`    // 信息类别; any when absent
	Category string `toml:"category"` // path or name of a node, with what is below it; any when absent
	Title    string `toml:"title"`    // words of which the title holds one, divided by |; any when absent
	Kind     string `toml:"kind"`     // kind of the issuer; any when absent
	Issuer   string `toml:"issuer"`   // words of which the issuer's name holds one, divided by |; any when absent
	Days     int    `toml:"days"`
	Unit     string `toml:"unit"`  // 工作日, 日, or 不限 for no term; 工作日 when absent
	Basis    string `toml:"basis"` // the term's own source, shown with what is late
}

// The units of a clock.
const (
	WorkingDays = "工作日"
	Days        = "日"
	NoTerm      = "不限"
)

var clockUnits = []string{WorkingDays, Days, NoTerm}

// disclosureLaw is the day on which the law in force now (国务院令第711号) took effect.
var disclosureLaw = official.DateOf(2019, 5, 15)

const maxClockDays = 1000

func (l *loader) checkDates() {
	d := &l.c.Check.Dates
	if d.PublishDays < 1 || d.PublishDays > maxClockDays {
		l.report(ruleValue.At(l.file, l.at("check", "dates", "publish_days"), "publish_days 的值 %d 应在1到%d之间", d.PublishDays, maxClockDays))
	}
	for i := range d.Clocks {
		l.checkClock(i, &d.Clocks[i])
	}
}

func (l *loader) checkClock(i int, k *Clock) {
	if k.Class == "" && k.Category == "" && k.Title == "" && k.Kind == "" && k.Issuer == "" {
		l.report(ruleMissing.At(l.file, l.at("check", "dates", "clock", i), "公开期限没有写适用于哪些文件").
			WithHint("写 class（信息类别）、category（栏目）、title（标题中的词）、kind（机构类别）或 issuer（机构名称中的词）；对全部文件的期限写 publish_days"))
	}
	if k.Unit == "" {
		k.Unit = WorkingDays
	}
	switch {
	case !slices.Contains(clockUnits, k.Unit):
		l.report(ruleValue.At(l.file, l.at("check", "dates", "clock", i, "unit"), "公开期限的 unit 没有“%s”这个值", k.Unit).WithHint("可选：%s", strings.Join(clockUnits, "、")))
	case k.Unit != NoTerm && (k.Days < 1 || k.Days > maxClockDays):
		l.report(ruleValue.At(l.file, l.at("check", "dates", "clock", i, "days"), "公开期限的 days 应在1到%d之间，现在是 %d", maxClockDays, k.Days).WithHint("没有期限的，写 unit = %q", NoTerm))
	}
	if strings.TrimSpace(k.Basis) == "" {
		l.report(ruleMissing.At(l.file, l.at("check", "dates", "clock", i), "公开期限没有写 basis：期限的依据").WithHint("例如 basis = \"公共交通企业信息公开规定\""))
	}
	if k.Category != "" && l.c.Category(k.Category) == nil {
		l.report(ruleValue.At(l.file, l.at("check", "dates", "clock", i, "category"), "没有栏目“%s”", k.Category).WithHint("写 [[category]] 的 path 或 name"))
	}
}
