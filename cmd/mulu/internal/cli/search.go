package cli

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/search/query"
)

// searchFlags are the flags of a search.
type searchFlags struct {
	source  string
	outputs []string // published sites; several are searched as one
	request query.Request
	json    bool
}

// mostResults is the greatest number of results of one search: each is a page to read.
const mostResults = 1000

// fullList is the number of results that are listed when nobody says another.
const fullList = 10

func searchCommand(a *app) *cobra.Command {
	f := &searchFlags{}
	c := &cobra.Command{
		Use:   "search 词...",
		Short: "在已发布的网站里检索，与网页上的检索结果相同",
		Long: "检索标题、正文、摘要、发文字号、索引号、发布机构、关键词和附件名称中的任何一段文字，与网页上的检索结果相同；" +
			"config.toml 写了 search.attachments 时，也检索附件的文字。" +
			"简繁体、全角半角、大小写、括号和空格不影响结果。\n" +
			"几个词之间用空格隔开，表示都要有；用引号括起来的词必须原样出现；词前加减号表示不能有（写在引号里，或写在 -- 之后）。" +
			"不写词、只写筛选条件时，按发布日期列出文件。\n" +
			"这个命令不连网。网页上一并检索的别的网站（config.toml 的 [[search.site]]），把它们发布的文件夹也用 --output 写上。\n" +
			"结果怎么排列，用 mulu explain search-ranking 查看。\n" +
			"--json 输出一个对象：version 这种输出的版本，现在是 1，query 检索词，documents 索引里的件数，total 件数（exact 为 false 时是约数），results 结果，" +
			"partial 只含部分词语的文件，nearest 名称最接近的文件，more 是否还有，words 实际查找的词，ignored 忽略的词，dropped 没有文件含有的词，" +
			"notes 对检索词做了什么，是 {code, text} 的列表。每个结果有 url、site、title、snippet、number、index、issuer、written、published、state、tier、score、parts、attachment；" +
			"title、snippet、number 是 {text, mark} 的列表，mark 为 true 的是词语所在。没有找到时也正常结束（退出状态 0），results 是空列表。",
		Example: "mulu search 道路运输条例\n" +
			"mulu search '济交办〔2023〕1号' --output /srv/xxgk\n" +
			"mulu search 网约车 -o /srv/jtj -o /srv/glj\n" +
			"mulu search '公交 -票价' --source . --state 有效 --sort date --json",
		RunE: func(c *cobra.Command, args []string) error {
			f.request.Q = strings.Join(args, " ")
			return a.search(c, f)
		},
	}
	f.register(c)
	return c
}

func (f *searchFlags) register(c *cobra.Command) {
	flags, r := c.Flags(), &f.request
	flags.StringArrayVarP(&f.outputs, "output", "o", nil, "已发布网站的`文件夹`；不写时是当前文件夹里的 public；写几次就一并检索几个网站")
	flags.Lookup("output").DefValue = ""
	flags.StringVarP(&f.source, "source", "s", "", "网站的源`文件夹`：不用先发布，直接检索其中的文件")
	for _, filter := range filters(&r.Filters) {
		flags.StringArrayVar(filter.values, filter.flag, nil, filter.usage)
		flags.Lookup(filter.flag).DefValue = "" // none: the help need not say []
	}
	flags.StringVar(&r.Filters.From, "from", "", "发布`日期`从这一天起，写成 2024-03-05")
	flags.StringVar(&r.Filters.To, "to", "", "发布`日期`到这一天止")
	flags.StringVar(&r.Sort, "sort", query.SortRelevance, "`顺序`：relevance（符合程度）或 date（发布日期，新的在前）")
	flags.IntVarP(&r.Limit, "limit", "n", fullList, "最多列出的`件数`")
	flags.BoolVar(&f.json, "json", false, "以 JSON 输出")
	// None can fail: the flags were defined above.
	_ = c.MarkFlagDirname("output")
	_ = c.MarkFlagDirname("source")
	_ = c.RegisterFlagCompletionFunc("sort", cobra.FixedCompletions([]string{query.SortRelevance, query.SortDate}, cobra.ShellCompDirectiveNoFileComp))
}

// check finds what is wrong with the flags before anything is read.
func (f *searchFlags) check(c *cobra.Command) error {
	filtered := f.request.Filters.From+f.request.Filters.To != ""
	for _, filter := range filters(&f.request.Filters) {
		filtered = filtered || len(*filter.values) > 0
	}
	switch {
	case filtered:
	case strings.TrimSpace(f.request.Q) == "":
		return seeHelp(c, "没有写要检索的词")
	case han.Fold(f.request.Q) == "":
		return seeHelp(c, "检索词里没有汉字、字母或数字")
	}
	if f.source != "" && len(f.outputs) > 0 {
		return seeHelp(c, "--source 和 --output 只能写一个")
	}
	if err := f.checkDays(); err != nil {
		return err
	}
	if s := f.request.Sort; s != query.SortRelevance && s != query.SortDate {
		return seeHelp(c, "选项 --sort 的值“%s”不对，可以写 relevance 或 date", s)
	}
	if n := f.request.Limit; n < 1 || n > mostResults {
		return seeHelp(c, "选项 --limit 的值 %d 应在1到%d之间", n, mostResults)
	}
	return nil
}

// checkDays wants the days of --from and --to to be days, in their order.
func (f *searchFlags) checkDays() error {
	days := []row{{"from", f.request.Filters.From}, {"to", f.request.Filters.To}}
	for _, day := range days {
		if day.text == "" {
			continue
		}
		if _, err := official.ParseDate(day.text); err != nil {
			return usagef("选项 --%s：%v", day.name, err)
		}
	}
	if from, to := days[0].text, days[1].text; to != "" && from > to {
		return usagef("选项 --from 的日期 %s 在 --to 的日期 %s 之后", from, to)
	}
	return nil
}

func (a *app) search(c *cobra.Command, f *searchFlags) error {
	if err := f.check(c); err != nil {
		return err
	}
	ctx, dirs := c.Context(), f.outputs
	if len(dirs) == 0 {
		dirs = []string{cmp.Or(f.source, "public")}
	}
	index, done, err := a.openSearch(ctx, f.source, dirs)
	if err != nil {
		return err
	}
	defer done()
	if err := resolveFilters(ctx, index, &f.request.Filters); err != nil {
		return indexError(dirs, err)
	}
	// A short list is the beginning of a full one: the brief first look is for readers whose
	// every page comes over the network.
	asked := f.request
	asked.Limit = max(asked.Limit, fullList)
	answer, err := index.Search(ctx, asked)
	if err != nil {
		return indexError(dirs, err)
	}
	if n := f.request.Limit; len(answer.Results) > n {
		answer.Results, answer.More = answer.Results[:n], true
	}
	if f.json {
		return a.writeAnswerJSON(index, f.request.Q, answer)
	}
	a.writeAnswer(answer, f.request.Limit, len(dirs) > 1)
	return nil
}
