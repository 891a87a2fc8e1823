package config

import (
	"slices"
	"unicode/utf8"
)

// CheckText is [check.text]: settings of the rules of the text.
type CheckText struct {
	Summary int    `toml:"summary"` // characters that 内容概述 may have; 300 when absent
	Words   []Word `toml:"word"`    // the site's own wrong forms, beside the built-in list
}

// Word is a wrong form of a word. One of the built-in list with the same wrong form is
// replaced; with wrong and right equal it is switched off.
type Word struct {
	Wrong    string   `toml:"wrong"`    // as it is found in texts
	Right    string   `toml:"right"`    // what it should be; empty: it must not be there
	Severity string   `toml:"severity"` // error, warning or notice; warning when absent
	Except   []string `toml:"except"`   // longer words that hold the wrong form and are right
}

const (
	maxWords    = 2000
	maxWordSize = 30 // characters
)

func (l *loader) checkText() {
	t := &l.c.Check.Text
	if t.Summary < 50 || t.Summary > 2000 {
		l.report(ruleValue.At(l.file, l.at("check", "text", "summary"), "check.text.summary 的值 %d 应在50到2000之间", t.Summary))
	}
	if len(t.Words) > maxWords {
		l.report(ruleValue.At(l.file, l.at("check", "text", "word", maxWords), "错词有 %d 个，最多 %d 个", len(t.Words), maxWords))
		t.Words = nil
	}
	seen := map[string]bool{}
	for i, w := range t.Words {
		switch n := utf8.RuneCountInString(w.Wrong); {
		case w.Wrong == "":
			l.report(ruleMissing.At(l.file, l.at("check", "text", "word", i), "错词要写 wrong（错误的写法）").WithHint("例如 wrong = \"云订区\"，right = \"云汀区\""))
		case n < 2 || n > maxWordSize:
			l.report(ruleValue.At(l.file, l.at("check", "text", "word", i, "wrong"), "错误的写法应为2到%d个字，“%s”有 %d 个", maxWordSize, w.Wrong, n))
		case seen[w.Wrong]:
			l.report(ruleDuplicate.At(l.file, l.at("check", "text", "word", i, "wrong"), "错误的写法“%s”写了两次", w.Wrong))
		}
		seen[w.Wrong] = true
		if w.Severity != "" && !slices.Contains(severityNames, w.Severity) {
			l.report(ruleValue.At(l.file, l.at("check", "text", "word", i, "severity"), "没有名为“%s”的级别", w.Severity).WithHint("可选：error、warning、notice"))
		}
	}
}

var severityNames = []string{"error", "warning", "notice"}
