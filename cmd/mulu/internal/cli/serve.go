package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/serve"
)

func serveCommand(a *app) *cobra.Command {
	o := serve.Options{}
	var date string
	var keep cacheFlag
	c := &cobra.Command{
		Use:   "serve",
		Short: "在本机预览网站，保存文件后页面自动更新",
		Long: "在本机的浏览器中预览网站。保存文件后，打开的页面自动更新；文件有错误时保留原来的页面，" +
			"并在页面和终端里列出问题。除了缓存，不写任何文件，也不发布。默认只有本机能访问。\n\n" +
			"豁免（waivers.toml）和问题的级别（[check]）在预览中同样有效；基线（--baseline）只用于检查和发布，预览中基线里的旧问题照样列出，不影响看页面。",
		Example: "mulu serve\nmulu serve --addr 127.0.0.1:8080 --date 2026-01-01",
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := keep.check(o.Source); err != nil {
				return err
			}
			o.Cache = keep.in(o.Source)
			return a.serve(c.Context(), o, date)
		},
	}
	flags := c.Flags()
	flags.StringVarP(&o.Source, "source", "s", ".", "网站的`文件夹`，里面有 config.toml")
	flags.StringVar(&o.Addr, "addr", serve.DefaultAddr, "预览的`地址`，写成 主机:端口")
	flags.StringVar(&date, "date", "", "按这一`日期`判断有效性，写成 2024-03-05；不写时取今天")
	flags.BoolVar(&o.AllowRemote, "allow-remote", false, "允许其他计算机访问（预览会显示尚未发布的内容）")
	flags.BoolVar(&o.Poll, "poll", false, "每秒检查一次文件，用于收不到改动通知的网络盘和容器")
	keep.register(c, "可以删除；一千个文件以上的网站，下次启动快一些")
	_ = c.MarkFlagDirname("source") // cannot fail: the flag was defined above
	return c
}

func (a *app) serve(ctx context.Context, o serve.Options, date string) error {
	if date != "" {
		var err error
		if o.Date, err = official.ParseDate(date); err != nil {
			return usagef("选项 --date：%v", err)
		}
	}
	// Settings that break while the preview runs may come back; where there never were
	// any, nobody should wait.
	if _, err := os.Stat(filepath.Join(o.Source, config.FileName)); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("文件夹 %s 里没有 config.toml，不是网站的文件夹；用 --source 指明，或用 mulu init 新建网站", o.Source)
	}
	o.Out, o.Color, o.Width = a.out, colour(a.out.w), columns(a.out.w)
	err := serve.Run(ctx, o)
	if errors.Is(err, serve.ErrAddress) {
		return usagef("选项 --addr：%v", err)
	}
	return err
}
