package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var titleNesting = check.Rule{
	Rule: diag.Rule{Code: "title-nesting", Severity: diag.Warning, Title: "书名号套用不对",
		Explain: "书名号里面还有书名时，外层用《》，里层用〈〉，再里层又用《》。里层写成《》或者小于号、大于号，程序会在第一个》处把文件名截断。",
		Source:  punctuation, Repair: "里层的书名号改成〈〉。",
		Examples: []diag.Example{{Wrong: "《关于转发<暂行办法>的通知》", Right: "《关于转发〈暂行办法〉的通知》"}}},
	In: check.InDocument, Needs: check.TitleMark,
	Line: func(l *check.Line) {
		p, found := proseOf(l), 0
		var open []rune
		lastWide, lastNarrow := strings.LastIndex(l.Text, "＞"), strings.LastIndexByte(l.Text, '>')
		for i := range l.Marks {
			switch r := after(l.Text, i); r {
			case '《', '〈', '＜', '<':
				want := wantTitle(open)
				if r == '<' && len(open) == 0 || !p.has(i) { // a sign of its own, or Markdown
					continue
				}
				if r == '＜' && (len(open) == 0 || lastWide < i) || r == '<' && lastNarrow < i {
					continue
				}
				if r != want && found < maxFindings && (want == '〈' || i > len(blockMarks.FindString(l.Text))) { // the outer one may begin on the line before
					found++
					l.Report(titleFinding(l, i, r, want))
				}
				open = append(open, r)
			case '》', '〉', '＞', '>':
				if n := len(open); n > 0 && closes(open[n-1], r) {
					open = open[:n-1]
				}
			}
		}
	},
}

// wantTitle is the opening mark that belongs inside those that are open.
func wantTitle(open []rune) rune {
	if len(open)%2 == 1 {
		return '〈'
	}
	return '《'
}

func closes(open, r rune) bool {
	switch r {
	case '》':
		return open == '《'
	case '〉':
		return open == '〈'
	}
	return open == '＜' || open == '<'
}

func titleFinding(l *check.Line, at int, r, want rune) diag.Diagnostic {
	end := at + utf8.RuneLen(r)
	close := map[rune]rune{'《': '》', '〈': '〉'}[want]
	if want == '《' {
		return l.At(at, end, "外层书名号写成了“%c”，应为“%c%c”", r, want, close).WithHint("外层改成《》。")
	}
	return l.At(at, end, "里层书名号写成了“%c”，应为“%c%c”", r, want, close)
}
