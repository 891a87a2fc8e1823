package statutory

import (
	"slices"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
	"mulu/cmd/mulu/internal/official"
)

var forceCues = []string{"起施行", "起实施", "起执行", "起生效", "起试行", "起正式"}

var effectiveText = check.Rule{
	Rule: diag.Rule{Code: "effective-differs", Severity: diag.Warning, Title: "正文的施行日期与文件头不一致",
		Explain: "页面按文件头的施行日期显示“尚未施行”还是“有效”，有效期也从这一天起算；正文写着“本办法自某日起施行”，以正文为准。文件头没有施行日期的，查规章、行政规范性文件，以及正文的日期晚于发布日期的文件。引号里的条文、转述别的文件的话不算；有几句的，与一句相符就可以；修正后重新公布的文本，写着它替代的文本的施行日期也可以。",
		Source:  "有效性由日期推算（本软件约定）；" + makingRules + "第三十条；各地行政规范性文件管理规定", Repair: "核对原文，改正文件头的施行日期（effective）。",
		Examples: []diag.Example{{
			Wrong: "effective = 2024-02-01\n# 正文：本办法自2024年1月1日起施行，有效期5年。",
			Right: "effective = 2024-01-01\n# 正文：本办法自2024年1月1日起施行，有效期5年。",
		}}},
	Cues: forceCues,
	Asks: func(b *check.Body) bool { f := forceOf(b); return f != nil && f.differs(b.Document) },
	Body: func(b *check.Body) {
		f, d := forceOf(b), b.Document
		switch {
		case f == nil || !f.differs(d) || f.restates(d):
		case !d.Effective.IsZero():
			b.Report(b.At(f.line, f.from, f.to, "正文写着“%s”，文件头的施行日期是 %s", f.line.Text[f.from:f.to], d.Effective).
				WithHint("核对原文；以正文为准的，文件头写 effective = %s", f.effective))
		default:
			b.Report(b.At(f.line, f.from, f.to, "正文写着“%s”，文件头没有施行日期", f.line.Text[f.from:f.to]).
				WithHint("文件头写上 effective = %s", f.effective))
		}
	},
}

// differs says whether the header has another day, or none where it should have one.
func (f *force) differs(d *catalogue.Document) bool {
	if !d.Effective.IsZero() || f.agreed {
		return !f.agreed
	}
	return d.Class.Name == "规章" || d.Class.Unified || f.effective.After(d.Record.Published)
}

// restates says whether a text that was amended and published anew still gives the day on
// which it first entered into force.
func (f *force) restates(d *catalogue.Document) bool {
	return slices.ContainsFunc(d.EarlierEditions(), func(old *catalogue.Document) bool { return old.Effective == f.effective })
}

var expiresText = check.Rule{
	Rule: diag.Rule{Code: "expires-differs", Severity: diag.Warning, Title: "正文的有效期与文件头不一致",
		Explain: "正文写着“有效期5年”“有效期至某日”“试行二年”，文件头的有效期至应当是同一天（满五年的前一天或当天都可以），否则页面会在错误的日子变成“失效”，或者一直显示“有效”。公开后有过变更说明、被别的文件修改过的（可能延长过有效期）不查；没有写有效期至、但按 [[sunset]] 推算相符的不查。",
		Source:  "各地行政规范性文件管理规定；有效性由日期推算（本软件约定）", Repair: "核对原文，改正或写上文件头的有效期至（expires）。",
		Examples: []diag.Example{{
			Wrong: "effective = 2024-01-01\nexpires = 2026-12-31\n# 正文：本办法自2024年1月1日起施行，有效期5年。",
			Right: "effective = 2024-01-01\nexpires = 2028-12-31\n# 正文：本办法自2024年1月1日起施行，有效期5年。",
		}}},
	Cues: forceCues,
	Asks: func(b *check.Body) bool {
		f := forceOf(b)
		return f != nil && !f.expires.IsZero() && (b.Document.Expires.IsZero() || !f.ends(b.Document.Expires))
	},
	Body: func(b *check.Body) {
		f, d := forceOf(b), b.Document
		if f == nil || f.differs(d) || f.expires.IsZero() || changed(d) {
			return // with another day of entry into force, the term differs, too
		}
		switch on, cause, _ := b.Lapses(d.Record); {
		case cause == catalogue.ByNothing && slices.Contains(b.Config.Check.Validity.Classes, d.Class.Name): // is another rule's: sunset-missing
		case cause == catalogue.ByNothing || cause == catalogue.BySunset && !f.ends(on.AddDays(-1)):
			b.Report(b.At(f.line, f.termFrom, f.termTo, "正文写着“%s”，文件头没有有效期至", f.line.Text[f.termFrom:f.termTo]).
				WithHint("文件头写上 expires = %s", f.expires))
		case cause == catalogue.ByExpiry && !f.ends(d.Expires):
			b.Report(b.At(f.line, f.termFrom, f.termTo, "正文写着“%s”，文件头的有效期至是 %s", f.line.Text[f.termFrom:f.termTo], d.Expires).
				WithHint("核对原文；以正文为准的，文件头写 expires = %s", f.expires))
		}
	},
}

