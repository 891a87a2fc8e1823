package privacy

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var mail = check.Rule{
	Rule: diag.Rule{Code: "personal-mail", Severity: diag.Warning, Title: "疑似个人的电子邮箱",
		Explain: "个人邮箱属于个人信息，QQ 邮箱还露出 QQ 号；用于征求意见、收取申请的邮箱，宜用机关自己的域名，读者才能放心。",
		Source:  law, Repair: "换成机关的邮箱，或者删去。确实是机关在用的邮箱，写进 config.toml 的 [check.privacy] emails；机关的邮箱域名写进 domains。",
		Examples: []diag.Example{{Wrong: "意见请发至 zhangsan88@qq.com", Right: "意见请发至 fgk@jtj.example.gov.cn"}}},
	In: check.Everywhere, PerFile: true,
	Line: func(l *check.Line) {
		for at := 0; ; {
			i := strings.IndexByte(l.Text[at:], '@')
			if i < 0 {
				return
			}
			at += i + 1
			if from, to, ok := mailAt(l.Text, at-1); ok && !l.Config.AllowsMail(l.Text[from:to]) {
				s := l.Text[from:to]
				report(l, from, to, "有机关域名以外的电子邮箱 %s", mask(s, 1, len(s)-strings.IndexByte(s, '@')))
			}
		}
	},
}

// mailAt finds the mail address around the @ at text[at].
func mailAt(text string, at int) (from, to int, ok bool) {
	from, to = at, at+1
	for from > 0 && (isPlain(text[from-1]) || strings.IndexByte("._+-", text[from-1]) >= 0) {
		from--
	}
	for to < len(text) && (isPlain(text[to]) || text[to] == '.' || text[to] == '-') {
		to++
	}
	for to > at && (text[to-1] == '.' || text[to-1] == '-') {
		to--
	}
	dot := strings.LastIndexByte(text[at+1:max(to, at+1)], '.')
	end := text[at+1+max(dot, 0) : max(to, at+1)]
	masked := from > 0 && text[from-1] == '*'
	return from, to, from < at && dot > 0 && len(end) >= 3 && atoi(end[1:]) < 0 && !masked
}

// isPlain says whether c is an ASCII letter or digit.
func isPlain(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

var homeAddress = check.Rule{
	Rule: diag.Rule{Code: "home-address", Severity: diag.Warning, Title: "疑似家庭住址写到了门牌号",
		Explain: "公示名单、处罚决定书里的住址写到小区、街道或村就够了，写到门牌、单元和房号会使人被上门打扰。写有“单元”和房号的，以及“住址”“户籍所在地”一类的字样后面写到门牌号的，才会提示。",
		Source:  law, Repair: "住址只写到街道、小区或者村。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "住幸福小区3号楼2单元501室", Right: "住幸福小区"}}},
	In: check.Everywhere, PerFile: true, Cues: append([]string{"单元"}, homeWords...),
	Line: func(l *check.Line) {
		if l.Has&check.Digit == 0 {
			return
		}
		done := 0
		say := func(from, to int) {
			if from >= done && !strings.Contains(l.Config.Site.Address, l.Text[from:to]) {
				report(l, from, to, "写有门牌号 %s", mask(l.Text[from:to], 0, 1))
			}
			done = to
		}
		for at := 0; ; {
			i := strings.Index(l.Text[at:], "单元")
			if i < 0 {
				break
			}
			at += i
			if from, to, ok := homeAt(l.Text, at); ok {
				say(from, to)
			}
			at += len("单元")
		}
		for _, w := range homeWords {
			if _, rest, found := strings.Cut(l.Text, w); found && done == 0 {
				if from, to, ok := doorIn(rest); ok {
					at := len(l.Text) - len(rest)
					say(at+from, at+to)
				}
			}
		}
	},
}

// homeWords stand before where somebody lives.
var homeWords = []string{"住址", "家庭地址", "户籍地", "户籍所在地", "现住", "居住地", "家住"}

// doorIn finds the number of a house or room in the rest of a clause that says where
// somebody lives: 归帆路12号, 3幢501室.
func doorIn(rest string) (from, to int, ok bool) {
	const most = 150 // 50 Chinese characters
	rest = rest[:min(len(rest), most)]
	if end := strings.IndexAny(rest, "，。；、,;|\n"); end >= 0 {
		rest = rest[:end]
	}
	for i := 0; i < len(rest); i++ {
		if rest[i] < '0' || rest[i] > '9' {
			continue
		}
		start := i
		for i < len(rest) && (isPlain(rest[i]) || rest[i] == '-') {
			i++
		}
		for _, door := range [...]string{"号", "室", "户"} {
			if behind, found := strings.CutPrefix(rest[i:], door); found && i-start <= 7 && isDoor(rest[:start], behind) {
				if !ok {
					from, ok = start, true
				}
				to = i + len(door)
			}
		}
	}
	return from, to, ok
}

// isDoor says whether a number between two texts is that of a door, and not of a
// document, a counter, a bus, or a part of one that is masked.
func isDoor(before, behind string) bool {
	for _, w := range [...]string{"第", "〕", "]", "*", "×", "某"} {
		if strings.HasSuffix(before, w) {
			return false
		}
	}
	for _, w := range [...]string{"窗口", "文", "令", "公告", "线", "以上", "码"} {
		if strings.HasPrefix(behind, w) {
			return false
		}
	}
	return true
}

// homeAt finds the number of a flat around the word 单元 at text[at]: that of the house
// may stand before it; that of the room stands after it, with 室 or 号 or 户.
func homeAt(text string, at int) (from, to int, ok bool) {
	from = at
	for from > 0 && (isPlain(text[from-1]) || strings.ContainsRune("一二三四五六七八九十东西中南北", before(text, from))) {
		from -= len(string(before(text, from)))
	}
	if from == at {
		return 0, 0, false
	}
	for _, house := range []string{"号楼", "栋", "幢", "座", "楼", "#", "-"} {
		if rest, ok := strings.CutSuffix(text[:from], house); ok {
			n := len(rest)
			for n > 0 && isPlain(rest[n-1]) {
				n--
			}
			from = n
			break
		}
	}
	to = at + len("单元")
	digits := 0
	for to < len(text) && text[to] >= '0' && text[to] <= '9' {
		to, digits = to+1, digits+1
	}
	for _, room := range []string{"室", "号", "户"} {
		if strings.HasPrefix(text[to:], room) {
			return from, to + len(room), digits >= 1 && digits <= 4
		}
	}
	return from, to, digits >= 3 && digits <= 4
}
