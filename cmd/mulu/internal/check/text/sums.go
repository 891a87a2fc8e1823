package text

import (
	"math"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/lazy"
)

var sumParts = check.Rule{
	Rule: diag.Rule{Code: "sum-parts", Severity: diag.Warning, Title: "分项相加与总数不一致",
		Explain: "“共184条，其中通知公告45条，行政执法信息14条，工作动态125条”：分项相加应当等于总数。只在分项看来是全部时才报告；总数和分项是带小数的约数、相差可以用四舍五入解释的，只作提示。",
		Source:  "国务院办公厅政府信息与政务公开办公室关于年度报告格式的规定（数据要求准确、勾稽一致）；政府信息公开条例 第六条", Repair: "核对总数和每一个分项。",
		Examples: []diag.Example{{Wrong: "共170件，其中热线142件，信访9件，网络5件，信箱15件", Right: "共170件，其中热线142件，信访9件，网络5件，信箱14件"}}},
	In: check.InDocument, Needs: check.Digit,
	Cues: []string{"其中", "办结", "（", "("},
	Line: func(l *check.Line) {
		if l.In == check.InBody && isRow(l.Text) {
			return
		}
		text := plain(l.Text, l.Has)
		var few [fewSentences]sentence
		list := sumsOf(text, sentencesOf(few[:0], l, text, 2))
		if len(list) == 0 || !han.Holds(text, "其中") && !han.Holds(text, "办结") && !countInBrackets(text) {
			return
		}
		for _, s := range list {
			if len(s.parts) == 1 {
				if p := s.parts[0]; p.value > s.total.value {
					l.Report(l.At(p.from, p.to, "其中的%s比总数%s还多", text[p.from:p.to], text[s.total.from:s.total.to]))
				}
				continue
			}
			sum, equal, rounded := addsUp(s.total, s.parts)
			if equal || !rounded && !s.certain(sum) {
				continue
			}
			d := l.At(s.total.from, s.total.to, "分项相加是%s（%s），总数写的是%s", amount(sum, s.total, text), s.addition(text), text[s.total.from:s.total.to])
			if rounded {
				d.Severity = diag.Notice
				d = d.WithHint("如果是四舍五入造成的，在正文里说明；否则核对数字。")
			}
			l.Report(d)
		}
	},
}

// countInBrackets says whether digits stand not far before a bracket and inside it.
func countInBrackets(s string) bool {
	for at := range len(s) {
		if s[at] != '(' && (s[at] != "（"[0] || !strings.HasPrefix(s[at:], "（")) {
			continue
		}
		if numbers(s[max(0, at-12):at]) > 0 && numbers(s[at:min(len(s), at+60)]) > 0 {
			return true
		}
	}
	return false
}

// sum is a total with what are said to be its parts, or with a single one of them.
type sum struct {
	total quantity
	parts []quantity
	all   bool // the text says that the total is one, with 共 or in brackets behind it
	mixed bool // the parts have other units than the total
	only  bool // the parts stand in brackets without 其中, so that they are all of them
}

// certain says whether parts that do not add up are wrong rather than not all: what the
// sum lacks is explained by one digit, or is small beside the total.
func (s sum) certain(sum float64) bool {
	n, gap := len(s.parts), math.Abs(sum-s.total.value)
	small := gap*5 <= s.total.value
	switch {
	case unitSlip(s.total, s.parts, sum):
		return true
	case s.only:
		return small || slip(s.total, s.parts, sum)
	case sum > s.total.value && strings.Contains("人名辆艘台", s.total.unit): // 其中党员23人、女性15人: one may be both
		return n >= 3 && s.total.value >= 100 && slip(s.total, s.parts, sum)
	case s.mixed:
		return n >= 3 && gap*20 <= s.total.value && slip(s.total, s.parts, sum)
	case sum > s.total.value && strings.Contains(counters, s.total.unit) && (n >= 3 && small || gap*20 <= s.total.value && slip(s.total, s.parts, sum)):
		return true // more than there are
	case s.all && n >= 3:
		return small || slip(s.total, s.parts, sum)
	case s.all:
		return small || s.total.value >= 100 && slip(s.total, s.parts, sum)
	}
	return s.total.value >= 100 && slip(s.total, s.parts, sum) && (n >= 3 || small)
}

