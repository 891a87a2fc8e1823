package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/report"
	"mulu/cmd/mulu/internal/stats"
	"mulu/cmd/mulu/internal/whole"
)

// tableFlags are those of the reports that are tables.
type tableFlags struct {
	siteFlags
	form, output, by string
}

// command makes the command of a report, which has no arguments unless Args says so;
// tables makes it of a site and the arguments.
func (f *tableFlags) command(a *app, use, short string, tables func(s *build.Site, args []string) ([]*report.Table, error)) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: atMost(0)}
	f.register(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return a.reportTables(c, f, func(s *build.Site) ([]*report.Table, error) { return tables(s, args) })
	}
	return c
}

func (f *tableFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVarP(&f.source, "source", "s", ".", "网站的`文件夹`")
	flags.StringVar(&f.date, "date", "", "按这一`日期`统计，写成 2024-03-05；不写时是今天")
	flags.StringVar(&f.form, "format", "text", "`格式`："+strings.Join(report.Formats, "、"))
	flags.StringVarP(&f.output, "output", "o", "", "写到这个`文件`；不写时写到标准输出")
	_ = c.MarkFlagDirname("source") // cannot fail: the flag was defined above
}

// check says what is wrong with the flags. A workbook is nothing for a terminal.
func (f *tableFlags) check(c *cobra.Command) error {
	_, counted := units[f.by]
	switch {
	case !counted && f.by != "":
		return seeHelp(c, "选项 --by 的值“%s”不对，可以是 机构、单位", f.by)
	case !slices.Contains(report.Formats, f.form):
		return seeHelp(c, "选项 --format 的值“%s”不对，可以是%s", f.form, strings.Join(report.Formats, "、"))
	case f.form == "xlsx" && f.output == "":
		return seeHelp(c, "xlsx 要用 --output 写明文件")
	case f.output != "" && isSource(f.source, f.output):
		return usagef("选项 --output %s：报告不能写到网站的 content、static、layouts、public 文件夹、config.toml 和 waivers.toml 里", f.output)
	}
	f.quiet, f.published = true, "-"
	return nil
}

// periodNames are the names of the commands for the kinds of periods.
var periodNames = map[stats.Kind][2]string{stats.Week: {"weekly", "week"}, stats.Month: {"monthly", "month"}, stats.Quarter: {"quarterly", "quarter"}, stats.HalfYear: {"half-yearly", "half-year"}, stats.Year: {"yearly", "year"}}

// periodCommand makes the command that writes 监测表 of a kind of periods.
func periodCommand(k stats.Kind) func(a *app) *cobra.Command {
	return func(a *app) *cobra.Command {
		f := &tableFlags{}
		c := f.command(a, periodNames[k][0]+" [时段]", "写一"+k.String()+"的监测表：各单位、各栏目公开了多少", func(s *build.Site, args []string) ([]*report.Table, error) {
			p, err := periodOf(k, args, s)
			if err != nil {
				return nil, err
			}
			m := stats.NewMonitor(s.Catalogue, p, units[f.by])
			t := report.Monitor(bodyOf(s), m)
			if p.To.After(s.Today) {
				t.Notes = append(t.Notes, fmt.Sprintf("时段还没有结束：统计到 %s。", s.Today))
			}
			return []*report.Table{t, report.Columns(m)}, nil
		})
		c.Aliases = []string{periodNames[k][1]}
		c.Long = "统计一" + k.String() + "里各单位、各栏目公开的信息，本期数、本年累计数和历年累计数互相核对得上。\n" +
			"时段写成 " + k.Example() + "；不写时是到今天为止最近结束的一个。每月统计到几日，由 config.toml 的 [report] cutoff 规定。\n" +
			"终端上只显示合计，各栏目的数用 --format csv、xlsx 或 html。"
		c.Example = "mulu report " + periodNames[k][0] + " " + k.Example() + "\nmulu report " + periodNames[k][0] + " " + k.Example() + " --format xlsx -o 监测表.xlsx"
		c.Args = atMost(1)
		c.Flags().StringVar(&f.by, "by", "机构", "按`什么`统计：机构（发布机构）或 单位（责任单位）")
		return c
	}
}

// units are the values of --by.
var units = map[string]stats.Unit{"机构": stats.ByIssuer, "单位": stats.ByResponsible}

// bodyOf is whose report it is: the site's name, which is the catalogue's where the settings
// give none.
func bodyOf(s *build.Site) string {
	name, _, _ := strings.Cut(s.Config.Site.Name, "政府信息公开")
	return name
}

// periodOf is the period that is asked for, or the last that is over.
func periodOf(k stats.Kind, args []string, s *build.Site) (stats.Period, error) {
	cutoff := s.Config.Report.Cutoff
	if len(args) > 0 {
		p, err := stats.ParsePeriod(k, args[0], cutoff)
		if err != nil {
			return p, usagef("%v", err)
		}
		return p, nil
	}
	p := stats.Containing(k, s.Today, cutoff)
	if p.To.After(s.Today) {
		p = stats.Containing(k, p.From.AddDays(-1), cutoff)
	}
	return p, nil
}

// reportTables writes the tables that a report makes of a site: in a terminal all, in a
// file the first.
func (a *app) reportTables(c *cobra.Command, f *tableFlags, tables func(*build.Site) ([]*report.Table, error)) error {
	if err := f.check(c); err != nil {
		return err
	}
	r, err := a.open(c.Context(), &f.siteFlags)
	if r == nil {
		return err
	}
	defer r.close()
	if err != nil {
		return r.stopped(c.Context(), err)
	}
	if f.date != "" {
		r.diags = slices.DeleteFunc(r.diags, func(d diag.Diagnostic) bool { return slices.Contains(notYet, d.Code) })
	}
	if r.site == nil || diag.Count(r.diags).Errors > 0 {
		return r.unreliable()
	}
	ts, err := tables(r.site)
	if err != nil {
		return err
	}
	return f.write(a.out, ts)
}

// notYet are the errors that files have on a day before they were written: what was published
// later does not count in a report of that day, and its causes of 废止 and 失效 are not there.
var notYet = []string{"date-in-future", "validity-without-cause"}

// unreliable reports the errors because of which figures would be wrong.
func (r *run) unreliable() error {
	r.diags = slices.DeleteFunc(r.diags, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
	if err := r.report(); err != nil {
		return err
	}
	fmt.Fprintf(r.errOut, "发现 %d 个错误，改正以后才能统计\n", len(r.diags))
	return errProblems
}

func (f *tableFlags) write(w io.Writer, ts []*report.Table) error {
	if f.output != "" {
		return whole.WriteFile(f.output, 0o644, func(w io.Writer) error { return ts[0].Write(w, f.form) })
	}
	if f.form != "text" {
		return ts[0].Write(w, f.form)
	}
	for i, t := range ts {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := t.Write(w, f.form); err != nil {
			return err
		}
	}
	return nil
}
