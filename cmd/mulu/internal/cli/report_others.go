package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/report"
	"mulu/cmd/mulu/internal/stats"
)

func reportTargetsCommand(a *app) *cobra.Command {
	c := new(tableFlags).command(a, "targets", "看公开目标完成了没有", func(s *build.Site, _ []string) ([]*report.Table, error) {
		if len(s.Config.Report.Targets) == 0 {
			return nil, usagef("config.toml 没有规定目标：写 [[report.target]]，name 是名称，count 是件数，per 是 week、month、quarter、half-year 或 year")
		}
		return []*report.Table{report.Goals(bodyOf(s), stats.Goals(s.Catalogue, s.Today), s.Today.String())}, nil
	})
	c.Long = "列出 config.toml 中 [[report.target]] 规定的目标：应公开多少、已公开多少，完成、进行中、未完成还是不适用（写明理由）。"
	c.Example = "mulu report targets\nmulu report targets --date 2025-12-31 --format csv -o 目标.csv"
	return c
}

func reportWebsiteCommand(a *app) *cobra.Command {
	c := new(tableFlags).command(a, "website [年份]", "写政府网站工作年度报表的初稿", func(s *build.Site, args []string) ([]*report.Table, error) {
		year := s.Today.Year() - 1
		if len(args) > 0 {
			n, err := strconv.Atoi(args[0])
			if err != nil || official.DateOf(n, 1, 1).IsZero() || len(args[0]) != 4 {
				return nil, usagef("年份“%s”不对，写成 2025", args[0])
			}
			year = n
		}
		return []*report.Table{report.Website(s.Catalogue, year)}, nil
	})
	c.Long = "写政府网站工作年度报表的初稿：设置和目录知道的已经填好，其余标着“（请填写）”。不写年份时是上一年。报表于次年1月31日前在网站首页公布。"
	c.Example = "mulu report website 2025 --format xlsx -o 年度报表.xlsx"
	c.Args = atMost(1)
	return c
}

func reportUnitsCommand(a *app) *cobra.Command {
	f := &tableFlags{}
	c := &cobra.Command{
		Use:   "units",
		Short: "写各单位情况表：公开多少、停更和空白栏目、超期公开、检查出的问题",
		Long: "检查全部文件，按发布机构列出公开的件数、停更和空白栏目、超期公开的件数、错误、警告、提示和扣分，供主管办公室督促各单位。\n" +
			"每个问题扣几分由 config.toml 的 [report.points] 规定。",
		Example: "mulu report units\nmulu report units --format html -o 各单位情况.html",
		Args:    atMost(0),
	}
	f.register(c)
	c.RunE = func(c *cobra.Command, _ []string) error { return a.reportUnits(c.Context(), c, f) }
	return c
}

// reportUnits checks everything, so that every problem is in the table; errors, too.
func (a *app) reportUnits(ctx context.Context, c *cobra.Command, f *tableFlags) error {
	if err := f.check(c); err != nil {
		return err
	}
	r, err := a.open(ctx, &f.siteFlags)
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
	if r.site == nil {
		return r.unreliable()
	}
	return f.write(a.out, []*report.Table{report.Units(r.site.Catalogue, r.diags)})
}
