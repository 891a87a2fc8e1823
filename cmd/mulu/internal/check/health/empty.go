package health

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

var categoryEmpty = check.Rule{
	Rule: diag.Rule{Code: "category-empty", Severity: diag.Warning, Title: "栏目里没有文件",
		Explain: "空白栏目达到5个，网站检查就是单项否决（[check.columns] 的 blank）。暂时没有内容的栏目应先合并或撤下。上级栏目只因下级空白而空白的，只报下级。对照条例第二十条检查栏目的（[check.statutory] 的 heads），同时指出哪一项因此没有信息。",
		Source:  indicators + "单项否决“栏目不更新”", Repair: "公开应有的文件，或从 config.toml 中撤下栏目。",
		Examples: []diag.Example{{Wrong: "[[category]]\npath = \"tjxx/jdsj\"\nname = \"季度数据\"  # 没有一件信息"}}},
	Absence: true,
	Site: func(s *check.Site) {
		var blank []diag.Diagnostic
		newest, heads := newestOf(s), s.Heads()
		for i := range s.Config.Categories {
			k := &s.Config.Categories[i]
			// A parent is empty because its children are: one problem a leaf is enough.
			if newest[i].IsZero() && len(k.Children) == 0 {
				blank = append(blank, s.Setting(pathOf(k), "栏目“%s”（%s）没有公开的文件%s", k.Name, k.Path, emptyHeads(s, heads, k)))
			}
		}
		for _, f := range blank {
			s.Report(veto(f, len(blank), s.Config.Check.Columns.Blank, "空白"))
		}
	},
}

// emptyHeads says which heads of 条例第二十条 have no document at all, where the column
// serves them; nothing when the site does not ask for heads.
func emptyHeads(s *check.Site, heads []check.Head, k *config.Category) string {
	if heads == nil {
		return ""
	}
	var names []string
	for _, n := range s.Config.HeadsOf(k) {
		if heads[n].Newest.IsZero() && s.Config.Check.Statutory.NotApplicable(n) == "" {
			names = append(names, official.HeadName(n))
		}
	}
	if names == nil {
		return ""
	}
	return "，条例第二十条" + strings.Join(names, "、") + "因此没有公开任何信息"
}

// pathOf is the place of a column's path in config.toml.
func pathOf(k *config.Category) []tree.Step { return []tree.Step{"category", k.ID, "path"} }

// veto says in the hint of a finding when there are so many of its kind that the whole
// site fails an inspection.
func veto(f diag.Diagnostic, n, most int, what string) diag.Diagnostic {
	if n < most {
		return f
	}
	return f.WithHint("%s全站已有%d个%s栏目，达到%d个：网站检查单项否决。", f.Hint, n, what, most)
}
