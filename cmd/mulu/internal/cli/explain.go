package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

func explainCommand(a *app) *cobra.Command {
	var form string
	c := &cobra.Command{
		Use:   "explain [代码]",
		Short: "说明一个问题代码：意思、依据、怎么改",
		Long: "说明一个问题代码的意思、依据、改法和例子。代码写在每个问题第一行末尾的方括号里。\n不写代码时列出全部代码；" +
			"加上 --format markdown 或 --format json 时写出全部规则的说明。\n写 search-ranking 时，说明检索结果怎么排列；写 report-schema、forecast-schema 时，写出 JSON 报告、到期预报的格式（JSON Schema），供程序使用。",
		Example: "mulu explain date-invalid\nmulu explain search-ranking\nmulu explain report-schema > report-1.schema.json\nmulu explain --format markdown > 规则.md",
		Args:    atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			write, ok := explainFormats[form]
			switch {
			case !ok:
				return usagef("选项 --format 的值“%s”不对，可选：text、markdown、json", form)
			case write != nil && len(args) > 0:
				return usagef("--format %s 写出全部规则，不能再写代码“%s”", form, args[0])
			case write != nil:
				return write(a.out, build.RuleGroups())
			case len(args) == 0:
				a.listRules()
				return nil
			}
			return a.explain(args[0])
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return explained(), cobra.ShellCompDirectiveNoFileComp
		},
	}
	c.Flags().StringVar(&form, "format", "text", "说明的`格式`：text、markdown 或 json")
	// Cannot fail: the flag was defined above.
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "markdown", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// explainFormats write all rules; text is for one.
var explainFormats = map[string]func(io.Writer, []diag.Group) error{
	"text": nil, "markdown": diag.WriteRulesMarkdown, "json": diag.WriteRulesJSON,
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
		return usagef("没有代码“%s”，是不是 %s？", code, near)
	}
	return usagef("没有代码“%s”\n用 mulu explain 列出全部代码", code)
}

func (a *app) writeRule(r *diag.Rule) {
	columns := a.helpWidth()
	fmt.Fprintln(a.out, wrap(r.Code+"："+r.Title, columns, 0))
	for _, part := range []row{{"级别", r.Severity.Label()}, {"说明", r.Explain}, {"依据", r.Basis()}, {"改法", r.Repair}, {"版本", r.FirstVersion() + " 起"}} {
		fmt.Fprintf(a.out, "\n%s\n  %s\n", part.name, wrap(part.text, columns, 2))
	}
	for _, e := range r.Examples {
		for _, part := range e.Parts() {
			fmt.Fprintf(a.out, "\n%s\n  %s\n", part.Label, strings.ReplaceAll(part.Text, "\n", "\n  "))
		}
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
