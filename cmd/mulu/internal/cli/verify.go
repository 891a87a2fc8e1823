package cli

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/verify"
)

// verifyFlags say with what a site is compared, and how far.
type verifyFlags struct {
	key, since, state, format string
	notBefore                 string
	megabytes                 int64
	time                      time.Duration
}

func verifyCommand(a *app) *cobra.Command {
	f := &verifyFlags{}
	c := &cobra.Command{
		Use:   "verify 文件夹|网址",
		Short: "核对已发布的网站有没有被改动",
		Long: "把已发布的网站和它的发布清单（manifest.json）逐个文件核对，找出被改动、不见了、多出来、换了内容、改成链接的文件，以及损坏的清单。\n" +
			"有权改动网站的人也能改清单：用 --key 核对签名，用 --since 和另存的旧清单核对，才查得出来。" +
			"把整个网站换回以前发布的，文件和签名都对：用 --not-before 写明最后一次有变化的发布是哪一天（mulu log 和这里都会说），或者用 --since 和那一次的清单比。\n" +
			"写网址时从网上逐个读取文件核对，这是 mulu 唯一联网的地方：只连写出来的网站，不跟着转到别的网站，也不走代理。" +
			"网址查不出多出来的文件。\n什么都不改动。没有问题时状态是 0，有问题是 3，没有查完是 1；选项里的公钥、旧清单、进度不能用时不查，是 2。",
		Example: "mulu verify public\nmulu verify public --key mulu.key.pub --since 上月/manifest.json\nmulu verify public --key mulu.key.pub --not-before 2026-11-20\nmulu verify https://www.example.gov.cn/xxgk/ --key mulu.key.pub --state 进度.json",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(c, "要写明已发布的文件夹或者网址，例如 mulu verify public")
			}
			return atMost(1)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := notEmpty(c, "key", "since", "not-before", "state"); err != nil {
				return err
			}
			return a.verify(c.Context(), f, args[0])
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.key, "key", "", "核对签名用的公钥`文件`（.pub）")
	flags.StringVar(&f.since, "since", "", "另存的旧`清单`或者旧网站的文件夹：现在的网站必须是从它接下来的")
	flags.StringVar(&f.notBefore, "not-before", "", "网站至少应当是这个`日期`发布的")
	flags.StringVar(&f.state, "state", "", "网址：把进度记在这个`文件`里，中断以后从那里接着查")
	flags.Int64Var(&f.megabytes, "limit-mb", 20<<10, "网址：最多读取多少`兆字节`")
	flags.DurationVar(&f.time, "limit-time", time.Hour, "网址：最多用多少`时间`，如 30m、2h")
	flags.StringVar(&f.format, "format", "text", "结果的`格式`：text 或 json")
	// Cannot fail: the flag was defined above.
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// notEmpty refuses options with nothing behind them, as a script writes them whose variable is
// not set: what was asked for would not be looked at, and nobody would know.
func notEmpty(c *cobra.Command, options ...string) error {
	for _, name := range options {
		if o := c.Flags().Lookup(name); o.Changed && o.Value.String() == "" {
			return usagef("选项 --%s 后面是空的：写明它的值，或者去掉这个选项", name)
		}
	}
	return nil
}

func (a *app) verify(ctx context.Context, f *verifyFlags, what string) error {
	if f.format != "text" && f.format != "json" {
		return usagef("选项 --format 的值“%s”不对，可选：text、json", f.format)
	}
	o, err := f.options()
	if err != nil {
		return err
	}
	var r *verify.Report
	remote := strings.Contains(what, "://")
	switch {
	case remote:
		r, err = f.site(ctx, what, o)
	case f.state != "":
		return usagef("选项 --state 只用于网址")
	default:
		r, err = folderReport(ctx, what, o)
	}
	if r == nil {
		return err
	}
	if shown := a.verified(f, r, err); shown != nil {
		return shown
	}
	if err == nil && len(r.Problems) > 0 {
		return errProblems
	}
	return f.advise(err, remote && ctx.Err() == nil)
}

// advise says what to do when a comparison did not come to its end.
func (f *verifyFlags) advise(err error, remote bool) error {
	switch {
	case err == nil || !remote:
		return err
	case errors.Is(err, verify.ErrLimit) && f.state == "":
		return fmt.Errorf("%w；加大 --limit-mb 或 --limit-time，或者用 --state 分几次查", err)
	case errors.Is(err, verify.ErrLimit):
		return fmt.Errorf("%w；再运行一次，从 %s 接着查", err, f.state)
	case f.state == "":
		return fmt.Errorf("%w\n看看网址写得对不对、网站打不打得开，再运行一次", err)
	}
	return fmt.Errorf("%w\n看看网址写得对不对、网站打不打得开，再运行一次，从 %s 接着查", err, f.state)
}

