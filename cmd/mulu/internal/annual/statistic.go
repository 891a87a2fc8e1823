package annual

import (
	"fmt"
	"math/big"
	"strings"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

// Statistic is a total with its parts, as texts tell them: 170件，其中……. A part may have
// parts of its own.
type Statistic struct {
	Name  string
	Unit  string // of the whole tree; 万条 says that the numbers are rounded
	Value Cell
	Parts []Statistic
	Some  bool // the parts are not all that there is, so that they need not add up

	Percent Cell // claimed share of what it is a part of, with the digits as printed
	Change  Cell // claimed change from that to this, in percent: -38, 31.6
}

func (r *reader) statistics(e *tree.Entry) {
	if e == nil {
		return
	}
	if e.Value.Kind != tree.List {
		r.wrong(e.Value.Pos, "用两层方括号，写成 [[statistic]]", "统计数据（statistic）应是列表")
		return
	}
	for i := range e.Value.List {
		r.report.Statistics = append(r.report.Statistics, r.statistic("total", "", &e.Value.List[i]))
	}
}

// statistic reads a total, or a part, whose number has the given key.
func (r *reader) statistic(key, unit string, v *tree.Value) (s Statistic) {
	if v.Kind != tree.Table {
		r.wrong(v.Pos, "写成 {name = \"网上申请\", value = 33}", "统计数据的一项应是表")
		return s
	}
	keys := []string{"name", "parts", "some", key, "unit"}
	if key == "value" {
		keys = []string{"name", "parts", "some", key, "percent", "change"}
	}
	r.known("statistic.", v, keys...)
	s.Name, s.Unit = r.word(v, "name"), unit
	if u := r.word(v, "unit"); u != "" {
		s.Unit = u
	}
	if e := v.Get("some"); e != nil {
		if s.Some = e.Value.Bool; e.Value.Kind != tree.Bool {
			r.wrong(e.Value.Pos, "分项不是全部的写 some = true，不加引号", "“%s”的 some 应是 true 或 false", s.Name)
		}
	}
	s.Value = r.figure(v, key, s.Name)
	if s.Value.Pos == (diag.Pos{}) {
		r.wrong(v.Pos, "例如 "+key+" = 33", "“%s”没有数（%s）", s.Name, key)
	}
	s.Percent, s.Change = r.figure(v, "percent", s.Name), r.figure(v, "change", s.Name)
	if e := v.Get("parts"); e != nil {
		if e.Value.Kind != tree.List {
			r.wrong(e.Value.Pos, "写成 parts = [{name = \"网上申请\", value = 33}]", "“%s”的分项（parts）应是列表", s.Name)
		}
		for i := range e.Value.List {
			s.Parts = append(s.Parts, r.statistic("value", s.Unit, &e.Value.List[i]))
		}
	}
	return s
}

func (r *reader) word(v *tree.Value, key string) string {
	e := v.Get(key)
	if e == nil {
		return ""
	}
	if e.Value.Kind != tree.String {
		r.wrong(e.Value.Pos, "用英文双引号括起", "%s 应是文字", key)
	}
	return e.Value.Str
}

// figure reads a number of a statistic; none when it is absent.
func (r *reader) figure(v *tree.Value, key, name string) Cell {
	e := v.Get(key)
	if e == nil {
		return Cell{}
	}
	text, value := number(&e.Value)
	if value == nil {
		r.wrong(e.Value.Pos, "照正文写数字，不加引号、单位、逗号和百分号", "“%s”的 %s 应是数字，写的是%s", name, key, shown(&e.Value))
	}
	return Cell{e.Value.Pos, text, value}
}

// statistics checks sums and percentages.
func (r *Report) statistics() (ds []diag.Diagnostic) {
	for i := range r.Statistics {
		ds = append(ds, r.checkStatistic(&r.Statistics[i])...)
	}
	return ds
}

func (r *Report) checkStatistic(s *Statistic) (ds []diag.Diagnostic) {
	if d, ok := r.addsUp(s); !ok {
		ds = append(ds, d)
	}
	for i := range s.Parts {
		p := &s.Parts[i]
		if d, ok := r.rounds(s, p, p.Percent, false); !ok {
			ds = append(ds, d)
		}
		if d, ok := r.rounds(s, p, p.Change, true); !ok {
			ds = append(ds, d)
		}
		ds = append(ds, r.checkStatistic(p)...)
	}
	return ds
}

// addsUp says whether the parts of a total add up. Numbers that are rounded may miss it by
// what rounding explains, which is but a notice.
func (r *Report) addsUp(s *Statistic) (d diag.Diagnostic, ok bool) {
	if len(s.Parts) == 0 || s.Some || s.Value.Value == nil {
		return d, true
	}
	got, slack := new(big.Rat), s.slack()
	var added []string
	for i := range s.Parts {
		p := &s.Parts[i]
		if p.Value.Value == nil {
			return d, true
		}
		got.Add(got, p.Value.Value)
		slack.Add(slack, p.slack())
		added = append(added, p.Value.Text)
	}
	gap := new(big.Rat).Sub(got, s.Value.Value)
	if gap.Sign() == 0 {
		return d, true
	}
	d = ruleStatisticSum.At(r.File, s.Value.Pos, "“%s”是%s%s，各项相加是%s（%s）", s.Name, s.Value.Text, s.Unit, figure(got), strings.Join(added, "+")).WithHint("%s", ruleStatisticSum.Repair)
	if gap.Abs(gap).Cmp(slack) <= 0 {
		d.Severity = diag.Notice
		d = d.WithHint("如果是四舍五入造成的，在正文里说明；否则核对数字。")
	}
	return d, false
}

// step is the worth of the last digit of a number as it is written.
func step(text string) *big.Rat {
	_, decimals, _ := strings.Cut(text, ".")
	return new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(decimals))), nil))
}

