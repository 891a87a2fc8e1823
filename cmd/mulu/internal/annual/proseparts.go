package annual

import (
	"math/big"
	"regexp"
	"strings"

	"mulu/cmd/mulu/internal/lazy"
)

// turned is a change in applications.
const turned = `(增加|增长|上升|增多|减少|下降|降低)(?:了)?` + digits + `[ 　]*件`

var (
	outcome = lazy.Compile(`(予以公开(?:或者?|和|、|及|与|或))?(予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)(?:的|答复|决定)?` + numbered)
	share   = lazy.Compile(digits + `[ 　]*` + units + `[，,]?占(?:比)?([^，。；;%％0-9]{0,16})([0-9]+(?:\.[0-9]+)?)[%％]`)
	ways    = lazy.Compile(`(予以公开(?:或者?|和|、|及|与|或))?(予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)(?:的)?(?:申请)?占(?:比)?[^，,、。；;%％0-9]{0,10}?([0-9]+(?:\.[0-9]+)?)[%％]`)
	persons = lazy.Compile(`自然人[^。；;0-9]{0,20}占(?:比)?[^，,、。；;0-9]{0,10}?([0-9]+(?:\.[0-9]+)?)[%％]`)
	changed = lazy.Compile(`(?:` + asked + numbered + `|` + digits + `[ 　]*` + units + asked + `)[，,](?:同比|(?:比|较|与)(?:上年度?|上一年度?|去年|[0-9]{4}年)(?:同期)?(?:相比)?[，,]?)` + turned)
	turn    = lazy.Compile(`(?:与|比|较)(?:上年度?|上一年度?|去年)(?:同期)?(?:相比)?[，,]?(?:新收|收到|受理)(?:的)?` + asked + turned)

	noneAsked = lazy.Compile(`(?:未|没有)(?:收到|接到|受理)(?:到|过)?` + asked + `|无依申请公开(?:申请|事项|件|情况)`)
	noneSued  = lazy.Compile(`(?:未|没有|无)(?:发生|产生|出现|收到|因|引发|被|政府信息公开)[^，,。；;]{0,16}?行政(?:复议|诉讼)(?:(?:、|和|或|及)行政(?:复议|诉讼))?`)
)

// resultRows are the rows of table 3 by the words of their heading: what their keys begin with.
var resultRows = map[string]string{"予以公开": "granted", "部分公开": "partly", "不予公开": "refused", "无法提供": "unavailable", "不予处理": "declined", "其他处理": "other"}

// results compares how applications ended: 予以公开8件，不予公开2件.
func (p *prose) results() {
	if !strings.Contains(p.line, "申请") || others.MatchString(p.text) {
		return
	}
	for _, m := range outcome.FindAllStringSubmatchIndex(p.text, -1) {
		if partial.MatchString(strings.TrimPrefix(strings.TrimLeft(p.clause(m[0]), "，,、：:（("), "其中")) {
			continue
		}
		name := p.text[m[4]:m[5]]
		right := p.ended(resultRows[name])
		if m[2] >= 0 && right != nil {
			if name != "部分公开" {
				continue
			}
			name, right = "予以公开、部分公开", sum(right, p.total(Applications, "granted"))
		}
		p.compare(m[6], m[7], name, some(right), false)
	}
}

// ended adds up the totals of the rows whose keys begin with a word; nil when one is missing.
func (r *Report) ended(kind string) *big.Rat {
	all := new(big.Rat)
	for i := range r.Form.Table(Applications).Blocks[0].Rows {
		key := r.Form.Table(Applications).Blocks[0].Rows[i].Key
		if first, _, _ := strings.Cut(key, "_"); first != kind {
			continue
		}
		v := r.total(Applications, key)
		if v == nil {
			return nil
		}
		all.Add(all, v)
	}
	return all
}

// none looks for what did not happen, as the prose says, and did, as the tables say.
func (p *prose) none() {
	for _, m := range noneAsked.FindAllStringIndex(p.text, -1) {
		if n := p.total(Applications, Received); n != nil && n.Sign() > 0 && !partial.MatchString(p.clause(m[0])) {
			p.say(m[0], m[1], "正文写的是“%s”，表格的本年新收是%s", p.text[m[0]:m[1]], figure(n))
		}
	}
	for _, m := range noneSued.FindAllStringIndex(p.text, -1) {
		for _, x := range [...]struct {
			what string
			n    *big.Rat
		}{{"行政复议", p.total(Proceedings, "reconsideration")}, {"行政诉讼", p.lawsuits()}} {
			what, n := x.what, x.n
			if n != nil && n.Sign() > 0 && strings.Contains(p.text[m[0]:m[1]], what) && strings.Contains(p.text, "信息公开") {
				p.say(m[0], m[1], "正文写的是“%s”，表格的%s总计是%s", p.text[m[0]:m[1]], what, figure(n))
			}
		}
	}
}

