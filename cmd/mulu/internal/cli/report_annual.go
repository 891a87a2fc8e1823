package cli

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/scaffold"
)

// annualFlags are those of mulu report annual.
type annualFlags struct {
	siteFlags
	issuer, category string
}

func reportAnnualCommand(a *app) *cobra.Command {
	f := &annualFlags{}
	c := &cobra.Command{
		Use:   "annual 年份",
		Short: "写政府信息公开工作年度报告的草稿",
		Long: "写一份政府信息公开工作年度报告的草稿：正文的六个部分，和正文旁边的数据文件，里面是三张表的数字。\n" +
			"目录知道的数字已经填好：规章和行政规范性文件的制发、废止、现行有效件数，上一年报告结转的申请，依申请公开统计（mulu explain requests）各时段的合计，当年主动公开的条数。" +
			"其余的空着，mulu check 逐项提示。草稿不会公开；已有的文件不会覆盖。",
		Example: "mulu report annual 2025\nmulu report annual 2025 --issuer 霁川市交通运输局",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(c, "没有写明哪一年的报告")
			}
			return atMost(1)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			year, err := strconv.Atoi(args[0])
			if err != nil || annual.FormFor(year) == nil || year > 2999 {
				return seeHelp(c, "年份“%s”不对，写成 2025；2019年以前的报告没有统一的表格", args[0])
			}
			return a.reportAnnual(c.Context(), f, year)
		},
	}
	flags := c.Flags()
	flags.StringVarP(&f.source, "source", "s", ".", "网站的`文件夹`")
	flags.StringVar(&f.date, "date", "", "成文和发布的`日期`，写成 2024-03-05；不写时是今天")
	flags.StringVar(&f.issuer, "issuer", "", "写报告的`机构`；不写时是公布过年度报告的机构，或者只登记了一个的机构")
	flags.StringVar(&f.category, "category", "", "`栏目`的路径或名称；不写时是以前的年度报告所在的栏目")
	_ = c.MarkFlagDirname("source") // cannot fail: the flag was defined above
	return c
}

func (a *app) reportAnnual(ctx context.Context, f *annualFlags, year int) error {
	f.quiet, f.published = true, "-"
	r, err := a.open(ctx, &f.siteFlags)
	if err != nil {
		return err
	}
	defer r.close()
	if r.site == nil {
		return a.badSettings(f.source, r.diags, "没有生成报告")
	}
	c := r.site.Catalogue
	last := lastReports(c)
	q := &questions{app: a, ctx: ctx, cfg: c.Config}
	by, err := f.reporter(q, last)
	if err != nil {
		return err
	}
	if year > r.site.Today.Year() {
		return usagef("%d年还没有开始，没有可以报告的", year)
	}
	if there := reportThere(c, by, year); there != "" {
		return fmt.Errorf("%s%d年的年度报告已经有了：%s", by.Name, year, there)
	}
	in, err := f.column(q, last[by])
	if err != nil {
		return err
	}
	return a.writeAnnual(ctx, r, in, annual.NewDraft(c, by, year, r.site.Renderer.Reports, r.site.Renderer.Requests))
}

// lastReports are the latest reports of all bodies that have any.
func lastReports(c *catalogue.Catalogue) map[*config.Issuer]*catalogue.Document {
	last := map[*config.Issuer]*catalogue.Document{}
	for i := range c.Documents {
		d := &c.Documents[i]
		if !annual.IsReport(d.Record) || len(d.Issuers) == 0 {
			continue
		}
		if was := last[d.Issuers[0]]; was == nil || annual.YearOf(was.Record) < annual.YearOf(d.Record) {
			last[d.Issuers[0]] = d
		}
	}
	return last
}

