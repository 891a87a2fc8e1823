package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var fullCharacter = check.Rule{
	Rule: diag.Rule{Code: "character-fullwidth", Severity: diag.Notice, Title: "用了全角数字或字母",
		Explain: "数字和字母用半角。全角的数字、字母排版松散，读屏软件会逐个读出，表格软件也不当作数字。",
		Source:  "GB/T 15835-2011《出版物上数字用法》", Repair: "改成半角的数字、字母。",
		Examples: []diag.Example{{Wrong: "２０２６年Ａ级企业", Right: "2026年A级企业"}}},
	Body: func(b *check.Body) {
		if b.Has&check.FullWidth == 0 {
			return
		}
		var t tally
		for line := range b.Lines {
			if line.Has&check.FullWidth != 0 {
				p := proseIn(line)
				eachFull(line.Text, func(from, to int) {
					if p.has(from) {
						t.add(line, from, to)
					}
				})
			}
		}
		t.report(b, "全角数字、字母", func(s string) string { return "“" + s + "”是全角字符，应写成“" + narrow(s) + "”" })
	},
	In: check.InHeader, Needs: check.FullWidth,
	Line: func(l *check.Line) {
		found := 0
		eachFull(l.Text, func(from, to int) {
			if found++; found > maxFindings {
				return
			}
			s := l.Text[from:to]
			l.Report(l.At(from, to, "“%s”是全角字符，应写成“%s”", s, narrow(s)))
		})
	},
}

// eachFull gives the runs of full-width digits and letters, with the points that join
// them.
func eachFull(s string, yield func(from, to int)) {
	from, to := -1, 0
	for i, r := range s {
		switch {
		case isFull(r):
			if from < 0 {
				from = i
			}
			to = i + utf8.RuneLen(r)
		case from >= 0 && !strings.ContainsRune("．％－／", r):
			yield(from, to)
			from = -1
		}
	}
	if from >= 0 {
		yield(from, to)
	}
}

func isFull(r rune) bool {
	return r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ'
}

// narrow is the reverse of wide.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFF00 && r < 0xFF5F {
			return r - 0xFEE0
		}
		return r
	}, s)
}
