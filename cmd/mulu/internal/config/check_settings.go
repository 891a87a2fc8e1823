package config

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// WaiversName is the usual name of the file of reviewed exceptions.
const WaiversName = "waivers.toml"

// WaiversFile is the path of the file of reviewed exceptions, which need not be there
// when config.toml does not name one.
func (c *Check) WaiversFile() string {
	if c.Waivers != "" {
		return c.Waivers
	}
	return WaiversName
}

// Check is [check]: what the site asks of its checks beside their own rules. Errors
// can not be lowered.
type Check struct {
	Waivers   string         `toml:"waivers"`     // file of reviewed exceptions, beside config.toml or in content with a name that begins with _, as content/_waivers.toml; waivers.toml when absent, and then it need not be there
	WaiveDays int            `toml:"waiver_days"` // days that an exception may last at most without a warning, 1 to 3660; 366 when absent
	Rules     []CheckRule    `toml:"rule"`
	Holidays  []Holiday      `toml:"holiday"`
	Identity  CheckIdentity  `toml:"identity"`
	Dates     CheckDates     `toml:"dates"`
	Validity  CheckValidity  `toml:"validity"`
	Relations CheckRelations `toml:"relations"`
	Columns   CheckColumns   `toml:"columns"`
	Text      CheckText      `toml:"text"`
	Privacy   CheckPrivacy   `toml:"privacy"`
	Links     CheckLinks     `toml:"links"`
	Review    CheckReview    `toml:"review"`
	Statutory CheckStatutory `toml:"statutory"`
}

// CheckRule sets the severity of a rule for the site or for some of its files.
type CheckRule struct {
	Code     string `toml:"code"`
	Severity string `toml:"severity"` // error, warning, notice or off
	Path     string `toml:"path"`     // files below a folder or of a pattern, as content/jd/** (see Pattern); all when absent

	Level diag.Severity `toml:"-"` // Severity; 0 is off
	Files Pattern       `toml:"-"` // Path
}

// Holiday is a year's working calendar: of a year that mulu does not have yet, or in
// place of one that it has, as where a province adds days.
type Holiday struct {
	Year int             `toml:"year"`
	Off  []official.Date `toml:"off"`  // days off; Saturdays and Sundays need not be among them
	Work []official.Date `toml:"work"` // Saturdays and Sundays that are worked (调休)
}

// Holidays are the working calendars of the site's own, by year.
func (c *Config) Holidays() map[int]official.Holidays {
	m := map[int]official.Holidays{}
	for _, h := range c.Check.Holidays {
		m[h.Year] = official.Holidays{Off: h.Off, Work: h.Work}
	}
	return m
}

// severities are the values of severity; off is the first.
var severities = []string{"off", "notice", "warning", "error"}

// checkChecks checks what package check/policy goes by. Which codes there are is known
// there only.
func (l *loader) checkChecks() {
	c := &l.c.Check
	if c.WaiveDays < 1 || c.WaiveDays > 3660 {
		l.report(ruleValue.At(l.file, l.at("check", "waiver_days"), "check.waiver_days 的值 %d 应在1到3660之间", c.WaiveDays))
	}
	if c.Waivers != "" && !unpublished(c.Waivers) {
		l.report(ruleValue.At(l.file, l.at("check", "waivers"), "check.waivers 的值“%s”应是和 config.toml 放在一起的 .toml 文件的名称，或者 content 中名称以 _ 开头（不会公开）的 .toml 文件", c.Waivers).
			WithHint("例如 waivers = %q 或 waivers = %q", WaiversName, "content/_waivers.toml"))
	}
	for i := range c.Rules {
		l.checkSeverity(i, &c.Rules[i])
	}
}

// unpublished says whether a path is of a settings file that is never published: in the
// site's folder and other than config.toml, or in content with a name that begins with _.
func unpublished(path string) bool {
	name, hidden := strings.CutPrefix(path, "content/")
	return strings.HasSuffix(name, ".toml") && !strings.ContainsAny(name, `/\:`) && name[0] != '.' && name != FileName && strings.HasPrefix(name, "_") == hidden
}

func (l *loader) checkSeverity(i int, r *CheckRule) {
	if r.Code == "" || r.Severity == "" {
		l.report(ruleMissing.At(l.file, l.at("check", "rule", i), "[[check.rule]] 要有 code（问题代码）和 severity（级别）").WithHint("例如 code = \"category-empty\"，severity = \"off\"；代码见 mulu explain"))
		return
	}
	level := slices.Index(severities, r.Severity)
	if level < 0 {
		l.report(hintNear(ruleValue.At(l.file, l.at("check", "rule", i, "severity"), "没有名为“%s”的级别", r.Severity).
			WithHint("可选：error（错误）、warning（警告）、notice（提示）、off（关闭）"), r.Severity, severities))
	}
	r.Level = diag.Severity(max(0, level))
	var err error
	if r.Files, err = ParsePattern(r.Path); err != nil {
		l.report(ruleValue.At(l.file, l.at("check", "rule", i, "path"), "path 的值“%s”不对：%v", r.Path, err).WithHint("例如 content/jd、content/**/index.md"))
	}
}
