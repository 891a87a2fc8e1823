package links

import (
	"fmt"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var linkDead = outbound(at(diag.Rule{Code: "link-dead", Severity: diag.Warning, Title: "外部链接打不开",
	Explain:  "链接检查工具报告这个网址打不开。本程序自己不连网；用 mulu check --external-report 读入检查工具的结果，在每个链接的位置报告。对方网站可能只是暂时打不开，所以是警告。",
	Source:   "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）：链接不可用",
	Repair:   "在浏览器里打开核对：换了地址的改正，没有了的删去链接。",
	Examples: []diag.Example{{Wrong: "[办理流程](https://zwfw.example.gov.cn/gone.html)", Right: "[办理流程](https://zwfw.example.gov.cn/guide/12.html)"}}},
), func(s *check.Site, a address) string {
	if s.Links == nil {
		return ""
	}
	state := s.Links.Find(a.url.String())
	if state == nil || !state.Dead {
		return ""
	}
	if state.Status == "" {
		return fmt.Sprintf("%s 打不开", a.url)
	}
	return fmt.Sprintf("%s 打不开：%s", a.url, state.Status)
})

var reportOther = check.Rule{
	Rule: diag.Rule{Code: "link-report-other", Severity: diag.Notice, Title: "链接检查的结果和网站对不上",
		Explain:  "--external-report 读入的结果里有本站没有的网址，或者本站有结果里没有的链接：结果可能是以前的，或者是别的网站的，不能用来说明链接都能打开。",
		Source:   "本软件约定",
		Repair:   "用链接检查工具重新检查现在的网站。",
		Examples: []diag.Example{{Wrong: "mulu check --external-report 上个月的结果.json", Right: "lychee --format json --verbose public -o links.json\nmulu check --external-report links.json"}}},
	End: func(s *check.Site) {
		if s.Links == nil {
			return
		}
		if n, first := s.Links.Unused(); n > 0 {
			s.Report(s.AtPlace(s.Links.File, diag.Pos{}, "报告中打不开的网址有 %d 个不在本站的链接中，例如 %s", n, first))
		}
		if n := s.Links.Missed(); n > 0 && s.Links.Complete {
			s.Report(s.AtPlace(s.Links.File, diag.Pos{}, "本站有 %d 处外部链接不在报告中，没有核对", n))
		}
	},
}
