package cli

import (
	"context"

	"github.com/spf13/cobra"
)

func checkCommand(a *app) *cobra.Command {
	f, x, ff := &siteFlags{}, &fixFlags{}, &forecastFlags{}
	c := &cobra.Command{
		Use:   "check",
		Short: "检查全部文件，一次报告所有问题",
		Long: "检查设置和全部文件，一次报告所有问题和它们的位置。除了 --format 指明的报告，不写任何东西；\n只有加上 --fix 时改正不会改错的地方：发文字号的括号和空格、日期的写法、" +
			"\n拼错一个字母的项名、行尾空格、BOM 和 CRLF。文件的其他内容一个字节也不变。\n" +
			"用 --forecast 看今后哪一天会出现什么问题：哪个栏目该更新，哪个文件到期，该公布什么。\n\n" +
			"报告中的文件名：text、json、junit、markdown、html 从网站的文件夹写起；sarif、github、gitlab 给代码托管平台用，从当前文件夹写起，所以请在代码仓库的顶层运行，\n" +
			"网站在下层时用 --source 指明。json 报告的 folder 是两者之差，格式见 mulu explain report-schema。\n\n" +
			"程序不连网，不试外部链接。先用链接检查工具检查发布的网站，再用 --external-report 读入结果，在每个打不开的链接的位置报告：\n" +
			"结果可以是 lychee --format json 的输出，也可以是每行“网址,状态,说明,日期”的 CSV（状态 200 至 399 和 ok 是能打开，其余是打不开；说明和日期可以不写）。\n\n" +
			"确有理由保留的问题写进 waivers.toml：--format waivers=草稿.toml 为每个能豁免的问题写一项 [[waiver]]，审查的人补上 reason（理由）和 by（批准人），\n" +
			"核对 until（最后有效的一天），把这一项移进 waivers.toml。过了那一天，问题重新计入。豁免文件也可以是 content 中名称以 _ 开头、不会公开的文件，用 check.waivers 指明。",
		Example: "mulu check\nmulu check --strict --format text --format sarif=mulu.sarif\nmulu check --format html=报告.html --before 上月.json\nmulu check --fix --dry-run\nmulu check --external-report links.json\nmulu check --forecast 60d --ics 到期.ics\nmulu check --since origin/main\nmulu check --baseline baseline.json",
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := x.check(); err != nil {
				return err
			}
			switch {
			case ff.wanted() && x.fix:
				return seeHelp(c, "选项 --forecast 和 --fix 不能一起用")
			case ff.wanted():
				return a.forecast(c.Context(), f, ff)
			case x.fix:
				if err := a.fix(f, x.dryRun); err != nil {
					return err
				}
			}
			return a.check(c.Context(), f)
		},
	}
	f.register(c)
	c.Flags().StringVar(&f.linkReport, "external-report", "", "链接检查工具的结果`文件`：lychee 的 JSON，或者 CSV")
	ff.register(c)
	c.Flags().BoolVar(&x.fix, "fix", false, "先改正不会改错的地方，并显示改了什么，再检查")
	c.Flags().BoolVar(&x.dryRun, "dry-run", false, "和 --fix 一起用：只显示会改什么，不改动文件")
	f.baseline.registerUpdate(c)
	registerSince(c, &f.since)
	return c
}

func (a *app) check(ctx context.Context, f *siteFlags) error {
	r, err := a.open(ctx, f)
	if r == nil {
		return err
	}
	defer r.close()
	if err == nil {
		err = r.check(ctx)
	}
	if err != nil {
		return r.stopped(ctx, err)
	}
	if f.baseline.update {
		if err := r.updateBaseline(); err != nil {
			return r.stopped(ctx, err)
		}
	}
	if err := r.report(); err != nil {
		return err
	}
	r.checked()
	return r.verdict()
}
