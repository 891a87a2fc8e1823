package identity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var numberText = check.Rule{
	Rule: diag.Rule{Code: "doc-number-text", Severity: diag.Warning, Title: "正文中的发文字号不规范",
		Explain: "正文、标题、概述里引用的发文字号，年份也用六角括号〔〕括起，中间没有空格，序号不编虚位。写法不一，检索就找不到。2000年以前的文件当时有别的写法，不检查。",
		Source:  format, Repair: "改成提示中的写法。",
		Examples: []diag.Example{{Wrong: "按照《实施方案》（霁交发[2025] 1 号）", Right: "按照《实施方案》（霁交发〔2025〕1号）"}}},
	In:   check.InDocument,
	Cues: numberEnds(),
	Line: func(l *check.Line) {
		for at := 0; ; {
			// The last byte of 号 is rarer than its first two, by which many characters begin.
			k := strings.IndexByte(l.Text[at:], end[len(end)-1])
			if k < 0 {
				return
			}
			at += k + 1
			if !strings.HasSuffix(l.Text[:at], end) {
				continue
			}
			if from, ok := numberBefore(l.Text, at); ok && !afterNumber(l.Text[at:]) {
				reportNumber(l, from, at)
			}
		}
	},
}

const end = "号"

// digits are what is written for a digit beside 0 to 9.
const digits = "○〇◯OoＯ"

// numberEnds are the ends of all that numberBefore takes: a digit or a space and 号.
func numberEnds() (list []string) {
	const spaces = " \t\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000" // unicode.IsSpace
	for _, r := range "0123456789０１２３４５６７８９" + digits + spaces {
		list = append(list, string(r)+end)
	}
	return list
}

