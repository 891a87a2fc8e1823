package links

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
)

var ownAddress = check.Rule{
	Rule: diag.Rule{Code: "link-own-address", Severity: diag.Warning, Title: "用完整网址指向本站",
		Explain:  "网站换了域名或者移到主站的子目录，写成完整网址的链接就断了；这样的链接，程序也不检查它所指的内容是否存在。",
		Source:   "本软件约定；政府网站集约化（国办发〔2017〕47号）常常使目录移到新的地址",
		Repair:   "改用相对路径、索引号、发文字号，或以 / 开头的站内路径。",
		Examples: []diag.Example{{Wrong: "[公开指南](https://jtj.example.gov.cn/xxgk/guide.html)", Right: "[公开指南](/guide.html)"}}},
	Asks: func(b *check.Body) bool { // where to is said by the index number of what stands there
		return slices.ContainsFunc(b.Links, func(l markdown.Link) bool { _, ok := own(b.Config, l.Dest); return ok })
	},
	Body: found(func(b *finder) {
		for i := range b.Links {
			l := &b.Links[i]
			if l.Image || !isWeb(l.Dest) {
				continue
			}
			if rest, ok := own(b.Config, l.Dest); ok {
				b.Report(b.AtPlace(b.File, l.Pos, "%s 是本站的地址，写成了完整网址", l.Dest).
					WithHint("改为 [%s](%s)", l.Text, inside(b, rest)))
			}
		}
	}),
}

// inside is how a document names an address of the site: a document by its index number.
func inside(b *finder, rest string) string {
	at, fragment, has := strings.Cut(rest, "#")
	if has {
		fragment = "#" + fragment
	}
	index, _ := strings.CutSuffix(at, ".html")
	if index, ok := strings.CutPrefix(index, "doc/"); ok {
		if t, _ := b.Find(index); t.Document != nil {
			return index + fragment
		}
	}
	return "/" + at + fragment
}
