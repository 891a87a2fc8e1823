package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var signOffDate = check.Rule{
	Rule: diag.Rule{Code: "sign-off-date", Severity: diag.Warning, Title: "落款的日期与文件头的成文日期不同",
		Explain: "正文后面的落款写着成文日期，和文件头的成文日期是同一天。不同的，多半是套用旧稿时忘了改其中一个；公开时限从成文日期起算，错了会算错。只看第一个落款：单独一行的机关名称，下一行是日期。",
		Source:  "GB/T 9704-2012 7.3.5；党政机关公文处理工作条例 第九条", Repair: "核对原件，改正写错的一个。",
		Examples: []diag.Example{{Wrong: "written = 2025-03-05\n……\n霁川市交通运输局\n\n2024年3月5日", Right: "written = 2025-03-05\n……\n霁川市交通运输局\n\n2025年3月5日"}}},
	Cues: yearCues,
	Body: func(b *check.Body) {
		if s := signOffOf(b); s != nil && !s.on.IsZero() && b.Document.Written.Compare(s.on) != 0 && !b.Document.Written.IsZero() {
			b.Report(b.At(s.date, s.from, s.to, "落款的日期是%s，文件头的成文日期是%s", s.on.Chinese(), b.Document.Written.Chinese()))
		}
	},
}

var signOffIssuer = check.Rule{
	Rule: diag.Rule{Code: "sign-off-issuer", Severity: diag.Warning, Title: "落款的机关不是文件头的发布机构",
		Explain: "落款的机关是发布机构登记表里的另一个机关，不是文件头写的发布机构，其中一个写错了。联合发文的，落款有一个相同就可以；上级机关公开下属单位的文件可以；转载的不检查。",
		Source:  "GB/T 9704-2012 7.3.5；政府信息公开条例 第十条", Repair: "核对原件，改正落款或者文件头的 issuer。",
		Examples: []diag.Example{{Wrong: "issuer = \"霁川市交通运输局\"\n……\n霁川市公路事业发展中心\n\n2025年3月5日", Right: "issuer = \"霁川市公路事业发展中心\"\n……\n霁川市公路事业发展中心\n\n2025年3月5日"}}},
	Cues: yearCues,
	Body: func(b *check.Body) {
		s := signOffOf(b)
		if s == nil || len(b.Document.Issuers) == 0 || b.Document.More != nil && b.Document.More.SourceName != "" {
			return
		}
		var other *check.Text
		for _, line := range s.names {
			for name := range strings.FieldsSeq(strings.ReplaceAll(bare(line.Text), "　", " ")) {
				issuer := b.Config.Issuer(name)
				if issuer == nil || belongs(issuer, b.Document.Issuers) {
					return // not known, or right
				}
			}
			other = line
		}
		name := bare(other.Text)
		from := strings.Index(other.Text, name)
		b.Report(b.At(other, from, from+len(name), "落款是“%s”，文件头的发布机构是“%s”", name, b.Document.Issuers[0].Name))
	},
}

// belongs says whether an issuer is one of the list, or below one of it, which then
// publishes what that has made.
func belongs(i *config.Issuer, list []*config.Issuer) bool {
	for _, o := range list {
		if o == i || i.Parent == o.Name {
			return true
		}
	}
	return false
}

// yearCues are what lines with a day have.
var yearCues = []string{"月"}

// signOff is the end of a document proper: its issuers, a line each or one beside the
// other, and the day.
type signOff struct {
	names    []*check.Text // one at least
	date     *check.Text
	from, to int // of the day in its line
	on       official.Date
}

// signOffOf finds the first sign-off of a body; nil when there is none. Later ones are
// those of what is passed on.
func signOffOf(b *check.Body) *signOff {
	if b.Document == nil {
		return nil
	}
	return check.OnceOf(b, signOffKey{}, func() *signOff { return findSignOff(b) })
}

type signOffKey struct{}

// findSignOff is signOffOf for a body that has not been asked yet. Its cues are those of
// both rules.
func findSignOff(b *check.Body) *signOff {
	for i := range b.Texts {
		line := &b.Texts[i]
		if !b.Cued(line) || len(line.Text) > 90 {
			continue
		}
		s := strings.Trim(line.Text, " 　*\t")
		if !strings.HasSuffix(s, "日") {
			continue
		}
		on := dayOf(s)
		if on.IsZero() {
			continue
		}
		if names := namesBefore(b.Texts[:i]); len(names) > 0 {
			from := strings.Index(line.Text, s)
			return &signOff{names, line, from, from + len(s), on}
		}
	}
	return nil
}

