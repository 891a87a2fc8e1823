package text

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var sampleLeft = check.Rule{
	PerFile: true,
	Rule: diag.Rule{Code: "sample-left", Severity: diag.Warning, Title: "示例的内容没有换成真实的",
		Explain: "新建网站时带有示例文件，标题以“（示例）”开头，要填写的地方写着“（请填写）”。把它们公开出去，读者会当成真的文件。申请表、文书式样里的“（请填写）”不算。",
		Source:  "政府信息公开条例 第六条（公开的信息应当准确）", Repair: "换成真实的文件，填写各项；用不到的示例文件删去。",
		Examples: []diag.Example{{Wrong: "title = \"（示例）机构职能\"", Right: "title = \"霁川市交通运输局机构职能\""}, {Wrong: "## 办公地址\n\n（请填写）", Right: "## 办公地址\n\n霁川市云汀区渡口路1号"}}},
	Cues: []string{"（示例）", "(示例)", "请填写"},
	Body: func(b *check.Body) {
		for line := range b.Lines {
			if !b.Cued(line) {
				continue
			}
			if m := fillIn.FindStringIndex(line.Text); m != nil && !isForm(b) {
				b.Report(b.At(line, m[0], m[1], "“%s”没有填写", line.Text[m[0]:m[1]]))
			}
		}
	},
	In: check.InHeader,
	Line: func(l *check.Line) {
		if m := sampleTitle.FindString(l.Text); l.Field == "title" && m != "" {
			l.Report(l.At(0, len(m), "标题以“%s”开头，是示例文件", m))
		}
	},
}

var (
	fillIn      = lazy.Compile(`(?:^|[（(【])(?:以下各项)?请(?:在此)?填写[^）)】]{0,20}(?:[）)】]|$)`)
	sampleTitle = lazy.Compile(`^[（(]示例[）)]`)
)
