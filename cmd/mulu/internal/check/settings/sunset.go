package settings

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

var sunsetUnreachable = check.Rule{
	Rule: diag.Rule{Code: "sunset-unreachable", Severity: diag.Warning, Title: "到期规则永远用不上",
		Explain:  "到期规则从上往下，第一条相符的算数。前面的规则已经包括了这一条的全部文件，这一条就不起作用，例如“试行”的规则写在全部规范性文件的规则之后。",
		Source:   "本软件约定",
		Repair:   "把范围窄的规则移到前面，或者删去这一条。",
		Examples: []diag.Example{{Wrong: "[[sunset]]\nclass = \"行政规范性文件\"\nyears = 5\n[[sunset]]\nclass = \"行政规范性文件\"\ntitle = \"试行|暂行\"\nyears = 2", Right: "[[sunset]]\nclass = \"行政规范性文件\"\ntitle = \"试行|暂行\"\nyears = 2\n[[sunset]]\nclass = \"行政规范性文件\"\nyears = 5"}}},
	Site: func(s *check.Site) {
		for i := range s.Config.Sunsets {
			for j := range s.Config.Sunsets[:i] {
				if covers(&s.Config.Sunsets[j], &s.Config.Sunsets[i]) {
					s.Report(s.Setting([]tree.Step{"sunset", i}, "第 %d 条到期规则用不上：它的文件都已符合第 %d 条", i+1, j+1).
						WithRelated(config.FileName, s.Config.At("sunset", j), "先相符的规则在这里"))
					break
				}
			}
		}
	},
}

// covers says whether whatever fits b fits a, too.
func covers(a, b *config.Sunset) bool {
	if a.Class != "" && a.Class != b.Class {
		return false
	}
	if a.Title == "" {
		return true
	}
	words := strings.Split(a.Title, "|")
	if b.Title == "" {
		return false
	}
	for w := range strings.SplitSeq(b.Title, "|") {
		if !slices.ContainsFunc(words, func(a string) bool { return a != "" && strings.Contains(w, a) }) {
			return false
		}
	}
	return true
}
