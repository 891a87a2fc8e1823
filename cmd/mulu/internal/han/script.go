package han

import (
	"strings"
	"sync"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// IsTraditional says whether r is written in Traditional text only: it folds to another
// character and GB/T 2312, the set of Simplified text, has no place for it. 乾, 藉, 著
// and others that are right in Simplified words are in that set. Characters that came
// back for names with 通用规范汉字表 (2013) are not counted either.
func IsTraditional(r rune) bool { return r >= 0x3400 && scripts().traditional[r] }

// IsSimplified says whether r is written in Simplified text only: others fold to it, and
// Big5, the set of Traditional text, has no place for it.
func IsSimplified(r rune) bool { return r >= 0x3400 && scripts().simplified[r] }

// names are characters of 通用规范汉字表 that fold to others: they are right in names
// of persons and places; 瞭 is in 瞭望.
const names = "瞭昇邨甯迺龢甦絜菉祇頫氾钜鍾勠陞仝堃槃皥阪"

// Simplify writes Simplified characters for Traditional ones, one for one. It knows no
// words, and characters that are right in Simplified text stay: what it gives is for
// reading and comparing.
func Simplify(s string) string {
	sets := scripts()
	return strings.Map(func(r rune) rune {
		if r >= 0x3400 && sets.traditional[r] {
			return tables().simplified[r]
		}
		return r
	}, s)
}

type scriptSets struct{ traditional, simplified map[rune]bool }

var scripts = sync.OnceValue(func() scriptSets {
	s := scriptSets{map[rune]bool{}, map[rune]bool{}}
	gb, big5 := simplifiedchinese.GBK.NewEncoder(), traditionalchinese.Big5.NewEncoder()
	for from, to := range readSimplified() {
		if !inGB2312(gb, from) {
			s.traditional[from] = true
		}
		if inGB2312(gb, to) && !inBig5(big5, to) {
			s.simplified[to] = true
		}
	}
	for _, r := range names {
		delete(s.traditional, r)
	}
	return s
})

// inGB2312 says whether r is a Han character of GB/T 2312-1980: GBK has those at the
// places that they have there.
func inGB2312(gbk *encoding.Encoder, r rune) bool {
	b, err := gbk.String(string(r))
	return err == nil && len(b) == 2 && b[0] >= 0xB0 && b[0] <= 0xF7 && b[1] >= 0xA1
}

// inBig5 says whether r is in Big5 as it was in 1984: its first bytes end at F9, and
// Hong Kong's additions have places of their own.
func inBig5(big5 *encoding.Encoder, r rune) bool {
	b, err := big5.String(string(r))
	if err != nil || len(b) != 2 {
		return false
	}
	code := int(b[0])<<8 | int(b[1])
	return code >= 0xA440 && code <= 0xC67E || code >= 0xC940 && code <= 0xF9D5
}
