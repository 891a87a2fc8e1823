package annual

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
)

// Contradiction is a place in the prose of a report that says something else than its
// tables do.
type Contradiction struct {
	From, To int // bytes of the line
	Message  string
}

// Published compares what a line of the prose says was published with the documents that the
// catalogue has of the year: what is said of the catalogue must be as many as those of the body
// or any of more, and what is said of all channels not fewer than those of the body.
func (r *Report) Published(line string, own int, more ...int) (cs []Contradiction) {
	for s := range sentences(line) {
		p := &prose{Report: r, line: line, text: line[s.from:s.to], at: s.from}
		for _, m := range published.FindAllStringSubmatchIndex(p.text, -1) {
			value := plainNumber(p.text[m[4]:m[5]])
			switch {
			case value == nil || strangers.MatchString(p.text) || partial.MatchString(p.clause(m[0])):
			case m[2] >= 0 && !slices.ContainsFunc(append(more, own), func(n int) bool { return value.Cmp(big.NewRat(int64(n), 1)) == 0 }):
				p.say(m[4], m[5], "正文写的是目录公开%s条，目录里%s当年公布的有%d条", p.text[m[4]:m[5]], r.issuer().Name, own)
			case m[2] < 0 && value.Cmp(big.NewRat(int64(own), 1)) < 0:
				p.say(m[4], m[5], "正文写的是主动公开%s条，少于目录里%s当年公布的%d条", p.text[m[4]:m[5]], r.issuer().Name, own)
			}
		}
		cs = append(cs, p.found...)
	}
	return cs
}

// Contradictions compares the figures in a line of the report's prose with its tables and,
// where it tells of a change, with the report of the year before, which may be nil. Prose
// can tell of many things: only what surely speaks of a row of the tables, of this year and
// of all applicants, is compared, and a figure is right when any sense of it is.
func (r *Report) Contradictions(line string, before *Report) (cs []Contradiction) {
	for s := range sentences(line) {
		p := &prose{Report: r, line: line, text: line[s.from:s.to], at: s.from}
		if strangers.MatchString(p.text) {
			continue
		}
		for i := range claims {
			p.claim(&claims[i])
		}
		p.results()
		p.none()
		p.shares()
		p.change(before)
		cs = append(cs, p.found...)
	}
	return cs
}

// prose is a sentence of a report.
type prose struct {
	*Report
	line, text string
	at         int // where the sentence begins in the line
	found      []Contradiction
}

type extent struct{ from, to int }

// sentences are the extents of a line's sentences.
func sentences(line string) func(yield func(extent) bool) {
	return func(yield func(extent) bool) {
		from := 0
		for i, c := range line {
			if strings.ContainsRune("。；;！？", c) {
				if !yield(extent{from, i}) {
					return
				}
				from = i + len(string(c))
			}
		}
		yield(extent{from, len(line)})
	}
}

const (
	// digits is a number that is written 1,234 or 1234.
	digits = `([0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)`
	// units count; 万件 is rounded and none of them.
	units = `(?:件|宗|份|起|条|例)`
	// joins stand between what is counted and its number.
	joins    = `(?:数量|总数|总量|件数)?(?:共计|合计|总计|共|为|是|有|了|：|:)?[ 　]*`
	numbered = joins + digits + `[ 　]*` + units
	// asked is what an application is called.
	asked = `(?:各类|任何)?(?:政府)?(?:信息)?(?:依申请公开|公开)?(?:的)?(?:依)?申请(?:公开)?`
)

var (
	// strangers are others than the body that reports, or other times than its year.
	strangers = regexp.MustCompile(`所属|下属|局属|直属|各县|各区|各市|乡镇|企业信息公开|近[0-9一二三四五]年|历年|以来|截至|截止|上半年|下半年|季度|[0-9]月`)
	// partial begins what is only a part of the whole, or of another year.
	partial   = regexp.MustCompile(`其中|自然人|法人|企业|机构|组织|公民|网上|网络|线上|信函|信件|邮寄|邮箱|当面|现场|传真|平台|窗口|微信|去年|往年|同期|[0-9]{4}年`)
	published = regexp.MustCompile(`(?:(目录)[^，,。；;、0-9]{0,8})?主动公开(?:的)?(?:各类)?(?:政府)?信息` + joins + digits + `[ 　]*(?:条|件)`)
	others    = regexp.MustCompile(`建议|提案|信访|热线|留言|咨询|投诉|许可|案件|工单|复议|诉讼|评论|来信`)
)

