package privacy

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var mobilePhone = check.Rule{
	Rule: diag.Rule{Code: "mobile-phone", Severity: diag.Warning, Title: "手机号码没有遮盖",
		Explain: "手机号码能直接找到本人，在名单、公示里应当遮盖。公开的联系电话宜用办公室的固定电话；确实要公开的办公手机，写进 config.toml，以后不再提示。",
		Source:  law, Repair: masking + "是公开的办公手机的，写进 config.toml 的 [check.privacy] phones。",
		Examples: []diag.Example{{Wrong: "李某，13800138000", Right: "李某，138****8000"}}},
	In: everywhere, Needs: check.Digit, PerFile: true,
	Line: func(l *check.Line) {
		numbersIn(l, 11, 15, func(seen *check.Line, n *number, begin, end int) {
			if s := phoneOf(seen, n); s != "" && !l.Config.AllowsPhone(s) {
				report(l, begin, end, "有完整的手机号码 %s", mask(s, 3, 4))
			}
		})
	},
}

// phoneOf is the mobile number that a number of the line is, "" when it is none.
func phoneOf(l *check.Line, n *number) string {
	s := n.digits()
	switch {
	case n.n == 13 && n.groups == 1 && strings.HasPrefix(s, "86") && before(l.Text, n.from) == '+':
		s = s[2:]
	case n.n == 15 && n.groups == 1 && strings.HasPrefix(s, "0086"):
		s = s[4:]
	case n.n != 11 || n.groups > 1 && !n.shaped(3, 4, 4) && !n.shaped(3, 8) && !n.shaped(7, 4):
		return ""
	}
	if s[0] != '1' || s[1] < '3' || s[10] == 'X' || varied(s) < 3 || !standsAlone(l.Text, n, "") || inAddress(l.Text, n) {
		return ""
	}
	// Further digits make a code of it, but for a country in front.
	country := strings.HasSuffix(strings.TrimRight(l.Text[:n.from], "- "), "86")
	if n.right == '-' || n.left == '-' && !country || n.groups > 1 && n.right == n.joint {
		return ""
	}
	if isAmount(l.Text, n.to) || labelled(l, n.from, 30, notPhones...) {
		return ""
	}
	return s
}

// notPhones are what numbers of eleven digits and more are called that are none.
var notPhones = []string{"编号", "编码", "代码", "许可证号", "流水号", "账号", "帐号", "税号", "订单", "案号", "批号", "QQ", "条码", "注册号", "备案号", "量 |", "额 |", "值 |", "量\t", "额\t", "值\t"}

// units follow amounts.
var units = []string{"元", "万", "亿", "千", "百", "吨", "人", "户", "件", "个", "公里", "公顷", "公斤", "立方", "平方", "米", "亩", "株", "度", "m", "kg", "%", "％", "t", "辆", "次"}

// isAmount says whether a unit, or the rest of a number, stands at text[at].
func isAmount(text string, at int) bool {
	rest := strings.TrimLeft(text[at:], " ")
	for _, u := range units {
		if strings.HasPrefix(rest, u) {
			return true
		}
	}
	return strings.HasPrefix(rest, ",") && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9' && strings.HasPrefix(text[at:], ",")
}
