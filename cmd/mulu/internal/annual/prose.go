package annual

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/lazy"
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
	strangers = lazy.Compile(`所属|下属|局属|直属|各县|各区|各市|乡镇|企业信息公开|近[0-9一二三四五]年|历年|以来|截至|截止|上半年|下半年|季度|[0-9]月`)
	// partial begins what is only a part of the whole, or of another year.
	partial   = lazy.Compile(`其中|自然人|法人|企业|机构|组织|公民|网上|网络|线上|信函|信件|邮寄|邮箱|当面|现场|传真|平台|窗口|微信|去年|往年|同期|[0-9]{4}年`)
	published = lazy.Compile(`(?:(目录)[^，,。；;、0-9]{0,8})?主动公开(?:的)?(?:各类)?(?:政府)?信息` + joins + digits + `[ 　]*(?:条|件)`)
	others    = lazy.Compile(`建议|提案|信访|热线|留言|咨询|投诉|许可|案件|工单|复议|诉讼|评论|来信`)
)

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
