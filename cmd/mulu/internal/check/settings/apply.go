package settings

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

var applyMissing = check.Rule{
	Rule: diag.Rule{Code: "apply-entry-missing", Severity: diag.Notice, Title: "没有依申请公开的入口",
		Explain: "行政机关应当完善政府信息公开申请渠道，为申请人提供便利；平台上通常在指南、制度、法定主动公开内容、年报旁边放依申请公开的入口。[site] 的 apply、导航里带“申请”的一项、名称是 apply 的页面，有一个就可以。base_url 是 .example 一类示例域名的网站不检查。",
		Source:  "政府信息公开条例 第二十八条、第二十九条；政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）单项否决“互动回应差”", Unconfirmed: true,
		Repair:   "在 [site] 中写 apply = \"在线申请的网址\"；没有网上申请的，写一个页面说明怎样申请。",
		Examples: []diag.Example{{Wrong: "[site]\nname = \"霁川市交通运输局\"", Right: "[site]\nname = \"霁川市交通运输局\"\napply = \"https://www.jichuan.gov.cn/ysqgk/\""}}},
	Absence: true,
	Site: func(s *check.Site) {
		if isExample(host(s.Config)) || s.Config.Site.Apply != "" || s.Page("apply") != nil {
			return
		}
		for _, n := range s.Config.Navigation {
			if strings.Contains(n.Name, "申请") {
				return
			}
		}
		s.Report(s.Setting([]tree.Step{"site"}, "没有依申请公开的入口"))
	},
}
