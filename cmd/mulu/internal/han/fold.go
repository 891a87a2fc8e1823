package han

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form of s by which texts are compared and searched: Unicode
// compatibility form (NFKC: full width, ligatures and circled numbers become
// plain), lower case, one form of bracket for 〔〕[]【】（）() and their
// look-alikes, no white space and no invisible characters. Fold(Fold(s)) is
// Fold(s).
//
// Every further equivalence of single characters, such as Traditional and
// Simplified, is one more step of foldRune.
func Fold(s string) string {
	if folded(s) {
		return s
	}
	s = strings.Map(foldRune, norm.NFKC.String(s))
	// Characters that a dropped space kept apart may combine now.
	return norm.NFKC.String(s)
}

// folded says whether s is surely folded already, which most titles nearly are.
func folded(s string) bool {
	for _, r := range s {
		plain := r >= 0x4E00 && r <= 0x9FFF || r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
		if !plain || foldRune(r) != r {
			return false
		}
	}
	return true
}

// foldRune is the folded form of one character that NFKC has made plain; a
// negative result drops it.
func foldRune(r rune) rune {
	if r >= 0x4E00 && r <= 0x9FFF {
		return r
	}
	switch r {
	case '[', '{', '〔', '【', '〖', '〘', '〚', '﹝':
		return '('
	case ']', '}', '〕', '】', '〗', '〙', '〛', '﹞':
		return ')'
	}
	if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
		return -1
	}
	return unicode.ToLower(r)
}