// unitSlip says whether 万 for 亿 or the reverse, in the total or in one of the parts,
// explains why they do not add up.
func unitSlip(total quantity, parts []quantity, sum float64) bool {
	fits := func(total, sum float64) bool { return math.Abs(total-sum) < total*1e-9 }
	for _, times := range [...]float64{1e4, 1e-4} {
		if fits(total.value*times, sum) {
			return true
		}
		for _, p := range parts {
			if fits(total.value, sum-p.value+p.value*times) {
				return true
			}
		}
	}
	return false
}

func (s sum) addition(text string) string {
	var list []string
	for _, p := range s.parts {
		v := p.value
		for _, big := range bigs {
			if strings.Contains(text[p.from:p.to], big.name) {
				v /= big.times
				break
			}
		}
		list = append(list, figure(v))
	}
	return strings.Join(list, "+")
}

var (
	// between are what may stand between a total and 其中: points, its share.
	between = lazy.Compile(`^(?:[（(][次个件条][)）])?(?:\p{Han}{0,6}[，,]占[^，,；;。]*[%％])?(?:单位|部门|项目|机构|企业|事项|文件|信息|申请|案件|建议|提案|家庭|行政村|社区|站点|投诉|咨询)?[，,：:；;（(\s　]*$`)
	saysAll = lazy.Compile(`共|合计|总计|总数|总量|总额|累计|全年(?:收到|受理|办理|公开|发布)`)
	// notPart marks clauses that say something else of the total than what its parts are.
	notPart = lazy.Compile(`同比|比上|比去|环比|增长|增加|减少|下降|提高|占|超过|以上|以下|不少于|至少|不低于|平均|每|办结|办理中|在办|完成|另|此外|还有|分别|涉及|惠及|重点|主要|目标|计划\p{Han}|由|至|到`)
	handled = lazy.Compile(`([0-9]+)[ ]?([件条个宗起])[，,][^，,；;。0-9]{0,4}办结[ ]?([0-9]+)[ ]?[件条个宗起][，,](?:正在办理|办理中|在办|未办结|尚未办结|正在办理中)的?[ ]?([0-9]+)[ ]?[件条个宗起]`)
)

// sumsOf finds totals with their parts in a line, sentence by sentence.
func sumsOf(line string, sentences []sentence) (list []sum) {
	for _, s := range sentences {
		if mayAddUp(line[s.from:s.to], s.numbers) {
			list = append(list, sumsIn(line, s.from, s.to)...)
		}
	}
	for _, s := range sentences {
		if !isHandled(line[s.from:s.to], s.numbers) {
			continue
		}
		for _, m := range handled.FindAllStringSubmatchIndex(line[s.from:s.to], -1) {
			begin := s.from + m[0]
			qs := quantities(line[begin : s.from+m[1]])
			if len(qs) == 3 {
				for i := range qs {
					qs[i].from, qs[i].to = qs[i].from+begin, qs[i].to+begin
				}
				list = append(list, sum{total: qs[0], parts: qs[1:], all: true, only: true})
			}
		}
	}
	return list[:min(len(list), maxFindings)]
}

// mayAddUp says whether a sentence with n numbers has what a total with its parts needs: a
// number of each, three where a bracket behind the total alone makes them its parts.
func mayAddUp(s string, n int) bool {
	return n >= 2 && han.Holds(s, "其中") || n >= 3 && bracketAfterUnit(s)
}

// bracketAfterUnit says whether a bracket opens behind a quantity.
func bracketAfterUnit(s string) bool {
	for i := range len(s) {
		if (s[i] == '(' || s[i] == "（"[0] && strings.HasPrefix(s[i:], "（")) && unitBefore(s[:i]) {
			return true
		}
	}
	return false
}

// isHandled says whether a sentence with n numbers has what the form of handled needs.
func isHandled(s string, n int) bool {
	return n >= 3 && han.Holds(s, "办结") && (strings.Contains(s, "在办") || strings.Contains(s, "办理中") || strings.Contains(s, "未办结"))
}

// maxQuantities is how many quantities a sentence has at most.
const maxQuantities = 200