// reporter is the body that reports.
func (f *annualFlags) reporter(q *questions, last map[*config.Issuer]*catalogue.Document) (*config.Issuer, error) {
	cfg := q.cfg
	if f.issuer != "" || len(cfg.Issuers) == 1 {
		return choose(q, "issuer", "发布机构", f.issuer, issuers(cfg)), q.err
	}
	var of []*config.Issuer
	for i := range cfg.Issuers {
		if by := &cfg.Issuers[i]; last[by] != nil {
			of = append(of, by)
		}
	}
	if len(of) == 1 {
		return of[0], nil
	}
	return nil, usagef("登记了几个机构，用 --issuer 写明是哪一个的报告")
}

// reportThere is the file of a body's report of a year, of a draft also; "" when there is
// none.
func reportThere(c *catalogue.Catalogue, by *config.Issuer, year int) string {
	is := func(r *catalogue.Record) bool {
		return annual.IsReport(r) && len(r.Issuers) > 0 && r.Issuers[0] == by && annual.YearOf(r) == year
	}
	for _, i := range c.ByPath {
		if d := &c.Documents[i]; is(d.Record) {
			return d.Path
		}
	}
	for _, r := range c.Drafts {
		if is(r) {
			return r.Path
		}
	}
	return ""
}

// column is the category in which the report is put: the one asked for, that of the last
// report, or one that is called so.
func (f *annualFlags) column(q *questions, last *catalogue.Document) (*config.Category, error) {
	if f.category != "" {
		return choose(q, "category", "栏目", f.category, categories(q.cfg)), q.err
	}
	if last != nil && len(last.Categories) > 0 {
		return last.Categories[0], nil
	}
	for i := range q.cfg.Categories {
		if k := &q.cfg.Categories[i]; config.HoldsWord(k.Name, "年报|年度报告") {
			return k, nil
		}
	}
	return nil, usagef("没有放年度报告的栏目，用 --category 写明放在哪个栏目")
}

// writeAnnual writes the two files and says what is left to do.
func (a *app) writeAnnual(ctx context.Context, r *run, in *config.Category, d *annual.Draft) error {
	site, ds, err := scaffold.Open(r.flags.source)
	if err != nil {
		return err
	}
	if site == nil {
		return a.badSettings(r.flags.source, ds, "没有生成报告")
	}
	defer site.Close() // opened for reading: nothing to lose
	doc := scaffold.Document{
		Class: catalogue.ClassNamed("年度报告"), Category: in, Issuer: d.Issuer, Title: d.Title(), Written: r.site.Today, Published: r.site.Today,
		Disclosure: official.DisclosurePublic, Body: d.Body(),
	}
	doc.File, doc.Data = fmt.Sprintf("%d年政府信息公开工作年度报告", d.Year), scaffold.Data{Name: fmt.Sprintf("%d年度报告数据.toml", d.Year), Text: d.Data()}
	if _, taken := r.src.Stat("content/" + in.Path + "/" + doc.File + ".md"); taken { // by another body
		name := cmp.Or(d.Issuer.Short, d.Issuer.Name)
		if scaffold.CheckFile(name) != nil {
			name = d.Issuer.Slug
		}
		doc.File, doc.Data.Name = name+doc.File, name+doc.Data.Name
	}
	made, err := site.Create(ctx, doc)
	if err != nil {
		return err
	}
	show := func(name string) string { return filepath.Join(r.flags.source, filepath.FromSlash(name)) }
	fmt.Fprintf(a.out, "已新建 %s\n　　　 %s\n索引号 %s\n已经填好：\n", show(made.Path), show(path.Dir(made.Path)+"/"+doc.Data.Name), made.Index)
	for _, fact := range d.Facts() {
		fmt.Fprintf(a.out, "  %s\n", fact)
	}
	fmt.Fprintf(a.out, "接下来：\n  1. 数据文件还有 %d 行要填，没有发生的写0；mulu check 提示没有填的和对不上的\n  2. 正文里写着“此处补充”的地方，换成实际内容\n"+
		"  3. 最迟 %s 公布：写好、审查完以后，把 draft = true 改为 false 或删去这一行，再运行 mulu check\n", d.Blank(), d.Due(r.site.Config))
	return nil
}
