package links

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

// vague are texts that say nothing of a target, as plain gives them.
var vague = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(`点击这里 请点击这里 点这里 戳这里 这里 此处 点击此处 请点击此处 点此 点此查看 点此下载 点击 请点击 点我
		查看 点击查看 请查看 查看详情 点击查看详情 查看更多 详情 详情请点击 点击详情 详细 详细内容 详细信息 更多 更多内容 更多信息 了解更多 了解详情
		下载 点击下载 请下载 下载地址 下载链接 附件下载 下载附件 链接 网址 地址 链接地址 网站链接 进入 点击进入 打开 跳转
		here click clickhere click_here more readmore learnmore details download link this thislink`) {
		m[plain(s)] = true
	}
	return m
}()

// mostVague is the length in bytes beyond which no text is vague, punctuation included.
const mostVague = 40

func isVague(text string) bool {
	return len(text) <= mostVague && vague[plain(text)]
}

var textVague = check.Rule{
	Rule: diag.Rule{Code: "link-text-vague", Severity: diag.Warning, Title: "链接文字没有说明指向什么",
		Explain:  "读屏软件可以只念链接，一页的“点击这里”“下载”听不出各是什么；打印出来的文件也看不出这里指的是什么。",
		Source:   "GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》；WCAG 2.2 成功准则 2.4.4",
		Repair:   "用所指内容的名称作链接文字。",
		Examples: []diag.Example{{Wrong: "申请表请[点击这里](申请表.docx)。", Right: "请下载[经营许可申请表](申请表.docx)。"}}},
	Body: found(func(b *finder) {
		for i := range b.Links {
			l := &b.Links[i]
			if !l.Image && isVague(l.Text) {
				b.Report(hintName(b.AtPlace(b.File, l.Pos, "链接文字“%s”没有说明指向什么", l.Text), b, l))
			}
		}
	}),
}
