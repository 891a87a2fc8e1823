package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var numberEmpty = check.Rule{
	Rule: diag.Rule{Code: "number-empty", Severity: diag.Warning, Title: "数字没有填",
		Explain: "“共　　件”“发布信息条”一类的地方缺少数字，“解读材料26，”一类的地方缺少量词，多半是套用往年文稿或者转换时丢掉的。",
		Source:  "政府信息公开条例 第六条（公开的信息应当准确）", Repair: "补上数字或者量词；没有的写0。",
		Examples: []diag.Example{{Wrong: "全年发布信息条，收到申请  件。", Right: "全年发布信息314条，收到申请0件。"}}},
	In:   check.InDocument,
	Cues: emptyCues(),
	Line: func(l *check.Line) {
		if l.In == check.InBody && isRow(l.Text) {
			return
		}
		p, found := proseOf(l), 0
		say := func(from, to int, what string) {
			if found++; found <= maxFindings && p.has(from) {
				l.Report(l.At(from, to, "“%s”%s", l.Text[from:to], what))
			}
		}
		if l.Has&check.SpaceBetween != 0 {
			for _, m := range emptySpace.FindAllStringSubmatchIndex(l.Text, -1) {
				say(m[2], m[3], "缺少数字")
			}
		}
		for _, m := range emptySerial.FindAllStringIndex(l.Text, -1) {
			say(m[0], m[1], "缺少序号")
		}
		for _, noun := range nouns {
			eachNoun(l.Text, noun, say)
		}
	},
}

// nouns are what is counted in reports; a unit of counts is what may stand behind them
// when the number was lost, and is no part of a longer word.
var nouns = []struct{ word, units string }{
	{"信息", "条则篇"}, {"申请", "条份起"}, {"投诉", "条份起"}, {"留言", "条份"}, {"诉求", "条份"}, {"咨询", "条份起"}, {"案件", "起份"}, {"稿件", "条份篇"}, {"材料", ""},
}

// eachNoun finds the places of a noun where a number is missing before its unit or a unit
// behind its number.
func eachNoun(s string, noun struct{ word, units string }, say func(from, to int, what string)) {
	for at := 0; ; {
		i := strings.Index(s[at:], noun.word)
		if i < 0 {
			return
		}
		from, behind := at+i, at+i+len(noun.word)
		at = behind
		r := after(s, behind)
		switch {
		case r >= '0' && r <= '9':
			to := behind + len(s[behind:]) - len(strings.TrimLeft(s[behind:], "0123456789"))
			if strings.ContainsRune("，,。；;、", after(s, to)) && to < len(s) && !thousands.MatchString(s[to:]) && countsBefore(s[:from]) {
				say(from, to, "后面缺少量词")
			}
		case r != 0 && strings.ContainsRune(noun.units, r):
			to := behind + utf8.RuneLen(r)
			if (to == len(s) || strings.ContainsRune("，,。；;、", after(s, to))) && didBefore.MatchString(tail(s[:from], 24)) {
				say(from, to, "缺少数字")
			}
		}
	}
}

// countsBefore says whether a clause speaks of how many.
func countsBefore(s string) bool {
	s = tail(clauseBefore(s), 30)
	return strings.Contains(s, "各类") || strings.Contains(s, "共") || strings.Contains(s, "累计") || strings.Contains(s, "公开") || strings.Contains(s, "发布")
}

// tail is the end of s, n bytes at most and whole characters.
func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	for len(s) > 0 && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	return s
}

// thousands goes on a number that is written 1,234.
var thousands = lazy.Compile(`^[,，][0-9]{3}(?:[^0-9]|$)`)

var (
	didBefore   = lazy.Compile(`(?:发布|公开|报送|上报|公布|推送|转载|更新|收到|受理|答复|办理)(?:各类|主动公开|政府|政务|动态|微信|微博){0,2}$`)
	emptySpace  = lazy.Compile(`((?:共计?|合计|累计|收到|受理|办结|公开|发布|答复|申请|信息|(?:共|累计|合计)(?:办理|检查|查处|处理|完成|审核|开展|召开|整改|排查|清理|接听|接待|制定|修订))[ 　\x{A0}]+` + countable + `)(?:[，,。；;、）)]|$)`)
	emptySerial = lazy.Compile(`〔(?:19|20)[0-9]{2}〕[ 　]*号`)
)

// emptyCues are what every empty number has: a word before a space, a unit behind its
// noun, a noun before its digits, a bracket of a year before 号.
func emptyCues() (list []string) {
	for _, w := range []string{"共", "计", "到", "理", "结", "开", "布", "复", "申请", "信息", "查", "处", "成", "核", "展", "改", "听", "待", "定", "订"} {
		list = append(list, w+" ", w+"　", w+"\u00a0")
	}
	for _, n := range nouns {
		for _, unit := range n.units + "0123456789" {
			list = append(list, n.word+string(unit))
		}
	}
	return append(list, "〕号", "〕 ", "〕　")
}

const countable = `(?:件|条|份|起|篇|个|次|宗|户|项|人|人次|家|名|万元|公里)`
