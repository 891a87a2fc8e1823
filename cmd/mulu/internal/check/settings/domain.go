package settings

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

var siteDomain = check.Rule{
	Rule: diag.Rule{Code: "site-domain", Severity: diag.Warning, Title: "网站域名和网址不一致",
		Explain:  "每一页的 META 标签 SiteDomain 取自 site.domain，页面的网址取自 base_url。两者不同，检查机构会认为页面属于另一个网站。",
		Source:   "政府网站发展指引（国办发〔2017〕47号）附件：网页标签规范",
		Repair:   "把 site.domain 写成 base_url 中的域名，不带 https:// 和路径。",
		Examples: []diag.Example{{Wrong: "base_url = \"https://jtj.example.gov.cn/xxgk/\"\n[site]\ndomain = \"www.jtj.gov.cn\"", Right: "base_url = \"https://jtj.example.gov.cn/xxgk/\"\n[site]\ndomain = \"jtj.example.gov.cn\""}}},
	Site: func(s *check.Site) {
		domain, is := s.Config.Site.Domain, host(s.Config)
		if domain == "" || is == "" || strings.EqualFold(strings.TrimSuffix(domain, "."), is) {
			return
		}
		s.Report(s.Setting([]tree.Step{"site", "domain"}, "site.domain 是 %s，base_url 的域名是 %s", domain, is).
			WithRelated("config.toml", s.Config.At("base_url"), "base_url 在这里").WithHint("应写 domain = \"%s\"；域名确实不同的，改正 base_url", is))
	},
}
