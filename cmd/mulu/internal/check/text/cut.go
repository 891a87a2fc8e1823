package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/lazy"
)

var textCut = check.Rule{
	Rule: diag.Rule{Code: "text-cut", Severity: diag.Warning, Title: "正文在半句话处断了",
		Explain: "一段话最后没有句末标点（前后各段都有），以逗号、顿号结束而下面没有接着写，或者一开头就是逗号、顿号，多半是复制、转换时丢了后面或者前面的内容。",
		Source:  "政府信息公开条例 第六条（公开的信息应当准确）", Repair: "对照原件补全正文；确已完整的，补上句末标点。",
		Examples: []diag.Example{{Wrong: "做到谁主管、谁负责，一级抓一级，层层抓", Right: "做到谁主管、谁负责，一级抓一级，层层抓落实。"}}},
	Body: func(b *check.Body) {
		last := len(b.Texts) - 1
		for ; last >= 0 && strings.TrimSpace(b.Texts[last].Text) == ""; last-- {
		}
		between, before := true, -1 // before: the last line that is not empty
		for i := range b.Texts {
			line := &b.Texts[i]
			if between {
				if r, n := utf8.DecodeRuneInString(line.Text); r == '，' || r == '。' || r == '；' || r == '、' {
					b.Report(b.At(line, 0, n, "这一段以“%c”开头，前面缺了字", r))
				}
			}
			if between = line.Text == ""; between {
				continue
			}
			switch r := lastRune(line.Text); {
			case i == last:
				if endsOpen(line.Text, r) {
					b.Report(cutFinding(b, line))
				}
			case (r == '，' || r == '、' || han.IsHan(r) && line.Stopped() && endsOpen(line.Text, r)) && goesOnNowhere(b.Texts[i:last+1]),
				han.IsHan(r) && isClause(line.Text) && closedNext(b.Texts[i:last+1]) && (before < 0 || isPlain(b.Texts[before].Text)):
				b.Report(cutFinding(b, line))
			}
			before = i
		}
	},
}

// isClause says whether a line without an end mark is a paragraph of prose rather than a
// heading, a name or an item.
func isClause(s string) bool {
	if utf8.RuneCountInString(s) < 25 || !strings.Contains(s, "，") || strings.HasPrefix(s, "**") || isHeading(s) || isRow(s) || isListItem(s) || s[0] == '<' || noSentence.MatchString(s) {
		return false
	}
	_, numbered := markAt(s)
	return !numbered && !strings.Contains(s, "：")
}

// closedNext says whether a blank line and a heading or a paragraph with its end mark
// follow the first of the lines.
func closedNext(lines []check.Text) bool {
	if len(lines) < 3 || strings.TrimSpace(lines[1].Text) != "" {
		return false
	}
	for _, next := range lines[1:] {
		if t := strings.TrimSpace(next.Text); t != "" {
			return isHeading(t) || isPlain(t) && !isRow(t)
		}
	}
	return false
}

// cutFinding marks the end of a line.
func cutFinding(b *check.Body, line *check.Text) diag.Diagnostic {
	s := strings.TrimRight(line.Text, " \t　")
	from := len(s)
	for n := 0; n < 8 && from > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(s[:from])
		from -= size
	}
	return b.At(line, from, len(s), "这一段到“%s”就断了，没有句末标点", s[from:])
}

// lastRune is the last character of a line that is no mark of Markdown or space.
func lastRune(s string) rune {
	for len(s) > 0 {
		r, n := utf8.DecodeLastRuneInString(s)
		switch r {
		case '*', '_', '~', ' ', '\t', '\\', '　':
			s = s[:len(s)-n]
		default:
			return r
		}
	}
	return 0
}

// endsOpen says whether the text's last line is a paragraph that ends within a sentence:
// it has a sentence before, or is long and has clauses. Lines of an attachment's name, a
// note or an address end without a point.
func endsOpen(s string, last rune) bool {
	if !han.IsHan(last) && !strings.ContainsRune("，、；：,;:", last) {
		return false
	}
	if isHeading(s) || isRow(s) || strings.HasPrefix(s, "<") {
		return false
	}
	n := utf8.RuneCountInString(s)
	open := n >= 20 && strings.Contains(s, "。") || n >= 40 && strings.Count(s, "，")+strings.Count(s, ",") >= 2
	if isListItem(s) {
		open = n >= 20 && strings.Contains(s, "。") && strings.ContainsAny(s, "，,")
	}
	return open && !noSentence.MatchString(s) && !noSentence.MatchString(bare(s)) // last: patterns are slow
}

var noSentence = lazy.Compile(`^(?:附件?[：:0-9一二三四五]|注[：:]|备注|来源|资料来源|联系|电话|地址|邮编|网址|抄送|\(|（|\[|!|>|第[0-9一二三四五六七八九十]+[章节]|(?:19|20)[0-9]{2}年)`)