// shares compares percentages of applications. One is right when it is of anything that it
// may be of.
func (p *prose) shares() {
	if !strings.Contains(p.line, "申请") || handled(p.Report) == nil {
		return
	}
	wholes := append(handled(p.Report), p.total(Applications, ResultsTotal))
	for _, m := range share.FindAllStringSubmatchIndex(p.text, -1) {
		of := strings.Trim(p.text[m[4]:m[5]], "的 为约是")
		if of != "" && !regexp.MustCompile(`申请|办结|答复|新收|收到|受理|总`).MatchString(of) {
			continue
		}
		part := plainNumber(p.text[m[2]:m[3]])
		p.percent(m[6], m[7], [][2]*big.Rat{{part, wholes[0]}, {part, wholes[1]}, {part, wholes[2]}})
	}
	for _, m := range ways.FindAllStringSubmatchIndex(p.text, -1) {
		part := p.ended(resultRows[p.text[m[4]:m[5]]])
		if granted := p.total(Applications, "granted"); m[2] >= 0 && part != nil && granted != nil {
			part = sum(part, granted)
		}
		p.percent(m[6], m[7], [][2]*big.Rat{{part, wholes[0]}, {part, wholes[1]}, {part, wholes[2]}})
	}
	for _, m := range persons.FindAllStringSubmatchIndex(p.text, -1) {
		var shares [][2]*big.Rat
		for _, row := range []string{Received, ResultsTotal} {
			if values, ok := p.numbers(Applications, row); ok {
				shares = append(shares, [2]*big.Rat{values[0], values[len(values)-1]})
			}
		}
		p.percent(m[2], m[3], shares)
	}
}

// percent says that a percentage is none of the shares, by the worth of its last digit or
// more: what was cut and not rounded is not told.
func (p *prose) percent(from, to int, shares [][2]*big.Rat) {
	claimed, last := plainNumber(p.text[from:to]), step(p.text[from:to])
	if claimed == nil {
		return
	}
	var first *big.Rat
	for _, s := range shares {
		if s[0] == nil || s[1].Sign() == 0 || s[0].Cmp(s[1]) > 0 {
			continue
		}
		v := new(big.Rat).Mul(new(big.Rat).Quo(s[0], s[1]), big.NewRat(100, 1))
		if first == nil {
			first = v
		}
		if gap := minus(v, claimed); gap.Abs(gap).Cmp(last) < 0 {
			return
		}
	}
	if first != nil {
		p.say(from, to, "正文写的是%s%%，按表格算是%s%%", p.text[from:to], first.FloatString(2))
	}
}

// change compares 新收申请33件，比上年增加8件, or 与上年相比，新收申请增加8件, with the report of the year before.
func (p *prose) change(before *Report) {
	if before == nil || before.total(Applications, Received) == nil || p.total(Applications, Received) == nil {
		return
	}
	was, now := before.total(Applications, Received), p.total(Applications, Received)
	for _, m := range changed.FindAllStringSubmatchIndex(p.text, -1) {
		told := plainNumber(p.text[max(m[2], m[4]):max(m[3], m[5])])
		if told != nil && told.Cmp(now) == 0 { // else it is of something else, or was told
			p.turned(m[6:], before, was, now)
		}
	}
	for _, m := range turn.FindAllStringSubmatchIndex(p.text, -1) {
		p.turned(m[2:], before, was, now)
	}
}

// turned compares a change with that between two years; m are the places of its direction and
// its number.
func (p *prose) turned(m []int, before *Report, was, now *big.Rat) {
	way, claimed := p.text[m[0]:m[1]], plainNumber(p.text[m[2]:m[3]])
	if claimed == nil {
		return
	}
	if strings.ContainsAny(way, "减降") {
		claimed.Neg(claimed)
	}
	if minus(now, was).Cmp(claimed) != 0 {
		p.say(m[2], m[3], "正文写的是比上年%s%s件，%d年的报告新收%s件，本年%s件", way, p.text[m[2]:m[3]], before.Year, figure(was), figure(now))
	}
}
