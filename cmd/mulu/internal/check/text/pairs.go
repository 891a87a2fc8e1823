package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var bracketUnpaired = check.Rule{
	Rule: diag.Rule{Code: "bracket-unpaired", Severity: diag.Warning, Title: "括号、书名号不成对",
		Explain: "括号、书名号成对使用，前后形式一致。少一半多半是漏字或者删改时留下的；全角半角各一半（“（试行)”）会使检索、引用找不到这个词。",
		Source:  punctuation, Repair: "补上缺少的一半，或者删去多余的一半。",
		Examples: []diag.Example{{Wrong: "《办法（试行)", Right: "《办法（试行）》"}}},
	Body: func(b *check.Body) {
		if b.Has&(check.Bracket|check.TitleMark) != 0 {
			pairUp(b, brackets)
		}
	},
}

var quoteUnpaired = check.Rule{
	Rule: diag.Rule{Code: "quote-unpaired", Severity: diag.Warning, Title: "引号不成对",
		Explain: "引号成对使用，前一个向左开，后一个向右合。引文有几段时，每段开头用前引号，只在最后一段的末尾用后引号。",
		Source:  punctuation, Repair: "补上缺少的引号，或者改正方向。",
		Examples: []diag.Example{{Wrong: "实现“一网通办“。", Right: "实现“一网通办”。"}}},
	Body: func(b *check.Body) {
		if b.Has&check.Quote != 0 {
			pairUp(b, quotes)
			straightOdd(b)
		}
	},
}

// pairs are marks that belong together: the closing one of each opening one. Marks of
// one group may stand for each other, but then differ in form. far is how many lines a
// pair may span.
type pairs struct {
	has   check.Has
	close markTable // of each opening mark
	group markTable // opening and closing marks to the group's opening mark
	far   int
}

// markTable has a character for each mark, 0 for all others. No two of the marks have the
// same place in it, which newPairs makes sure of.
type markTable [256]struct{ mark, is rune }

func (t *markTable) place(r rune) *struct{ mark, is rune } { return &t[(r^r>>7)&255] }

func (t *markTable) of(r rune) rune {
	if p := t.place(r); p.mark == r {
		return p.is
	}
	return 0
}

func (t *markTable) set(r, is rune) {
	if p := t.place(r); p.mark != 0 {
		panic("two marks have one place")
	}
	*t.place(r) = struct{ mark, is rune }{r, is}
}

func newPairs(need check.Has, far int, list ...string) *pairs {
	p := &pairs{has: need, far: far}
	for _, marks := range list {
		r := []rune(marks)
		for i := 0; i < len(r); i += 2 {
			p.close.set(r[i], r[i+1])
			p.group.set(r[i], r[0])
			p.group.set(r[i+1], r[0])
		}
	}
	return p
}

var (
	brackets = newPairs(check.Bracket|check.TitleMark, 6, "（）()", "【】", "〔〕", "［］", "｛｝", "《》", "〈〉")
	quotes   = newPairs(check.Quote, 80, "“”〝〞", "‘’", "「」", "『』")
)

// maxOpen is how many marks may stand open between the two of a pair.
const maxOpen = 40

// mark is an opening mark that waits for its partner.
type mark struct {
	text *check.Text
	at   int
	r    rune
}

// pairing is the state of a search for partners.
type pairing struct {
	*pairs
	b     *check.Body
	open  []mark
	found int
	stray []mark // closing marks of this line without partners
}

func pairUp(b *check.Body, p *pairs) {
	s := pairing{pairs: p, b: b}
	for line := range b.Lines {
		if line.Has&p.has != 0 {
			s.line(line)
		}
	}
	for _, m := range s.open {
		s.report(m, "缺少%s", half(p.close.of(m.r), "后一半"))
	}
}

func (s *pairing) line(line *check.Text) {
	prose, before := proseIn(line), len(s.open)
	for _, at := range line.Marks() {
		i := int(at)
		r := after(line.Text, i)
		if s.group.of(r) == 0 || !prose.has(i) {
			continue
		}
		if m := (mark{line, i, r}); s.close.of(r) != 0 {
			s.opening(m)
		} else if !isApostrophe(line.Text, i, r) && (s.openOn(line.Number) || !isListNumber(line.Text, i)) {
			s.closing(m)
		}
	}
	s.sameWay(before)
	for _, m := range s.stray {
		s.report(m, "缺少%s", half(s.group.of(m.r), "前一半"))
	}
	s.stray = s.stray[:0]
}

// opening notes a mark. A quotation of several paragraphs has one at the beginning of
// each.
func (s *pairing) opening(m mark) {
	if n := len(s.open); s.has == check.Quote && n > 0 && s.open[n-1].r == m.r && s.open[n-1].text.Number != m.text.Number &&
		m.at == blockMarks(m.text.Text) && !s.quotesWord(m) {
		return
	}
	s.open = append(s.open, m)
}

// quotesWord says whether a mark at the beginning of a paragraph is that of a word, as in
// “三公”经费, or a term alone, or stands in a heading, and so does not go on with a quotation.
func (s *pairing) quotesWord(m mark) bool {
	word, rest, ok := strings.Cut(m.text.Text[m.at+utf8.RuneLen(m.r):], string(s.close.of(m.r)))
	if isHeading(m.text.Text) {
		return true
	}
	return ok && len(word) <= 30 && !strings.ContainsAny(word, "。，；：！？"+string(m.r)) && (isHan(after(rest, 0)) || bare(rest) == "")
}

// openOn says whether a mark of this line waits for its partner.
func (s *pairing) openOn(line int) bool {
	return len(s.open) > 0 && s.open[len(s.open)-1].text.Number == line
}

