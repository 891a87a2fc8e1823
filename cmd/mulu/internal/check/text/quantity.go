package text

import (
	"math"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/han"
)

// quantity is a number with its unit as a text has it: 3.6万条.
type quantity struct {
	from, to int     // of number and unit
	value    float64 // with 万 and 亿 multiplied out
	step     float64 // what its last digit is worth
	unit     string  // without 万 and 亿; empty when there is none
	about    bool    // 余, 多, 近, 约 or 左右: nothing can be added up
}

// units are those that numbers of reports have; of two that begin alike the longer stands
// first.
var units = []string{"人次", "公里", "平方米", "标准箱", "元", "条", "件", "个", "份", "项", "宗", "起", "家", "户", "名", "人", "篇", "则", "次", "期", "辆", "艘", "台", "套", "所", "座", "处", "吨", "天", "%", "％"}

// counters are units of things that are counted; offices mix them in one sum.
const counters = "条件个份项宗起篇则次"

// quantities gives those of a text. Numbers of years and of what has no unit have an
// empty unit. It reads by hand what a pattern would say, in a tenth of the time.
func quantities(s string) []quantity { return appendQuantities(nil, s) }

// fewQuantities is how many a line or sentence has at most, nearly always: so many need
// no memory that must be collected.
const fewQuantities = 12

func appendQuantities(list []quantity, s string) []quantity {
	for i := 0; i < len(s); {
		if s[i] < '0' || s[i] > '9' {
			i++
			continue
		}
		q := quantityAt(s, i)
		list = append(list, q)
		i = q.to
	}
	return list
}

// quantityAt reads the quantity that begins at a digit: 1,234.5 万余 件 at its longest.
func quantityAt(s string, from int) quantity {
	to := numberEndAt(s, from)
	digits := strings.ReplaceAll(s[from:to], ",", "")
	q := quantity{from: from, step: 1}
	q.value, _ = strconv.ParseFloat(digits, 64) // digits with one point at most
	if i := strings.IndexByte(digits, '.'); i >= 0 {
		q.step = math.Pow10(i + 1 - len(digits))
	}
	times, rest := 1.0, strings.TrimLeft(s[to:], " ")
	for _, big := range bigs {
		if cut, ok := strings.CutPrefix(rest, big.name); ok {
			times, rest, to = big.times, cut, len(s)-len(cut)
			break
		}
	}
	for _, word := range [...]string{"余", "多"} {
		if cut, ok := strings.CutPrefix(rest, word); ok {
			q.about, rest, to = true, cut, len(s)-len(cut)
		}
	}
	rest = strings.TrimLeft(rest, " 　")
	for _, u := range units {
		if cut, ok := strings.CutPrefix(rest, u); ok {
			q.unit, to = u, len(s)-len(cut)
			break
		}
	}
	if q.unit == "％" {
		q.unit = "%"
	}
	q.value, q.step, q.to = q.value*times, q.step*times, to
	head, tail := s[:from], s[to:]
	q.about = q.about || strings.HasSuffix(head, "近") || strings.HasSuffix(head, "约") || strings.HasSuffix(head, "超过") || strings.HasSuffix(head, "超") ||
		strings.HasPrefix(tail, "左右") || strings.HasPrefix(tail, "以上") || strings.HasPrefix(tail, "以下") || strings.HasPrefix(tail, "余")
	return q
}

var bigs = []struct {
	name  string
	times float64
}{{"万", 1e4}, {"亿", 1e8}}

// numberEndAt is the place behind the digits at from, with commas between thousands and
// decimals.
func numberEndAt(s string, from int) int {
	digitsAt := func(i int) int {
		n := 0
		for i+n < len(s) && s[i+n] >= '0' && s[i+n] <= '9' {
			n++
		}
		return n
	}
	to := from + digitsAt(from)
	for to-from <= 12 && to < len(s) && s[to] == ',' && digitsAt(to+1) == 3 {
		to += 4
	}
	if to < len(s) && s[to] == '.' && digitsAt(to+1) > 0 {
		to += 1 + digitsAt(to+1)
	}
	return to
}

// addsUp compares a sum of parts with its total: equal, equal within what rounding of the
// printed digits explains, or not.
func addsUp(total quantity, parts []quantity) (sum float64, equal, rounded bool) {
	slack := total.step
	whole := total.step >= 1
	for _, p := range parts {
		sum += p.value
		slack += p.step
		whole = whole && p.step >= 1 && p.step == total.step
	}
	gap := math.Abs(sum - total.value)
	equal = gap < total.step*1e-6
	return sum, equal, equal || !(whole && total.step == 1) && gap <= slack/2*(1+1e-9)
}

// slip says whether one wrong digit, two digits in the wrong order, or one too many or
// too few, in the total or in one of the parts, explains why they do not add up.
func slip(total quantity, parts []quantity, sum float64) bool {
	step := total.step
	for _, p := range parts {
		step = math.Min(step, p.step)
	}
	text := func(v float64) string { return strconv.FormatFloat(math.Round(v/step), 'f', 0, 64) }
	if near(text(total.value), text(sum)) {
		return true
	}
	for _, p := range parts {
		if should := p.value + total.value - sum; should >= 0 && near(text(p.value), text(should)) {
			return true
		}
	}
	return false
}

// near says whether a becomes b by changing, adding or dropping one digit or by
// exchanging two neighbours.
func near(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a)+len(b) <= 1 || len(a) == 1 && len(b) == 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

// figure writes a number as a text would.
func figure(v float64) string {
	return strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64)
}

// amount writes a value with the unit and the 万 or 亿 of a quantity.
func amount(v float64, like quantity, s string) string {
	printed := s[like.from:like.to]
	for _, big := range bigs {
		if strings.Contains(printed, big.name) {
			return figure(v/big.times) + big.name + like.unit
		}
	}
	return figure(v) + like.unit
}

// plain is a line in Simplified characters for rules that read words, at the same places.
func plain(s string, h check.Has) string {
	if h&check.Traditional == 0 {
		return s
	}
	if t := han.Simplify(s); len(t) == len(s) {
		return t
	}
	return s
}
