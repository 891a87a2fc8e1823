package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var spaceInside = check.Rule{
	Rule: diag.Rule{Code: "space-between", Severity: diag.Notice, Title: "句子里的汉字之间有空格",
		Explain: "汉字之间不留空格。句子中间的空格多半是从 PDF 复制时换行留下的，会使查找这个词的人找不到它，读屏软件也会停顿。标题、署名、条款序号后面的空格不算。",
		Source:  "本软件约定", Repair: "删去空格。",
		Examples: []diag.Example{{Wrong: "着力提高服 务水平。", Right: "着力提高服务水平。"}}},
	Body: func(b *check.Body) {
		if b.Has&check.SpaceBetween == 0 {
			return
		}
		var t tally
		for line := range b.Lines {
			if line.Has&check.SpaceBetween != 0 && isSentence(line.Text) {
				spacesOf(&t, line)
			}
		}
		t.report(b, "汉字之间的空格", func(s string) string {
			return "“" + s + "”中间有空格，应写成“" + strings.Map(dropSpace, s) + "”"
		})
	},
}

// isSentence says whether a line is a paragraph or an item with a whole sentence.
func isSentence(line string) bool {
	return !isHeading(line) && !isRow(line) && strings.Contains(line, "。") && strings.ContainsAny(line, "，,；")
}

// spacesOf notes spaces between the words of a clause that is not the line's first,
// where numbers and titles are parted from the text by one. What stands before the space
// in the clause must be two characters at least, and not end as what may be parted from
// its words: the number of an article, a day.
func spacesOf(t *tally, line *check.Text) {
	p, begin := proseIn(line), blockMarks(line.Text)
	for _, m := range spaced.FindAllStringSubmatchIndex(line.Text, -1) {
		head := tail(line.Text[:m[3]], 240)
		i := strings.LastIndexAny(head, clauseEnds)
		if i < 0 || len(head) == m[3] && i < begin {
			continue
		}
		clause := strings.TrimLeft(head[i:], clauseEnds)
		if len(clause) >= 6 && !isEmptyNumber(line.Text, m[2]) && !numberEnd.MatchString(clause) && p.has(m[2]) {
			t.add(line, m[2], m[1])
		}
	}
}

// isEmptyNumber says whether the space behind the character at i is one where a number
// is missing, which another rule reports.
func isEmptyNumber(s string, i int) bool {
	from := max(0, i-len("累计检查"))
	for from < i && !utf8.RuneStart(s[from]) {
		from++
	}
	m := emptySpace.FindStringIndex(s[from:])
	return m != nil && from+m[0] <= i && i < from+m[1]
}

const clauseEnds = "，。；：、！？（）()《》“”,;:"

var (
	spaced    = lazy.Compile(`(\p{Han})[ 　\x{A0}]+\p{Han}`)
	numberEnd = lazy.Compile(`^(?:第?[0-9零〇一二三四五六七八九十百千]+[、.．]?|.*(?:第[0-9零〇一二三四五六七八九十百千]+[条章节款项编部分号]|[年月日号届次]|附件|附表|注))$`)
)

func dropSpace(r rune) rune {
	if r == ' ' || r == '\u3000' || r == '\u00a0' {
		return -1
	}
	return r
}
