package links

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
)

var headingEmpty = check.Rule{
	Rule: diag.Rule{Code: "heading-empty", Severity: diag.Warning, Title: "标题没有文字",
		Explain:  "只有 # 号没有文字的标题，页面上是一行空白，读屏软件念“标题”却没有内容，目录中也多出一个空的条目。",
		Source:   "GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》；WCAG 2.2 成功准则 2.4.6",
		Repair:   "写上标题的文字，或者删去这一行。",
		Examples: []diag.Example{{Wrong: "##\n\n本办法自公布之日起施行。", Right: "## 附则\n\n本办法自公布之日起施行。"}}},
	Body: found(func(b *finder) {
		for _, h := range b.Result.Headings {
			if b.n > mostFindings {
				return
			}
			// A picture with its alternative text may stand for words.
			if strings.TrimSpace(h.Text) == "" && !hasPicture(b, h.Pos.Line) {
				b.Report(b.AtPlace(b.File, h.Pos, "这里有一个没有文字的标题"))
			}
		}
	}),
}

// hasPicture says whether a line has a picture with alternative text.
func hasPicture(b *finder, line int) bool {
	return slices.ContainsFunc(b.Links, func(l markdown.Link) bool { return l.Image && l.Pos.Line == line && l.Text != "" })
}
