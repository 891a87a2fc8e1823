package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mulu/cmd/mulu/internal/tree"
)

// writeHelp prints the help of a command. It is written here and not as a template:
// cobra's own texts are English in many places.
func (a *app) writeHelp(c *cobra.Command) {
	columns := a.helpWidth()
	text := c.Long
	if text == "" {
		text = c.Short
	}
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintln(a.out, wrap(line, columns, 0))
	}
	fmt.Fprintf(a.out, "\n用法：\n  %s\n", usageLine(c))
	if subs := listed(c); len(subs) > 0 {
		fmt.Fprint(a.out, "\n命令：\n", table(subs, columns))
	}
	if flags := flagRows(c); len(flags) > 0 {
		fmt.Fprint(a.out, "\n选项：\n", table(flags, columns))
	}
	if c.Example != "" {
		fmt.Fprintf(a.out, "\n示例：\n  %s\n", strings.ReplaceAll(c.Example, "\n", "\n  "))
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(a.out, "\n用“%s 命令 --help”查看一个命令的用法。\n", c.CommandPath())
	}
}

// usageLine is how the command is called, as mulu build [选项].
func usageLine(c *cobra.Command) string {
	if !c.HasParent() {
		return "mulu 命令 [选项]"
	}
	return c.Parent().CommandPath() + " " + c.Use + " [选项]"
}

// row is a line of a two-column table.
type row struct{ name, text string }

// listed are the commands below c that a person may call.
func listed(c *cobra.Command) (rows []row) {
	for _, s := range c.Commands() {
		if s.IsAvailableCommand() {
			rows = append(rows, row{s.Name(), s.Short})
		}
	}
	return rows
}

func flagRows(c *cobra.Command) (rows []row) {
	c.Flags().SortFlags = false
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, text := pflag.UnquoteUsage(f)
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " " + value
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" {
			text += "（默认 " + f.DefValue + "）"
		}
		rows = append(rows, row{name, text})
	})
	return rows
}

// table aligns texts in a second column, or puts them below the names where that
// would leave them too little room.
func table(rows []row, columns int) string {
	widest := 0
	for _, r := range rows {
		widest = max(widest, textWidth(r.name))
	}
	var b strings.Builder
	at := 2 + widest + 2
	for _, r := range rows {
		if at > columns/2 {
			fmt.Fprintf(&b, "  %s\n      %s\n", r.name, wrap(r.text, columns, 6))
			continue
		}
		fmt.Fprintf(&b, "  %s%s%s\n", r.name, strings.Repeat(" ", at-2-textWidth(r.name)), wrap(r.text, columns, at))
	}
	return b.String()
}

// unknownFlag suggests the flag that was meant.
func unknownFlag(c *cobra.Command, e *pflag.NotExistError) error {
	name := e.GetSpecifiedName()
	if short := e.GetSpecifiedShortnames(); short != "" {
		return seeHelp(c, "没有选项 -%s", short)
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := tree.Nearest(name, names); near != "" {
		return seeHelp(c, "没有选项 --%s，是不是 --%s？", name, near)
	}
	return seeHelp(c, "没有选项 --%s", name)
}
