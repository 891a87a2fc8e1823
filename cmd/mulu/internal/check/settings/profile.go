package settings

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

var profileIgnored = check.Rule{
	Rule: diag.Rule{Code: "profile-preset-ignored", Severity: diag.Notice, Title: "文件头样式的 preset 不起作用",
		Explain:  "写了 profile.fields，文件头就按它显示，preset 不再起作用；留着会使人以为按 preset 显示。",
		Source:   "本软件约定",
		Repair:   "删去 preset，或者删去 profile.fields。",
		Examples: []diag.Example{{Wrong: "[profile]\npreset = \"山东\"\n[[profile.fields]]\nfield = \"index_number\"\nlabel = \"索引号\"", Right: "[profile]\npreset = \"山东\""}}},
	Site: func(s *check.Site) {
		if p := s.Config.Profile; p.Preset != "" && len(p.Fields) > 0 {
			s.Report(s.Setting([]tree.Step{"profile", "preset"}, "profile.fields 列出了文件头的各项，preset = \"%s\" 不起作用", p.Preset))
		}
	},
}

var profileTwice = check.Rule{
	Rule: diag.Rule{Code: "profile-duplicate", Severity: diag.Warning, Title: "文件头样式中同一项写了两次",
		Explain:  "文件页上方的表里会出现两个相同的格子。",
		Source:   "本软件约定",
		Repair:   "删去其中一个。",
		Examples: []diag.Example{{Wrong: "[[profile.fields]]\nfield = \"written\"\nlabel = \"成文日期\"\n[[profile.fields]]\nfield = \"written\"\nlabel = \"生成日期\"", Right: "[[profile.fields]]\nfield = \"written\"\nlabel = \"成文日期\""}}},
	Site: func(s *check.Site) {
		for i, f := range s.Config.Profile.Fields {
			if slices.ContainsFunc(s.Config.Profile.Fields[:i], func(o config.ProfileField) bool { return o.Field == f.Field }) {
				s.Report(s.Setting([]tree.Step{"profile", "fields", i, "field"}, "文件头样式中 %s（%s）写了两次", f.Field, catalogue.LabelOf(f.Field)))
			}
		}
	},
}

// legal are the fields of a header that a catalogue must hold and a page does not show
// elsewhere; the name is the page's heading, the summary stands among the further fields.
var legal = []string{"index_number", "written"}

var profileLegal = check.Rule{
	Rule: diag.Rule{Code: "profile-legal-fields", Severity: diag.Notice, Title: "文件头样式缺少法定的项",
		Explain:  "政府信息公开目录应当包括索引、名称、内容概述、生成日期等内容，各地的文件页都把索引号和成文日期放在文件头。",
		Source:   "政府信息公开条例（国务院令第711号）第十二条",
		Repair:   "在 profile.fields 中加上这一项。",
		Examples: []diag.Example{{Wrong: "[[profile.fields]]\nfield = \"issuer\"\nlabel = \"发布机构\"", Right: "[[profile.fields]]\nfield = \"index_number\"\nlabel = \"索引号\"\n[[profile.fields]]\nfield = \"written\"\nlabel = \"成文日期\"\n[[profile.fields]]\nfield = \"issuer\"\nlabel = \"发布机构\""}}},
	Site: func(s *check.Site) {
		fields := s.Config.Profile.Fields
		if len(fields) == 0 {
			return
		}
		var missing []string
		for _, key := range legal {
			if !slices.ContainsFunc(fields, func(f config.ProfileField) bool { return f.Field == key }) {
				missing = append(missing, key+"（"+catalogue.LabelOf(key)+"）")
			}
		}
		if len(missing) > 0 {
			s.Report(s.Setting([]tree.Step{"profile", "fields"}, "文件头样式没有 %s", strings.Join(missing, "、")))
		}
	},
}
