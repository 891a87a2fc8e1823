package links

import (
	"fmt"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

const badLinks = "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）单项否决“安全、泄密事故等严重问题”"

var hostDenied = outbound(at(diag.Rule{Code: "link-host-denied", Severity: diag.Error, Title: "链接指向禁止的网站",
	Explain:  "这个网站列在 config.toml 的 check.links.deny 中，例如已经失效、被他人抢注的域名。错链到不良网站是检查中的单项否决情形。",
	Source:   badLinks + "；config.toml 的 check.links.deny",
	Repair:   "删去链接，或改为正确的地址。",
	Examples: []diag.Example{{Wrong: "[网约车平台](https://old.jichuan.example/)", Right: "[网约车平台](https://wyc.jichuan.example/)"}}},
), func(s *check.Site, a address) string {
	if !s.Config.Check.Links.Denies(a.host) {
		return ""
	}
	return fmt.Sprintf("%s 在禁止链接的网站（check.links.deny）中", a.host)
})

var hostUnlisted = outbound(at(diag.Rule{Code: "link-host-unlisted", Severity: diag.Warning, Title: "链接的网站没有登记",
	Explain:  "config.toml 的 check.links.hosts 列出了可以链接的网站，这个网站不在其中。域名过期被他人抢注，或者写错一个字母，链接就可能指到不良网站。",
	Source:   badLinks + "；config.toml 的 check.links.hosts",
	Repair:   "核对网址；确实需要的，经审核后在 check.links.hosts 中加上它的域名。",
	Examples: []diag.Example{{Wrong: "[充电桩地图](https://map.unknown.example/)", Right: "hosts = [\"gov.cn\", \"map.unknown.example\"]"}}},
), func(s *check.Site, a address) string {
	c := &s.Config.Check.Links
	// What is denied or cannot be reached at all has its own finding.
	if c.Allows(a.host) || c.Denies(a.host) || isPrivate(a.host) || isOwnHost(s.Config, a.host) {
		return ""
	}
	return fmt.Sprintf("%s 不在允许链接的网站（check.links.hosts）中", a.host)
})