// closing finds the partner of a mark: the last that is open, of the same line or a few
// lines before. Marks of other groups that were opened later lack theirs.
func (s *pairing) closing(m mark) {
	for i := len(s.open) - 1; i >= max(0, len(s.open)-maxOpen) && m.text.Number-s.open[i].text.Number <= s.far; i-- {
		if s.group.of(s.open[i].r) != s.group.of(m.r) || !s.reaches(s.open[i], m) {
			continue
		}
		for _, later := range s.open[i+1:] {
			s.report(later, "缺少%s", half(s.pairs.close.of(later.r), "后一半"))
		}
		if o := s.open[i]; s.has != check.Quote && s.pairs.close.of(o.r) != m.r {
			s.report(m, "前一半是“%c”，后一半是“%c”，形式不一致", o.r, m.r)
		}
		s.open = s.open[:i]
		return
	}
	s.stray = append(s.stray, m)
}

// reaches says whether a pair may begin at o and end at m: brackets that span lines hold
// no end of a sentence, quotations may.
func (s *pairing) reaches(o, m mark) bool {
	return o.text.Number == m.text.Number || s.has == check.Quote || !strings.Contains(o.text.Text[o.at:], "。")
}

// sameWay makes pairs of quotation marks of this line that face the same way.
func (s *pairing) sameWay(before int) {
	if s.has != check.Quote {
		return
	}
	if n := len(s.open) - before; n == 2 && len(s.stray) == 0 && s.open[before].r == s.open[before+1].r {
		s.report(s.open[before+1], "前后两个都是%s", half(s.open[before].r, "前引号"))
		s.open = s.open[:before]
	}
	if len(s.stray) == 2 && s.stray[0].r == s.stray[1].r {
		s.report(s.stray[0], "前后两个都是%s", half(s.stray[0].r, "后引号"))
		s.stray = s.stray[:0]
	}
}

func (s *pairing) report(m mark, format string, args ...any) {
	if s.found++; s.found > maxFindings {
		return
	}
	d := s.b.At(m.text, m.at, m.at+utf8.RuneLen(m.r), format, args...)
	d.Message = half(m.r, "") + "不成对：" + d.Message
	s.b.Report(d)
}

// half names one mark of a pair in a message, where a quotation mark within another pair
// of them could not be read.
func half(r rune, what string) string {
	switch r {
	case '“':
		return "前双引号 “ "
	case '”':
		return "后双引号 ” "
	case '‘':
		return "前单引号 ‘ "
	case '’':
		return "后单引号 ’ "
	}
	return what + "“" + string(r) + "”"
}

// isListNumber says whether the bracket at i follows the number of an item, as in 1）
// and 一): at the line's beginning or after a point.
func isListNumber(s string, i int) bool {
	if r := after(s, i); r != '）' && r != ')' {
		return false
	}
	return listNumber.MatchString(s[max(0, i-24):i])
}

var listNumber = lazy.Compile(`(?:^|[\s　。；，、：:;,.|>*（“])(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z]|[ivxIVX]{1,4}|[①-⑳])$`)

func isApostrophe(s string, i int, r rune) bool {
	last := before(s, i)
	return r == '’' && (last|0x20 >= 'a' && last|0x20 <= 'z' || last >= '0' && last <= '9')
}

// straightOdd reports a line with an odd number of straight quotation marks in Chinese
// text; one after a digit may stand for inches.
func straightOdd(b *check.Body) {
	for line := range b.Lines {
		if line.Has&check.Quote == 0 || line.Has&check.Wide == 0 {
			continue
		}
		p, count, at, beside, inches := proseIn(line), 0, 0, false, false
		for _, m := range line.Marks() {
			if i := int(m); line.Text[i] == '"' && p.has(i) {
				count, at = count+1, i
				last := before(line.Text, i)
				beside = beside || isHan(last) || isHan(after(line.Text, i+1))
				inches = inches || last >= '0' && last <= '9'
			}
		}
		if count%2 == 1 && beside && !inches {
			b.Report(b.At(line, at, at+1, "这一段有%d个直引号 \" ，不成对", count))
		}
	}
}

var quoteForm = check.Rule{
	Rule: diag.Rule{Code: "quote-form", Severity: diag.Warning, Title: "引号的形式不对",
		Explain: "横排中文的引号是“”，里层是‘’。直引号\"和竖排引号〝〞多半是识别或转换时带来的，读的人和程序都分不出前后。",
		Source:  punctuation, Repair: "改成“”；里层用‘’。",
		Examples: []diag.Example{{Wrong: "打造“阳光政府〞", Right: "打造“阳光政府”"}}},
	Body: func(b *check.Body) {
		if b.Has&check.Quote == 0 {
			return
		}
		var t tally
		for line := range b.Lines {
			if line.Has&check.Quote == 0 {
				continue
			}
			p := proseIn(line)
			for _, m := range line.Marks() {
				i := int(m)
				if r := after(line.Text, i); isWrongQuote(line.Text, i, r) && p.has(i) {
					t.add(line, i, i+utf8.RuneLen(r))
				}
			}
		}
		t.report(b, "不规范的引号", func(s string) string { return "引号 " + s + " 应成对写成“”" })
	},
}

// isWrongQuote says whether r at i is a quotation mark that Chinese text does not have; a
// straight one only beside a Han character, and not where it stands for inches.
func isWrongQuote(s string, i int, r rune) bool {
	switch r {
	case '〝', '〞', '＂':
		return true
	case '"':
		return isHan(before(s, i)) || isHan(after(s, i+1)) && (before(s, i) < '0' || before(s, i) > '9')
	}
	return false
}
