package text

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var sourceTyped = check.Rule{
	Rule: diag.Rule{Code: "source-in-text", Severity: diag.Warning, Title: "转载的来源写在正文里",
		Explain: "转载别处的文件要写明来源。来源写在正文里，页面的“来源”和 META 标签 ContentSource 仍是本机关，统计也当作本机关制发的。只看单独成行、文件头又没有 source 的。",
		Source:  "政府网站发展指引（国办发〔2017〕47号）：转载要注明来源；政府信息公开条例 第十条", Repair: "在文件头写 source = {name = \"…\", url = \"…\"}，删去正文里的这一行。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "（来源：交通运输部网站）", Right: `source = {name = "交通运输部", url = "https://www.mot.gov.cn/"}`}}},
	In:   check.InBody,
	Cues: []string{"来源", "转载", "转自"},
	Line: func(l *check.Line) {
		if l.Doc == nil || l.Doc.More != nil && l.Doc.More.SourceName != "" || len(l.Text) > 200 || isRow(l.Text) || isHeading(l.Text) {
			return
		}
		if m := sourceLine.FindStringSubmatchIndex(l.Text); m != nil {
			l.Report(l.At(m[2], m[3], "正文写了来源“%s”，文件头没有 source", l.Text[m[4]:m[5]]))
		}
	},
}

// sourceLine is a line that names where a text is from: the whole mention, and the name.
// 数据来源 is another thing.
var sourceLine = lazy.Compile(`^[ 　*_>]*[（(【]?((?:(?:信息|稿件|文章|内容|新闻)?来源[ 　]*[：:]|(?:本文)?(?:转载自|转自)[ 　]*[：:]?)[ 　]*([^\s　，。；：:）)】*_]{2,40}))[）)】*_。 　]*$`)
