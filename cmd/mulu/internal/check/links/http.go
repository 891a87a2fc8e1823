package links

import (
	"fmt"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var plainHTTP = outbound(at(diag.Rule{Code: "link-plain-http", Severity: diag.Notice, Title: "政府网站的链接用 http://",
	Explain:  "http 网址在传送中可以被改动，浏览器会提示“不安全”。政府网站大多已经支持 https。",
	Source:   "政府网站发展指引（国办发〔2017〕47号）安全防护；本软件约定",
	Repair:   "在浏览器里试一试 https:// 开头的网址，能打开就改用它。",
	Examples: []diag.Example{{Wrong: "[交通运输部](http://www.mot.gov.cn/)", Right: "[交通运输部](https://www.mot.gov.cn/)"}}},
), func(s *check.Site, a address) string {
	if a.url.Scheme != "http" || !strings.HasSuffix(a.host, ".gov.cn") && !isOwnHost(s.Config, a.host) {
		return ""
	}
	if _, ok := own(s.Config, a.url.String()); ok {
		return "" // it should not be an address at all: link-own-address
	}
	return fmt.Sprintf("%s 是 http:// 网址", a.url)
})
