package config

import "slices"

// CheckValidity is [check.validity]: settings of the rules of validity. The terms are
// those of local rules, which differ.
type CheckValidity struct {
	Classes    []string `toml:"classes"`     // 信息类别 that must have a term; 行政规范性文件 when absent
	Years      int      `toml:"years"`       // longest term of these classes; 5 when absent
	TrialWords string   `toml:"trial_words"` // words of a title, divided by |, that ask for a shorter term; 试行|暂行 when absent
	TrialYears int      `toml:"trial_years"` // longest term of such documents; 2 when absent
	Steps      []int    `toml:"steps"`       // days before the end by which the evaluation, the opinion and the decision are due; 180, 60, 30 when absent
}

func (v *CheckValidity) setNumbers() { v.Years, v.TrialYears = 5, 2 }

func (v *CheckValidity) setDefaults() {
	if v.Classes == nil {
		v.Classes = []string{"行政规范性文件"}
	}
	setDefault(&v.TrialWords, "试行|暂行")
	if v.Steps == nil {
		v.Steps = []int{180, 60, 30}
	}
}

func (l *loader) checkValidity() {
	v := &l.c.Check.Validity
	l.checkRange(v.Years, 1, 50, "check", "validity", "years")
	l.checkRange(v.TrialYears, 1, 50, "check", "validity", "trial_years")
	falling := slices.IsSortedFunc(v.Steps, func(a, b int) int { return b - a })
	if len(v.Steps) != 3 || !falling || v.Steps[2] < 1 || v.Steps[0] > 3660 {
		l.report(ruleValue.At(l.file, l.at("check", "validity", "steps"), "steps 应是三个从大到小的天数：评估、提出意见、作出决定").WithHint("例如 steps = [180, 60, 30]"))
	}
}
