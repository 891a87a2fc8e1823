package links

import (
	"fmt"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var privateAddress = outbound(at(diag.Rule{Code: "link-private-address", Severity: diag.Error, Title: "链接指向内网或本机",
	Explain:  "localhost、10.、172.16 至 172.31、192.168. 开头的地址，以及没有域名的、.local、.lan 结尾的主机，只有在单位内部才能打开；公开出去还会暴露内网的结构。",
	Source:   "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）；RFC 1918",
	Repair:   "改为互联网上能打开的地址；指向本站文件的，改用相对路径、索引号或发文字号。",
	Examples: []diag.Example{{Wrong: "[申请系统](http://192.168.1.20:8080/apply)", Right: "[申请系统](https://zwfw.example.gov.cn/apply)"}}},
), func(s *check.Site, a address) string {
	if !isPrivate(a.host) || isOwnHost(s.Config, a.host) || a.host == "http" || a.host == "https" {
		return "" // the last is a scheme written twice
	}
	return fmt.Sprintf("%s 是内网或本机的地址，单位以外打不开", a.url.Host)
})
