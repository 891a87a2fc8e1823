package build

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/a11y"
	"mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check/all"
	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/extract"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/source"
	"mulu/cmd/mulu/internal/statement"
	"mulu/cmd/mulu/internal/texts"
	"mulu/cmd/mulu/internal/tree"
)

// RuleGroups lists every code that a build can report, in the groups in which people
// look for them, sorted within a group.
func RuleGroups() []diag.Group {
	groups := append(all.Groups(),
		diag.Group{Title: "年度报告和统计数据", Rules: annual.Rules()},
		diag.Group{Title: "目录要素", Rules: catalogue.Rules()},
		diag.Group{Title: "文件头的写法", Rules: slices.Concat(tree.Rules(), frontmatter.Rules())},
		diag.Group{Title: "正文和链接", Rules: slices.Concat(markdown.Rules(), render.Rules(), texts.Rules())},
		diag.Group{Title: "网页的无障碍", Rules: slices.Concat(a11y.Rules(), statement.Rules())},
		diag.Group{Title: "附件", Rules: extract.Rules()},
		diag.Group{Title: "设置、文件和地址", Rules: slices.Concat([]*diag.Rule{&ruleNoConfig, &ruleWithheld, &rulePublished, &ruleLog, &ruleHosting}, config.Rules(), source.Rules(), plan.Rules())},
		diag.Group{Title: "例外和已知问题", Rules: policy.Rules()})
	groups = slices.DeleteFunc(groups, func(g diag.Group) bool { return len(g.Rules) == 0 })
	for _, g := range groups {
		sortRules(g.Rules)
	}
	return groups
}

// Rules lists every code that a build can report, sorted.
func Rules() (rules []*diag.Rule) {
	for _, g := range RuleGroups() {
		rules = append(rules, g.Rules...)
	}
	sortRules(rules)
	return rules
}

func sortRules(rules []*diag.Rule) {
	slices.SortFunc(rules, func(a, b *diag.Rule) int { return strings.Compare(a.Code, b.Code) })
}
