package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/report"
)

func reportRequestsCommand(a *app) *cobra.Command {
	f := &tableFlags{}
	var issuer string
	c := f.command(a, "requests [年份]", "写依申请公开统计表：各时段收到和办理的申请", func(s *build.Site, args []string) ([]*report.Table, error) {
		sum, err := requestsOf(s, issuer, args)
		if err != nil {
			return nil, err
		}
		return []*report.Table{report.Requests(sum)}, nil
	})
	c.Long = "按年度报告申请情况表的各行，列出一年里每个时段收到和办理的政府信息公开申请，和全年合计。数字在 content/_requests.toml 里\n" +
		"（config.toml 的 [report] requests 可以另定），只有件数，没有申请人的信息；写法见 mulu explain requests。不写年份时是有统计的最近一年。\n" +
		"终端上只显示最近一个时段和合计，各时段的数用 --format csv、xlsx 或 html。"
	c.Example = "mulu report requests\nmulu report requests 2025 --format xlsx -o 申请统计.xlsx"
	c.Args = atMost(1)
	c.Flags().StringVar(&issuer, "issuer", "", "哪一个`机构`的；只有一个机构有统计时不用写")
	return c
}

// requestsOf finds the sum that is asked for: of a year, else of the newest.
func requestsOf(s *build.Site, issuer string, args []string) (*annual.Sum, error) {
	var of []*annual.Sum
	year := 0
	if len(args) > 0 {
		n, err := strconv.Atoi(args[0])
		if err != nil {
			return nil, usagef("年份“%s”不对，写成 2025", args[0])
		}
		year = n
	}
	for _, sum := range s.Renderer.Requests.Years() {
		if (issuer == "" || sum.By.Called(issuer)) && (year == 0 || sum.Year == year) {
			of = append(of, sum)
		}
	}
	if year == 0 {
		of = newest(of)
	}
	switch {
	case len(of) == 0:
		return nil, usagef("没有%s依申请公开统计：写在 %s 里，写法见 mulu explain requests", asked(issuer, year), s.Config.Report.RequestsFile())
	case len(of) > 1:
		return nil, usagef("几个机构有统计，用 --issuer 写明是哪一个的")
	}
	return of[0], nil
}

// newest are those of the last year.
func newest(sums []*annual.Sum) (last []*annual.Sum) {
	for _, s := range sums {
		if len(last) > 0 && s.Year > last[0].Year {
			last = nil
		}
		if len(last) == 0 || s.Year == last[0].Year {
			last = append(last, s)
		}
	}
	return last
}

// asked says of whom and when statistics are asked for.
func asked(issuer string, year int) string {
	if year > 0 {
		issuer += strconv.Itoa(year) + "年"
	}
	if issuer != "" {
		issuer += "的"
	}
	return issuer
}
