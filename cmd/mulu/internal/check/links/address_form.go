package links

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var addressForm = check.Rule{
	Rule: diag.Rule{Code: "link-address-form", Severity: diag.Warning, Title: "网址写错了",
		Explain:  "协议写了两遍、夹着中文标点或空格、没有域名的网址打不开。",
		Source:   "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）；RFC 3986",
		Repair:   "改正网址；最好从浏览器的地址栏复制。",
		Examples: []diag.Example{{Wrong: "[交通运输部](https://https://www.mot.gov.cn/)", Right: "[交通运输部](https://www.mot.gov.cn/)"}}},
	Body: found(func(b *finder) {
		for i := range b.Links {
			l := &b.Links[i]
			if l.Image || !isWeb(l.Dest) {
				continue
			}
			if what := badAddress(l.Dest); what != "" {
				b.Report(b.AtPlace(b.File, l.Pos, "网址 %s %s", l.Dest, what))
			}
		}
	}),
}

// badAddress says what is wrong with the form of a web address.
func badAddress(dest string) string {
	a, ok := webAddress(dest)
	switch {
	case !ok:
		return "没有域名，或者夹着不能用的字符"
	case a.host == "http" || a.host == "https":
		return "的协议写了两遍"
	case strings.ContainsAny(a.host, "，。；：、（）()《》“”‘’！？,;!'\"_ 　") || strings.Contains(a.host, ".."):
		return "的域名中有不能用的字符"
	case strings.HasSuffix(dest, "。") || strings.HasSuffix(dest, "，") || strings.HasSuffix(dest, "；") || strings.HasSuffix(dest, "、"):
		return "末尾多了标点"
	}
	return ""
}