// goesOnNowhere says whether nothing follows a paragraph that ends with a comma: a blank
// line and then another paragraph, or a heading. A list, a table or a quotation may go on
// with the sentence.
func goesOnNowhere(lines []check.Text) bool {
	s := lines[0].Text
	if len(lines) < 2 || strings.TrimSpace(lines[1].Text) != "" || isRow(s) || utf8.RuneCountInString(s) < 12 || isListItem(s) || isHeading(s) {
		return false
	}
	for _, next := range lines[1:] {
		if t := strings.TrimSpace(next.Text); t != "" {
			return isHeading(t) || !isRow(t) && !isListItem(t) && t[0] != '>' && t[0] != '$' && t[0] != '!' && !strings.HasPrefix(t, "（") && !strings.HasPrefix(t, "“") && !strings.HasPrefix(t, "《")
		}
	}
	return false
}

var textDoubled = check.Rule{
	Rule: diag.Rule{Code: "text-doubled", Severity: diag.Warning, Title: "同样的话写了两遍",
		Explain: "同一句连着出现两次，同一段（30字以上，条文80字以上）在一篇里出现两次，多半是粘贴时重复了。",
		Source:  "政府信息公开条例 第六条（公开的信息应当准确）", Repair: "删去重复的一段。",
		Examples: []diag.Example{{Wrong: "请认真贯彻落实。请认真贯彻落实。", Right: "请认真贯彻落实。"}}},
	Body: func(b *check.Body) {
		last := new(check.Text)
		var long seenLines
		least := minFarDoubled
		for line := range b.Lines {
			if len(line.Text) == 0 || isRow(line.Text) || isHeading(line.Text) {
				continue
			}
			if from, to := sameSentence(line); to > 0 {
				b.Report(b.At(line, from, to, "这一句与前一句相同"))
			}
			first := 0
			if len(line.Text) >= 3*minFarDoubled { // all of a text are far doubled or none, but for least, which grows
				if first = long.first(line); first > 0 && !isFar(line.Text, least) {
					first = 0
				}
			}
			switch {
			case line.Text == last.Text && len(line.Text) >= 3*minDoubled:
				b.Report(b.At(line, 0, len(line.Text), "这一段与第%d行相同", last.Number))
			case first > 0:
				b.Report(b.At(line, 0, len(line.Text), "这一段与第%d行相同", first))
			}
			if least == minFarDoubled && isArticle(line.Text) {
				least = minLawDoubled
			}
			last = line
		}
	},
}

// isFar says whether a line may not be written twice anywhere, when least is how many
// characters it must have for that.
func isFar(s string, least int) bool {
	return len(s) >= 3*least && (len(s) >= 3*minLawDoubled || isPlain(s)) &&
		!strings.HasPrefix(s, "违反") // laws repeat penalties
}

// isArticle says whether a line begins an article.
func isArticle(s string) bool {
	if s[0] >= utf8.RuneSelf && !strings.HasPrefix(s, "第") && !strings.HasPrefix(s, "　") {
		return false // most lines
	}
	m, ok := markAt(s)
	return ok && m.kind == articles
}

// seenLines are the long lines of a body: few, most often, and then they need no memory
// that must be collected.
type seenLines struct {
	few  [128]*check.Text // a table by what sumOf says
	n    int              // of these
	many map[string]int
}

// sumOf is a number that few lines of a body have in common.
func sumOf(s string) uint {
	middle := len(s) / 2
	return uint(len(s))*31 + uint(s[middle])*7 + uint(s[middle/2])*5 + uint(s[middle+middle/2])*3
}

// first is the number of the first line with a text, 0 for that line itself. The line must
// stay where it is.
func (l *seenLines) first(line *check.Text) int {
	at := sumOf(line.Text) % uint(len(l.few))
	for l.few[at] != nil {
		if l.few[at].Text == line.Text {
			return l.few[at].Number
		}
		at = (at + 1) % uint(len(l.few))
	}
	if l.n < len(l.few)/2 {
		l.few[at] = line
		l.n++
		return 0
	}
	number, seen := l.many[line.Text]
	if seen {
		return number
	}
	if l.many == nil {
		l.many = map[string]int{}
	}
	l.many[line.Text] = line.Number
	return 0
}

// How long a paragraph is that must not be written twice, one after the other or
// anywhere: texts in articles repeat short ones, and long ones but for a few words.
const (
	minDoubled    = 12
	minFarDoubled = 30
	minLawDoubled = 80
)

// isPlain says whether a line is a paragraph of sentences, and not an item of a list or a
// note on who has to do a task, which many tasks share.
func isPlain(s string) bool {
	if !strings.HasSuffix(s, "。") || s[0] < utf8.RuneSelf && isListItem(s) {
		return false
	}
	if _, ok := markAt(s); ok {
		return false
	}
	return !strings.HasPrefix(s, "（") && !strings.HasPrefix(s, "(") && !han.Holds(s, "单位：")
}

// minSentence is the size in bytes of a sentence that must not be written twice.
const minSentence = 3 * 8

// sameSentence is the place of a sentence that is equal to the one before it, of eight
// characters at least.
func sameSentence(line *check.Text) (from, to int) {
	if len(line.Text) < 2*(minSentence+len("。")) {
		return 0, 0
	}
	at, last := 0, ""
	for end := range line.Stops {
		this := line.Text[at:end]
		if len(this) >= minSentence && this == last {
			return at, end + len("。")
		}
		at, last = end+len("。"), this
	}
	return 0, 0
}
