package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/importer"
	"mulu/cmd/mulu/internal/scaffold"
	"mulu/cmd/mulu/internal/source"
)

// parent makes a command that only has commands below it.
func (a *app) parent(use, short, long string, below ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{
		Use: use + " 命令", Short: short, Long: long,
		Args: cobra.ArbitraryArgs, // unknown commands come to RunE, to be answered in Chinese
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			a.writeHelp(c)
			return nil
		},
	}
	c.AddCommand(below...)
	return c
}

func importCommand(a *app) *cobra.Command {
	return a.parent("import", "从别处导入文件", "从别的系统或者别的目录的数据生成文件。", importJSONLCommand(a))
}

// importFlags are what an import is told by flags.
type importFlags struct {
	source, to, files, base string
	draft                   bool
}

func importJSONLCommand(a *app) *cobra.Command {
	f := &importFlags{}
	c := &cobra.Command{
		Use:   "jsonl 数据文件",
		Short: "由 JSON Lines 数据生成文件",
		Long: "由 mulu export jsonl 写出的数据（每行一个文件，格式见“数据开放”页的 document-1.json）生成文件，按栏目放好。\n" +
			"不覆盖任何文件；索引号已经有的、机构或者栏目没有登记的、写得不对的行不导入，逐行说明。数据文件写 - 时读标准输入。\n" +
			"附件用 --files 从网站的副本中取；没有取到的会列出来。\n" +
			"数据里没有只供内部用的项：" + internalFields() + "；原来写了的，照原来的文件补上。",
		Example: "mulu export jsonl -s 旧目录 -o 数据.jsonl\nmulu import jsonl 数据.jsonl --to content --files 旧目录/public",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(c, "没有写明数据文件")
			}
			return atMost(1)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error { return a.importJSONL(c.Context(), f, args[0]) },
	}
	flags := c.Flags()
	flags.StringVarP(&f.source, "source", "s", ".", "网站的`文件夹`，里面有 config.toml")
	flags.StringVar(&f.to, "to", "", "放到这个`文件夹`，要在网站的 content 里；不写时是 content")
	flags.StringVar(&f.files, "files", "", "数据所属网站的副本（生成的`文件夹`），附件从那里复制")
	flags.StringVar(&f.base, "base-url", "", "数据所属网站的`网址`；不写时同 config.toml 的 base_url")
	flags.BoolVar(&f.draft, "draft", false, "作为草稿导入，审查以后再公开")
	for _, name := range []string{"source", "to", "files"} {
		_ = c.MarkFlagDirname(name) // cannot fail: the flags were defined above
	}
	return c
}

func (a *app) importJSONL(ctx context.Context, f *importFlags, name string) error {
	o := importer.Options{Folder: "content", Base: f.base, Draft: f.draft}
	if f.base != "" && !strings.HasSuffix(f.base, "/") {
		return usagef("选项 --base-url：%s 应以 / 结尾", f.base)
	}
	if f.to != "" {
		rel, ok := below(f.source, f.to)
		if !ok || rel != "content" && !strings.HasPrefix(rel, "content/") {
			return usagef("选项 --to：%s 不在网站的 content 文件夹里", f.to)
		}
		o.Folder = rel
	}
	site, ds, err := scaffold.Open(f.source)
	if err != nil {
		return err
	}
	if site == nil {
		return a.badSettings(f.source, ds, "没有导入")
	}
	defer site.Close() // opened for reading: nothing to lose
	o.Config = site.Config
	if o.Indexes, err = indexes(ctx, f.source, site.Config); err != nil {
		return err
	}
	if o.Site, err = os.OpenRoot(f.source); err != nil {
		return err
	}
	defer o.Site.Close() // files in it are closed by themselves
	if f.files != "" {
		if o.Files, err = os.OpenRoot(f.files); err != nil {
			return usagef("选项 --files：%v", err)
		}
		defer o.Files.Close() // opened for reading
	}
	in := a.in
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return usagef("数据文件打不开：%v", err)
		}
		defer file.Close() // opened for reading
		in = file
	}
	return a.importLines(ctx, in, name, o)
}

func indexes(ctx context.Context, dir string, c *config.Config) ([]string, error) {
	src, err := source.Open(dir)
	if err != nil {
		return nil, err
	}
	defer src.Close() // opened for reading
	return importer.Indexes(ctx, src, c)
}

// importLines imports, and tells what became of the lines.
func (a *app) importLines(ctx context.Context, in io.Reader, name string, o importer.Options) error {
	result, err := importer.JSONLines(ctx, in, o)
	for _, p := range result.Refused {
		fmt.Fprintf(a.errOut, "%s:%d: 没有导入：%s\n", name, p.Line, p.Text)
	}
	for _, p := range result.Missing {
		fmt.Fprintf(a.errOut, "%s:%d: 提示：%s\n", name, p.Line, p.Text)
	}
	fmt.Fprintf(a.out, "导入文件 %d 个，附件 %d 个；没有导入 %d 个，缺附件 %d 个\n", len(result.Written), result.Copied, len(result.Refused), len(result.Missing))
	if err == nil && len(result.Refused)+len(result.Missing) > 0 {
		err = errProblems
	}
	return err
}
