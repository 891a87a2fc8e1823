package links

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
)

var textMissing = check.Rule{
	Rule: diag.Rule{Code: "link-text-missing", Severity: diag.Warning, Title: "链接没有文字",
		Explain:  "方括号里没有文字的链接在页面上看不见，也点不到；用键盘和读屏软件的读者会停在一个没有名称的链接上。",
		Source:   "GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》；WCAG 2.2 成功准则 2.4.4",
		Repair:   "在方括号里写上所指内容的名称，或者删去这个链接。",
		Examples: []diag.Example{{Wrong: "[](申请表.docx)", Right: "[经营许可申请表](申请表.docx)"}}},
	Body: found(func(b *finder) {
		for i := range b.Links {
			if l := &b.Links[i]; !l.Image && strings.TrimSpace(l.Text) == "" {
				b.Report(hintName(b.AtPlace(b.File, l.Pos, "指向 %s 的链接没有文字", l.Dest), b, l))
			}
		}
	}),
}

// hintName proposes the name of a link's target as its text, where that is known.
func hintName(d diag.Diagnostic, b *finder, l *markdown.Link) diag.Diagnostic {
	if name := targetName(b, l); name != "" {
		return d.WithHint("写上所指内容的名称，例如 [%s](%s)", name, l.Dest)
	}
	return d
}