func folderReport(ctx context.Context, dir string, o verify.Options) (*verify.Report, error) {
	if filepath.Base(dir) == publish.ManifestName && !isFolder(dir) { // it stands for its site, as in an address
		dir = filepath.Dir(dir)
	}
	if !isFolder(dir) {
		return nil, usagef("没有文件夹 %s\n写 mulu build 发布的文件夹，或者以 http:// 或 https:// 开头的网址", dir)
	}
	return verify.Folder(ctx, dir, o)
}

// options reads what the site is compared with.
func (f *verifyFlags) options() (o verify.Options, err error) {
	if f.key != "" {
		k, err := publicKey("--key", f.key)
		if err != nil {
			return o, err
		}
		o.Key = &k
	}
	if f.notBefore != "" {
		if o.NotBefore, err = official.ParseDate(f.notBefore); err != nil {
			return o, usagef("选项 --not-before：%v", err)
		}
	}
	if f.since != "" {
		o.Name = f.since
		o.Since, err = manifestOf(f.since)
		if errors.Is(err, publish.ErrDamaged) { // it says nothing of the site: another file must be named
			return o, usagef("选项 --since：%v\n写一份完整的旧清单，或者旧网站的文件夹", err)
		}
		if err != nil {
			return o, err
		}
	}
	return o, nil
}

func (f *verifyFlags) site(ctx context.Context, address string, o verify.Options) (*verify.Report, error) {
	base, err := verify.CheckAddress(address)
	if err != nil {
		return nil, usagef("%v", err)
	}
	if f.megabytes < 1 || f.time <= 0 {
		return nil, usagef("选项 --limit-mb 和 --limit-time 要大于 0")
	}
	state, keep := &verify.State{}, func(*verify.State) error { return nil }
	if f.state != "" {
		if state, err = verify.ReadState(f.state); err != nil {
			return nil, usagef("选项 --state：%v", err)
		}
		keep = func(s *verify.State) error { return s.Write(f.state) }
	}
	r, err := verify.Site(ctx, base, o, verify.Limits{Bytes: f.megabytes << 20, Time: f.time}, state, keep)
	if err == nil && f.state != "" && r.Manifest != nil { // done: the next time begins anew
		err = os.Remove(f.state)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	return r, err
}

var problemWords = map[verify.Kind]string{
	verify.Missing: "缺少", verify.Changed: "改动", verify.Swapped: "调换", verify.Extra: "多出", verify.Linked: "链接", verify.Special: "类型",
	verify.Writable: "权限", verify.Refused: "不可读", verify.Manifest: "清单", verify.Signature: "签名", verify.Chain: "链",
	verify.Stale: "旧",
}

// mostProblems is how many problems are shown to a person.
const mostProblems = 200

// verified tells what was found; stopped is why it is not all, or nil.
func (a *app) verified(f *verifyFlags, r *verify.Report, stopped error) error {
	if f.format == "json" {
		manifest, day := "", ""
		if r.Manifest != nil {
			manifest, day = hex.EncodeToString(r.Manifest.Digest[:]), r.Manifest.Day.String()
		}
		return a.encode(struct {
			Complete bool   `json:"complete"`
			Manifest string `json:"manifest"` // its SHA-256
			Date     string `json:"date"`     // of its build
			*verify.Report
		}{stopped == nil, manifest, day, r})
	}
	for i, p := range r.Problems {
		if i == mostProblems {
			fmt.Fprintf(a.out, "…还有 %d 个，用 --format json 看全部\n", len(r.Problems)-i)
			break
		}
		fmt.Fprintf(a.out, "%s  %s  %s\n", problemWords[p.Kind], printable(p.Path), printable(p.Detail))
	}
	for _, note := range r.Notes {
		fmt.Fprintf(a.out, "注意：%s\n", note)
	}
	if r.Manifest != nil {
		fmt.Fprintf(a.out, "清单的日期是 %s，链上以前有 %d 份\n", r.Published(), len(r.Manifest.Chain))
	}
	if stopped != nil {
		fmt.Fprintf(a.out, "没有查完：查了 %d 个文件，共 %s，已发现 %d 个问题\n", r.Files, size(r.Bytes), len(r.Problems))
		return nil
	}
	verdict := "没有问题"
	if n := len(r.Problems); n > 0 {
		verdict = fmt.Sprintf("发现 %d 个问题", n)
	}
	if r.Signed {
		verdict = "签名正确，" + verdict
	}
	fmt.Fprintf(a.out, "查了 %d 个文件，共 %s：%s\n", r.Files, size(r.Bytes), verdict)
	return nil
}
