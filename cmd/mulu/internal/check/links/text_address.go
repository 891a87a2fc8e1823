package links

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
)

var textAddress = check.Rule{
	Rule: diag.Rule{Code: "link-text-address", Severity: diag.Warning, Title: "用网址作链接文字",
		Explain:  "网址对读者没有意义，读屏软件会一个字母一个字母地念；长的网址在手机上会撑破版面。",
		Source:   "WCAG 2.2 成功准则 2.4.4；本软件约定",
		Repair:   "用网站或文件的名称作链接文字，网址写在圆括号里。",
		Examples: []diag.Example{{Wrong: "<https://www.mot.gov.cn/>", Right: "[交通运输部网站](https://www.mot.gov.cn/)"}}},
	Body: found(func(b *finder) {
		for i := range b.Links {
			l := &b.Links[i]
			if host, ok := shownHost(l); ok && !mismatch(l, host) {
				d := b.AtPlace(b.File, l.Pos, "链接文字是网址“%s”", l.Text)
				if name := targetName(b, l); name != "" {
					d = d.WithHint("写上所指内容的名称，例如 [%s](%s)", name, l.Dest)
				} else {
					d = d.WithHint("写上对方的名称，例如 [某某网站](%s)", l.Dest)
				}
				b.Report(d)
			}
		}
	}),
}

// shownHost is the host of the address that a link's text is.
func shownHost(l *markdown.Link) (host string, ok bool) {
	if l.Image {
		return "", false
	}
	text := strings.TrimSpace(l.Text)
	if len(text) >= 4 && strings.EqualFold(text[:4], "www.") {
		text = "http://" + text
	}
	a, ok := webAddress(text)
	if !ok || strings.ContainsAny(text, " 　") {
		return "", false
	}
	return a.host, true
}
