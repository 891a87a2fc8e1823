package text

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var endMark = check.Rule{
	Grave: true,
	Rule: diag.Rule{Code: "end-mark-disclosure", Severity: diag.Error, Title: "文末的公开属性与文件头不一致",
		Explain: "文件末尾写着依申请公开或者不予公开，文件头却是主动公开。公开属性由拟稿时确定，以文件上印的为准；公开了就收不回来，所以先停下来核对。",
		Source:  "政府信息公开条例 第十四条至第十七条", Repair: "核对原件：不应主动公开的，改文件头的公开属性；依申请公开的信息转为主动公开的，删去这一行并留存审查意见。",
		Examples: []diag.Example{{Wrong: "（此件依申请公开）", Right: "（此件主动公开）"}}},
	Cues: []string{"此件", "公开方式", "公开属性", "公开类别", "公开选项"},
	Body: func(b *check.Body) {
		if b.Document == nil {
			return
		}
		for line := range b.Lines {
			if !b.Cued(line) || isRow(line.Text) {
				continue
			}
			if m := closedMark.FindStringSubmatchIndex(line.Text); m != nil {
				from, to := max(m[2], m[4]), max(m[3], m[5]) // one of the two forms
				b.Report(b.At(line, from, to, "文末写着“%s”，文件头的公开属性是“%s”", line.Text[from:to], b.Document.Disclosure))
			}
		}
	},
}

// closedMark is a line of its own that says that a document is not published as a matter
// of course: 附注 in its brackets, or 公开方式 with its value, as offices print it.
var closedMark = lazy.Compile(`^[\s　*>]*(?:[（(]?(此件[^）)。，]{0,6}(?:依申请公开|不予公开|不公开|免予公开|免于公开|暂不公开|不宜公开|内部公开)[^）)。，]{0,6})[）)]?|((?:信息)?公开(?:方式|属性|类别|选项)[\s　]*[：:][\s　]*(?:依申请公开|不予公开|不公开|免予公开|免于公开)))[\s　*]*$`)
