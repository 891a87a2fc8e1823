package relations

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var repealInText = check.Rule{
	Rule: diag.Rule{Code: "repeal-in-text", Severity: diag.Warning, Title: "正文写了废止，文件头没有写",
		Explain: "正文写着某个文件“同时废止”，文件头没有用关系指向它，它的页面就仍然显示“有效”。只查用发文字号写明、收在本目录里的文件。",
		Source:  "政府网站发展指引（国办发〔2017〕47号）：修改、废止、失效的文件要及时标明", Repair: "在文件头写上废止（repeals）或者替代（replaces）的文件。",
		Examples: []diag.Example{{
			Wrong: "# 正文：霁交发〔2018〕8号同时废止。文件头没有写 repeals",
			Right: "repeals = [\"霁交发〔2018〕8号\"]",
		}}},
	Cues: repealing,
	Asks: func(b *check.Body) bool { return b.Document != nil && b.Class != nil && b.Class.Validity },
	Body: func(b *check.Body) {
		if b.Document == nil || b.Class == nil || !b.Class.Validity {
			return
		}
		for line := range b.Lines {
			if b.Cued(line) {
				repealsIn(b, line)
			}
		}
	},
}

// repealing are words behind the names of what a text repeals, all of one length.
var repealing = []string{"同时废止", "同时失效", "即行废止"}

var bracketed = lazy.Compile(`\p{Han}{2,20}〔\d{4}〕\d{1,5}号`)

// repealsIn reports the documents that a line repeals and the header does not.
func repealsIn(b *check.Body, line *check.Text) {
	for at := 0; ; {
		end := nextRepeal(line.Text[at:])
		if end < 0 {
			return
		}
		end += at
		from := at + max(strings.LastIndex(line.Text[at:end], "。"), 0) // of the sentence
		for _, m := range bracketed.FindAllStringIndex(line.Text[from:end], -1) {
			tellRepeal(b, line, from+m[0], from+m[1])
		}
		at = end + len(repealing[0])
	}
}

func nextRepeal(s string) int {
	first := -1
	for _, cue := range repealing {
		if i := strings.Index(s, cue); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

// tellRepeal looks for the document whose number ends line.Text[from:to]; other words
// may stand before it.
func tellRepeal(b *check.Body, line *check.Text, from, to int) {
	for ; from < to; from += width(line.Text[from:]) {
		number := line.Text[from:to]
		list := b.FindNumber(number)
		if len(list) == 0 {
			continue
		}
		t, _ := b.Find(list[0])
		d := t.Document
		if len(list) > 1 || d == nil || d == b.Document || !d.Validity.Standing() ||
			slices.ContainsFunc(b.Out, func(r catalogue.Relation) bool { return r.Doc == d }) {
			return
		}
		b.Report(b.At(line, from, to, "正文写 %s 废止，文件头没有写，它的页面仍显示“%s”", number, d.Validity.State).
			WithHint("在文件头写上 repeals（废止）：[\"%s\"]", number).
			WithRelated(d.Path, b.Locate(d.Path, "title"), "所指的文件"))
		return
	}
}

func width(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}
