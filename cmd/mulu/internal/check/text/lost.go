package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var wordLost = check.Rule{
	Rule: diag.Rule{Code: "word-lost", Severity: diag.Warning, Title: "标点旁边缺了字",
		Explain: "段落以顿号、逗号开头，或者“及”字后面就是标点，说明旁边的词丢了。有的文库网站会删去“党委”“政府”“政策”一类的词，从那里复制的文件读不通。",
		Source:  "政府信息公开条例 第六条（公开的信息应当准确）", Repair: "对照原件补上缺少的字；没有缺字的，删去多余的标点或者“及”。",
		Examples: []diag.Example{{Wrong: "公开法律、法规、文件及；", Right: "公开法律、法规、文件及政策；"}, {Wrong: "、市政府把政务公开纳入议事日程。", Right: "市委、市政府把政务公开纳入议事日程。"}}},
	Body: func(b *check.Body) {
		found, between := 0, true
		say := func(line check.Text, from, to int, format string) {
			p := prose{text: line.Text, markdown: true}
			if found < maxFindings && p.has(from) {
				found++
				b.Report(b.At(line, from, to, format, line.Text[from:to]))
			}
		}
		for _, line := range b.Texts {
			if between && line.Has&check.Wide != 0 {
				if r, n := utf8.DecodeRuneInString(line.Text); strings.ContainsRune("，。；、", r) {
					say(line, 0, n, "段落以“%s”开头，前面缺了字")
				}
			}
			between = strings.TrimSpace(line.Text) == ""
			eachHanging(line.Text, func(from, to int) { say(line, from, to, "“%s”：“及”的后面缺了字") })
		}
	},
}

// eachHanging gives the places where 及 stands before a point and is a conjunction.
func eachHanging(s string, yield func(from, to int)) {
	for at := 0; ; {
		i := strings.Index(s[at:], "及")
		if i < 0 {
			return
		}
		from := at + i
		at = from + len("及")
		if r := after(s, at); r != 0 && strings.ContainsRune("，。；、", r) && !endsWord(s[:from]) {
			yield(from, at+utf8.RuneLen(r))
		}
	}
}

// endsWord says whether 及 behind s is the end of a word: 涉及, 普及, 力所能及.
func endsWord(s string) bool {
	return strings.ContainsRune("涉普提波危触顾企殃累论推埃兼遍惠", before(s, len(s))) ||
		strings.HasSuffix(s, "所能") || strings.HasSuffix(s, "可") && !strings.HasSuffix(s, "许可")
}
