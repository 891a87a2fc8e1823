package health

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

var categoryEmpty = check.Rule{
	Rule: diag.Rule{Code: "category-empty", Severity: diag.Warning, Title: "栏目里没有文件",
		Explain: "空白栏目达到5个，网站检查就是单项否决。暂时没有内容的栏目应先合并或撤下。",
		Source:  "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）单项否决“栏目不更新”", Repair: "公开应有的文件，或从 config.toml 中撤下栏目。",
		Examples: []diag.Example{{Wrong: "[[category]]\npath = \"jd\"\nname = \"政策解读\"\n（没有一件信息写 category = \"jd\"）", Right: "（公开应有的解读，或者删去这一段，等有内容时再加）"}}},
	Absence: true,
	Site: func(s *check.Site) {
		filled := map[*config.Category]bool{}
		for i := range s.Documents {
			for _, k := range s.Documents[i].Categories {
				for ; k != nil && !filled[k]; k = k.Parent {
					filled[k] = true
				}
			}
		}
		for i := range s.Config.Categories {
			k := &s.Config.Categories[i]
			// A parent is empty because its children are: one problem a leaf is enough.
			if !filled[k] && len(k.Children) == 0 {
				s.Report(s.Setting([]tree.Step{"category", i, "path"}, "栏目“%s”（%s）没有公开的文件", k.Name, k.Path))
			}
		}
	},
}
