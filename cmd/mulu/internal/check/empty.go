package check

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

var categoryEmpty = Check{
	Rule: diag.Rule{Code: "category-empty", Severity: diag.Warning, Title: "栏目里没有文件",
		Explain: "空白栏目达到5个，网站检查就是单项否决。暂时没有内容的栏目应先合并或撤下。",
		Source:  "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）单项否决“栏目不更新”", Repair: "公开应有的文件，或从 config.toml 中撤下栏目。"},
	Absence: true,
	Run:     runCategoryEmpty,
}

func runCategoryEmpty(c *catalogue.Catalogue, rule *diag.Rule) []diag.Diagnostic {
	filled := map[*config.Category]bool{}
	for i := range c.Documents {
		for _, k := range c.Documents[i].Categories {
			for ; k != nil && !filled[k]; k = k.Parent {
				filled[k] = true
			}
		}
	}
	var ds []diag.Diagnostic
	for i := range c.Config.Categories {
		k := &c.Config.Categories[i]
		// A parent is empty because its children are: one problem a leaf is enough.
		if !filled[k] && len(k.Children) == 0 {
			ds = append(ds, rule.At(config.FileName, c.Config.At("category", i, "path"), "栏目“%s”（%s）没有公开的文件", k.Name, k.Path).WithHint("%s", rule.Repair))
		}
	}
	return ds
}

var guideMissing = Check{
	Rule: diag.Rule{Code: "guide-missing", Severity: diag.Notice, Title: "没有政府信息公开指南",
		Explain: "行政机关应当编制、公布政府信息公开指南，写明信息的分类、编排体系、获取方式，工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式。",
		Source:  "政府信息公开条例 第十二条；国办公开办函〔2019〕61号", Repair: `写一个页面文件，文件头中 page = "guide"。`},
	Absence: true,
	Run: func(c *catalogue.Catalogue, rule *diag.Rule) []diag.Diagnostic {
		if c.Page("guide") != nil || len(c.Documents) == 0 {
			return nil
		}
		return []diag.Diagnostic{rule.At(config.FileName, diag.Pos{}, "没有指南页（page = \"guide\"）").WithHint("%s", rule.Repair)}
	},
}
