package text

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/lazy"
)

var percentWrong = check.Rule{
	Rule: diag.Rule{Code: "percent-wrong", Severity: diag.Warning, Title: "百分比与数字不符",
		Explain: "由同一段里的两个数算出的百分比，与写的不一样。只在分母确定时才报告。只是最后一位没有四舍五入的（截去了小数，或者为凑成100%而改动），作为提示。",
		Source:  "政府信息公开条例 第六条（公开的信息应当准确）；GB/T 8170-2008《数值修约规则与极限数值的表示和判定》", Repair: "核对两个数和百分比；为凑成100%而调整的，加以说明。",
		Examples: []diag.Example{{Wrong: "83461条，其中66256条，占79.38%", Right: "83461条，其中66256条，占79.39%"}, {Wrong: "共200件，其中网上申请120件，占65%", Right: "共200件，其中网上申请120件，占60%"}}},
	In: check.InDocument, Cues: []string{"%", "％"},
	Line: eachPercent,
}

// share is a printed percentage with the numbers that it comes from.
type share struct {
	from, to    int // of the percentage
	part, whole quantity
	printed     float64
	step        float64
	less        bool // part is what is left of whole: 由1092天压减至674天
	certain     bool // whole is surely what part is compared with
}

// eachPercent reports the percentages of a line that are wrong, as a notice when they are
// only rounded wrongly.
func eachPercent(l *check.Line) {
	if l.In == check.InBody && isRow(l.Text) {
		return
	}
	text := plain(l.Text, l.Has)
	var few [fewSentences]sentence
	for _, s := range sharesOf(text, sentencesOf(few[:0], l, text, 1)) {
		value := s.value(s.part.value, s.whole.value)
		gap := math.Abs(value - s.printed)
		switch {
		case s.fits():
		case gap < s.step*(1-1e-9):
			d := l.At(s.from, s.to, "%s，四舍五入应为%s%%，写的是%s", s.calculation(text, value, 2), decimals(value, s.step), text[s.from:s.to])
			d.Severity = diag.Notice
			l.Report(d)
		case s.certain:
			l.Report(l.At(s.from, s.to, "%s，写的是%s", s.calculation(text, value, 0), text[s.from:s.to]))
		}
	}
}

func (s share) value(part, whole float64) float64 {
	if s.less {
		part = whole - part
	}
	return 100 * part / whole
}

// fits says whether the percentage is right for some values that the printed digits of
// both numbers stand for: 1.3万 is anything from 1.25万 to 1.35万.
func (s share) fits() bool {
	half := func(q quantity) float64 {
		if q.step == 1 {
			return 0
		}
		return q.step / 2
	}
	p, w := half(s.part), half(s.whole)
	low, high := s.value(s.part.value-p, s.whole.value+w), s.value(s.part.value+p, math.Max(s.whole.value-w, 1e-9))
	if low > high {
		low, high = high, low
	}
	return s.printed >= low-s.step/2*(1+1e-6) && s.printed <= high+s.step/2*(1+1e-6)
}

func (s share) calculation(text string, value float64, more int) string {
	a, b := text[s.part.from:s.part.to], text[s.whole.from:s.whole.to]
	result := decimals(value, s.step*math.Pow10(-more)) + "%"
	if s.less {
		return "从" + b + "减到" + a + "是减少" + result
	}
	return a + "占" + b + "的" + result
}

// decimals writes v with as many decimals as step has.
func decimals(v, step float64) string {
	return strconv.FormatFloat(v, 'f', max(0, int(math.Round(-math.Log10(step)))), 64)
}

const digits = `([0-9]+(?:\.[0-9]+)?)`