// reportNumber reports Text[from:to], which is a year in brackets, a serial and 号, when
// it is not as it should be.
func reportNumber(l *check.Line, from, to int) {
	text := strings.ReplaceAll(l.Text[from:to], `\`, "")
	n, mistakes, err := official.ReadDocNumber(anyAgency + text)
	if err != nil || n.Kind != official.DocBracketed || n.Year < 2000 || !sure(text, mistakes) && (len(mistakes) == 0 || !ours(l, from)) {
		return
	}
	said := make([]string, len(mistakes))
	for i, m := range mistakes {
		said[i] = m.String()
	}
	right := strings.TrimPrefix(n.String(), anyAgency)
	l.Report(l.At(from, to, "发文字号中的“%s”不规范：%s", strings.TrimSpace(text), strings.Join(said, "，")).WithHint("应写成 %s", right))
}

// sure says whether the mistakes are those of a document number. The numbers of cases,
// permits and contracts are like it, but have 第, leading zeros and round brackets.
func sure(text string, mistakes []official.DocMistake) bool {
	others := slices.DeleteFunc(slices.Clone(mistakes), func(m official.DocMistake) bool { return m == official.DocOrdinal || m == official.DocZero })
	return len(others) > 0 && (len(others) == len(mistakes) || !strings.ContainsAny(text, "(（"))
}

// ours says whether an agency's prefix for documents stands before the place, as the site
// has registered it: then 第 and zeros are mistakes, too. Prefixes for cases are others.
func ours(l *check.Line, from int) bool {
	before := strings.TrimRight(l.Text[:from], " 　")
	for i := range l.Config.Issuers {
		for _, p := range prefixes(&l.Config.Issuers[i]) {
			if r, _ := utf8.DecodeLastRuneInString(p); strings.ContainsRune("发办函规", r) && strings.HasSuffix(before, p) {
				return true
			}
		}
	}
	return false
}

// anyAgency stands for the 机关代字, which in running text cannot be told from the words
// before it.
const anyAgency = "机关"

// numberBefore finds where a year in brackets begins that stands, with a serial, before
// the 号 that ends at to; the space before it belongs to it. What stands before that must
// be Han characters, as a 机关代字 is.
func numberBefore(text string, to int) (from int, ok bool) {
	b := back{text: text, at: to - len(end)}
	b.spaces()
	serial := b.digits()
	b.spaces()
	b.any("第")
	b.spaces()
	closed := b.any(`〕]］】)）﹞`)
	b.escape()
	year := 0
	if closed {
		b.spaces()
		year = b.digits()
		b.spaces()
	}
	bracket := b.last()
	opened := b.any(`〔[［【(（﹝`)
	b.escape()
	switch {
	case closed && opened && (year == 4 || year == 2 && bracket == '〔') && serial >= 1 && serial <= 6:
	case opened && !closed && bracket == '〔' && serial >= 5 && serial <= 9: // 〔202026号: the year has no end
	case closed && !opened && year == 4 && strings.Contains(text[b.at:to], "〕") && serial >= 1: // 2021〕30号
	default:
		return 0, false
	}
	b.spaces()
	return b.at, b.agency()
}

// back reads a text from a place to its beginning.
type back struct {
	text string
	at   int
}

// last is the character before the place; 0 at the beginning.
func (b *back) last() rune {
	r, n := utf8.DecodeLastRuneInString(b.text[:b.at])
	if n == 0 {
		return 0
	}
	return r
}

// any passes one of the characters.
func (b *back) any(set string) bool {
	r, n := utf8.DecodeLastRuneInString(b.text[:b.at])
	if n == 0 || r == utf8.RuneError || !strings.ContainsRune(set, r) {
		return false
	}
	b.at -= n
	return true
}

// spaces passes a few spaces.
func (b *back) spaces() {
	for range 3 {
		if r := b.last(); r == 0 || !unicode.IsSpace(r) {
			return
		}
		_, n := utf8.DecodeLastRuneInString(b.text[:b.at])
		b.at -= n
	}
}

// digits passes digits and what is written for them, at most ten, and counts them. One
// of them is a digit.
func (b *back) digits() (n int) {
	at, real := b.at, false
	for ; n < 10; n++ {
		switch r := b.last(); {
		case r >= '0' && r <= '9':
			b.at--
			real = true
		case r >= '０' && r <= '９':
			b.at -= len("０")
			real = true
		case r < utf8.RuneSelf && r != 'o' && r != 'O' || !b.any(digits):
			return b.counted(at, n, real)
		}
	}
	return b.counted(at, n, real)
}

// counted goes back to a place when there was no digit.
func (b *back) counted(at, n int, real bool) int {
	if !real {
		b.at = at
		return 0
	}
	return n
}

// escape passes the backslash by which Markdown takes a bracket as it is.
func (b *back) escape() { b.any(`\`) }

// agency says whether two Han characters stand before the place that can end a 机关代字.
func (b *back) agency() bool {
	before := b.text[:b.at]
	if r, _ := utf8.DecodeLastRuneInString(before); strings.ContainsRune("和与及或的在于至等为是按据照见第", r) {
		return false
	}
	for range 2 {
		r, n := utf8.DecodeLastRuneInString(before)
		if !unicode.Is(unicode.Han, r) {
			return false
		}
		before = before[:len(before)-n]
	}
	for _, other := range [...]string{"附件", "附表", "附图", "令", "公告", "公报", "通告", "车牌", "价格"} {
		if strings.HasSuffix(b.text[:b.at], other) {
			return false
		}
	}
	return true
}

// afterNumber says whether what follows 号 shows that it ends another number: 3号线,
// 2号楼, 92号汽油; or that it is an order's or an announcement's, which have forms of
// their own.
func afterNumber(rest string) bool {
	for _, form := range [...]string{"令", "公告", "通告"} {
		if strings.HasPrefix(rest, form) {
			return true
		}
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return r != utf8.RuneError && strings.ContainsRune("线楼院门桥井坝炉机厅馆库仓塔泵站地台车房路街汽柴码牌段", r)
}
