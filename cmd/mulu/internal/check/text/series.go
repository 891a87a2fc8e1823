package text

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
)

var seriesGap = check.Rule{
	Rule: diag.Rule{Code: "series-gap", Severity: diag.Warning, Title: "序号跳了或者重了",
		Explain: "“一、”“二、”之后是“四、”，“（一）”之后是“（三）”，“第一条”之后是“第三条”，“一是”之后是“三是”，多半是丢了一段，或者改稿后没有改序号；同一个序号连着出现两次也一样。条文会被引用，错了的序号会引错。",
		Source:  "党政机关公文格式（GB/T 9704-2012）7.3.3；立法技术规范（试行）（序号依次表述）；本软件约定", Repair: "对照原件补上缺少的一段；没有缺的，改正序号。",
		Examples: []diag.Example{{Wrong: "一、总体要求\n二、主要任务\n四、保障措施", Right: "一、总体要求\n二、主要任务\n三、保障措施"}}},
	Cues: []string{"一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是"}, Hints: true,
	Body: func(b *check.Body) {
		var all [seriesKinds]series
		counted := b.CuedAny() && han.HoldsBytes(b.Raw, "一是")
		for i := range b.Texts {
			line := &b.Texts[i]
			if line.Has&check.Wide == 0 || isRow(line.Text) || strings.HasPrefix(line.Text, ">") {
				continue
			}
			if m, ok := markAt(line.Text); ok && (m.kind > articles || !amends(b)) {
				all[m.kind].next(b, i, m)
				reset(&all, m.kind)
			}
			if counted && b.Cued(line) {
				eachPoint(line.Text, func(m ordinal) { all[points].next(b, i, m) })
			}
		}
	},
}

// amends says whether a text is one on others, whose articles it names in its own order.
func amends(b *check.Body) bool {
	return b.Document != nil && (strings.Contains(b.Document.Title, "修改") || strings.Contains(b.Document.Title, "修正"))
}

// The kinds of marks, the higher first.
const (
	chapters = iota // 第一章
	sections        // 第一节
	articles        // 第一条
	firsts          // 一、
	seconds         // （一）
	thirds          // 1．
	fourths         // （1）
	points          // 一是
	seriesKinds
)

// ordinal is the number before a paragraph or clause.
type ordinal struct {
	kind, n  int
	from, to int // in the line
}

// series is what numbers of a kind were seen: of lists within lists the outer first.
type series struct {
	open []int
	line int // index of the last one's line
}

// maxNested is how many lists lie in one another at most.
const maxNested = 20

// next takes the next number. One that follows on some open list, or begins one, is right.
func (s *series) next(b *check.Body, i int, m ordinal) {
	from := s.line
	s.line = i
	if m.n == 1 {
		if m.kind == points { // these have no lists within
			s.open = s.open[:0]
		}
		if len(s.open) == maxNested {
			s.open = s.open[1:]
		}
		s.open = append(s.open, 1)
		return
	}
	if len(s.open) == 0 { // a part of a list; where it begins is not known
		s.open = append(s.open, m.n)
		return
	}
	for k := len(s.open) - 1; k >= 0; k-- {
		if s.open[k]+1 == m.n {
			s.open = s.open[:k+1]
			s.open[k] = m.n
			return
		}
	}
	last := s.open[len(s.open)-1]
	line := &b.Texts[i]
	switch {
	case m.n > last+1 && m.n <= last+maxGap && !inBetween(b.Texts[from:i+1], m, last+1):
		b.Report(b.At(line, m.from, m.to, "“%s”的前面是“%s”，缺少“%s”", line.Text[m.from:m.to], numeral(last, line.Text, m), numeral(last+1, line.Text, m)))
	case m.n == last && len(s.open) == 1:
		b.Report(b.At(line, m.from, m.to, "“%s”出现了两次，应为“%s”", line.Text[m.from:m.to], numeral(last+1, line.Text, m)))
	}
	s.open[len(s.open)-1] = m.n
}

// maxGap is how many numbers may be missing: where more are, the numbers are others.
const maxGap = 5

// inBetween says whether a number stands within the lines, before the mark at the last's
// beginning: （二） behind （一） in its paragraph.
func inBetween(lines []check.Text, m ordinal, n int) bool {
	for k, line := range lines {
		text := line.Text
		if k == len(lines)-1 {
			text = text[:m.from]
		}
		if strings.Contains(text, numeral(n, lines[len(lines)-1].Text, m)) {
			return true
		}
	}
	return false
}

// reset closes the lists within, when a mark of a kind begins a new part. Articles are
// numbered through, over chapters.
func reset(all *[seriesKinds]series, kind int) {
	from := kind + 1
	if kind == chapters {
		all[sections].open = nil
	}
	if kind <= articles {
		from = firsts
	}
	for k := from; k < seriesKinds; k++ {
		all[k].open = all[k].open[:0]
	}
}