// claim is a way to tell a figure of a table.
type claim struct {
	words *regexp.Regexp // with the number in its last group
	about string         // a word that the line must have; "" for none
	what  string
	right func(r *Report) []*big.Rat // the figures that it may be; none when there is none to compare with
	least bool                       // prose may tell of a part: only what is more than the figure is wrong
}

// cellOf gives a figure of the tables, in the form of 2021 if only that has it.
func cellOf(table, row string, col int) func(r *Report) []*big.Rat {
	return func(r *Report) []*big.Rat {
		if cells := r.Row(table, row); col < len(cells) && (table != Disclosure || r.Form == &form2021) && cells[col].Value != nil {
			return []*big.Rat{cells[col].Value}
		}
		return nil
	}
}

// total is the last number of a row of table 3 or 4.
func (r *Report) total(table, row string) *big.Rat {
	values, ok := r.numbers(table, row)
	if !ok {
		return nil
	}
	return values[len(values)-1]
}

// totals gives what is made of rows of table 3, when all have their total.
func totals(make func(of func(row string) *big.Rat) []*big.Rat) func(r *Report) []*big.Rat {
	return func(r *Report) []*big.Rat {
		for _, row := range always {
			if r.total(Applications, row) == nil {
				return nil
			}
		}
		return make(func(row string) *big.Rat { return r.total(Applications, row) })
	}
}

func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

var (
	received = totals(func(of func(string) *big.Rat) []*big.Rat { return []*big.Rat{of(Received)} })
	handled  = totals(func(of func(string) *big.Rat) []*big.Rat {
		return []*big.Rat{of(Received), sum(of(Received), of(CarriedOver))}
	})
	carriedOver    = totals(func(of func(string) *big.Rat) []*big.Rat { return []*big.Rat{of(CarriedOver)} })
	carriedForward = totals(func(of func(string) *big.Rat) []*big.Rat { return []*big.Rat{of(CarriedForward)} })
	answered       = totals(func(of func(string) *big.Rat) []*big.Rat {
		return []*big.Rat{of(ResultsTotal), minus(of(ResultsTotal), of(CarriedOver)), minus(of(Received), of(CarriedForward))}
	})
)

func words(pattern string) *regexp.Regexp { return regexp.MustCompile(pattern) }

