// Package all is the list of all rules of the catalogue, in the groups in which
// documentation has them.
package all

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/check/dates"
	"mulu/cmd/mulu/internal/check/health"
	"mulu/cmd/mulu/internal/check/identity"
	"mulu/cmd/mulu/internal/check/links"
	"mulu/cmd/mulu/internal/check/privacy"
	"mulu/cmd/mulu/internal/check/relations"
	"mulu/cmd/mulu/internal/check/review"
	"mulu/cmd/mulu/internal/check/settings"
	"mulu/cmd/mulu/internal/check/statutory"
	"mulu/cmd/mulu/internal/check/text"
	"mulu/cmd/mulu/internal/check/validity"
	"mulu/cmd/mulu/internal/diag"
)

// groups are the packages of rules with their Chinese names.
var groups = []struct {
	title string
	rules []*check.Rule
}{
	{"编号和身份", identity.Rules},
	{"日期", dates.Rules},
	{"有效性", validity.Rules},
	{"文件之间的关系", relations.Rules},
	{"栏目和更新", health.Rules},
	{"法定公开内容", statutory.Rules},
	{"文字", text.Rules},
	{"个人信息", privacy.Rules},
	{"链接和图片", links.Rules},
	{"网站设置", settings.Rules},
	{"审核", review.Rules},
}

// Rules are all rules of the catalogue.
var Rules = rules()

func rules() (list []*check.Rule) {
	for _, g := range groups {
		list = append(list, g.rules...)
	}
	return list
}

// Groups lists what the rules say of themselves, group by group.
func Groups() []diag.Group {
	list := make([]diag.Group, len(groups))
	for i, g := range groups {
		list[i].Title = g.title
		for _, r := range g.rules {
			list[i].Rules = append(list[i].Rules, &r.Rule)
		}
	}
	return list
}
