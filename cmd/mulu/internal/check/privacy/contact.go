package privacy

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var mail = check.Rule{
	Rule: diag.Rule{Code: "personal-mail", Severity: diag.Warning, Title: "疑似个人的电子邮箱",
		Explain: "个人邮箱属于个人信息，QQ 邮箱还露出 QQ 号；用于征求意见、收取申请的邮箱，宜用机关自己的域名，读者才能放心。",
		Source:  law, Repair: "换成机关的邮箱，或者删去。确实是机关在用的邮箱，写进 config.toml 的 [check.privacy] emails；机关的邮箱域名写进 domains。",
		Examples: []diag.Example{{Wrong: "意见请发至 zhangsan88@qq.com", Right: "意见请发至 fgk@jtj.example.gov.cn"}}},
	In: check.Everywhere, PerFile: true,
	Cues: []string{"@"},
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
		Explain: "公示名单里的住址写到小区、街道或村就够了，写到单元、房号和农村的门牌会使人被上门打扰。公司、机构的地址不算。",
		Source:  law, Repair: "住址只写到街道、小区或者村。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "住幸福小区3号楼2单元501室", Right: "住幸福小区"}}},
	In: check.Everywhere, PerFile: true,
	Cues: []string{"单元", "现住", "家住", "居住在", "住址", "户籍地", "户籍所在地", "家庭地址", "，住", ",住", "、住"}, Needs: check.Digit,
	Line: func(l *check.Line) {
		if mayBeHome(l.Text) {
			eachHome(l)
		}
		for at := 0; ; {
			i := strings.Index(l.Text[at:], "单元")
			if i < 0 {
				return
			}
			at += i
			if from, to, ok := homeAt(l.Text, at); ok && !strings.Contains(l.Config.Site.Address, l.Text[from:to]) && !ofOffice(l, from) {
				report(l, from, to, "写有门牌号 %s", mask(l.Text[from:to], 0, 1))
			}
			at += len("单元")
		}
	},
}

// home is an address down to the door behind a word that says that a person lives there;
// 住所 is that of a company. Those with 单元 are found by homeAt.
var home = lazy.Compile(`(?:现住址?|家住|居住在|住址|户籍地址?|户籍所在地|家庭地址|[，,、]住)[为是在：:]{0,2}([^，,。；;|\t：:]{0,40}?[0-9]+(?:号|室|户|(?:栋|幢|座)[0-9]{3,4}|-[0-9]+-[0-9]{2,4}))`)

// mayBeHome says whether a text has a word that home begins with and what it ends with in one
// clause: patterns are slow.
func mayBeHome(s string) bool {
	for i := range len(s) {
		if i+1 < len(s) && s[i] >= '0' && s[i] <= '9' && (s[i+1] < '0' || s[i+1] > '9') && beginsDoor(s[i+1:]) {
			clause := s[strings.LastIndexAny(s[:i], "，,。；;|\t")+1 : i]
			if strings.Contains(clause, "住") || strings.Contains(clause, "户籍") || strings.Contains(clause, "家庭地址") {
				return true
			}
		}
	}
	return false
}

// beginsDoor says whether a text begins as one does behind the first digits of home's end.
func beginsDoor(s string) bool {
	for _, w := range [...]string{"号", "室", "户", "栋", "幢", "座", "-"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// notHome begins what follows 住 in other words: 住所, 住房, 住院, 住建局.
var notHome = lazy.Compile(`^(?:[所房宅院]|建[局部委厅系])`)

func eachHome(l *check.Line) {
	for _, m := range home.FindAllStringSubmatchIndex(l.Text, 20) {
		s := l.Text[m[2]:m[3]]
		if strings.ContainsAny(s, "*＊×●○某X") || notHome.MatchString(s) || strings.HasPrefix(l.Text[m[3]:], "楼") && strings.Contains(l.Text[m[3]:min(len(l.Text), m[3]+30)], "单元") {
			continue
		}
		report(l, m[2], m[3], "写有门牌号 %s", mask(s, min(2, len(s)/9), 1))
	}
}

// ofOffice says whether the address around Text[at] is that of a body, as a bidder's or
// an institution's: the words before it, or the heads of the table's columns, say so.
func ofOffice(l *check.Line, at int) bool {
	head := l.Headings()
	if strings.Contains(head, "住址") || strings.Contains(head, "家庭") {
		return false
	}
	before := l.Text[max(0, at-90):at]
	if i := strings.LastIndex(before, "。"); i >= 0 {
		before = before[i:] // another sentence may speak of an office
	}
	for _, w := range [...]string{"公司", "大厦", "写字楼", "办公", "注册", "商务", "机构", "中心", "代理"} {
		if strings.Contains(before, w) {
			return true
		}
	}
	for _, w := range [...]string{"机构", "单位", "企业", "公司", "中心", "门店", "网点"} {
		if strings.Contains(head, w) {
			return true
		}
	}
	return false
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
