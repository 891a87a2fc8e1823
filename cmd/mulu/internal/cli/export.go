package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/whole"
)

func exportCommand(a *app) *cobra.Command {
	return a.parent("export", "导出目录的数据", "把目录的数据交给别的系统。网站上的数据（“数据开放”页）在 mulu build 时生成，不用这个命令。", exportJSONLCommand(a), exportPushCommand(a))
}

// internalFields names the fields that leave the source files in no output, so that who moves
// a catalogue by its data knows what is not in them.
func internalFields() string {
	var labels []string
	for i := range catalogue.Fields {
		if f := &catalogue.Fields[i]; f.Internal {
			labels = append(labels, f.Label)
		}
	}
	return strings.Join(labels, "、")
}

func exportJSONLCommand(a *app) *cobra.Command {
	f := &siteFlags{}
	output := ""
	c := &cobra.Command{
		Use:   "jsonl",
		Short: "把全部文件连同正文写成 JSON Lines",
		Long: "把全部主动公开的文件连同正文写成 JSON Lines，每行一个，新公开的在前，供存档或者用 mulu import jsonl 导入别的目录。\n" +
			"格式见“数据开放”页的 document-1.json。先检查全部文件，有错误时不写。\n" +
			"只供内部用、不会公开的项不在里面：" + internalFields() + "；搬到别处时另外搬。",
		Example: "mulu export jsonl > 数据.jsonl\nmulu export jsonl --output 数据.jsonl --date 2026-01-01",
		Args:    atMost(0),
		RunE:    func(c *cobra.Command, _ []string) error { return a.exportJSONL(c.Context(), f, output) },
	}
	f.register(c)
	c.Flags().StringVarP(&output, "output", "o", "", "写到这个`文件`；不写时写到标准输出")
	return c
}

func (a *app) exportJSONL(ctx context.Context, f *siteFlags, output string) error {
	if output != "" && isPublished(f.source, output) {
		return usagef("选项 --output：不能写到网站的 content、static、public 文件夹里：%s", output)
	}
	r, err := a.checked(ctx, f)
	if r == nil || err != nil {
		return err
	}
	defer r.close()
	if output == "" {
		err = r.site.Records(ctx, a.out)
	} else {
		err = whole.WriteFile(output, 0o644, func(w io.Writer) error { return r.site.Records(ctx, w) })
	}
	if err != nil {
		return err
	}
	for _, t := range r.site.Catalogue.Withdrawn {
		fmt.Fprintf(a.errOut, "提示：%s 已经撤回，不在数据里。导入的目录不要再用这个索引号，撤回说明照原来的文件写\n", t.Index)
	}
	return nil
}

// checked opens a site and checks all of it. With an error among the problems, which are
// reported, there is none.
func (a *app) checked(ctx context.Context, f *siteFlags) (*run, error) {
	r, err := a.open(ctx, f)
	if r == nil {
		return nil, err
	}
	if err == nil {
		err = r.check(ctx)
	}
	if err == nil && (r.site == nil || build.Stops(r.diags, f.strict)) {
		if err = r.report(); err == nil {
			err = errProblems
		}
	}
	if err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}