// namesBefore are the lines of names that a text ends with, the last first.
func namesBefore(lines []check.Text) (names []*check.Text) {
	for i := len(lines) - 1; i >= 0 && len(names) < 8; i-- {
		s := strings.TrimSpace(lines[i].Text)
		if s == "" {
			continue
		}
		if !isBodyName(bare(s)) || isHeading(s) || isRow(s) || isListItem(s) {
			break
		}
		names = append(names, &lines[i])
	}
	return names
}

// isPunctuation says whether a character stands in sentences and in no body's name.
func isPunctuation(r rune) bool {
	switch r {
	case '，', '。', '；', '：', '、', '《', '》', '“', '”', '（', '）', '？', '！':
		return true
	}
	return false
}

// isBodyName says whether a line is the name of a public body, or some.
func isBodyName(s string) bool {
	if len(s) > 60*utf8.UTFMax {
		return false
	}
	if n := utf8.RuneCountInString(s); n < 4 || n > 60 || strings.ContainsFunc(s, isPunctuation) {
		return false
	}
	for _, end := range [...]string{"局", "厅", "委员会", "办公室", "政府", "中心", "支队", "总队", "大队", "处", "署", "所", "站", "院", "领导小组", "公司"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// dayOf reads a day that is the whole of a text, in Chinese or ASCII digits; no date when
// it is none.
func dayOf(s string) official.Date {
	s = strings.Join(strings.Fields(s), "")
	year, rest, ok := strings.Cut(s, "年")
	month, rest, ok2 := strings.Cut(rest, "月")
	day, rest, ok3 := strings.Cut(rest, "日")
	if !ok || !ok2 || !ok3 || rest != "" {
		return official.Date{}
	}
	y := 0
	for _, r := range year {
		k := strings.IndexRune("0123456789", r)
		if k < 0 {
			k = digitOf(r)
			if k == 0 && !strings.ContainsRune("〇○零", r) {
				return official.Date{}
			}
		}
		y = y*10 + k
	}
	m, _, tail := readNumber(month)
	d, _, tail2 := readNumber(day)
	if tail != "" || tail2 != "" || y < 1900 || y > 2100 {
		return official.Date{}
	}
	return official.DateOf(y, m, d)
}

var numberBeside = check.Rule{
	Rule: diag.Rule{Code: "doc-number-beside", Severity: diag.Warning, Title: "正文上面印的发文字号与文件头不同",
		Explain: "正文开头单独一行印着这份文件自己的发文字号，应当和文件头的发文字号一样；文件头没有发文字号的，读者按字号就找不到它。",
		Source:  "GB/T 9704-2012 7.2.5；政府信息公开条例 第十二条", Repair: "核对原件，改正写错的一个；文件头没有的，补上 doc_number。",
		Examples: []diag.Example{{Wrong: "doc_number = \"霁交发〔2025〕3号\"\n……\n霁交发〔2024〕3号", Right: "doc_number = \"霁交发〔2025〕3号\"\n……\n霁交发〔2025〕3号"}}},
	Cues: []string{"〔", "［", "【", "[", "（", "("},
	Body: func(b *check.Body) {
		if b.Document == nil || len(b.Document.Issuers) == 0 || b.Document.More != nil && b.Document.More.SourceName != "" {
			return
		}
		seen := 0
		for line := range b.Lines {
			s := strings.Trim(line.Text, " 　*")
			if s == "" {
				continue
			}
			if seen++; seen > 4 {
				return
			}
			if len(s) > 60 || !strings.HasSuffix(s, "号") || isRow(s) || isHeading(s) {
				continue
			}
			n, _, err := official.ReadDocNumber(s)
			if err != nil || n.Kind != official.DocBracketed {
				continue
			}
			from := strings.Index(line.Text, s)
			if b.Document.DocNumber == "" {
				b.Report(b.At(line, from, from+len(s), "正文开头有发文字号“%s”，文件头没有", s))
			} else if own, _, err := official.ReadDocNumber(b.Document.DocNumber); err == nil && own.String() != n.String() {
				b.Report(b.At(line, from, from+len(s), "正文开头的发文字号是“%s”，文件头的是“%s”", s, b.Document.DocNumber))
			}
			return
		}
	},
}
