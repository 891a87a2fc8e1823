package han

import (
	"regexp"
	"sync"
)

// WithoutEdition gives a folded title without what it says at its end of its version,
// as 劳动法2018修正 does; the title itself when it says nothing.
func WithoutEdition(title []rune) []rune {
	if m := editionForm().FindStringSubmatch(string(title)); m != nil {
		return title[:len([]rune(m[1]))]
	}
	return title
}

var editionForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(.{2,}?)(?:19|20)[0-9]{2}年?(?:第?[一二三四五六七八九]次)?(?:修正|修订|修改)(?:版本|文本|版|本)?$`)
})
