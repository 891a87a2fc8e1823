package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/publish"
)

// deployFlags say where a published site is copied.
type deployFlags struct {
	to, keep        string
	rollback, quiet bool
}

func deployCommand(a *app) *cobra.Command {
	f := &deployFlags{}
	c := &cobra.Command{
		Use:   "deploy [网站文件夹]",
		Short: "把发布的网站复制到另一个文件夹（服务器、挂载的网络盘）",
		Long: "把 mulu build 发布的网站（不写时是 public）复制到 --to 的文件夹，只复制变化的文件。先按发布清单核对网站，再按顺序替换：" +
			"以内容命名的文件、附件和数据、网页、列表和首页、发布清单，最后删除不再需要的。每个文件都是整个换上的。中断以后再运行一次，接着做完。--to 里已有的文件也逐个核对，被别人改动、删除的换回来。\n" +
			"被替换、删除的旧文件保留在 --to 旁边的 .名称.previous 文件夹，用 --rollback 退回到上一次的网站，逐字节相同；下一次有变化的部署时换成新的。" +
			"撤回的文件也在里面，所以这个文件夹只有部署的人能看；旁边也是网站时，用 --keep 放到别处：一个空文件夹，每个 --to 各用一个。\n" +
			"--to 里有不是 mulu 写的文件时拒绝写入。",
		Example: "mulu deploy --to /mnt/web/xxgk\nmulu deploy public --to /mnt/web/xxgk --keep /var/lib/mulu/xxgk\nmulu deploy --to /mnt/web/xxgk --rollback",
		Args:    atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			from := "public"
			if len(args) > 0 {
				from = args[0]
			}
			if f.rollback && len(args) > 0 {
				return usagef("--rollback 退回到上一次的网站，不能再写网站文件夹 %s", args[0])
			}
			return a.deploy(c.Context(), f, from)
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.to, "to", "", "复制到这个`文件夹`")
	flags.BoolVar(&f.rollback, "rollback", false, "退回到上一次部署以前的网站")
	flags.StringVar(&f.keep, "keep", "", "保留旧文件的`文件夹`；不写时在 --to 旁边")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "不显示进度和小结")
	// Neither can fail: the flags were defined above.
	_ = c.MarkFlagDirname("to")
	_ = c.MarkFlagDirname("keep")
	return c
}

func (a *app) deploy(ctx context.Context, f *deployFlags, from string) error {
	if f.to == "" {
		return usagef("没有写明 --to，要复制到哪个文件夹")
	}
	if f.rollback {
		from = ""
	} else if err := siteAt(from); err != nil {
		return err
	}
	a.inPlace = true
	bar := a.newProgress(f.quiet)
	r, err := publish.Deploy(ctx, publish.Deployment{From: from, To: f.to, Keep: f.keep, Progress: bar.tell})
	bar.end()
	for _, text := range r.Warnings {
		fmt.Fprintf(a.errOut, "注意：%s\n", text)
	}
	if err == nil && !f.quiet {
		a.deployed(f, &r)
	}
	return err
}

// siteAt makes sure that there is a published site, and not only its manifest.
func siteAt(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return usagef("%s 是文件，不是网站的文件夹\n写 mulu build 发布的文件夹", dir)
	}
	if _, err = publish.ManifestAt(dir); errors.Is(err, fs.ErrNotExist) {
		return usagef("%s 不是发布的网站：没有 %s\n先运行 mulu build，或者写明它发布的文件夹", dir, filepath.Join(dir, publish.ManifestName))
	}
	return err
}

func (a *app) deployed(f *deployFlags, r *publish.Deployed) {
	switch {
	case !r.Changed:
		fmt.Fprintf(a.out, "没有变化，%s 保持原样\n", f.to)
	case f.rollback:
		fmt.Fprintf(a.out, "已把 %s 退回到上一次的网站\n", f.to)
	default:
		fmt.Fprintf(a.out, "已部署到 %s\n", f.to)
	}
	if r.Resumed {
		fmt.Fprintf(a.out, "  上一次部署中断了，这一次接着做完：当时已经换上 %d 个\n", r.Arrived)
	}
	fmt.Fprintf(a.out, "  文件 %d 个，共 %s：复制 %d，未变 %d，删除 %d\n", r.Files, size(r.Bytes), r.Written, r.Unchanged, r.Removed)
	if r.Back {
		to := quoted(f.to)
		if f.keep != "" {
			to += " --keep " + quoted(f.keep)
		}
		fmt.Fprintf(a.out, "  要退回到上一次的网站：mulu deploy --to %s --rollback\n", to)
	}
}

// manifestOf reads the manifest of a published site, or a kept one.
func manifestOf(name string) (*publish.Manifest, error) {
	m, err := publish.ManifestAt(name)
	return m, notPublished(name, err)
}

// copyOf reads the manifest and signature of a published site, or a kept manifest.
func copyOf(name string) (publish.Copy, error) {
	c, err := publish.CopyAt(name)
	return c, notPublished(name, err)
}

// notPublished tells what is wanted where there is no manifest.
func notPublished(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return usagef("%s 不是发布的网站：没有 %s\n写 mulu build 发布的文件夹，或者保存的发布清单", name, filepath.Join(name, publish.ManifestName))
	}
	return err
}
