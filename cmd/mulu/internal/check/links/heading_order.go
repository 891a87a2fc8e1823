package links

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var headingOrder = check.Rule{
	Rule: diag.Rule{Code: "heading-order", Severity: diag.Warning, Title: "标题跳级",
		Explain:  "读屏软件按标题的级别念出文件的结构，目录也由标题而来。标题从二级到四级，中间缺了三级，读者会以为漏掉了内容。",
		Source:   "GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》；WCAG 2.2 成功准则 1.3.1",
		Repair:   "把这个标题提高一级，或者补上中间的一级。",
		Examples: []diag.Example{{Wrong: "## 一、总体要求\n\n#### （一）指导思想", Right: "## 一、总体要求\n\n### （一）指导思想"}}},
	Body: found(func(b *finder) {
		above := 1 // the page's own heading
		for _, h := range b.Result.Headings {
			if h.Level > above+1 {
				hashes := strings.Repeat("#", above+1-b.Result.Shift)
				b.Report(b.AtPlace(b.File, h.Pos, "标题“%s”在页面上是第 %d 级，前面的标题是第 %d 级，跳过了中间的级别", h.Text, h.Level, above).
					WithHint("页面的标题是第 1 级，这里应是第 %d 级，写成 %s %s；后面同一层的标题一并改", above+1, hashes, h.Text))
			}
			above = h.Level
		}
	}),
}
