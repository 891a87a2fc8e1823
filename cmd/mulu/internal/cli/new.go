package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/scaffold"
)

// newFlags are what a new document is told by flags.
type newFlags struct {
	source, class, category, issuer, title string
	date, written, disclosure              string
	format, file                           string
	ask                                    bool
}

func newCommand(a *app) *cobra.Command {
	f := &newFlags{}
	c := &cobra.Command{
		Use:   "new",
		Short: "新建一个文件，取下一个索引号",
		Long: "新建一个文件：取发布机构当年的下一个索引号，写好文件头，每一项都有说明。\n" +
			"在终端里，没有用选项写明的会逐项询问。新文件是草稿，不会公开。",
		Example: "mulu new\nmulu new --class 其他文件 --category zcwj/qtwj --title 关于某事的通知",
		Args:    atMost(0),
		RunE:    func(c *cobra.Command, _ []string) error { return a.new(c.Context(), f) },
	}
	flags := c.Flags()
	flags.StringVarP(&f.source, "source", "s", ".", "网站的`文件夹`")
	flags.StringVar(&f.class, "class", "", "信息`类别`，如 其他文件")
	flags.StringVar(&f.category, "category", "", "`栏目`的路径或名称")
	flags.StringVar(&f.issuer, "issuer", "", "发布`机构`；只登记了一个时可以不写")
	flags.StringVar(&f.title, "title", "", "`标题`")
	flags.StringVar(&f.date, "date", "", "发布`日期`，写成 2024-03-05；不写时是今天")
	flags.StringVar(&f.written, "written", "", "成文`日期`，决定索引号的年份；不写时同发布日期")
	flags.StringVar(&f.disclosure, "disclosure", "", "公开`属性`；不写时留给以后决定，文件不能公开")
	flags.StringVar(&f.format, "format", "toml", "文件头的`格式`：toml 或 yaml")
	flags.StringVar(&f.file, "file", "", "`文件名`，不带文件夹；不写时用索引号")
	flags.BoolVar(&f.ask, "ask", false, "不在终端里也逐项询问，从标准输入读回答")
	// None of these can fail: the flags were defined above.
	_ = c.MarkFlagDirname("source")
	for name, words := range map[string][]string{"class": firstNames(classes()), "disclosure": official.Disclosures(), "format": {"toml", "yaml"}} {
		_ = c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	}
	return c
}

func (a *app) new(ctx context.Context, f *newFlags) error {
	site, ds, err := scaffold.Open(f.source)
	if err != nil {
		return err
	}
	if site == nil {
		return a.badSettings(f.source, ds, "没有新建文件")
	}
	defer site.Close() // opened for reading: nothing to lose
	q := &questions{app: a, ctx: ctx, cfg: site.Config, ask: f.ask || isTerminal(a.in)}
	d, err := f.document(q)
	if err != nil {
		return err
	}
	made, err := site.Create(ctx, d)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "已新建 %s\n索引号 %s\n接下来：\n  1. 用编辑器打开它，写正文，按说明补上需要的项\n", filepath.Join(f.source, filepath.FromSlash(made.Path)), made.Index)
	if d.Disclosure == official.DisclosureUnstated {
		fmt.Fprintln(a.out, "  2. 经保密审查后，写明公开属性 disclosure；没有写明的不会公开")
	} else {
		fmt.Fprintf(a.out, "  2. 公开属性已写为“%s”，公开前请核对保密审查的结论\n", d.Disclosure)
	}
	draft := "draft = true"
	if d.YAML {
		draft = "draft: true"
	}
	fmt.Fprintf(a.out, "  3. 把 %s 改为 false 或删去这一行，再运行 mulu check\n", draft)
	return nil
}

// badSettings shows what is wrong with config.toml, and says what was not done.
func (a *app) badSettings(dir string, ds []diag.Diagnostic, undone string) error {
	r := &run{app: a, flags: &siteFlags{source: dir}, diags: ds}
	if err := r.report(); err != nil {
		return err
	}
	fmt.Fprintln(a.errOut, "config.toml 有错误，"+undone)
	return errProblems
}

