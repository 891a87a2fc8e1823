package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/git"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/scaffold"
)

func initCommand(a *app) *cobra.Command {
	n := &scaffold.NewSite{}
	c := &cobra.Command{
		Use:   "init 文件夹",
		Short: "新建一个网站，马上可以生成",
		Long: "在一个空的或还没有的文件夹里新建网站：带说明的 config.toml、按条例第二十条列的目录树、" +
			"指南和示例文件。不写选项时用占位的名称，以后在 config.toml 里改。",
		Example: "mulu init 我的目录 --issuer 某市某局 --code 统一社会信用代码\nmulu init . --ci gitlab",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(c, "要写明新建在哪个文件夹")
			}
			return atMost(1)(c, args)
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.init(args[0], *n) },
	}
	c.Flags().StringVar(&n.Title, "title", "", "目录的`名称`")
	c.Flags().StringVar(&n.Issuer, "issuer", "", "发布机构的`名称`")
	c.Flags().StringVar(&n.Code, "code", "", "发布机构的`代码`，一般是统一社会信用代码")
	c.Flags().StringVar(&n.CI, "ci", "", "写出持续集成的设置，放到平台读取的地方：`平台`是 "+strings.Join(recipeNames(), "、")+"；已有的网站也可以用")
	c.Flags().StringVar(&n.BaseURL, "base-url", "", "网站的`网址`")
	_ = c.RegisterFlagCompletionFunc("ci", cobra.FixedCompletions(recipeNames(), cobra.ShellCompDirectiveNoFileComp)) // cannot fail: the flag was defined above
	return c
}

func recipeNames() (names []string) {
	for _, r := range scaffold.Recipes {
		names = append(names, r.Name)
	}
	return names
}

// addRecipe adds a recipe of continuous integration to a site that there is.
func (a *app) addRecipe(dir string, n scaffold.NewSite) error {
	if n.Title+n.Issuer+n.Code+n.BaseURL != "" {
		return usagef("%s 里已经有网站，只能用 --ci 加上持续集成的设置", dir)
	}
	at, err := scaffold.AddRecipe(dir, n.CI)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "已写入 %s，开头写着要改什么\n", filepath.Join(dir, filepath.FromSlash(at)))
	a.tellTop(dir, n.CI)
	return nil
}

// tellTop says when a recipe lies where its service does not read it: not at the top of the
// repository.
func (a *app) tellTop(dir, name string) {
	below, err := git.Below(dir)
	i := slices.Index(recipeNames(), name)
	if err != nil || below == "." || i < 0 {
		return // in no repository yet, or in one that is not for us to judge
	}
	at := scaffold.Recipes[i].Path
	fmt.Fprintf(a.errOut, "注意：网站在 git 仓库的文件夹 %s 里，平台只读仓库顶层的 %s：把它移到那里，并让里面的命令先进入 %[1]s\n", below, at)
}

// siteZone is the zone of a site that has no settings yet.
const siteZone = "Asia/Shanghai"

func (a *app) init(dir string, n scaffold.NewSite) error {
	if n.CI != "" && !slices.Contains(recipeNames(), n.CI) {
		return usagef("选项 --ci 的值“%s”不对，可选：%s", n.CI, strings.Join(recipeNames(), "、"))
	}
	if n.CI != "" && scaffold.IsSite(dir) {
		return a.addRecipe(dir, n)
	}
	moment, err := now()
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(siteZone)
	if err != nil {
		return err
	}
	n.Today = official.DateIn(moment, zone)
	if err := oneLine("--title", n.Title, "--issuer", n.Issuer, "--code", n.Code); err != nil {
		return err
	}
	if err := scaffold.Init(dir, n); err != nil {
		return err
	}
	a.tellTop(dir, n.CI)
	fmt.Fprintf(a.out, "已新建网站 %s\n接下来：\n  1. 用记事本等编辑器打开 %s，改名称、网址和机构\n", dir, filepath.Join(dir, "config.toml"))
	if filepath.Clean(dir) != "." {
		fmt.Fprintf(a.out, "  2. 进入网站的文件夹：cd %s\n", quoted(dir))
	} else {
		fmt.Fprintln(a.out, "  2. 留在这个文件夹里，运行下面的命令")
	}
	fmt.Fprint(a.out, "常用的命令：\n", table([]row{
		{"mulu serve", "在浏览器里预览，改了马上看到"}, {"mulu new", "新建一个文件"},
		{"mulu check", "检查全部文件"}, {"mulu build", "生成网站，写到 public 文件夹"},
	}, a.helpWidth()))
	return nil
}

// quoted is a path as a shell takes it.
func quoted(path string) string {
	if strings.ContainsAny(path, " '\"$&()") {
		return `"` + path + `"`
	}
	return path
}
