package config

import (
	"slices"
	"strings"
)

// Variants is how documents are put into the scripts of Site.Variants.
type Variants struct {
	Keep []string `toml:"keep"` // words that stay as they are written, as names of places and persons; issuers' names do without
}

// Script is a script of Chinese: its language tag, and its name as its readers write it.
type Script struct{ Tag, Name string }

// Original is the script of documents that can have variants.
var Original = Script{"zh-Hans", "简体"}

// Scripts are those in which documents can be made by program. The tag is also the
// folder of the pages.
var Scripts = []Script{{"zh-Hant", "繁體"}}

// ScriptOf finds a script of Site.Variants by its tag.
func ScriptOf(tag string) (Script, bool) {
	i := slices.IndexFunc(Scripts, func(s Script) bool { return s.Tag == tag })
	if i < 0 {
		return Script{}, false
	}
	return Scripts[i], true
}

func (l *loader) checkVariants() {
	seen := map[string]bool{}
	for i, tag := range l.c.Site.Variants {
		pos := l.at("site", "variants", i)
		switch _, known := ScriptOf(tag); {
		case !known:
			l.report(ruleValue.At(l.file, pos, "variants 中的“%s”不能由程序转换", tag).WithHint("现在能转换成 %s（繁体）", Scripts[0].Tag))
		case seen[tag]:
			l.report(ruleValue.At(l.file, pos, "variants 中的 %s 写了两次", tag).WithHint("删去一个"))
		case !simplified(l.c.Content):
			l.report(ruleValue.At(l.file, pos, "文件的语言是 %s，不能由简体转换", l.c.Content).WithHint("删去 variants；文件是简体的，content_language 写 zh-CN"))
		}
		seen[tag] = true
	}
}

// simplified says whether a language is Chinese in Simplified script.
func simplified(language string) bool {
	switch strings.ToLower(language) {
	case "zh", "zh-cn", "zh-sg", "zh-hans", "zh-hans-cn", "zh-hans-sg":
		return true
	}
	return false
}