// claims are compared in this order; the first that speaks of a number has it.
var claims = []claim{
	{words: words(`新收(?:到)?` + asked + numbered), what: "本年新收", right: received},
	{words: words(`新收(?:到)?` + digits + `[ 　]*` + units + asked), what: "本年新收", right: received},
	{words: words(`(?:收到|接收|接到|受理)(?:了)?` + asked + numbered), what: "本年新收", right: handled},
	{words: words(`(?:收到|接收|接到|受理)(?:了)?(?:各类)?` + digits + `[ 　]*` + units + asked), what: "本年新收", right: handled},
	{words: words(`上(?:一)?年度?结转(?:至本年度?|本年度?)?(?:继续)?(?:办理)?(?:的)?` + optional(asked) + numbered), what: "上年结转", right: carriedOver},
	{words: words(`结转(?:至|到)?(?:下(?:一)?年度?|次年|明年)(?:度)?(?:继续)?(?:办理)?(?:的)?` + optional(asked) + numbered), what: "结转下年度继续办理", right: carriedForward},
	{words: words(`(?:办结|办理完毕|办理完成)(?:了)?` + optional(asked) + numbered), about: "申请", what: "办理结果总计", right: answered},
	{words: words(`(?:制发|印发|制定|出台)(?:了)?行政规范性文件` + numbered), what: "行政规范性文件本年制发件数", right: cellOf(Disclosure, Normative, 0)},
	{words: words(`(?:制发|印发|制定|出台)(?:了)?` + digits + `[ 　]*` + units + `行政规范性文件`), what: "行政规范性文件本年制发件数", right: cellOf(Disclosure, Normative, 0)},
	{words: words(`(?:废止|失效)(?:了)?(?:的)?行政规范性文件` + numbered), what: "行政规范性文件本年废止件数", right: cellOf(Disclosure, Normative, 1), least: true},
	{words: words(`(?:现行有效(?:的)?行政规范性文件|行政规范性文件现行有效(?:的)?)` + numbered), what: "行政规范性文件现行有效件数", right: cellOf(Disclosure, Normative, 2)},
	{words: words(`作出(?:的)?行政许可决定` + numbered), what: "行政许可本年处理决定数量", right: cellOf(Disclosure, "permits", 0)},
	{words: words(`作出(?:的)?行政处罚决定` + numbered), what: "行政处罚本年处理决定数量", right: cellOf(Disclosure, "penalties", 0)},
	{words: words(`作出(?:的)?行政强制(?:措施)?决定` + numbered), what: "行政强制本年处理决定数量", right: cellOf(Disclosure, "coercion", 0)},
	{words: words(`行政复议(?:案件|申请)?` + numbered), about: "信息公开", what: "行政复议总计", right: func(r *Report) []*big.Rat { return some(r.total(Proceedings, "reconsideration")) }},
	{words: words(`行政诉讼(?:案件)?` + numbered), about: "信息公开", what: "行政诉讼总计", right: func(r *Report) []*big.Rat { return some(r.lawsuits()) }},
}

func optional(pattern string) string { return `(?:` + pattern + `)?` }

func some(v *big.Rat) []*big.Rat {
	if v == nil {
		return nil
	}
	return []*big.Rat{v}
}

// lawsuits are those without and those after a review.
func (r *Report) lawsuits() *big.Rat {
	direct, after := r.total(Proceedings, "direct"), r.total(Proceedings, "after_reconsideration")
	if direct == nil || after == nil {
		return nil
	}
	return sum(direct, after)
}

func (p *prose) claim(c *claim) {
	if !strings.Contains(p.line, c.about) || c.about == "申请" && others.MatchString(p.text) {
		return
	}
	for _, m := range c.words.FindAllStringSubmatchIndex(p.text, -1) {
		if !partial.MatchString(p.clause(m[0])) {
			p.compare(m[2], m[3], c.what, c.right(p.Report), c.least)
		}
	}
}

// clause is what stands before a place back to the last comma, without this year's number.
func (p *prose) clause(at int) string {
	s := p.text[:at]
	if i := strings.LastIndexAny(s, "，,、：:（("); i >= 0 {
		s = s[i:]
	}
	return strings.ReplaceAll(s, fmt.Sprintf("%d年", p.Year), "")
}

// compare says that a number is none of the right ones.
func (p *prose) compare(from, to int, what string, right []*big.Rat, least bool) {
	value := plainNumber(p.text[from:to])
	if value == nil || len(right) == 0 {
		return
	}
	for _, v := range right {
		if v.Cmp(value) == 0 || least && value.Cmp(v) < 0 {
			return
		}
	}
	p.say(from, to, "正文写的是%s，表格的%s是%s", p.text[from:to], what, figure(right[0]))
}

// say reports a place of the sentence once.
func (p *prose) say(from, to int, format string, args ...any) {
	for _, c := range p.found {
		if c.From < p.at+to && p.at+from < c.To {
			return
		}
	}
	p.found = append(p.found, Contradiction{p.at + from, p.at + to, fmt.Sprintf(format, args...)})
}

// plainNumber reads digits with or without commas; nil for more than 15.
func plainNumber(s string) *big.Rat {
	s = strings.NewReplacer(",", "", "，", "").Replace(s)
	if !plain.MatchString(s) {
		return nil
	}
	v, _ := new(big.Rat).SetString(s)
	return v
}
