package config

import (
	"slices"

	"mulu/cmd/mulu/internal/lazy"
)

// CheckIdentity is [check.identity]: settings of the rules of numbers.
type CheckIdentity struct {
	// Prefixes are 机关代字 of bodies that are no issuers here, but whose numbers
	// documents of this catalogue bear, as of a superior body.
	Prefixes []string `toml:"prefixes"`
}

var agencyPrefix = lazy.Compile(`^\p{Han}{2,20}$`)

func (l *loader) checkIdentity() {
	list := l.c.Check.Identity.Prefixes
	for i, p := range list {
		at := l.at("check", "identity", "prefixes", i)
		switch {
		case !agencyPrefix.MatchString(p):
			l.report(ruleValue.At(l.file, at, "机关代字“%s”应是2至20个汉字", p).WithHint("只写括号年份前面的字，例如 鲁交发"))
		case slices.Contains(list[:i], p):
			l.report(ruleDuplicate.At(l.file, at, "机关代字 %s 写了两次", p).WithHint("删去其中一个"))
		}
	}
}
