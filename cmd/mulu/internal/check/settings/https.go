package settings

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

var siteHTTPS = check.Rule{
	Rule: diag.Rule{Code: "site-https", Severity: diag.Notice, Title: "网站没有用 https",
		Explain:  "http 的网页在传送中可以被改动，浏览器会提示“不安全”，检索等功能的一部分也只在 https 下可用。",
		Source:   "政府网站发展指引（国办发〔2017〕47号）安全防护；本软件约定",
		Repair:   "给网站配置证书，base_url 改为 https:// 开头。",
		Examples: []diag.Example{{Wrong: `base_url = "http://jtj.example.gov.cn/xxgk/"`, Right: `base_url = "https://jtj.example.gov.cn/xxgk/"`}}},
	Site: func(s *check.Site) {
		if strings.HasPrefix(s.Config.PublicURL(), "http://") {
			s.Report(s.Setting([]tree.Step{"base_url"}, "base_url 是 http:// 网址：%s", s.Config.PublicURL()))
		}
	},
}
