package official

import (
	"errors"
	"strings"
)

// What may be wrong with a code. Numbers of real catalogues fail the check
// characters at times, so that these are for warnings. The texts are in Chinese.
var (
	ErrCreditForm  = errors.New("统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）")
	ErrCreditOrg   = errors.New("统一社会信用代码第 9 至 17 位的组织机构代码校验不符（GB 11714）")
	ErrCreditCheck = errors.New("统一社会信用代码第 18 位校验码不符（GB 32100-2015）")
	ErrOrgForm     = errors.New("组织机构代码应为 8 位数字或大写字母加 1 位校验码")
	ErrOrgCheck    = errors.New("组织机构代码校验码不符（GB 11714）")
)

const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// CheckCreditCode checks a unified social credit code (GB 32100-2015): its form,
// the check character of the organisation code within, and its own. It returns
// nil, ErrCreditForm, ErrCreditOrg or ErrCreditCheck.
func CheckCreditCode(code string) error {
	if len(code) != 18 {
		return ErrCreditForm
	}
	sum, weight := 0, 1
	for i := range 17 {
		value := strings.IndexByte(creditAlphabet, code[i])
		if value < 0 {
			return ErrCreditForm
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	last := strings.IndexByte(creditAlphabet, code[17])
	switch {
	case last < 0:
		return ErrCreditForm
	case CheckOrgCode(code[8:17]) != nil:
		return ErrCreditOrg
	case last != (31-sum%31)%31:
		return ErrCreditCheck
	}
	return nil
}

var orgWeights = [8]int{3, 7, 9, 10, 5, 8, 4, 2}

// CheckOrgCode checks an organisation code of nine characters without a hyphen
// (GB 11714). It returns nil, ErrOrgForm or ErrOrgCheck.
func CheckOrgCode(code string) error {
	if len(code) != 9 || !isDigit(code[8]) && code[8] != 'X' {
		return ErrOrgForm
	}
	sum := 0
	for i, weight := range orgWeights {
		c := code[i]
		switch {
		case isDigit(c):
			sum += int(c-'0') * weight
		case c >= 'A' && c <= 'Z':
			sum += int(c-'A'+10) * weight
		default:
			return ErrOrgForm
		}
	}
	if code[8] != "0X987654321"[sum%11] {
		return ErrOrgCheck
	}
	return nil
}

// CheckBodyCode checks the code of a body that index numbers begin with: a credit code
// of 18 characters, or an organisation code of nine as older numbers have. Codes of
// other forms, as words in pinyin, are not checked and give nil.
func CheckBodyCode(code string) error {
	switch {
	case len(code) == 18 && strings.ContainsAny(code, "0123456789") && strings.Trim(strings.ToUpper(code), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "":
		return CheckCreditCode(code)
	case len(code) == 9 && CheckOrgCode(code) == ErrOrgCheck:
		return ErrOrgCheck
	}
	return nil
}
