package text

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var wordLost = check.Rule{
	Rule: diag.Rule{Code: "word-lost", Severity: diag.Warning, Title: "标点前缺了字",
		Explain: "“及”字后面就是标点，说明后面的词丢了。有的文库网站会删去“党委”“政府”“政策”一类的词，从那里复制的文件读不通。",
		Source:  "政府信息公开条例 第六条（公开的信息应当准确）", Repair: "对照原件补上缺少的字；没有缺字的，删去“及”。",
		Examples: []diag.Example{{Wrong: "公开法律、法规、文件及；", Right: "公开法律、法规、文件及政策；"}}},
	In:   check.InDocument,
	Cues: hangings,
	Line: func(l *check.Line) {
		p, found := proseOf(l), 0
		for _, w := range hangings {
			for at := 0; found < maxFindings; {
				i := strings.Index(l.Text[at:], w)
				if i < 0 {
					break
				}
				from := at + i
				at = from + len(w)
				if p.has(from) && !endsWord(l.Text[:from]) {
					found++
					l.Report(l.At(from, at, "“%s”：“及”的后面缺了字", w))
				}
			}
		}
	},
}

// hangings are 及 with what cannot follow it where it is a conjunction.
var hangings = []string{"及，", "及。", "及；", "及、"}

// endsWord says whether 及 behind s is the end of a word: 涉及, 普及, 力所能及.
func endsWord(s string) bool {
	return strings.ContainsRune("涉普提波危触顾企殃累论推埃兼遍惠", before(s, len(s))) ||
		strings.HasSuffix(s, "所能") || strings.HasSuffix(s, "可") && !strings.HasSuffix(s, "许可")
}