// numeral is n as the mark at the place in text is written.
func numeral(n int, text string, m ordinal) string {
	written := text[m.from:m.to]
	digits := strings.IndexFunc(written, func(r rune) bool { return r >= '0' && r <= '9' })
	number := strconv.Itoa(n)
	if digits < 0 {
		number = chineseNumber(n)
	}
	body := strings.TrimFunc(written, func(r rune) bool { return !isNumeral(r) })
	return strings.Replace(written, body, number, 1)
}

func isNumeral(r rune) bool {
	switch r {
	case '〇', '零', '十', '百', '千':
		return true
	}
	return r >= '0' && r <= '9' || digitOf(r) > 0
}

// digitOf is the value of a Chinese digit from 一 to 九; 0 of any other character.
func digitOf(r rune) int {
	switch r {
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return 0
}

// markAt reads the number that a line begins with.
func markAt(s string) (m ordinal, ok bool) {
	at := 0
	if s != "" && s[0] < utf8.RuneSelf {
		at = blockMarks(s)
	}
	for at < len(s) && (s[at] == '*' || s[at] == ' ' || strings.HasPrefix(s[at:], "　")) {
		_, n := utf8.DecodeRuneInString(s[at:])
		at += n
	}
	m.from = at
	rest := s[at:]
	switch open, n := utf8.DecodeRuneInString(rest); {
	case open == '第':
		return m.article(s, rest[n:])
	case open == '（' || open == '(':
		number, chinese, tail := readNumber(rest[n:])
		end, size := utf8.DecodeRuneInString(tail)
		m.n, m.kind, m.to = number, fourths, len(s)-len(tail)+size
		if chinese {
			m.kind = seconds
		}
		return m, number > 0 && number < 100 && (end == '）' || end == ')') && !strings.HasPrefix(tail[size:], "项") && !strings.HasPrefix(tail[size:], "款")
	case isNumeral(open):
		number, chinese, tail := readNumber(rest)
		end, size := utf8.DecodeRuneInString(tail)
		next, _ := utf8.DecodeRuneInString(tail[size:])
		m.n, m.kind, m.to = number, thirds, len(s)-len(tail)+size
		if chinese {
			m.kind = firsts
			return m, number > 0 && number < 100 && end == '、' && !isNumeral(next)
		}
		return m, number > 0 && number < 100 && (end == '．' || end == '、' || end == '.' && isHan(next)) && !isNumeral(next)
	}
	return m, false
}

// article reads 第一条 behind 第; what refers to an article goes on without a space.
func (m ordinal) article(s, rest string) (ordinal, bool) {
	number, chinese, tail := readNumber(rest)
	unit, size := utf8.DecodeRuneInString(tail)
	kind := strings.IndexRune("章节条", unit)
	if number == 0 || !chinese || kind < 0 {
		return m, false
	}
	m.n, m.kind, m.to = number, kind/len("章"), len(s)-len(tail)+size
	next := after(s, m.to)
	return m, next == 0 || strings.ContainsRune(" 　*【（", next)
}

// eachPoint yields 一是, 二是 … at the beginnings of a line's clauses.
func eachPoint(s string, yield func(m ordinal)) {
	for at := 0; ; {
		i := strings.Index(s[at:], "是")
		if i < 0 {
			return
		}
		to := at + i + len("是")
		r, n := utf8.DecodeLastRuneInString(s[:at+i])
		from := at + i - n
		at = to
		k := digitOf(r)
		if b := before(s, from); k > 0 && (b == 0 || strings.ContainsRune("。；;：:，,*　 ", b)) {
			yield(ordinal{points, k, from, to})
		}
	}
}

// readNumber reads a number in Chinese or ASCII digits; 0 when there is none.
func readNumber(s string) (n int, chinese bool, rest string) {
	if s != "" && s[0] >= '0' && s[0] <= '9' {
		i := 0
		for i < len(s) && i < 4 && s[i] >= '0' && s[i] <= '9' {
			n = n*10 + int(s[i]-'0')
			i++
		}
		return n, false, s[i:]
	}
	digit := 0
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		switch r {
		case '零', '〇':
		case '十':
			n, digit = n+max(digit, 1)*10, 0
		case '百':
			n, digit = n+max(digit, 1)*100, 0
		case '千':
			n, digit = n+max(digit, 1)*1000, 0
		default:
			k := digitOf(r)
			if k == 0 {
				return n + digit, true, s
			}
			digit = k
		}
		s = s[size:]
	}
	return n + digit, true, s
}

// chineseNumber writes a number below 1000.
func chineseNumber(n int) string {
	const digits = "零一二三四五六七八九"
	digit := func(d int) string { return digits[d*len("零") : (d+1)*len("零")] }
	s := ""
	if n >= 100 {
		s = digit(n/100%10) + "百"
	}
	switch tens := n / 10 % 10; {
	case tens > 1 || tens == 1 && n >= 100:
		s += digit(tens) + "十"
	case tens == 1:
		s += "十"
	case n >= 100 && n%10 > 0:
		s += "零"
	}
	if n%10 > 0 {
		s += digit(n % 10)
	}
	return s
}
