package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/export"
	"mulu/cmd/mulu/internal/official"
)

// pushFlags are what a push is told by flags.
type pushFlags struct {
	siteFlags
	to, since, against string
	of                 string // the site of the manifest against which is compared
}

func exportPushCommand(a *app) *cobra.Command {
	f := &pushFlags{}
	c := &cobra.Command{
		Use:   "push",
		Short: "准备推送到政府文件库的文件和清单",
		Long: "把全部主动公开的文件（数据、Markdown、纯文本和附件）和推送清单写到一个空文件夹，供上级的政府文件库接收。\n" +
			"写明 --against（上一次推送的 manifest.json）时只写新增、变更的文件，并列出撤回的；没有上一份清单时可以用 --since，按日期判断。\n" +
			"清单有 JSON（格式见 push-1.json）和 CSV，每个文件有 SHA-256，接收方用 sha256sum -c SHA256SUMS 核对。\n" +
			"缺少内容概述、主题分类、正文等的文件照样推送，在清单中写明；加 --strict 时算不通过。",
		Example: "mulu export push --to 推送/2026-11-22\nmulu export push --to 推送/2026-11-29 --against 推送/2026-11-22/manifest.json\nmulu export push --to 推送/11月 --since 2026-11-01",
		Args:    atMost(0),
		RunE:    func(c *cobra.Command, _ []string) error { return a.exportPush(c.Context(), f) },
	}
	f.register(c)
	flags := c.Flags()
	flags.StringVar(&f.to, "to", "", "写到这个`文件夹`，没有时新建，有时要是空的")
	flags.StringVar(&f.since, "since", "", "只要这一`日期`以来的变化，写成 2026-11-01")
	flags.StringVar(&f.against, "against", "", "与上一次推送的`清单`（manifest.json）比较，只要变化")
	_ = c.MarkFlagDirname("to") // cannot fail: the flag was defined above
	return c
}

func (a *app) exportPush(ctx context.Context, f *pushFlags) error {
	o, err := f.pushOptions()
	if err != nil {
		return err
	}
	r, err := a.checked(ctx, &f.siteFlags)
	if r == nil || err != nil {
		return err
	}
	defer r.close()
	switch site := r.site.Config.BaseURL; {
	case o.Since.After(r.site.Today):
		return usagef("选项 --since：%s 还没有到，推送按 %s 的情况生成", o.Since, r.site.Today)
	case f.against != "" && f.of != site:
		return usagef("选项 --against：%s 是 %s 的清单，本网站是 %s。换了网址时不写 --against，全部推送一次", f.against, f.of, site)
	}
	if err := os.MkdirAll(f.to, 0o755); err != nil {
		return err
	}
	if o.To, err = os.OpenRoot(f.to); err != nil {
		return err
	}
	defer o.To.Close() // files in it are closed by themselves
	result, err := r.site.Push(ctx, o)
	if err != nil {
		return fmt.Errorf("推送的文件没有写完，%s 里没有清单：%w", f.to, err)
	}
	for _, index := range result.Lost {
		fmt.Fprintf(a.errOut, "提示：%s 上次推送过，现在目录里没有，也没有撤回说明\n", index)
	}
	for _, action := range export.Actions {
		fmt.Fprintf(a.out, "%s %d 个\n", action.Name, result.Counts[action.Action])
	}
	if result.Short == 0 {
		return nil
	}
	fmt.Fprintf(a.out, "缺少内容的 %d 个，见 %s\n", result.Short, "manifest.csv")
	if f.strict {
		return errProblems
	}
	return nil
}

// pushOptions reads the flags, and the manifest of the push before.
func (f *pushFlags) pushOptions() (o build.PushOptions, err error) {
	switch {
	case f.to == "":
		return o, usagef("没有写明 --to，要写到哪个文件夹")
	case f.since != "" && f.against != "":
		return o, usagef("--since 和 --against 只能写一个")
	case isPublished(f.source, f.to):
		return o, usagef("选项 --to：不能写到网站的 content、static、public 文件夹里：%s", f.to)
	}
	if f.since != "" {
		if o.Since, err = official.ParseDate(f.since); err != nil {
			return o, usagef("选项 --since：%v", err)
		}
	}
	if err := checkEmpty("--to", f.to); err != nil || f.against == "" {
		return o, err
	}
	data, err := os.ReadFile(f.against)
	if err != nil {
		return o, usagef("选项 --against：%v", err)
	}
	if f.of, o.Before, err = export.ReadPush(bytes.NewReader(data)); err != nil {
		return o, usagef("选项 --against：%s %v", f.against, err)
	}
	sum := sha256.Sum256(data)
	o.Against = hex.EncodeToString(sum[:])
	return o, nil
}

// checkEmpty says that a folder has files; one that is not there has none.
func checkEmpty(flag, name string) error {
	d, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return usagef("选项 %s：%v", flag, err)
	}
	names, err := d.Readdirnames(1)
	if err = errors.Join(err, d.Close()); err != nil && !errors.Is(err, io.EOF) {
		return usagef("选项 %s：%v", flag, err)
	}
	if len(names) > 0 {
		return usagef("选项 %s：%s 不是空的，里面有 %s", flag, name, names[0])
	}
	return nil
}
