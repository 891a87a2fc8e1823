package health

import (
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

var titleTwice = check.Rule{
	Rule: diag.Rule{Code: "title-duplicate", Severity: diag.Warning, Title: "同一机构的两件信息标题相同",
		Explain: "同一机构的两件信息标题完全相同，读者在列表和检索结果中分不清，也可能是同一件信息公开了两次。互为新旧版本的（有修改、废止、替代等关系，或者一件已经失效）不算；文号不同的许可、处罚决定不算。",
		Source:  "政府信息公开条例 第十二条（目录包括信息的名称）；本软件约定", Repair: "重复的删去一件；不同的在标题中写明年份、月份、事项。",
		Examples: []diag.Example{{Wrong: "title = \"政府采购意向\"", Right: "title = \"2026年第四季度政府采购意向\""}}},
	Site: func(s *check.Site) {
		type name struct {
			issuer *config.Issuer
			title  string
		}
		first := make(map[name]*catalogue.Document, len(s.Documents))
		for i := len(s.Documents) - 1; i >= 0; i-- { // oldest first
			d := &s.Documents[i]
			if d.Validity.Ended() || len(d.Issuers) == 0 {
				continue
			}
			n := name{d.Issuers[0], d.Title}
			was := first[n]
			if was == nil {
				first[n] = d
				continue
			}
			if was.Index != d.Index && !versions(was, d) { // one index number twice is an error of its own
				s.Report(s.Of(d).At("title", nil, "标题与 %s 的相同：“%s”", was.Path, d.Title).
					WithRelated(was.Path, s.Locate(was.Path, "title"), "先公开的一件"))
			}
		}
	},
}

// versions says whether two documents of one title are meant to bear it.
func versions(a, b *catalogue.Document) bool {
	joined := func(r catalogue.Relation) bool { return r.Doc == b }
	if slices.ContainsFunc(a.Out, joined) || slices.ContainsFunc(a.In, joined) {
		return true
	}
	decision := a.Class != nil && (a.Class.Name == "行政许可" || a.Class.Name == "行政处罚")
	return decision && a.DocNumber != b.DocNumber
}
