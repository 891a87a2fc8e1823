package annual

import (
	"math/big"

	"mulu/cmd/mulu/internal/lazy"
)

// claim is a way to tell a figure of a table.
type claim struct {
	words *lazy.Regexp // with the number in its last group
	about string       // a word that the line must have; "" for none
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

func words(pattern string) *lazy.Regexp { return lazy.Compile(pattern) }

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
