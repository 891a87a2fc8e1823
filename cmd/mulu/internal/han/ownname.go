package han

import (
	"regexp"
	"slices"
	"sync"
)

// OwnName gives a document's own name in its folded title: without what issues it, as
// 省政府关于印发道路管理办法的通知 does, and without what it says at its end of its version, as
// 劳动法2018修正 does; the title itself when it says neither.
func OwnName(title []rune) []rune {
	name := issued(title)
	if m := editionForm().FindStringSubmatch(string(name)); m != nil {
		return name[:len([]rune(m[1]))]
	}
	return name
}

var editionForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(.{2,}?)(?:19|20)[0-9]{2}年?(?:第?[一二三四五六七八九]次)?(?:修正|修订|修改)(?:版本|文本|版|本)?$`)
})

// leastIssued is the length of a name from which on what is left between 关于印发 and
// 的通知 is one.
const leastIssued = 4

// issued gives what a title says that it issues, else the title. It is not a regular
// expression, as every title is looked at when an index is built.
func issued(title []rune) []rune {
	body := title[:max(0, len(title)-3)]
	if end := string(title[len(body):]); end != "的通知" && end != "的公告" {
		return title
	}
	for i := 0; i+4+leastIssued <= len(body); i++ {
		if body[i] == '关' && body[i+1] == '于' && slices.Contains(issuing, string(body[i+2:i+4])) {
			return body[i+4:]
		}
	}
	return title
}

// issuing are the words for giving out what has a name of its own (党政机关公文处理工作条例
// article 8: 通知 issues and passes on, 公告 makes known).
var issuing = []string{"印发", "发布", "公布", "颁布"}
