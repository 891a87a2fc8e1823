package identity

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var indexWithdrawn = check.Rule{
	Compares: true,
	Rule: diag.Rule{Code: "index-number-withdrawn", Severity: diag.Warning, Title: "撤回过的索引号又用上了",
		Explain: "文件撤回或者改号以后，原来的索引号不再给别的文件用：原网址上是撤回的说明，或者转到新号，旧的引用还指着它。恢复公开原来的文件则可以用原号。",
		Source:  regulation + "第十二条；各地索引号编制规则",
		Repair:  "新的文件另取一个号（mulu new 会给出下一个号），撤回说明留在原处；恢复公开原文件的，不必改。",
		Examples: []diag.Example{{
			Wrong: "113799004189027499/2025-00001 上次公开时已经撤回，现在写在另一个文件上",
			Right: `index_number = "113799004189027499/2025-00002"`,
		}}},
	Document: func(d *check.Document) {
		if d.Last != nil && d.Last.Taken(d.Document) {
			d.Report(d.At("index_number", nil, "索引号 %s 上次公开时不是一个文件的，而是撤回说明或者转到别处的旧网址", d.Index))
		}
	},
}
