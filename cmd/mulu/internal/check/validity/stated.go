package validity

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var termInText = check.Rule{
	Rule: diag.Rule{Code: "term-in-text", Severity: diag.Warning, Title: "正文写的施行日期、有效期和文件头不同",
		Explain: "有效性由文件头的施行日期、有效期至推算。正文写着“本办法自某日起施行，有效期几年”，文件头写的是另一天或者没有写，页面显示的有效性就是错的。只看成文以后一年左右的日期；修改过的文件、题为修订本的文件不查。",
		Source:  "政府信息公开条例第六条（公开的信息应当准确）；政府网站发展指引（国办发〔2017〕47号）", Repair: "核对正文和文件头，改正写错的一处。",
		Examples: []diag.Example{{
			Wrong: "effective = 2025-05-01\n# 正文：本办法自2025年6月1日起施行。",
			Right: "effective = 2025-06-01\n# 正文：本办法自2025年6月1日起施行。",
		}}},
	Cues: []string{"日起施行", "日起实施", "日起执行", "日起试行", "日起生效", "有效期"},
	Body: func(b *check.Body) {
		d := b.Document
		if d == nil || d.Class == nil || !d.Class.Validity || d.Written.IsZero() || config.HoldsWord(d.Title, "修正|修订") || amended(d) {
			return
		}
		starts, ends := statedIn(b)
		tellStart(b, starts)
		tellEnd(b, ends)
	},
}

// stated is what a text says of its own validity, and where.
type stated struct {
	text     check.Text
	from, to int
	day      official.Date // zero for a term
	years    int           // of a term
}

var (
	startsOn = regexp.MustCompile(`本\p{Han}{1,10}自(\d{4}年\d{1,2}月\d{1,2}日)起(?:施行|实施|执行|试行|生效)`)
	endsOn   = regexp.MustCompile(`本\p{Han}{1,10}?(?:自.{1,60}起(?:施行|实施|执行|试行|生效)[，；。、])?有效期(?:限)?(?:至|到|截至)(\d{4}年\d{1,2}月\d{1,2}日)`)
	lasts    = regexp.MustCompile(`本\p{Han}{1,10}自.{1,60}起(?:施行|实施|执行|试行|生效)，有效期(?:限)?为?([1-9]|10|[一二两三四五六七八九十])年`)
)

// statedIn finds what a body says of its own validity.
func statedIn(b *check.Body) (starts, ends []stated) {
	for _, line := range b.Texts {
		if !b.Cued(line) {
			continue
		}
		add := func(list *[]stated, re *regexp.Regexp) {
			m := re.FindStringSubmatchIndex(line.Text)
			if m == nil {
				return
			}
			s := stated{text: line, from: m[2], to: m[3]}
			if value := line.Text[m[2]:m[3]]; re == lasts {
				s.years, s.to = yearsOf(value), m[1]
			} else if s.day = official.GuessDate(value); s.day.IsZero() {
				return
			}
			*list = append(*list, s)
		}
		add(&starts, startsOn)
		add(&ends, endsOn)
		add(&ends, lasts)
	}
	return starts, ends
}

func yearsOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if s == "两" {
		return 2
	}
	return strings.Index("一二三四五六七八九十", s)/len("一") + 1
}

// tellStart compares the days from which the text says that it holds.
func tellStart(b *check.Body, list []stated) {
	const most = 400 // days: a later or earlier one is that of another text, or of an old one
	d := b.Document
	list = slices.DeleteFunc(list, func(s stated) bool { return s.day.Before(d.Written) || s.day.After(d.Written.AddDays(most)) })
	if len(list) == 0 || slices.ContainsFunc(list, func(s stated) bool { return s.day == d.Effective }) {
		return
	}
	s := list[len(list)-1]
	switch {
	case !d.Effective.IsZero():
		b.Report(b.At(s.text, s.from, s.to, "正文写自%s起施行，文件头的施行日期是 %s", s.day.Chinese(), d.Effective))
	case s.day.After(d.Published): // until then the page would call it valid
		b.Report(b.At(s.text, s.from, s.to, "正文写自%s起施行，文件头没有写施行日期", s.day.Chinese()).WithHint("在文件头写上施行日期（effective）：%s", s.day))
	}
}

// tellEnd compares the terms that the text states.
func tellEnd(b *check.Body, list []stated) {
	d := b.Document
	on, cause, _ := b.Lapses(d.Record)
	if cause == catalogue.ByNothing && sunsetClass(b.Site, d) {
		return // sunset-missing speaks of it
	}
	if len(list) == 0 || slices.ContainsFunc(list, func(s stated) bool { return agrees(d, &s, on) }) {
		return
	}
	s := list[len(list)-1]
	what := "至" + s.day.Chinese()
	if s.years > 0 {
		what = strconv.Itoa(s.years) + "年"
	}
	if cause == catalogue.ByNothing {
		b.Report(b.At(s.text, s.from, s.to, "正文写有效期%s，文件头没有写有效期至", what).WithHint("在文件头写上有效期至（expires）"))
		return
	}
	b.Report(b.At(s.text, s.from, s.to, "正文写有效期%s，页面按文件头和本站的规定到 %s 为止", what, on.AddDays(-1)).
		WithHint("核对正文的有效期和文件头的有效期至（expires），改正写错的一处"))
}

// agrees says whether a document that lapses on a day does as the text says. A term is
// counted from when it takes effect, is published or signed, to the day before or the
// same day of the last year.
func agrees(d *catalogue.Document, s *stated, on official.Date) bool {
	if s.years == 0 {
		return on == s.day || on == s.day.AddDays(1)
	}
	for _, from := range [...]official.Date{d.Effective, d.Published, d.Written} {
		if end := from.AddYears(s.years); !from.IsZero() && (on == end || on == end.AddDays(1)) {
			return true
		}
	}
	return false
}

// amended says whether another document changes this one.
func amended(d *catalogue.Document) bool {
	return slices.ContainsFunc(d.In, func(r catalogue.Relation) bool { return r.Type == catalogue.Amends })
}
