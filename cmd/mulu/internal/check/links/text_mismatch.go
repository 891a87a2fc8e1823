package links

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
)

var textMismatch = check.Rule{
	Rule: diag.Rule{Code: "link-text-mismatch", Severity: diag.Warning, Title: "链接显示的地址和实际地址不同",
		Explain:  "读者看到一个网站或邮箱，点开却是另一个：不是写错，就是被人改过。错链到不良网站是检查中的单项否决情形。",
		Source:   "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）单项否决“安全、泄密事故等严重问题”",
		Repair:   "核对圆括号里的地址，与显示的改成一致。",
		Examples: []diag.Example{{Wrong: "[www.mot.gov.cn](https://www.mot-gov.example/)", Right: "[交通运输部网站](https://www.mot.gov.cn/)"}}},
	Body: found(func(b *finder) {
		for i := range b.Links {
			l := &b.Links[i]
			if host, ok := shownHost(l); ok && mismatch(l, host) || otherMail(l) {
				b.Report(b.AtPlace(b.File, l.Pos, "显示的是“%s”，实际指向 %s", strings.TrimSpace(l.Text), l.Dest))
			}
		}
	}),
}

// mismatch says whether a link that shows an address of host leads to another host.
func mismatch(l *markdown.Link, host string) bool {
	a, ok := webAddress(l.Dest)
	return ok && strings.TrimPrefix(a.host, "www.") != strings.TrimPrefix(host, "www.")
}

// otherMail says whether a link shows one mail address and leads to another.
func otherMail(l *markdown.Link) bool {
	to, ok := mailAddress(l.Dest)
	text := strings.TrimSpace(l.Text)
	return ok && mailShape.MatchString(text) && !strings.EqualFold(text, to)
}
