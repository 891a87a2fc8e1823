package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
)

var traditional = check.Rule{
	Rule: diag.Rule{Code: "char-traditional", Severity: diag.Warning, Title: "繁简字混用",
		Explain: "国家机关以规范汉字为公务用字。简体文件里的繁体字多半是转换、识别时留下的；整篇繁体的文件要先转成简体，并逐处核对用词（檔案与文件、網際網路与互联网）。引文、书名里的繁体字不算。网站语言是繁体中文（zh-Hant、zh-TW、zh-HK、zh-MO）时反过来查简体字。",
		Source:  "国家通用语言文字法 第九条", Repair: "简体的文件改成简体字，繁体的文件改成繁体字。",
		Examples: []diag.Example{{Wrong: "政府信息公開", Right: "政府信息公开"}}},
	Body: func(b *check.Body) {
		s := scriptOf(b.Site)
		if s.reverse && b.Has&check.Wide == 0 || !s.reverse && b.Has&check.Traditional == 0 {
			return
		}
		if n := s.count(b); n > 0 {
			s.whole(b, n)
			return
		}
		var t tally
		for line := range b.Lines {
			if !s.reverse && line.Has&check.Traditional == 0 {
				continue
			}
			p := proseIn(line)
			s.runs(line.Text, func(from, to int) {
				if p.has(from) && !quoted(line.Text, from) {
					t.add(line, from, to)
				}
			})
		}
		t.report(b, s.other+"字", func(found string) string { return "“" + found + "”是" + s.other + "字" + s.mend(found) })
	},
	In: check.InHeader,
	Line: func(l *check.Line) {
		s := scriptOf(l.Site)
		if !s.reverse && l.Has&check.Traditional == 0 {
			return
		}
		var list []span
		s.runs(l.Text, func(from, to int) {
			if !quoted(l.Text, from) {
				list = append(list, span{from, to})
			}
		})
		if len(list) == 0 || s.count(l.Body) > 0 { // one finding is for all of the document
			return
		}
		for _, m := range list[:min(len(list), maxFindings)] {
			l.Report(l.At(m.from, m.to, "“%s”是%s字%s", l.Text[m.from:m.to], s.other, s.mend(l.Text[m.from:m.to])))
		}
	},
}

// script is which characters a site's texts should not have.
type script struct {
	reverse     bool // the site is in Traditional Chinese
	own, other  string
	isOtherRune func(rune) bool
}

var (
	toSimplified  = &script{own: "简体", other: "繁体", isOtherRune: han.IsTraditional}
	toTraditional = &script{reverse: true, own: "繁体", other: "简体", isOtherRune: han.IsSimplified}
)

// scriptOf reads the language of the site's documents (BCP 47).
func scriptOf(s *check.Site) *script {
	_, rest, _ := strings.Cut(strings.ToLower(s.Config.Content), "-")
	for part := range strings.SplitSeq(rest, "-") {
		switch part {
		case "hans", "cn", "sg":
			return toSimplified
		case "hant", "tw", "hk", "mo":
			return toTraditional
		}
	}
	return toSimplified
}

// runs gives the runs of the other script's characters.
func (s *script) runs(text string, yield func(from, to int)) {
	from := -1
	for i, r := range text {
		switch is := r >= 0x3400 && s.isOtherRune(r); {
		case is && from < 0:
			from = i
		case !is && from >= 0:
			yield(from, i)
			from = -1
		}
	}
	if from >= 0 {
		yield(from, len(text))
	}
}

func (s *script) mend(found string) string {
	if s.reverse {
		return ""
	}
	return "，应写成“" + han.Simplify(found) + "”"
}

// count is how many characters of a body are of the other script when all of it is
// written in that, else 0.
func (s *script) count(b *check.Body) int {
	other, all := 0, 0
	for line := range b.Lines {
		all += utf8.RuneCountInString(line.Text)
		if s.reverse || line.Has&check.Traditional != 0 {
			s.runs(line.Text, func(from, to int) { other += utf8.RuneCountInString(line.Text[from:to]) })
		}
	}
	if other >= 10 && other*20 > all {
		return other
	}
	return 0
}

// whole is the one finding for a text that is all in the other script, at its first line.
func (s *script) whole(b *check.Body, count int) {
	for line := range b.Lines {
		if line.Text != "" {
			b.Report(b.At(line, 0, len(line.Text), "全文是%s字（%d个）", s.other, count).
				WithHint("先用转换软件把标题、概述和全文转成%s，再逐处核对用词。", s.own))
			return
		}
	}
}