// document makes a document's description of flags and answers.
func (f *newFlags) document(q *questions) (d scaffold.Document, err error) {
	if f.format != "toml" && f.format != "yaml" {
		return d, usagef("选项 --format 的值“%s”不对，可选：toml、yaml", f.format)
	}
	d.YAML = f.format == "yaml"
	if d.File = strings.TrimSuffix(f.file, ".md"); f.file != "" {
		if err := scaffold.CheckFile(d.File); err != nil {
			return d, usagef("选项 --file：%v", err)
		}
	}
	if err := f.missing(q); err != nil {
		return d, err
	}
	// Each question is asked only when all before it are answered.
	q.intro()
	d.Class = choose(q, "class", "信息类别", f.class, classes())
	d.Category = choose(q, "category", "栏目", f.category, categories(q.cfg))
	d.Issuer = choose(q, "issuer", "发布机构", f.issuer, issuers(q.cfg))
	d.Title = q.title(f.title)
	d.Published = q.day("date", "发布日期", f.date, q.today)
	d.Written = q.day("written", "成文日期", f.written, func() (official.Date, error) { return d.Published, nil })
	if f.disclosure != "" || q.ask {
		d.Disclosure = choose(q, "disclosure", "公开属性", f.disclosure, disclosures())
	}
	return d, q.err
}

// missing names the flags that nobody can be asked for.
func (f *newFlags) missing(q *questions) error {
	var names []string
	for _, need := range []struct{ name, value string }{
		{"--class", f.class}, {"--category", f.category}, {"--issuer", f.issuer}, {"--title", f.title},
	} {
		if need.value == "" && !(need.name == "--issuer" && len(q.cfg.Issuers) == 1) {
			names = append(names, need.name)
		}
	}
	if q.ask || len(names) == 0 {
		return nil
	}
	return usagef("缺少选项 %s（不在终端里，无法询问）\n用 mulu new --help 查看用法", strings.Join(names, "、"))
}

// oneLine refuses texts that no header can hold; pairs are a flag's name and value.
func oneLine(pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if strings.ContainsFunc(pairs[i+1], unfit) {
			return usagef("选项 %s 的值 %q 里有换行、控制字符或乱码", pairs[i], pairs[i+1])
		}
	}
	return nil
}

// unfit tells the characters that a header must not hold (see frontmatter.Clean).
func unfit(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r == unicode.ReplacementChar
}

func classes() []option[*catalogue.Class] {
	var list []option[*catalogue.Class]
	for i := range catalogue.Classes {
		c := &catalogue.Classes[i]
		list = append(list, option[*catalogue.Class]{value: c, names: []string{c.Name}, show: c.Name + "：" + c.Help})
	}
	return list
}

func firstNames[T any](options []option[T]) []string {
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = o.names[0]
	}
	return names
}

func categories(cfg *config.Config) []option[*config.Category] {
	var list []option[*config.Category]
	for i := range cfg.Categories {
		c := &cfg.Categories[i]
		o := option[*config.Category]{value: c, names: []string{c.Path}}
		if cfg.Category(c.Name) == c {
			o.names = append(o.names, c.Name)
		}
		o.show = strings.Repeat("　", strings.Count(c.Path, "/")) + c.Name + "（" + c.Path + "）"
		list = append(list, o)
	}
	return list
}

func issuers(cfg *config.Config) []option[*config.Issuer] {
	var list []option[*config.Issuer]
	for i := range cfg.Issuers {
		s := &cfg.Issuers[i]
		o := option[*config.Issuer]{value: s, names: []string{s.Name}, show: s.Name}
		if s.Short != "" {
			o.names = append(o.names, s.Short)
		}
		list = append(list, o)
	}
	return list
}

func disclosures() []option[official.Disclosure] {
	list := []option[official.Disclosure]{{value: official.DisclosureUnstated, names: []string{"以后决定"}, show: "以后决定（在此之前不能公开）"}}
	for _, name := range official.Disclosures() {
		d, _ := official.ParseDisclosure(name)
		list = append(list, option[official.Disclosure]{value: d, names: []string{name}, show: name})
	}
	return list
}
