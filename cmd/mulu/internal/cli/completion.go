package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// shells are those that cobra can complete in.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func completionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "生成命令补全脚本（bash、zsh、fish、powershell）",
		Long: "生成命令补全脚本，写到标准输出。装好以后，按 Tab 键补全命令和选项。\n" +
			"SHELL 是 bash、zsh、fish 或 powershell；bash 要先装好 bash-completion。",
		Example: "mulu completion bash > /etc/bash_completion.d/mulu\n" +
			"mulu completion zsh > \"${fpath[1]}/_mulu\"\n" +
			"mulu completion fish > ~/.config/fish/completions/mulu.fish\n" +
			"mulu completion powershell >> $PROFILE",
		ValidArgs: shells,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(c, "要写明 shell：%s", strings.Join(shells, "、"))
			}
			return atMost(1)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error { return a.complete(c, args[0]) },
	}
}

// plainUsage takes the marks of a flag's value out of its text, which completion shows
// as it is.
func plainUsage(c *cobra.Command) {
	c.Flags().VisitAll(func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") })
	for _, s := range c.Commands() {
		plainUsage(s)
	}
}

func (a *app) complete(c *cobra.Command, shell string) error {
	root := c.Root()
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(a.out, true)
	case "zsh":
		return root.GenZshCompletion(a.out)
	case "fish":
		return root.GenFishCompletion(a.out, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(a.out)
	}
	return seeHelp(c, "没有“%s”的补全脚本，可选：%s", shell, strings.Join(shells, "、"))
}
