package cli

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/source"
	"mulu/cmd/mulu/internal/styleguide"
)

func styleguideCommand(a *app) *cobra.Command {
	var site, dir string
	c := &cobra.Command{
		Use:   "styleguide",
		Short: "生成样式指南，看主题的每个部件",
		Long: "用网站自己的模板、样式、主色和语言，把主题的每个部件、每种状态和每种页面做成样例，并量出颜色的对比度，" +
			"给设计和维护的人看。不读 content 里的文件，不随网站发布。",
		Example: "mulu styleguide\nmulu styleguide --output /tmp/styleguide",
		Args:    atMost(0),
		RunE:    func(c *cobra.Command, _ []string) error { return a.styleguide(c.Context(), site, dir) },
	}
	c.Flags().StringVarP(&site, "source", "s", ".", "网站的`文件夹`，里面有 config.toml")
	c.Flags().StringVarP(&dir, "output", "o", "", "输出的`文件夹`；不写时是网站文件夹里的 styleguide")
	// Neither can fail: the flags were defined above.
	_ = c.MarkFlagDirname("source")
	_ = c.MarkFlagDirname("output")
	return c
}

func (a *app) styleguide(ctx context.Context, site, dir string) error {
	moment, err := now()
	if err != nil {
		return err
	}
	if dir == "" {
		dir = filepath.Join(site, "styleguide")
	}
	src, err := source.Open(site)
	if err != nil {
		return err
	}
	defer src.Close() // opened for reading: nothing to lose
	result, ds, err := styleguide.Write(ctx, src, build.Options{Now: moment},
		publish.Options{Dir: dir, Source: site, Generator: styleguide.Generator + " " + Version()})
	r := &run{app: a, flags: &siteFlags{source: site}, src: src, diags: ds}
	if err := r.flags.parse(); err != nil {
		return err
	}
	if err != nil {
		return r.stopped(ctx, err)
	}
	if err := r.report(); err != nil {
		return err
	}
	if diag.Count(ds).Errors > 0 {
		return errProblems
	}
	fmt.Fprintf(a.out, "样式指南在 %s，共 %d 个文件。检索页要通过网络服务器打开才能看\n", filepath.Join(dir, "index.html"), result.Files)
	return nil
}
