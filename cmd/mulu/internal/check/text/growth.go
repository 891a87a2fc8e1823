package text

import (
	"math"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var growthWrong = check.Rule{
	Rule: diag.Rule{Code: "growth-wrong", Severity: diag.Warning, Title: "增减的方向或者幅度与数字不符",
		Explain: "同一句里写着前后两个数，增减的方向、多少、百分比却与这两个数不一样：“由10件增加到8件”“318件，比上年的300条增加20条”“从1092天压减至674天，增长38%”。只在两个数都在句中、单位相同、都不是约数时才报告；只差四舍五入的作为提示。",
		Source:  "政府信息公开条例 第六条（公开的信息应当准确）；GB/T 8170-2008《数值修约规则与极限数值的表示和判定》", Repair: "核对前后两个数和增减的幅度。",
		Examples: []diag.Example{{Wrong: "受理申请8件，比上年的10件增加2件", Right: "受理申请8件，比上年的10件减少2件"}, {Wrong: "由200件增加到250件，增长20%", Right: "由200件增加到250件，增长25%"}}},
	In:   check.InDocument,
	Cues: []string{"增", "上升", "提高", "减", "下降", "降低", "缩短", "压缩", "精简", "提升", "扩大", "同比", "降至", "降到", "升至", "升到"},
	Line: func(l *check.Line) {
		if l.Has&check.Digit == 0 || l.In == check.InBody && isRow(l.Text) {
			return
		}
		text, found := plain(l.Text, l.Has), 0
		var few [fewSentences]sentence
		for _, s := range sentencesOf(few[:0], l, text, 2) {
			for _, g := range growthsOf(text, s.from, s.to) {
				d, ok := g.finding(l, text)
				if !ok {
					continue
				}
				if found++; found > maxFindings {
					return
				}
				l.Report(d)
			}
		}
	},
}

// growth is what a sentence says of two numbers.
type growth struct {
	old, now quantity
	up       bool     // it says that the number grew
	from, to int      // of the word that says so
	by       quantity // how much, in % or as a number; to is 0 when it is not said
}

const (
	grew    = `增加|增长|增至|增到|上升|提高|提升|扩大|升至|升到|多出`
	shrank  = `减少|减至|减到|压减|压缩|精简|精减|缩短|下降|降低|降至|降到|缩减`
	amounts = `([0-9][0-9,]*(?:\.[0-9]+)?[ ]?[万亿]?(?:` + unitsAlternatives + `))`
)

// unitsAlternatives are the units of which both numbers must have the same.
const unitsAlternatives = `人次|公里|平方米|标准箱|万?元|条|件|个|份|项|宗|起|家|户|名|人|篇|则|次|期|辆|艘|台|套|所|座|处|吨|天|个工作日|日|小时|分钟|%|％`

var (
	// 由10件增加到8件，增长20%
	fromTo = lazy.Compile(`[由从]` + between24 + amounts + `(?:[^，,；;：:。0-9]{0,8})(` + grew + `|` + shrank + `)(?:至|到|为|了)?` + between24 + amounts +
		`(?:[，,](?:同比|环比|累计|共|净)?(` + grew + `|` + shrank + `)(?:了|约)?` + amounts + `)?`)
	// 28.5万元，比上年减少1.5万元，下降5%
	byHowMuch = lazy.Compile(amounts + `[，,（(](?:同比|(?:较|比|与)(?:上一?年度?|去年|20[0-9]{2}年度?|上月|上季度)(?:同期|全年|预算数?|决算数?|执行数)?)(?:相比)?[，,]?(?:同比|净)?(` + grew + `|` + shrank + `)了?` + amounts +
		`[，,](?:同比|降幅|增幅|幅度)?(?:为|达)?(` + grew + `|` + shrank + `)?(?:了|约)?([0-9]+(?:\.[0-9]+)?[ ]?[%％])`)
	// 8件，比上年的10件增加2件; 8件，上年同期10件，同比增长20%
	thanLast = lazy.Compile(amounts + `[，,（(](?:较|比|与)?(?:上一?年|去年|20[0-9]{2}年|上年度|上月|上季度)(?:同期|全年)?(?:的|为|是)?` + amounts + `(?:相比)?[，,]?(?:同比|环比|相比|净)?(` + grew + `|` + shrank + `)(?:了|约)?` + amounts)
)

// between24 is what may stand before a number: words, and years.
const between24 = `(?:[^，,；;：:。0-9]{0,12}(?:20[0-9]{2}年)?[^，,；;：:。0-9]{0,12})`

var ranks = lazy.Compile(`第[0-9]+[名位]|排名|名次|位次|位居|位列`)

// growthsOf finds what the sentence at text[from:to] says of numbers that grew or shrank.
func growthsOf(text string, from, to int) []growth {
	list := changesOf(text, from, to)
	if len(list) > 0 && ranks.MatchString(text[from:to]) { // a rank grows when its number shrinks
		return nil
	}
	return list
}

// changesOf is growthsOf, be they of ranks or of anything else.
func changesOf(text string, from, to int) (list []growth) {
	s := text[from:to]
	if mayGoFrom(s) {
		for _, m := range fromTo.FindAllStringSubmatchIndex(s, 8) {
			g := growth{old: part(s, m, 1), now: part(s, m, 3), up: isUp(s[m[4]:m[5]]), from: from + m[4], to: from + m[5]}
			if m[10] >= 0 {
				g.by = part(s, m, 5)
				g.by.from, g.by.to = g.by.from+from, g.by.to+from
				if up := isUp(s[m[8]:m[9]]); up != g.up { // two words against each other: the second is judged
					g.up, g.from, g.to = up, from+m[8], from+m[9]
				}
			}
			list = append(list, g)
		}
	}
	if !mayCompare(s) || !strings.Contains(s, "年") && !strings.Contains(s, "上月") && !strings.Contains(s, "上季") {
		return list
	}
	for _, m := range thanLast.FindAllStringSubmatchIndex(s, 8) {
		g := growth{old: part(s, m, 2), now: part(s, m, 1), by: part(s, m, 4), up: isUp(s[m[6]:m[7]]), from: from + m[6], to: from + m[7]}
		g.by.from, g.by.to = g.by.from+from, g.by.to+from
		list = append(list, g)
	}
	for _, m := range byHowMuch.FindAllStringSubmatchIndex(s, 8) {
		now, gap, by := part(s, m, 1), part(s, m, 3), part(s, m, 5)
		up := isUp(s[m[4]:m[5]])
		if now.unit == "%" || now.unit != gap.unit || gap.about || up && gap.value >= now.value {
			continue
		}
		g := growth{old: now, now: now, by: by, up: up, from: from + m[4], to: from + m[5]}
		g.old.step = math.Max(now.step, gap.step)
		if g.old.value += gap.value; up {
			g.old.value = now.value - gap.value
		}
		if m[8] >= 0 && isUp(s[m[8]:m[9]]) != up { // two words against each other: the second is judged
			g.up, g.from, g.to = !up, from+m[8], from+m[9]
		}
		g.by.from, g.by.to = g.by.from+from, g.by.to+from
		list = append(list, g)
	}
	return list
}

// mayGoFrom says whether a sentence has what fromTo begins with: patterns are slow.
func mayGoFrom(s string) bool { return numberBehind(s, "由") || numberBehind(s, "从") }

// numberBehind says whether a digit stands behind a word and in its clause.
func numberBehind(s, word string) bool {
	for {
		_, rest, ok := strings.Cut(s, word)
		if !ok {
			return false
		}
		i := strings.IndexAny(rest, "0123456789，,；;：:。")
		if i >= 0 && rest[i] >= '0' && rest[i] <= '9' {
			return true
		}
		s = rest
	}
}

// mayCompare says whether a sentence has what stands between the numbers of thanLast and
// byHowMuch.
func mayCompare(s string) bool {
	return afterPoint(s, func(rest string) bool {
		_, ok := cutAny(rest, "较比与上去同2")
		return ok
	})
}

// part reads the n-th number of a match.
func part(s string, m []int, n int) quantity {
	q := quantityAt(s, m[2*n])
	q.unit = strings.TrimLeft(s[numberEndAt(s, m[2*n]):m[2*n+1]], " ")
	if strings.HasSuffix(q.unit, "％") {
		q.unit = "%"
	}
	q.unit = strings.TrimLeft(q.unit, "万亿")
	q.from, q.to = m[2*n], m[2*n+1]
	return q
}

func isUp(word string) bool { return strings.Contains("|"+grew+"|", "|"+word+"|") }

// finding says what is wrong with a growth, if anything is.
func (g growth) finding(l *check.Line, text string) (d diag.Diagnostic, ok bool) {
	if g.old.about || g.now.about || g.old.unit != g.now.unit || g.old.value == 0 || g.by.to > 0 && g.by.about {
		return d, false
	}
	gap := g.now.value - g.old.value
	if gap > 0 != g.up || gap == 0 {
		word := "减少"
		if gap > 0 {
			word = "增加"
		}
		if gap == 0 {
			return l.At(g.from, g.to, "前后都是%s，没有增减，写的是“%s”", figure(g.now.value)+g.now.unit, text[g.from:g.to]), true
		}
		return l.At(g.from, g.to, "从%s到%s是%s，写的是“%s”", figure(g.old.value)+g.old.unit, figure(g.now.value)+g.now.unit, word, text[g.from:g.to]), true
	}
	switch {
	case g.by.to == 0:
		return d, false
	case g.by.unit == "%" && g.old.unit != "%":
		s := share{part: growthPart(g.old, g.now), whole: g.old, printed: g.by.value, step: g.by.step}
		value := s.value(s.part.value, s.whole.value)
		if s.fits() {
			return d, false
		}
		d = l.At(g.by.from, g.by.to, "从%s到%s的幅度是%s%%，写的是%s", figure(g.old.value)+g.old.unit, figure(g.now.value)+g.now.unit, decimals(value, s.step), text[g.by.from:g.by.to])
		if math.Abs(value-s.printed) < s.step*(1-1e-9) {
			d.Severity = diag.Notice
		}
		return d, true
	case g.by.unit == g.now.unit && g.by.unit != "%":
		slack := (g.old.step + g.now.step + g.by.step) / 2
		if g.old.step == 1 && g.now.step == 1 && g.by.step == 1 {
			slack = 0
		}
		if math.Abs(math.Abs(gap)-g.by.value) <= slack*(1+1e-9) {
			return d, false
		}
		return l.At(g.by.from, g.by.to, "从%s到%s相差%s，写的是%s", figure(g.old.value)+g.old.unit, figure(g.now.value)+g.now.unit, figure(math.Abs(gap))+g.now.unit, text[g.by.from:g.by.to]), true
	}
	return d, false
}

// growthPart is what lies between two numbers, as a part of the first.
func growthPart(old, now quantity) quantity {
	return quantity{value: math.Abs(now.value - old.value), step: math.Max(old.step, now.step), unit: old.unit}
}
