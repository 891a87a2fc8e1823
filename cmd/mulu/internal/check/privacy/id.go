package privacy

import (
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var idNumber = check.Rule{
	Rule: diag.Rule{Code: "id-number", Severity: diag.Error, Title: "公民身份号码没有遮盖",
		Explain: "公开完整的身份证号会让人被冒名贷款、开户、注册，一经下载就收不回来。历年通报的泄露多数在名单、公示的附件里，包括隐藏的行、列、工作表，批注和修订记录。省份代码、出生日期和校验码都符合国家标准 GB 11643 的号码，才会报告。残疾人证号是身份证号加两位类别和等级，也一样。图片里的文字和拍摄信息（EXIF）、写成汉字的号码、版式文件（OFD）里分成几个文字对象的号码查不出，要由人看。",
		Source:  law + "；GB 11643", Repair: masking,
		Examples: []diag.Example{{Wrong: "王某，身份证号 110101199003077336", Right: "王某，身份证号 110101**********36"}}},
	In: everywhere, Needs: check.Digit, PerFile: true,
	Body: brokenIDs,
	Line: func(l *check.Line) {
		partedIDs(l, func(digits string, begin, end int) {
			report(l, begin, end, "有完整的公民身份号码 %s，中间用符号隔开", mask(digits, 6, 2))
		})
		numbersIn(l, 18, 20, func(seen *check.Line, n *number, begin, end int) {
			switch {
			case n.n == 18 && isID(seen, n):
				report(l, begin, end, "有完整的公民身份号码 %s", mask(n.digits(), 6, 2))
			case n.n == 20 && isDisability(seen, n):
				report(l, begin, end, "有完整的残疾人证号 %s，它的前18位是公民身份号码", mask(n.digits(), 6, 2))
			}
		})
	},
}

// isID says whether a number of the line is one of a person.
func isID(l *check.Line, n *number) bool {
	if !validID(n.digits()) || !idShape(n) || !standsAlone(l.Text, n, "GL") {
		return false
	}
	if strings.HasPrefix(l.Text[n.to:], "/") && isIndexTail(l.Text[n.to+1:]) {
		return false
	}
	return !isCreditCode(n.digits()) || near(l, n.from, n.to, "身份证", "证件", "公民身份", "居民")
}

// isDisability says whether a number is that of a disability certificate: the identity
// number, the kind of disability from 1 to 7 and its level from 1 to 4.
func isDisability(l *check.Line, n *number) bool {
	s := n.digits()
	return n.groups == 1 && validID(s[:18]) && s[18] >= '1' && s[18] <= '7' && s[19] >= '1' && s[19] <= '4' &&
		standsAlone(l.Text, n, "") && labelled(l, n.from, 60, "残疾")
}

// idShape says whether digits are grouped as people group them: in one piece, as area,
// birth and rest, by fours, or each apart.
func idShape(n *number) bool {
	switch {
	case n.groups == 1, n.shaped(6, 8, 4), n.shaped(6, 4, 4, 4), n.shaped(6, 4, 2, 2, 4):
		return true
	case !n.alone():
		return false
	}
	return n.groups == 18 || n.shaped(4, 4, 4, 4, 2) || n.shaped(3, 3, 4, 4, 4) || n.shaped(3, 3, 4, 2, 2, 4) ||
		n.shaped(6, 12) || n.shaped(14, 4) || n.shaped(10, 8) || n.shaped(10, 4, 4) || n.shaped(6, 6, 6) || n.shaped(3, 3, 3, 3, 3, 3) || n.shaped(6, 8, 3, 1)
}

// standsAlone says whether no letter, digit or decimal point touches the number.
// A capital of prefix may, when nothing touches it in turn: G110101… is the number of a
// pupil, which is G or L and the identity number.
func standsAlone(text string, n *number, prefix string) bool {
	b := before(text, n.from)
	if n.left == 0 && b < 0x80 && b != 0 && strings.ContainsRune(prefix, b) && !isWord(before(text, n.from-1)) {
		b = 0
	}
	if n.left == 0 && (isWord(b) || b == '.') {
		return false
	}
	a := after(text, n.to)
	if _, digit := digitAt(text, n.to+1); a == '.' && digit > 0 {
		return false
	}
	return n.right != 0 || !isWord(a)
}

// provinces are the first two digits of area codes (GB/T 2260; 81 to 83 are those of
// residence permits for people of Hong Kong, Macao and Taiwan, 90 to 92 of foreigners).
var provinces = func() (list [100]bool) {
	for _, r := range [][2]int{{11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}, {71, 71}, {81, 83}, {90, 92}} {
		for p := r[0]; p <= r[1]; p++ {
			list[p] = true
		}
	}
	return list
}()

// validID says whether 18 digits are an identity number by GB 11643: province, day of
// birth and check digit.
func validID(s string) bool {
	if len(s) != 18 || strings.IndexByte(s[:17], 'X') >= 0 || !provinces[atoi(s[:2])] || !validBirth(atoi(s[6:10]), s[10:14]) {
		return false
	}
	sum := 0
	for i, weight := range [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(s[i]-'0') * weight
	}
	return s[17] == "10X98765432"[sum%11]
}

// validBirth says whether somebody of whom a list may speak was born on the day. The
// last year is not today's, as no rule may depend on when it was written.
func validBirth(year int, monthDay string) bool {
	if year < 1900 || year > 2049 {
		return false
	}
	_, err := official.ParseDate(strconv.Itoa(year) + "-" + monthDay[:2] + "-" + monthDay[2:])
	return err == nil
}

// isCreditCode says whether 18 digits are a unified social credit code too: a kind of
// register and body, an area, two check digits (GB 32100-2015).
func isCreditCode(s string) bool {
	kinds := map[byte]string{'1': "1239", '2': "19", '3': "123459", '4': "19", '5': "1239", '6': "129", '7': "129", '8': "19", '9': "123"}
	area := atoi(s[2:4]) // 10 is that of the state's own bodies
	return strings.IndexByte(kinds[s[0]], s[1]) >= 0 && (area == 10 || area > 0 && provinces[area]) && official.CheckCreditCode(s) == nil
}

// isIndexTail says whether s begins as the part of an index number behind the code: a
// year, perhaps a month, and a hyphen.
func isIndexTail(s string) bool {
	for _, n := range []int{4, 6} {
		if len(s) > n && (s[:2] == "19" || s[:2] == "20") && s[n] == '-' && atoi(s[:n]) > 0 {
			return true
		}
	}
	return false
}

// atoi is a number of ASCII digits, -1 when s is none.
func atoi(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

var idNumberOld = check.Rule{
	Rule: diag.Rule{Code: "id-number-old", Severity: diag.Warning, Title: "疑似15位身份证号没有遮盖",
		Explain: "1999年以前的身份证号有15位，没有校验码，只能从省份代码、出生日期和旁边的文字判断。它能推出本人现在的18位号码。",
		Source:  law + "；GB 11643", Repair: masking,
		Examples: []diag.Example{{Wrong: "身份证号 110101900307733", Right: "身份证号 110101*******33"}}},
	In: everywhere, Needs: check.Digits, PerFile: true,
	Line: func(l *check.Line) {
		eachNumber(l.Text, 15, 15, func(n *number) {
			s := n.digits()
			if strings.IndexByte(s, 'X') >= 0 || !provinces[atoi(s[:2])] || !validBirth(1900+atoi(s[6:8]), s[8:12]) || !standsAlone(l.Text, n, "") ||
				n.groups != 1 && !n.shaped(6, 6, 3) || !near(l, n.from, n.to, idWords...) {
				return
			}
			report(l, n.from, n.to, "疑似15位的身份证号 %s", mask(s, 6, 2))
		})
	},
}

// idWords are what stands beside a number of identity.
var idWords = []string{"身份证", "公民身份", "身份号", "证件号"}
