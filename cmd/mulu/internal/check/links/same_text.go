package links

import (
	"strings"

	"mulu/cmd/mulu/internal/a11y"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
)

var sameText = check.Rule{
	Rule: diag.Rule{Code: "link-same-text", Severity: diag.Notice, Title: "文字相同的链接指向不同的内容",
		Explain:  "一页里文字相同的链接，读者会以为是同一个；只听链接的读者无法分清。也可能是复制后忘了改。",
		Source:   "WCAG 2.2 成功准则 2.4.4；本软件约定",
		Repair:   "核对地址；确实是两个内容的，把文字写得能够分清。",
		Examples: []diag.Example{{Wrong: "[申请表](个人.docx)……[申请表](单位.docx)", Right: "[个人申请表](个人.docx)……[单位申请表](单位.docx)"}}},
	Body: found(func(b *finder) {
		if len(b.Links) < 2 {
			return
		}
		first := map[string]*markdown.Link{}
		for i := range b.Links {
			l := &b.Links[i]
			if _, address := shownHost(l); l.Image || address || a11y.Vague(l.Text) {
				continue
			}
			text := plain(l.Text)
			was := first[text]
			switch {
			case text == "":
			case was == nil:
				first[text] = l
			case targetOf(b, was) != targetOf(b, l):
				b.Report(b.AtPlace(b.File, l.Pos, "链接“%s”指向 %s，前面同样文字的链接指向 %s", l.Text, l.Dest, was.Dest).
					WithRelated(b.File, was.Pos, "前面的链接在这里"))
			}
		}
	}),
}

// targetOf is equal for links to the same place, however they are written.
func targetOf(b *finder, l *markdown.Link) string {
	dest, fragment, _ := strings.Cut(l.Dest, "#")
	if dest == "" {
		return l.Dest
	}
	source, _, ok := b.LinkTarget(b.File, dest)
	if !ok {
		source = strings.TrimPrefix(dest, "./")
	}
	return source + "#" + fragment
}
