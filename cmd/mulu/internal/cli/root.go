package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands are the makers of all commands, in the order in which help lists them.
var commands = []func(a *app) *cobra.Command{
	buildCommand, mergeCommand, serveCommand, checkCommand, diffCommand, deployCommand, hostingCommand, verifyCommand, logCommand, keygenCommand, searchCommand, newCommand, reviewFormCommand, reportCommand, exportCommand, importCommand, initCommand, styleguideCommand, explainCommand, completionCommand, versionCommand,
}

// cobra has these for the whole program: set in each run, they would be written while
// another run reads them.
func init() {
	cobra.EnableCommandSorting = false
	cobra.MousetrapHelpText = "" // an editor may start mulu by a double click
}

// root makes the command tree. Nothing in it is shared between two runs.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "mulu",
		Short: "把 Markdown 文件生成政府信息公开目录网站",
		Long: "mulu（目录）把一个文件夹里的 Markdown 文件检查、生成政府信息公开目录网站。\n" +
			"网站的设置写在 config.toml，文件放在 content 文件夹。",
		Example:           "mulu init 我的目录\nmulu build --source 我的目录",
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              cobra.ArbitraryArgs, // unknown commands come to RunE, to be answered in Chinese
		RunE:              a.runRoot,
	}
	root.Flags().Bool("version", false, "显示版本")
	root.PersistentFlags().BoolP("help", "h", false, "显示帮助")
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.errOut)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { a.writeHelp(c) })
	root.SetUsageFunc(func(c *cobra.Command) error { a.writeHelp(c); return nil })
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(a.helpCommand())
	for _, make := range commands {
		root.AddCommand(make(a))
	}
	return root
}

func (a *app) runRoot(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownCommand(c, args[0])
	}
	if show, _ := c.Flags().GetBool("version"); show {
		a.writeVersion()
		return nil
	}
	a.writeHelp(c)
	return nil
}

func unknownCommand(c *cobra.Command, name string) error {
	c.SuggestionsMinimumDistance = 2
	if near := c.SuggestionsFor(name); len(near) > 0 {
		return usagef("没有命令“%s”，是不是 %s？\n用 mulu help 查看全部命令", name, strings.Join(near, "、"))
	}
	return usagef("没有命令“%s”\n用 mulu help 查看全部命令", name)
}

func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [命令]",
		Short: "显示命令的帮助",
		Args:  atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			target, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(c.Root(), args[0])
			}
			a.writeHelp(target)
			return nil
		},
	}
}

// atMost allows up to n arguments.
func atMost(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return seeHelp(c, "多余的参数“%s”", args[n])
	}
}

// seeHelp is a usage error that says where the right usage is.
func seeHelp(c *cobra.Command, format string, args ...any) error {
	return usagef(format+"\n用 %s --help 查看用法", append(args, c.CommandPath())...)
}

// flagError says in Chinese what is wrong with a flag.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var badValue *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown)
	case errors.As(err, &noValue):
		return seeHelp(c, "选项 --%s 后面缺少值", noValue.GetFlag().Name)
	case errors.As(err, &badValue):
		return seeHelp(c, "选项 --%s 的值“%s”不对", badValue.GetFlag().Name, badValue.GetValue())
	case errors.As(err, &syntax):
		return seeHelp(c, "选项“%s”的写法不对", syntax.GetSpecifiedFlag())
	}
	return seeHelp(c, "%v", err)
}
