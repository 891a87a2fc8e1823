package identity

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

var vanished = check.Rule{
	Compares: true,
	Rule: diag.Rule{Code: "document-vanished", Severity: diag.Warning, Title: "公开过的文件不见了",
		Explain: "公开过的文件不能悄悄消失。废止、失效的文件留在原处，标明有效性；依法撤回的，原网址要说明撤回的日期和理由，例如行政处罚决定被撤销、变更的，应在3日内撤回并公开说明理由。",
		Source:  "行政处罚法第四十八条；" + regulation + "第六条",
		Repair:  "恢复这个文件；要撤回的，保留文件，在文件头写 withdrawn = {on = 日期, reason = \"理由\"}。上次只是试生成、没有对外公开的，用 --published 指明真正公开的那一份，或写 --published -。",
		Examples: []diag.Example{{
			Wrong: "上次公开过的 content/zcfg/0012.md 直接删去",
			Right: `保留文件，写上 withdrawn = {on = 2025-06-01, reason = "处罚决定依法撤销"}`,
		}}},
	Absence: true,
	Site: func(s *check.Site) {
		if s.Last == nil {
			return
		}
		moved := renumbered(s)
		for i, old := range s.Last.Docs {
			t, known := s.Find(old.Index)
			switch {
			case t.Document != nil || t.Tomb != nil || moved[i] != nil:
			case known:
				file := s.HiddenPath(old.Index)
				s.Report(s.AtPlace(file, s.Locate(file, "disclosure"), "索引号 %s“%s”已经公开过，现在改成了不公开，网站上就没有了", old.Index, old.Title))
			default:
				s.Report(s.AtPlace(config.FileName, diag.Pos{}, "上次公开的“%s”（索引号 %s，发布日期 %s）不见了", old.Title, old.Index, old.Published))
			}
		}
	},
}