var (
	rateForm    = lazy.Compile(`^[，,、（(](?:\p{Han}{2})?(\p{Han}{2})率(?:为|是|达到?)?` + digits + `[%％]`)
	shareForm   = lazy.Compile(`^(?:[（(][次个件条][)）])?[，,（(\s　]*占(?:比|总数|全部|总量|总额|总数的|全部的|总量的|总额的)?(?:为|达到?|约)?[ ]?` + digits + `[%％]`)
	reduction   = lazy.Compile(`由[^。；;0-9]{0,20}` + digits + `\p{Han}{0,3}(?:压减|压缩|缩短|减少|下降|降低|降|精简|精减)(?:至|到|为)` + digits + `\p{Han}{0,3}[，,；;][^。；;，,0-9]{0,8}(?:幅度|比例|率)[^0-9。；;]{0,4}` + digits + `[%％]`)
	cutBack     = lazy.Compile(digits + `(?:个|项|件|份|条)[^0-9。；;，,]{0,20}(?:精减|减少|压减|取消|精简|压缩)了?` + digits + `(?:个|项|件|份|条)[，,；;][^0-9。；;，,]{0,8}幅度[^0-9。；;]{0,4}` + digits + `[%％]`)
	among       = lazy.Compile(digits + `(?:个|项|件|份|条|家|户|人|辆)[^0-9。；;，,]{0,16}中[，,]?[^0-9。；;，,]{0,8}` + digits + `(?:个|项|件|份|条|家|户|人|辆)[^0-9。；;，,]{0,24}[，,（(](?:[^0-9。；;，,]{0,6}率)?(?:达到|达|占比?|比例为|比例达|为)` + digits + `[%％]`)
	otherShares = []shareOf{
		{reduction, "由", []string{"幅度", "比例", "率"}, maxNear, true},
		{cutBack, "幅度", []string{"幅度"}, maxNear, false},
		{among, "中", []string{"达到", "达", "占", "占比", "比例为", "比例达", "为"}, 0, false}}
)

// shareOf is a form of three numbers within one sentence: whole, part and percentage.
type shareOf struct {
	form *lazy.Regexp
	word string   // that it needs
	near []string // of which it needs one before the percentage
	far  int      // in how many bytes; 0: immediately
	less bool
}

// may says whether a sentence with n numbers has what the form needs: patterns are slow.
func (o *shareOf) may(s string, n int) bool {
	return n >= 3 && eachPercentSign(s, func(at int) bool {
		before := strings.TrimRight(s[:at], "0123456789.")
		if len(before) == at { // no number
			return false
		}
		near := tail(before, o.far)
		return slices.ContainsFunc(o.near, func(word string) bool {
			return o.far > 0 && strings.Contains(near, word) || o.far == 0 && strings.HasSuffix(before, word)
		})
	}) && han.Holds(s, o.word)
}

// maxNear is how many bytes may stand between a number and the beginning of the word before
// it: four other characters.
const maxNear = len("幅度") + 4*utf8.UTFMax

// eachPercentSign says whether yes is true of a place of % or ％.
func eachPercentSign(s string, yes func(at int) bool) bool {
	for _, sign := range [...]string{"%", "％"} {
		last := sign[len(sign)-1] // which is rarer than the first
		for i := strings.IndexByte(s, last); i >= 0; {
			if strings.HasSuffix(s[:i+1], sign) && yes(i+1-len(sign)) {
				return true
			}
			next := strings.IndexByte(s[i+1:], last)
			if next < 0 {
				break
			}
			i += 1 + next
		}
	}
	return false
}

// sharesOf finds the percentages of a line whose numbers are known; sentences are those with
// any.
func sharesOf(line string, sentences []sentence) (list []share) {
	n := 0
	for _, s := range sentences {
		n += s.numbers
	}
	if n < 3 { // part, whole and percentage
		return nil
	}
	var few [fewQuantities]quantity
	qs := few[:0]
	if han.Holds(line, "占") || han.Holds(line, "率") {
		qs = appendQuantities(qs, line)
	}
	for i, q := range qs {
		if q.unit == "" || q.unit == "%" || q.about {
			continue
		}
		var m []int
		if beginsShare(line[q.to:]) {
			m = shareForm.FindStringSubmatchIndex(line[q.to:])
		}
		if m == nil {
			if s, ok := rateOf(line, qs, i); ok {
				list = append(list, s)
			}
			continue
		}
		s := share{from: q.to + m[2], to: q.to + m[1], part: q}
		s.read(line[q.to+m[2] : q.to+m[3]])
		if s.base(line, qs[:i]) {
			list = append(list, s)
		}
	}
	for i := range otherShares {
		o := &otherShares[i]
		for _, s := range sentences {
			if o.may(line[s.from:s.to], s.numbers) {
				list = o.find(list, line, s.from, s.to)
			}
		}
	}
	return list[:min(len(list), maxFindings)]
}

// beginsShare says whether a text begins as shareForm does: patterns are slow.
func beginsShare(s string) bool {
	if rest, ok := cutAny(s, "（("); ok {
		if rest, ok = cutAny(rest, "次个件条"); ok {
			if rest, ok = cutAny(rest, "）)"); ok {
				s = rest
			}
		}
	}
	return strings.HasPrefix(strings.TrimLeft(s, "，,（( \t\n\f\r　"), "占")
}

