package privacy

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var certificate = check.Rule{
	Rule: diag.Rule{Code: "certificate-number", Severity: diag.Warning, Title: "疑似证件号码没有遮盖",
		Explain: "护照、港澳台居民的通行证、驾驶证的号码能认出一个人。旁边写着证件名称、号码又符合证件的编法的，才会提示。写明是身份证号而校验码不对的18位号码，多半抄错了一位，也会提示。驾驶证号、从业资格证号多数就是身份证号，由 id-number 检查。",
		Source:  law, Repair: masking, Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "护照号码 E12345678", Right: "护照号码 E*****678"}}},
	In: everywhere, Needs: check.Serial, PerFile: true,
	Line: func(l *check.Line) {
		if l.Has&check.Wide == 0 && !l.InTable() {
			return
		}
		mistyped(l)
		eachSerial(l, func(from, to int, s string) {
			for _, c := range certificates {
				if c.fits(s) && labelled(l, from, 60, c.words...) {
					report(l, from, to, "疑似%s %s", c.name, mask(s, 1, 2))
					return
				}
			}
		})
	},
}

// mistyped reports numbers that are called those of an identity card, and would be but
// for the check digit. A column of them is for personal-column.
func mistyped(l *check.Line) {
	if l.Has&check.Digits == 0 {
		return
	}
	eachNumber(l.Text, 18, 18, func(n *number) {
		s := n.digits()
		if validID(s) || strings.IndexByte(s[:17], 'X') >= 0 || !provinces[atoi(s[:2])] || !validBirth(atoi(s[6:10]), s[10:14]) ||
			!idShape(n) || !standsAlone(l.Text, n, "") || columnOf(l.Heading(n.from)) != nil {
			return
		}
		const away = 30 // ten Chinese characters
		label := l.Text[max(0, n.from-away):n.from]
		if strings.Contains(label, "身份证") || strings.Contains(label, "公民身份") {
			report(l, n.from, n.to, "疑似身份证号 %s，校验码不对", mask(s, 6, 2))
		}
	})
}

// kind is a kind of certificate: what its numbers look like, and the words that stand
// beside them.
type kind struct {
	name  string
	fits  func(s string) bool
	words []string
}

var certificates = []kind{
	{"护照号码", func(s string) bool {
		return len(s) == 9 && (strings.IndexByte("EGDSP", s[0]) >= 0 && atoi(s[1:]) >= 0 || s[0] == 'E' && s[1] >= 'A' && atoi(s[2:]) >= 0)
	}, []string{"护照"}},
	{"通行证号码", func(s string) bool {
		return len(s) == 9 && strings.IndexByte("CHMTLW", s[0]) >= 0 && (atoi(s[1:]) >= 0 || s[1] >= 'A' && atoi(s[2:]) >= 0) ||
			len(s) == 11 && (s[0] == 'H' || s[0] == 'M') && atoi(s[1:]) >= 0
	}, []string{"通行证", "回乡证", "台胞证", "来往"}},
	{"驾驶证档案编号", func(s string) bool { return len(s) == 12 && atoi(s) >= 0 && provinces[atoi(s[:2])] }, []string{"档案编号"}},
}

// eachSerial calls fn for each run of capitals and digits of 9 to 12 characters that has
// eight digits at least.
func eachSerial(l *check.Line, fn func(from, to int, s string)) {
	text, start, digits := l.Text, -1, 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && (text[i] >= '0' && text[i] <= '9' || text[i] >= 'A' && text[i] <= 'Z') {
			if start < 0 {
				start, digits = i, 0
			}
			if text[i] <= '9' {
				digits++
			}
			continue
		}
		if n := i - start; start >= 0 && digits >= 7 && n >= 9 && n <= 12 && !isWord(before(text, start)) && !isWord(after(text, i)) {
			fn(start, i, text[start:i])
		}
		start = -1
	}
}

var licensePlate = check.Rule{
	Rule: diag.Rule{Code: "license-plate", Severity: diag.Notice, Title: "车牌号没有遮盖",
		Explain: "私家车的车牌号能查到车主。依法公示的营运车辆、违法车辆，按公示的要求办；其他名单里的车牌应当遮盖。",
		Source:  law, Repair: "遮盖车牌号的中间几位，如 鲁A***45；依法要公示的，在 waivers.toml 中写明豁免。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "车主张某，车牌号京A12345", Right: "车主张某，车牌号京A***45"}}},
	In: everywhere, Needs: check.Latin, PerFile: true,
	Line: func(l *check.Line) {
		if l.Has&check.Digit == 0 || l.Has&check.Wide == 0 {
			return
		}
		for at := 0; at < len(l.Text); {
			from, to, ok := nextPlate(l.Text, at)
			if !ok {
				return
			}
			if near(l, from, to, "车牌", "号牌", "车主", "牌号", "车号", "驾驶") {
				report(l, from, to, "有完整的车牌号 %s", mask(l.Text[from:to], 2, 2))
			}
			at = to
		}
	},
}

// plateHeads are the provinces of plates (GA 36).
const plateHeads = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

// nextPlate finds the next plate: a province, a capital, five or six capitals and digits
// of which one at least is a digit, perhaps with a dot before them.
func nextPlate(text string, at int) (from, to int, ok bool) {
	for i := at; i+1 < len(text); i++ {
		if text[i] < 0x80 || text[i+1] < 'A' || text[i+1] > 'Z' {
			continue // i is not the last byte before a capital
		}
		head := before(text, i+1)
		if !strings.ContainsRune(plateHeads, head) || head < 0x80 {
			continue
		}
		rest := strings.TrimLeft(text[i+2:], "·•. ")
		n, digits := 0, 0
		for n < len(rest) && (rest[n] >= '0' && rest[n] <= '9' || rest[n] >= 'A' && rest[n] <= 'Z') {
			if rest[n] <= '9' {
				digits++
			}
			n++
		}
		if (n == 5 || n == 6) && digits > 1 && !isWord(after(rest, n)) {
			return i + 1 - len(string(head)), len(text) - len(rest) + n, true
		}
	}
	return 0, 0, false
}
