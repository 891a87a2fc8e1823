package cli

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/hosting"
)

func hostingCommand(a *app) *cobra.Command {
	f := &siteFlags{quiet: true}
	folder := hosting.Folder
	kinds := slices.Concat(hosting.Kinds, config.HostFiles)
	c := &cobra.Command{
		Use:   "hosting 服务器",
		Short: "打印网站服务器、对象存储或托管平台的设置",
		Long: "打印服务器的设置：每种文件的响应头（安全策略、类型、缓存时间、下载方式）和旧地址的转向。服务器是 " + strings.Join(kinds, "、") + "。\n" +
			"nginx、caddy、apache 的设置放进网站的 server（站点）里，用 --root 写明发布的文件夹在服务器上的位置；oss、cos、s3 是对象存储。\n" +
			strings.Join(config.HostFiles, "、") + " 的文件由 mulu build 写进输出文件夹：在 config.toml 写 [hosting] files = [\"netlify\"]。\n" +
			"另加的响应头、可以嵌入网页的网站、跨站读取和 HSTS 也在 [hosting] 里写：header、frames、share、hsts。",
		Example:   "mulu hosting nginx --root /srv/xxgk > xxgk.conf\nmulu hosting caddy\nmulu hosting oss",
		ValidArgs: kinds,
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return seeHelp(c, "要写明服务器：%s", strings.Join(kinds, "、"))
			case !slices.Contains(kinds, args[0]):
				return seeHelp(c, "没有“%s”的设置，可选：%s", args[0], strings.Join(kinds, "、"))
			}
			return atMost(1)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error { return a.hosting(c.Context(), f, args[0], folder) },
	}
	flags := c.Flags()
	flags.StringVarP(&f.source, "source", "s", ".", "网站的`文件夹`，里面有 config.toml")
	flags.StringVar(&f.baseURL, "base-url", "", "代替 config.toml 中的 base_url 的`网址`")
	flags.StringVar(&folder, "root", folder, "发布的网站在服务器上的`文件夹`")
	_ = c.MarkFlagDirname("source") // cannot fail: the flag was defined above
	return c
}

// hosting prints settings. They need the site's addresses, but not that its texts are right.
func (a *app) hosting(ctx context.Context, f *siteFlags, kind, folder string) error {
	if !path.IsAbs(folder) || strings.ContainsFunc(folder, func(r rune) bool { return r <= ' ' || strings.ContainsRune(";{}$\"'\\`#*%", r) }) {
		return usagef("选项 --root 的值“%s”不对：写服务器上从 / 开始的路径，不用空格、引号和 ; { } $ # * %% 等符号", folder)
	}
	r, err := a.open(ctx, f)
	if r == nil {
		return err
	}
	defer r.close()
	if err != nil {
		return r.stopped(ctx, err)
	}
	if r.site == nil {
		if err := r.report(); err != nil {
			return err
		}
		fmt.Fprintln(a.errOut, "网站的设置改正以后，才能打印服务器的设置")
		return errProblems
	}
	s := r.site.Hosting()
	if settings := s.Config(kind, path.Clean(folder)); settings != nil {
		_, err := a.out.Write(settings)
		return err
	}
	files, over := s.Files(kind)
	for _, text := range over {
		fmt.Fprintf(a.errOut, "注意：%s\n", text)
	}
	for _, file := range files {
		fmt.Fprintf(a.out, "==> %s <==\n%s", file.Name, file.Data)
	}
	return nil
}
