package identity

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var indexReused = check.Rule{
	Compares: true,
	Grave:    true,
	Rule: diag.Rule{Code: "index-number-reused", Severity: diag.Error, Title: "公开过的索引号给了另一个文件",
		Explain: "索引号不重复使用。公开过的号改给别的文件，原来的引用和网址就会指向另一个文件。",
		Source:  regulation + "第十二条；各地索引号编制规则",
		Repair:  "给新文件另取一个号（mulu new 会给出下一个号）；原文件要撤回的，保留它的文件，写上 withdrawn。",
		Examples: []diag.Example{{
			Wrong: `上次公开的 113799004189027499/2025-00001 是《公交票价规定》，现在这个号写在《停车收费通知》上`,
			Right: `《停车收费通知》用新的号，例如 index_number = "113799004189027499/2025-00002"`,
		}}},
	Document: func(d *check.Document) {
		if old := d.LastPublished(); old != nil && old.Other() {
			d.Report(d.At("index_number", nil, "索引号 %s 上次公开时是“%s”（成文日期 %s）的，不能再给别的文件", d.Index, old.Title, old.Written))
		}
	},
}
