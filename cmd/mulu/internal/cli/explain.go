package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

func explainCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "explain [代码]",
		Short: "说明一个问题代码：意思、依据、怎么改",
		Long: "说明一个问题代码的意思、依据和改法。代码写在每个问题第一行末尾的方括号里。\n不写代码时列出全部代码。\n" +
			"写 search-ranking 时，说明检索结果怎么排列。",
		Example: "mulu explain date-invalid\nmulu explain search-ranking",
		Args:    atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				a.listRules()
				return nil
			}
			return a.explain(args[0])
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return explained(), cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// severityNames are the severities as a person reads them.
var severityNames = map[diag.Severity]string{
	diag.Error:   "错误（阻止发布）",
	diag.Warning: "警告（--strict 时阻止发布）",
	diag.Notice:  "提示",
}

func (a *app) listRules() {
	var rows []row
	for _, r := range build.Rules() {
		rows = append(rows, row{r.Code, r.Title})
	}
	for _, t := range topics {
		rows = append(rows, row{t.name, t.title})
	}
	fmt.Fprint(a.out, table(rows, a.helpWidth()))
}

func (a *app) explain(code string) error {
	for _, r := range build.Rules() {
		if r.Code == code {
			a.writeRule(r)
			return nil
		}
	}
	for _, t := range topics {
		if t.name == code {
			a.writeTopic(t)
			return nil
		}
	}
	if near := tree.Nearest(code, explained()); near != "" {
		return usagef("没有代码 %q，是不是 %s？", code, near)
	}
	return usagef("没有代码 %q\n用 mulu explain 列出全部代码", code)
}

func (a *app) writeRule(r *diag.Rule) {
	columns := a.helpWidth()
	fmt.Fprintln(a.out, wrap(r.Code+"："+r.Title, columns, 0))
	for _, part := range []row{
		{"级别", severityNames[r.Severity]}, {"说明", r.Explain}, {"依据", r.Source}, {"改法", r.Repair},
	} {
		fmt.Fprintf(a.out, "\n%s\n  %s\n", part.name, wrap(part.text, columns, 2))
	}
}

// explained are the codes and topics that can be explained.
func explained() []string {
	var names []string
	for _, r := range build.Rules() {
		names = append(names, r.Code)
	}
	for _, t := range topics {
		names = append(names, t.name)
	}
	return names
}