var half = big.NewRat(1, 2)

// slack is by how much a number may differ from what was counted: half of its last digit
// where it is rounded.
func (s *Statistic) slack() *big.Rat {
	if !strings.Contains(s.Value.Text, ".") && !strings.HasPrefix(s.Unit, "万") && !strings.HasPrefix(s.Unit, "亿") {
		return new(big.Rat)
	}
	return new(big.Rat).Mul(step(s.Value.Text), half)
}

// rounds says whether a claimed percentage is what the numbers give, rounded to its own
// digits. One that is off by less than its last digit was cut or fitted, which is a notice.
func (r *Report) rounds(whole, part *Statistic, claim Cell, change bool) (d diag.Diagnostic, ok bool) {
	if claim.Value == nil || part.Value.Value == nil || whole.Value.Value == nil || whole.Value.Value.Sign() == 0 {
		return d, true
	}
	share := func(p, w *big.Rat) *big.Rat {
		if w.Sign() <= 0 {
			return new(big.Rat)
		}
		v := new(big.Rat).Quo(p, w)
		if change {
			v.Sub(v, big.NewRat(1, 1))
		}
		return v.Mul(v, big.NewRat(100, 1))
	}
	p, w, last := part.Value.Value, whole.Value.Value, step(claim.Text)
	low := share(new(big.Rat).Sub(p, part.slack()), new(big.Rat).Add(w, whole.slack()))
	high := share(new(big.Rat).Add(p, part.slack()), new(big.Rat).Sub(w, whole.slack()))
	reach := new(big.Rat).Mul(last, half)
	if claim.Value.Cmp(low.Sub(low, reach)) >= 0 && claim.Value.Cmp(high.Add(high, reach)) <= 0 {
		return d, true
	}
	exact := share(p, w)
	digits := len(last.Denom().String()) - 1
	what := fmt.Sprintf("%s占%s的", part.Value.Text, whole.Value.Text)
	if change {
		what = fmt.Sprintf("从%s到%s是", whole.Value.Text, part.Value.Text)
	}
	d = ruleStatisticPercent.At(r.File, claim.Pos, "“%s”：%s%s%%，四舍五入应为%s%%，写的是%s%%", part.Name, what, exact.FloatString(digits+2), exact.FloatString(digits), claim.Text).
		WithHint("%s", ruleStatisticPercent.Repair)
	if gap := new(big.Rat).Sub(exact, claim.Value); gap.Abs(gap).Cmp(last) < 0 {
		d.Severity = diag.Notice
	}
	return d, false
}
