package a11y

import (
	"strings"
	"sync"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/han"
)

// vague are texts that say nothing of a target, folded: that takes the tables of all
// characters, which a run that looks at no page does not need.
var vague = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(`点击这里 请点击这里 点这里 戳这里 这里 此处 点击此处 请点击此处 点此 点此查看 点此下载 点击 请点击 点我
		查看 点击查看 请查看 查看详情 点击查看详情 查看更多 详情 详情请点击 点击详情 详细 详细内容 详细信息 更多 更多内容 更多信息 了解更多 了解详情
		下载 点击下载 请下载 下载地址 下载链接 附件下载 下载附件 链接 网址 地址 链接地址 网站链接 进入 点击进入 打开 跳转
		here click clickhere click_here more readmore learnmore details download link this thislink`) {
		m[folded(s)] = true
	}
	return m
})

// mostVague is the length in bytes beyond which no text is vague, punctuation included.
const mostVague = 40

// Vague says whether a link's text says nothing of what it leads to, like 点击这里.
func Vague(text string) bool { return len(text) <= mostVague && vague()[folded(text)] }

// folding is memory to fold short texts in.
type folding struct {
	runes []rune
	text  []byte
}

// isVague is Vague without garbage: most links to the headings of a page are short.
func (f *folding) isVague(text []byte) bool {
	if len(text) > mostVague {
		return false
	}
	f.runes, f.text = han.AppendFold(f.runes[:0], text), f.text[:0]
	for _, r := range f.runes {
		if r != '\n' {
			f.text = utf8.AppendRune(f.text, r)
		}
	}
	return vague()[string(f.text)]
}

func folded(s string) string { return strings.ReplaceAll(han.Fold(s), "\n", "") }
