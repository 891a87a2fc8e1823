package text

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

// A site that never wrote summaries has as many faults as documents, and they are mended
// column by column: so the newest of a column stands for all of them.
var summaryMissing = check.Rule{
	Rule: diag.Rule{Code: "summary-missing", Severity: diag.Notice, Title: "没有内容概述",
		Explain: "政府信息公开目录应当包括索引、名称、内容概述、生成日期，内容概述是各地最常空着的一项。没有写的，页面的说明只能截取正文开头，导出的目录里是空白。一个栏目只在最新的一件上报一次，并说明共有几件；已撤回的文件不查。",
		Source:  "政府信息公开条例 第十二条", Repair: "在文件头写上 summary（内容概述），用一两句话说明文件管什么、定了什么。",
		Examples: []diag.Example{{Wrong: `title = "关于印发网约车管理细则的通知"`, Right: "title = \"关于印发网约车管理细则的通知\"\nsummary = \"明确网约车经营许可条件和服务规范。\""}}},
	Absence: true,
	Site: func(s *check.Site) {
		count := map[*config.Category]int{}
		first := make([]int, 0, len(s.Config.Categories))
		for i := range s.Documents { // newest first
			d := &s.Documents[i]
			if d.Summary != "" || len(d.Categories) == 0 || d.More != nil && d.More.Withdrawn != nil {
				continue
			}
			if count[d.Categories[0]]++; count[d.Categories[0]] == 1 {
				first = append(first, i)
			}
		}
		for _, i := range first {
			d := check.Document{Site: s, Document: &s.Documents[i]}
			k := d.Categories[0]
			if n := count[k]; n > 1 {
				d.Report(d.At("title", nil, "没有内容概述；栏目“%s”中共有 %d 件没有", k.Name, n))
				continue
			}
			d.Report(d.At("title", nil, "没有内容概述"))
		}
	},
}
