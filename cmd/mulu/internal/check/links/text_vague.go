package links

import (
	"mulu/cmd/mulu/internal/a11y"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var textVague = check.Rule{
	Rule: diag.Rule{Code: "link-text-vague", Severity: diag.Warning, Title: "链接文字没有说明指向什么",
		Explain:  "读屏软件可以只念链接，一页的“点击这里”“下载”听不出各是什么；打印出来的文件也看不出这里指的是什么。",
		Source:   "GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》；WCAG 2.2 成功准则 2.4.4",
		Repair:   "用所指内容的名称作链接文字。",
		Examples: []diag.Example{{Wrong: "申请表请[点击这里](申请表.docx)。", Right: "请下载[经营许可申请表](申请表.docx)。"}}},
	Body: found(func(b *finder) {
		for i := range b.Links {
			l := &b.Links[i]
			if !l.Image && a11y.Vague(l.Text) {
				b.Report(hintName(b.AtPlace(b.File, l.Pos, "链接文字“%s”没有说明指向什么", l.Text), b, l))
			}
		}
	}),
}
