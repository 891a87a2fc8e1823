package links

import (
	"bytes"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var headingTitle = check.Rule{
	Rule: diag.Rule{Code: "heading-repeats-title", Severity: diag.Notice, Title: "正文开头重复了文件标题",
		Explain:  "文件标题已经显示在页面上方，正文里再写一遍，读者会看到、听到两次。",
		Source:   "本软件约定",
		Repair:   "删去正文中的这一行。",
		Examples: []diag.Example{{Wrong: "title = \"关于调整26路线路的公告\"\n\n# 关于调整26路线路的公告", Right: "title = \"关于调整26路线路的公告\"\n\n26路线路调整如下："}}},
	Body: found(func(b *finder) {
		if b.Document == nil || len(b.Result.Headings) == 0 {
			return
		}
		// A notice may carry the text that it puts into force, under the same title: only
		// what the body begins with is said twice.
		h := &b.Result.Headings[0]
		if first(b, h.Pos.Line) && plain(h.Text) == plain(b.Title) {
			b.Report(b.AtPlace(b.File, h.Pos, "标题“%s”和文件标题相同", h.Text))
		}
	}),
}

// first says whether nothing but blank lines stands before a line of the body.
func first(b *finder, line int) bool {
	before := b.Raw
	for n := b.First; n < line; n++ {
		text, rest, _ := bytes.Cut(before, []byte{'\n'})
		if len(bytes.TrimSpace(text)) > 0 {
			return false
		}
		before = rest
	}
	return true
}
