package privacy

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

const bankExplain = "银行账户是敏感个人信息，和姓名一起公开会被用于诈骗。发放补贴、退费的名单里最常见。"

var bankCard = check.Rule{
	Rule: diag.Rule{Code: "bank-card", Severity: diag.Error, Title: "银行卡号没有遮盖",
		Explain: bankExplain + "位数、校验位都符合银行卡的编号规则（GB/T 19584、ISO/IEC 7812），并且卡号开头是常见的发卡标识，或者旁边写着“卡号”“账号”等字样的，才作为错误报告。",
		Source:  law + "；个人信息保护法第二十八条", Repair: masking, Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "补贴打入张某卡号 6222021234567890128", Right: "补贴打入张某卡号 ***************0128"}}},
	In: everywhere, Needs: check.Digit, PerFile: true,
	Line: func(l *check.Line) { eachCard(l, cardSure, "有完整的银行卡号 %s") },
}

var bankCardProbable = check.Rule{
	Rule: diag.Rule{Code: "bank-card-probable", Severity: diag.Warning, Title: "疑似银行卡号",
		Explain: bankExplain + "位数、校验位和62开头都像银行卡号，但旁边没有“卡号”“账号”等字样，十个这样的数里约有一个能碰巧通过校验，要由人来看。",
		Source:  law, Repair: masking, Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "张某 6299021234567890126", Right: "张某 ***************0126"}}},
	In: everywhere, Needs: check.Digit, PerFile: true,
	Line: func(l *check.Line) { eachCard(l, cardProbable, "疑似银行卡号 %s") },
}

// sureness says how certain it is that a number is that of a card.
type sureness uint8

const (
	noCard sureness = iota
	cardProbable
	cardSure
)

func eachCard(l *check.Line, want sureness, format string) {
	numbersIn(l, 16, 19, func(seen *check.Line, n *number, begin, end int) {
		if cardOf(seen, n) == want {
			report(l, begin, end, format, mask(n.digits(), 0, 4))
		}
	})
}

func cardOf(l *check.Line, n *number) sureness {
	s := n.digits()
	if !cardPrefix(s) || !luhn(s) || !cardShape(n) || !standsAlone(l.Text, n, "") || inAddress(l.Text, n) || varied(s) < 4 || n.n == 18 && isID(l, n) {
		return noCard
	}
	union := strings.HasPrefix(s, "62")
	switch {
	case issued(s), near(l, n.from, n.to, "卡号", "银行卡", "储蓄卡", "借记卡", "信用卡", "社保卡", "一卡通"):
		return cardSure
	case union && near(l, n.from, n.to, "账号", "帐号", "账户", "帐户", "开户", "存折"):
		return cardSure
	case union && n.groups == 1 && n.alone():
		return cardProbable
	}
	return noCard
}

// cardPrefix says whether a number begins as cards do (ISO/IEC 7812, the networks' own
// pages): 62, 60 and 81 UnionPay (16 to 19 digits), 95 older cards of Chinese banks, 4
// Visa (16 or 19; 17 of 交通银行), 51 to 55 and 2221 to 2720 Mastercard (16), 3528 to 3589
// JCB (16).
func cardPrefix(s string) bool {
	switch {
	case s[0] == '6':
		return s[1] == '2' || s[1] == '0'
	case s[0] == '9':
		return s[1] == '5' && len(s) >= 18
	case s[0] == '4':
		return len(s) == 16 || len(s) == 19 || issued(s)
	case s[0] == '8':
		return s[1] == '1'
	case len(s) != 16:
		return false
	}
	head := s[:4]
	return head >= "5100" && head < "5600" || head >= "2221" && head <= "2720" || head >= "3528" && head <= "3589"
}

// cardShape says whether the digits are in one piece, or by fours, or behind the issuer.
func cardShape(n *number) bool {
	if n.groups == 1 {
		return n.left != '-' && n.right != '-'
	}
	if !n.alone() {
		return false
	}
	fours := n.groups >= 4
	for _, size := range n.sizes[:n.groups-1] {
		fours = fours && size == 4
	}
	return fours && n.sizes[n.groups-1] <= 4 || n.groups == 2 && n.sizes[0] == 6
}

// luhn says whether the last digit is the check digit (ISO/IEC 7812-1, annex B).
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if d > 9 {
			return false // X
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// varied counts different digits; a number of few is made up.
func varied(s string) (n int) {
	for d := '0'; d <= '9'; d++ {
		if strings.ContainsRune(s, d) {
			n++
		}
	}
	return n
}

// inAddress says whether a number is part of an address of the web or a file name.
func inAddress(text string, n *number) bool {
	b := before(text, n.from)
	if b == '/' { // else it parts two numbers
		c := before(text, n.from-1)
		return c == '/' || c < 0x80 && isWord(c) && (c < '0' || c > '9')
	}
	return b > 0 && strings.ContainsRune("=_#&?%@", b) || strings.ContainsRune("=_%@", after(text, n.to)) ||
		strings.HasPrefix(text[n.to:], ".htm") || strings.HasPrefix(text[n.to:], ".pdf")
}

// issuers are identifiers of the debit cards on which wages and subsidies are paid, and of
// some credit cards, by length of the number. UnionPay publishes no list: these were
// compared, with their lengths, with that of github.com/hexindai/bcbc of February 2025,
// and are kept where both agree. Of a random number of that length two in 100,000 pass
// for a card.
var issuers = map[int]string{
	19: "622200 622202 622203 622208 621226 621225 621281 621288 621558 621559 621721 621722 621723 620058 621240 " + // 工商银行
		"622848 622845 622846 622849 622841 622821 622822 622823 622824 622825 622826 622827 622828 622843 622844 622847 621282 621336 621619 621670 620059 623018 623052 623206 " + // 农业银行
		"436742 621700 622700 622280 621284 621081 621598 623668 623094 623211 621467 " + // 建设银行
		"621660 621661 621662 621663 621666 621667 621668 621669 456351 601382 621256 621283 620061 621725 621330 621785 621786 621787 621788 621789 621790 " + // 中国银行
		"622260 622261 622262 621069 " + // 交通银行
		"621095 621096 621098 622150 622151 622181 622188 955100 621797 621798 621799 621599 620062 623218 623698 ", // 邮政储蓄银行
	16: "621466 621499 621082 620013 " + // 建设、交通银行
		"622588 622580 622609 621483 621485 621486 622575 622576 622577 622578 622579 622598 " + // 招商银行
		"622690 622691 622692 622696 622698 622660 622661 622662 622663 622664 622665 622666 622667 622668 622669 622670 622671 622672 " + // 中信、光大银行
		"622615 622616 622617 622618 622619 622620 622622 622516 622517 622518 622521 622522 622523 622630 622631 622632 622633 ", // 民生、浦发、华夏银行
	18: "622908 622909 ",               // 兴业银行
	17: "622258 622259 405512 601428 ", // 交通银行
}

// issued says whether a number begins with the identifier of an issuer.
func issued(s string) bool { return strings.Contains(issuers[len(s)], s[:6]+" ") }
