package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

const punctuation = "GB/T 15834-2011《标点符号用法》"

var halfPoint = check.Rule{
	Rule: diag.Rule{Code: "punctuation-halfwidth", Severity: diag.Warning, Title: "汉字旁边用了半角标点",
		Explain: "中文里的逗号、分号、冒号、问号、叹号是全角标点。半角标点多半是输入法没有切换，或者识别、转换时带来的，与其他标点混用显得不规范，检查时按错别字一类的差错计算。",
		Source:  punctuation, Repair: "改成全角标点：，；：？！",
		Examples: []diag.Example{{Wrong: "各处室,局属各单位:", Right: "各处室，局属各单位："}}},
	Body: func(b *check.Body) {
		if b.Has&check.NarrowByHan != 0 {
			eachProse(b, check.NarrowByHan, isHalfPoint).report(b, "半角标点", func(s string) string {
				return "“" + s + "”是半角标点，应写成“" + wide(s) + "”"
			})
		}
	},
	In: check.InHeader, Needs: check.NarrowByHan,
	Line: func(l *check.Line) {
		for i := range len(l.Text) {
			if isHalfPoint(l.Text, i) {
				l.Report(l.At(i, i+1, "“%s”是半角标点，应写成“%s”", l.Text[i:i+1], wide(l.Text[i:i+1])))
				return
			}
		}
	},
}

var halfBracket = check.Rule{
	Rule: diag.Rule{Code: "bracket-halfwidth", Severity: diag.Notice, Title: "汉字用了半角括号",
		Explain: "括号里是汉字时用全角括号。一篇文件里两种括号混用，检索、引用和排版都会受影响。",
		Source:  punctuation, Repair: "改成全角括号：（）",
		Examples: []diag.Example{{Wrong: "办法(试行)", Right: "办法（试行）"}}},
	Body: func(b *check.Body) {
		if b.Has&check.NarrowByHan != 0 && b.Has&check.Bracket != 0 {
			eachProse(b, check.NarrowByHan, isHalfBracket).report(b, "半角括号", func(s string) string {
				return "“" + s + "”是半角括号，应写成“" + wide(s) + "”"
			})
		}
	},
	In: check.InHeader, Needs: check.NarrowByHan,
	Line: func(l *check.Line) {
		for i := range len(l.Text) {
			if isHalfBracket(l.Text, i) {
				l.Report(l.At(i, i+1, "“%s”是半角括号，应写成“%s”", l.Text[i:i+1], wide(l.Text[i:i+1])))
				return
			}
		}
	},
}

// eachProse collects the ASCII characters of a text's prose for which is says so, on lines that
// have what it takes.
func eachProse(b *check.Body, need check.Has, is func(line string, i int) bool) *tally {
	t := new(tally)
	for line := range b.Lines {
		if line.Has&need == 0 {
			continue
		}
		p := proseIn(line)
		for i := range len(line.Text) {
			if line.Text[i] < utf8.RuneSelf && is(line.Text, i) && p.has(i) {
				t.add(line, i, i+1)
			}
		}
	}
	return t
}

// isHalfPoint says whether the byte at i is an ASCII point in Chinese text: Han before
// it, or after it with something of Chinese text before. A colon after a letter and an
// image's ! are none.
func isHalfPoint(s string, i int) bool {
	switch s[i] {
	case ',', ';', ':', '?', '!':
	default:
		return false
	}
	last, next := before(s, i), after(s, i+1)
	switch {
	case isHan(last):
		return s[i] != '!' || next != '['
	case s[i] == ':' || s[i] == '!' || !isHan(next):
		return false
	}
	return strings.ContainsRune("%％℃）”》)", last) || last >= '0' && last <= '9'
}

// isHalfBracket says whether the byte at i is an ASCII bracket with Han inside beside
// it; a number of a list, as 一) or 1), has no partner and is none.
func isHalfBracket(s string, i int) bool {
	switch s[i] {
	case '(':
		return isHan(after(s, i+1)) && (i == 0 || s[i-1] != ']') && strings.IndexByte(s[i:min(len(s), i+maxInside)], ')') > 0
	case ')':
		head := s[max(0, i-maxInside):i]
		return isHan(before(s, i)) && strings.LastIndexByte(head, '(') > strings.LastIndexByte(head, ')')
	}
	return false
}

// maxInside is how many bytes brackets hold at most.
const maxInside = 600

// wide gives the full-width form of an ASCII mark: U+FF01 to U+FF5E are those of ! to ~.
func wide(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r > ' ' && r < 0x7F {
			r += 0xFEE0
		}
		b.WriteRune(r)
	}
	return b.String()
}
