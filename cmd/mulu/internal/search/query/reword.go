package query

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/lazy"
)

// tag is an element's tag or a character reference, as text copied from a page's
// source has them.
var tag = lazy.Compile(`</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#[0-9]{1,7});`)

// withoutTags takes tags out of the query; it is read anew when there are any.
func (s *searcher) withoutTags(p parsed) parsed {
	tags := tag.FindAllString(s.req.Q, -1)
	if len(tags) == 0 {
		return p
	}
	plain := parse(tag.ReplaceAllString(s.req.Q, " "))
	if len(plain.words) == 0 {
		return p
	}
	p.words, p.noise = plain.words, tags
	return p
}

// counted is an Arabic number before what laws count in Chinese ones.
var counted = lazy.Compile(`(第?)([1-9][0-9]*)(条|款|项|章|节|编|个|倍|日内|日以|年以)`)

// order is the number of an order as it is said: 国务院令588号, 国务院588号令.
var order = lazy.Compile(`^(\p{Han}{2,20}?)令?第?([0-9]{1,5}|[〇一二三四五六七八九十百]{1,7})号?令?$`)

// serial is the end of a document number as it is said: 2023年第1号.
var serial = lazy.Compile(`^((?:19|20)[0-9]{2})年第?0*([1-9][0-9]{0,4}号)$`)

// interpretation is one as it is said: 民法典司法解释, 公司法解释3, 交通肇事罪司法解释. That
// of 公司法 ends with 司法, too.
var interpretation = lazy.Compile(`^(.*公司法|.+?)罪?(?:司法)?解释([1-9一二三四五六七八九]?)$`)

// provinces are those whose short name is no part of the long one, behind it.
var provinces = strings.Fields("沪上海 渝重庆 冀河北 豫河南 湘湖南 皖安徽 鲁山东 赣江西 鄂湖北 晋山西 闽福建 粤广东 桂广西 琼海南")

// ofProvince is what begins with one of these.
var ofProvince = lazy.Compile(`^([沪渝冀豫湘皖鲁赣鄂晋闽粤桂琼])(\p{Han}{3})`)

// provinceInFull writes the province that a phrase begins with in full: 沪不动产登记规定.
func provinceInFull(s string) string {
	if !ofProvince.MatchString(s) {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	i := slices.IndexFunc(provinces, func(p string) bool { return strings.HasPrefix(p, string(first)) })
	return provinces[i][size:] + s[size:]
}

// reword writes words as documents write them: 第42条 as 第四十二条, 国务院588号令 as
// 国务院令第588号, 公司法司法解释3 as 公司法解释三, as its title may have it. Nothing is dropped.
func reword(words []word) (list []word, dropped []string) {
	list = slices.Clone(words)
	for i, w := range list {
		if !w.quoted {
			list[i].phrase = []rune(rewordPhrase(string(w.phrase)))
		}
	}
	return list, nil
}

func rewordPhrase(s string) string {
	if m := order.FindStringSubmatch(s); m != nil && strings.Contains(s, "令") {
		return m[1] + "令第" + arabic(m[2]) + "号"
	}
	s = counted.ReplaceAllStringFunc(s, func(s string) string {
		m := counted.FindStringSubmatch(s)
		if len(m[2]) > 3 {
			return s
		}
		if m[3] == "条" {
			m[1] = "第"
		}
		n, _ := strconv.Atoi(m[2]) // three digits
		return m[1] + chinese(n) + m[3]
	})
	s = provinceInFull(s)
	if m := interpretation.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[2]) // 0 for what is Chinese already
		return m[1] + "解释" + cmp.Or(chinese(n), m[2])
	}
	return serial.ReplaceAllString(s, "$1$2")
}

// chinese writes a number from 1 to 999 as laws do. A zero is 〇, as folding has it.
func chinese(n int) string {
	digits := strings.Split(" 一 二 三 四 五 六 七 八 九", " ")
	hundreds, tens := n/100, n/10%10
	s := ""
	if hundreds > 0 {
		s = digits[hundreds] + "百"
	}
	switch {
	case tens > 1 || tens == 1 && hundreds > 0:
		s += digits[tens] + "十"
	case tens == 1:
		s += "十"
	case hundreds > 0 && n%10 > 0:
		s += "〇"
	}
	return s + digits[n%10]
}

// arabic writes a Chinese number under 1,000 in Arabic digits; all else stays.
func arabic(s string) string {
	for n := 1; n < 1000; n++ {
		if s == chinese(n) {
			return strconv.Itoa(n)
		}
	}
	return s
}
