package links

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var mailForm = check.Rule{
	Rule: diag.Rule{Code: "link-mail-form", Severity: diag.Warning, Title: "邮件链接的地址不对",
		Explain:  "写错的邮箱收不到群众的意见和申请，读者也不知道信没有送到。",
		Source:   "政府信息公开条例 第十二条（互联网联系方式）；RFC 5322",
		Repair:   "写成 mailto: 加完整的邮箱，例如 mailto:zwgk@jtj.example.gov.cn。",
		Examples: []diag.Example{{Wrong: "[局邮箱](mailto:zwgk＠jtj.example.gov.cn)", Right: "[局邮箱](mailto:zwgk@jtj.example.gov.cn)"}}},
	Body: found(func(b *finder) {
		for i := range b.Links {
			l := &b.Links[i]
			to, ok := mailAddress(l.Dest)
			if !ok || l.Image {
				continue
			}
			for one := range strings.SplitSeq(to, ",") { // RFC 6068: several, parted by commas
				if !mailShape.MatchString(strings.TrimSpace(one)) {
					b.Report(b.AtPlace(b.File, l.Pos, "邮件链接的地址“%s”不是完整的邮箱", to))
					break
				}
			}
		}
	}),
}