func sumsIn(line string, from, to int) (list []sum) {
	var few [fewQuantities]quantity
	qs := appendQuantities(few[:0], line[from:to])
	for i := range qs {
		qs[i].from, qs[i].to = qs[i].from+from, qs[i].to+from
	}
	if len(qs) > maxQuantities { // no sentence, and its pairs would be too many
		return nil
	}
	for i, total := range qs {
		if total.unit == "" || total.unit == "%" || total.about {
			continue
		}
		rest := line[total.to:to]
		begin, bracket, only := -1, false, false
		if j := strings.Index(rest, "其中"); j >= 0 && between.MatchString(rest[:j]) {
			begin = total.to + j + len("其中")
			bracket = strings.ContainsAny(rest[:j], "（(") && !strings.Contains(rest[:j], "次")
		} else if r := after(rest, 0); (r == '（' || r == '(') && !strings.HasPrefix(rest[1:], "次") {
			begin, bracket, only = total.to+1, true, true
		}
		if begin < 0 {
			continue
		}
		end := to
		if bracket {
			j := strings.IndexAny(line[begin:to], "）)")
			if j < 0 {
				continue
			}
			end = begin + j
		} else if j := strings.Index(line[begin:to], "其中"); j >= 0 {
			end = begin + j
		}
		if s, ok := partsOf(line, total, qs[i+1:], begin, end); ok {
			s.only = only && !strings.Contains(line[begin:end], "其中")
			s.all = s.all || bracket || saysAll.MatchString(clauseBefore(line[from:total.from]))
			list = append(list, s)
		} else if !only && len(s.parts) == 1 && s.parts[0].unit == total.unit && !notTotal.MatchString(clauseBefore(line[from:total.from])) {
			list = append(list, s)
		}
	}
	return list
}

// clauseBefore is the clause that a text ends with.
func clauseBefore(s string) string {
	return s[strings.LastIndexAny(s, "，,；;：:")+1:]
}

// partsOf finds the parts of a total. Where there are semicolons, they may part one list
// after another or clauses with details behind each part: the clauses up to the first
// are the list when they can be, else the first quantities between semicolons.
func partsOf(line string, total quantity, qs []quantity, from, to int) (s sum, ok bool) {
	i := strings.IndexAny(line[from:to], "；;")
	if i < 0 {
		return firstOf(line, total, qs, from, to, "，,、")
	}
	if s, ok = firstOf(line, total, qs, from, from+i, "，,、"); ok {
		return s, true
	}
	return firstOf(line, total, qs, from, to, "；;")
}

// firstOf takes the first quantity of each clause as a part; points part the clauses. It
// refuses what is no list of parts.
func firstOf(line string, total quantity, qs []quantity, from, to int, points string) (s sum, ok bool) {
	s.total = total
	clause := from
	for _, q := range qs {
		if q.from < clause || q.from >= to || !sameKind(q.unit, total.unit) || inBrackets(line[from:q.from]) {
			continue
		}
		if i := strings.LastIndexAny(line[clause:q.from], points); i >= 0 {
			clause += i
		}
		s.mixed = s.mixed || q.unit != total.unit
		if q.about || notPart.MatchString(line[clause:q.from]) || q.value > total.value*10 && q.unit != "元" {
			return s, false
		}
		s.parts = append(s.parts, q)
		s.all = isRest(line[clause:q.from])
		clause = to
		if i := strings.IndexAny(line[q.to:to], points); i >= 0 {
			clause = q.to + i
		}
	}
	return s, len(s.parts) >= 2
}

// notTotal marks a number that is a difference rather than a total.
var notTotal = lazy.Compile(`增|减|升|降|差|净|余|少|多|每|平均|第`)

// isRest says whether a clause before its number calls it what is left of the total.
func isRest(clause string) bool {
	clause = strings.TrimLeft(clause, "，,、；; ")
	return strings.HasPrefix(clause, "其他") || strings.HasPrefix(clause, "其它") || strings.HasPrefix(clause, "其余")
}

// inBrackets says whether a text ends inside of brackets.
func inBrackets(s string) bool {
	open := max(strings.LastIndex(s, "（"), strings.LastIndex(s, "("))
	return open >= 0 && !strings.ContainsAny(s[open:], "）)")
}

func sameKind(a, b string) bool {
	return a == b || a != "" && b != "" && strings.Contains(counters, a) && strings.Contains(counters, b)
}
