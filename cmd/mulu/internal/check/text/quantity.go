package text

import (
	"math"
	"regexp"
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

var quantityForm = regexp.MustCompile(`([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)[ 　]?(万|亿)?(余|多)?[ 　]?(人次|公里|平方米|标准箱|万元|亿元|元|条|件|个|份|项|宗|起|家|户|名|人|篇|则|次|期|辆|艘|台|套|所|座|处|吨|天|%|％)?`)

// counters are units of things that are counted; offices mix them in one sum.
const counters = "条件个份项宗起篇则次"

// quantities gives those of a text. Numbers of years and of what has no unit have an
// empty unit.
func quantities(s string) (list []quantity) {
	for _, m := range quantityForm.FindAllStringSubmatchIndex(s, -1) {
		q := quantity{from: m[0], to: m[1]}
		digits := strings.ReplaceAll(s[m[2]:m[3]], ",", "")
		q.value, _ = strconv.ParseFloat(digits, 64) // the form is that of a number
		q.step = 1
		if i := strings.IndexByte(digits, '.'); i >= 0 {
			q.step = math.Pow10(i + 1 - len(digits))
		}
		if m[8] >= 0 {
			q.unit = s[m[8]:m[9]]
		}
		times := 1.0
		switch {
		case m[4] >= 0 && s[m[4]:m[5]] == "万" || strings.HasPrefix(q.unit, "万"):
			times = 1e4
		case m[4] >= 0 || strings.HasPrefix(q.unit, "亿"):
			times = 1e8
		}
		q.value, q.step = q.value*times, q.step*times
		q.unit = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(q.unit, "万"), "亿"), "％")
		if q.unit == "" && m[8] >= 0 {
			q.unit = "%"
		}
		head, tail := s[:m[0]], s[m[1]:]
		q.about = m[6] >= 0 || strings.HasSuffix(head, "近") || strings.HasSuffix(head, "约") || strings.HasSuffix(head, "超过") || strings.HasSuffix(head, "超") ||
			strings.HasPrefix(tail, "左右") || strings.HasPrefix(tail, "以上") || strings.HasPrefix(tail, "以下")
		list = append(list, q)
	}
	return list
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
	for _, big := range []struct {
		name  string
		times float64
	}{{"亿", 1e8}, {"万", 1e4}} {
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