// changed says whether a document was changed after publication: its days may have been.
func changed(d *catalogue.Document) bool {
	if d.More != nil && len(d.More.Changes) > 0 {
		return true
	}
	for _, r := range d.In {
		if r.Type == catalogue.Amends {
			return true
		}
	}
	return false
}

// force is the sentence by which a document enters into force.
type force struct {
	line             *check.Text
	from, to         int // the part about the day, in the line's text
	effective        official.Date
	agreed           bool // with the header
	termFrom, termTo int  // the part about the term
	expires          official.Date
	years            bool // the term is given in years
}

// ends says whether the term ends on a day: 有效期5年 is counted to the day before the
// anniversary by most, to the anniversary by some.
func (f *force) ends(on official.Date) bool {
	return on == f.expires || f.years && on == f.expires.AddDays(1)
}

const dayText = `([12][0-9]{3}|[一二][零〇○Ｏ一二三四五六七八九]{3})年([0-9]{1,2}|[一二三四五六七八九十]{1,2})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日`

var (
	forceText = lazy.Compile(`本(?:\p{Han}{1,8}?)?(?:由[^。；“”《》\n]{1,40}解释[，,]|有效期[^，。；“”《》\n]{1,14}[，,])*自(?:` + dayText + `|(?:公布|发布|印发|下发|颁布|发文)之日)起(?:正式)?(?:施行|实施|执行|生效|试行)`)
	termText  = lazy.Compile(`^[，,。；;]?(?:本\p{Han}{1,8})?((?:有效期|试行期|试行)(?:限)?(?:[为是]?([0-9]{1,2}|[一二两三四五六七八九十])年|(?:截止|截至|至|到|为至)` + dayText + `))`)
)

// forceOf reads the sentence by which a document of a class that has validity enters
// into force: one that agrees with the header, else the last; nil when there is none.
func forceOf(b *check.Body) (f *force) {
	if b.Document == nil || b.Class == nil || !b.Class.Validity || withdrawn(b) {
		return nil
	}
	for t := range b.Lines {
		if !b.Cued(t) {
			continue
		}
		for _, m := range forceText.FindAllStringSubmatchIndex(t.Text, -1) {
			if quoted(t.Text[:m[0]]) || f != nil && f.agreed {
				continue
			}
			f = readForce(b.Document, t, m)
		}
	}
	return f
}

// quoted says whether what follows is within quotation marks or book-title marks.
func quoted(before string) bool {
	return strings.Count(before, "“") > strings.Count(before, "”") || strings.Count(before, "《") > strings.Count(before, "》")
}

func readForce(d *catalogue.Document, t *check.Text, m []int) *force {
	f := &force{line: t, from: m[0], to: m[1], effective: dayAt(t.Text, m[2:8])}
	switch {
	case !f.effective.IsZero():
		f.agreed = f.effective == d.Effective
	case m[2] >= 0: // a day that does not exist is another rule's
		f.agreed = true
		return f
	default: // 自印发之日起
		f.agreed = d.Effective.IsZero() || d.Effective == d.Written || d.Effective == d.Record.Published
		if f.effective = d.Effective; f.effective.IsZero() || !f.agreed {
			f.effective = d.Written
		}
	}
	f.readTerm(m[1])
	if i := strings.Index(t.Text[m[0]:m[1]], "有效期"); i >= 0 { // 本办法有效期5年，自某日起施行
		f.readTerm(m[0] + i)
	}
	return f
}

// readTerm reads the term that follows at once.
func (f *force) readTerm(at int) {
	text := f.line.Text
	m := termText.FindStringSubmatchIndex(text[at:])
	if m == nil {
		return
	}
	f.termFrom, f.termTo = at+m[2], at+m[3]
	if m[4] < 0 {
		f.expires = dayAt(text[at:], m[6:12])
		return
	}
	years := text[at:][m[4]:m[5]]
	n, err := strconv.Atoi(years)
	if err != nil {
		n = yearsIn[years]
	}
	f.expires, f.years = f.effective.AddYears(n).AddDays(-1), true
}

var yearsIn = map[string]int{"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}

// dayAt is the day whose year, month and day of month stand at the places; no date when
// there is none, or no such day.
func dayAt(text string, at []int) official.Date {
	if at[0] < 0 {
		return official.Date{}
	}
	var n [3]int
	for i := range n {
		n[i] = numeral(text[at[2*i]:at[2*i+1]])
	}
	return official.DateOf(n[0], n[1], n[2])
}

// numeral reads digits, a year written as digits are spoken (二〇二四), or a number up to
// 99 (二十一).
func numeral(s string) (n int) {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	tens, ones := 0, 0
	for _, r := range s {
		switch i := slices.Index([]rune("零一二三四五六七八九"), r); {
		case r == '十':
			tens, ones = max(1, ones), 0
		case i >= 0:
			ones = ones*10 + i
		default: // 〇 and what is written in its place
			ones *= 10
		}
	}
	return tens*10 + ones
}
