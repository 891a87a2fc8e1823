package links

import (
	"fmt"
	"slices"
	"strings"

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
		if s.Links == nil || foreign(s) {
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

var reportForeign = check.Rule{
	Rule: diag.Rule{Code: "link-report-foreign", Severity: diag.Warning, Title: "链接检查的结果是别的网站的",
		Explain:  "--external-report 读入的结果里没有一个网址在本站的链接中，检查的页面也不是本站的。这样的结果不能说明本站的链接能不能打开，所以没有采用。",
		Source:   "本软件约定",
		Repair:   "核对文件名；用链接检查工具检查本站生成的网页，再读入它的结果。",
		Examples: []diag.Example{{Wrong: "mulu check --external-report ../别的网站/links.json", Right: "lychee --format json --verbose public -o links.json\nmulu check --external-report links.json"}}},
	End: func(s *check.Site) {
		if s.Links != nil && foreign(s) {
			s.Report(s.AtPlace(s.Links.File, diag.Pos{}, "报告中的 %d 个网址没有一个在本站的链接中，没有采用", s.Links.Len()))
		}
	},
}

// foreign says whether a report is of another site. One that lists dead links alone may
// be of this one though none is left: then the pages that it names tell.
func foreign(s *check.Site) bool {
	r := s.Links
	if r.Used() {
		return false
	}
	if len(r.Inputs) == 0 {
		return r.Complete
	}
	return !slices.ContainsFunc(r.Inputs, func(page string) bool { return isOwnPage(s, page) })
}

// isOwnPage says whether a file or address is a document's page of the site. Other pages
// have names that many sites have.
func isOwnPage(s *check.Site, page string) bool {
	page = strings.ReplaceAll(page, "\\", "/")
	i := strings.LastIndex(page, "doc/")
	if strings.HasPrefix(page, s.Config.PublicURL()) {
		return true
	}
	return i >= 0 && s.Exists != nil && s.Exists(page[i:])
}

var reportOld = check.Rule{
	Rule: diag.Rule{Code: "link-report-old", Severity: diag.Notice, Title: "链接检查的结果太旧",
		Explain:  "链接随时会失效。--external-report 读入的结果是很久以前的，后来打不开的链接不在里面，已经恢复的还在里面。多少天算旧，写在 [check.links] 的 report_days（默认30天）。结果的日期写在 CSV 的最后一列，或者 JSON 的 date 中；没有日期的不查。",
		Source:   "本软件约定",
		Repair:   "用链接检查工具重新检查现在的网站。",
		Examples: []diag.Example{{Wrong: "https://zwfw.example.gov.cn/,200,,2025-01-06", Right: "https://zwfw.example.gov.cn/,200,,2026-11-20"}}},
	End: func(s *check.Site) {
		if s.Links == nil || s.Links.Day.IsZero() {
			return
		}
		if n := s.Links.Day.DaysUntil(s.Today); n > s.Config.Check.Links.ReportDays {
			s.Report(s.AtPlace(s.Links.File, diag.Pos{}, "报告是 %s 的，距今已有 %d 天，超过 %d 天", s.Links.Day, n, s.Config.Check.Links.ReportDays))
		}
	},
}