// beginsRate says whether a text begins as rateForm does.
func beginsRate(s string) bool {
	s, ok := cutAny(s, "，,、（(")
	for n := 0; ok && n < 5; n++ {
		r, size := utf8.DecodeRuneInString(s)
		if n >= 2 && r == '率' {
			return true
		}
		s = s[size:]
	}
	return false
}

// rateOf finds the rate that follows a quantity and is named after it: 检查40家，合格36家，
// 合格率90%. It is one of the only other number of the sentence with this unit; where
// there are several, that which fits best.
func rateOf(line string, qs []quantity, i int) (s share, ok bool) {
	q := qs[i]
	if !beginsRate(line[q.to:]) {
		return s, false
	}
	m := rateForm.FindStringSubmatchIndex(line[q.to:])
	if m == nil || !strings.HasSuffix(strings.TrimRight(line[:q.from], "了 "), line[q.to+m[2]:q.to+m[3]]) {
		return s, false
	}
	s = share{from: q.to + m[4], to: q.to + m[1], part: q}
	s.read(line[q.to+m[4] : q.to+m[5]])
	count := 0
	head := tail(line[:q.from], maxRateGap)
	begin := q.from - len(head) + strings.LastIndexAny(head, "。；;") // of the sentence
	for k := i - 1; k >= max(0, i-maxQuantities) && qs[k].from > begin; k-- {
		w := qs[k]
		if w.unit != q.unit || w.about || w.value < q.value || w.value == 0 {
			continue
		}
		count++
		if s.whole = w; s.fits() {
			return s, false
		}
	}
	s.certain = count == 1
	return s, s.certain
}

// maxRateGap is how many bytes before a number of which it is a part are looked at.
const maxRateGap = 600

// find appends the shares of the form in a sentence.
func (o *shareOf) find(list []share, line string, from, to int) []share {
	for _, m := range o.form.FindAllStringSubmatchIndex(line[from:to], -1) {
		for i := range m {
			m[i] += from
		}
		s := share{from: m[6], to: m[1], less: o.less, certain: true}
		s.whole, s.part = numberAt(line, m[2], m[3]), numberAt(line, m[4], m[5])
		s.read(line[m[6]:m[7]])
		if s.whole.value > 0 && s.part.value <= s.whole.value {
			list = append(list, s)
		}
	}
	return list
}

// numbers counts the runs of digits of a text.
func numbers(s string) (n int) {
	last := -2 // the place of the last digit
	for i := han.NextASCII(s, 0); i < len(s); i = han.NextASCII(s, i+1) {
		if s[i] >= '0' && s[i] <= '9' {
			if last != i-1 {
				n++
			}
			last = i
		}
	}
	return n
}

func numberAt(line string, from, to int) quantity {
	q := quantities(line[from:to])[0]
	q.from, q.to = from, to
	return q
}

func (s *share) read(digits string) {
	s.printed, _ = strconv.ParseFloat(digits, 64) // the form is that of a number
	s.step = 1
	if i := strings.IndexByte(digits, '.'); i >= 0 {
		s.step = math.Pow10(i + 1 - len(digits))
	}
}

// base finds what a part is a share of: the total whose 其中 it stands behind, which is
// certain; else the number before it that fits best, if any fits within a point; else a
// single one that calls itself the total.
func (s *share) base(line string, before []quantity) bool {
	var fit *quantity
	best, count := 1.0, 0
	for i := len(before) - 1; i >= max(0, len(before)-maxQuantities); i-- {
		w := &before[i]
		if w.unit != s.part.unit || w.about || w.value < s.part.value || w.value == 0 {
			continue
		}
		gap := line[w.to:min(s.part.from, w.to+200)]
		if j := strings.Index(gap, "其中"); j >= 0 && between.MatchString(gap[:j]) && !strings.Contains(gap, "。") {
			s.whole, s.certain = *w, true
			return true
		}
		count++
		if d := math.Abs(s.value(s.part.value, w.value) - s.printed); d < best {
			best, fit = d, w
		}
		s.whole = *w
	}
	if fit != nil {
		s.whole, s.certain = *fit, true
		return true
	}
	s.certain = count == 1 && saysAll.MatchString(clauseBefore(line[:s.whole.from]))
	return s.certain
}
