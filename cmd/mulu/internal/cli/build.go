package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/publish"
)

// outputFlags are the flags of the command that publishes.
type outputFlags struct {
	siteFlags
	dir     string
	cache   cacheFlag
	shard   string
	sign    string      // file of the private key
	signs   func() bool // whether --sign-key is there, be it empty
	before  string      // file of the public key before, or unsignedBefore
	trusts  func() bool // whether --previous-key is there, be it empty
	parts   []string    // folders of merge
	inPlace bool
}

func buildCommand(a *app) *cobra.Command {
	f := &outputFlags{}
	c := &cobra.Command{
		Use:   "build",
		Short: "检查、生成并发布网站",
		Long: "检查全部文件，生成网站，一次性换上。只要有一个错误就不发布，已发布的网站不动。" +
			"没有变化的文件不会重写；不再需要的文件会删除；输出文件夹里有别人的文件时拒绝写入。",
		Example: "mulu build\nmulu build --output /srv/xxgk --base-url https://www.example.gov.cn/xxgk/",
		Args:    atMost(0),
		RunE:    func(c *cobra.Command, _ []string) error { return a.build(c.Context(), f) },
	}
	f.register(c)
	c.Flags().StringVar(&f.shard, "shard", "", "只做`第几片`文件，写成 2/4，写进 --output；各片可以在几台机器上做，用 mulu merge 合成网站")
	return c
}

func mergeCommand(a *app) *cobra.Command {
	f := &outputFlags{}
	c := &cobra.Command{
		Use:   "merge 分片...",
		Short: "把各台机器做的分片合成网站并发布",
		Long: "把 mulu build --shard 做的全部分片合成网站，一次性换上，结果和一台机器上的 mulu build 逐字节相同。" +
			"网站的文件、设置、日期和 mulu 的版本要和做分片时一样；缺一片、多一片、有一个文件被改动过都不发布，已发布的网站不动。",
		Example: "mulu build --shard 1/2 --output 片1\nmulu build --shard 2/2 --output 片2\nmulu merge 片1 片2",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("要写出各分片的文件夹，例如 mulu merge 片1 片2")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			f.parts = args
			return a.build(c.Context(), f)
		},
	}
	f.register(c)
	return c
}

func (f *outputFlags) register(c *cobra.Command) {
	f.siteFlags.register(c)
	c.Flags().StringVarP(&f.dir, "output", "o", "", "输出的`文件夹`；不写时是网站文件夹里的 public")
	f.cache.register(c, "可以删除，也可以由持续集成保存")
	c.Flags().BoolVar(&f.inPlace, "in-place", false, "输出文件夹不能整个换上时（如挂载点）逐个文件替换")
	c.Flags().StringVar(&f.sign, "sign-key", "", "给发布清单签名的私钥`文件`，用 mulu keygen 生成；不能放在网站和输出文件夹里")
	f.signs = func() bool { return c.Flags().Changed("sign-key") }
	c.Flags().StringVar(&f.before, "previous-key", "", "换密钥时写一次：上次的发布清单是用哪把密钥签的，写它的公钥`文件`；上次没有签名写 -")
	f.trusts = func() bool { return c.Flags().Changed("previous-key") }
	_ = c.MarkFlagDirname("output") // cannot fail: the flag was defined above
}

func (a *app) build(ctx context.Context, f *outputFlags) error {
	f.replaced = f.dir
	if err := f.cache.check(f.source); err != nil {
		return err
	}
	if f.shard != "" {
		return a.buildShard(ctx, f)
	}
	key, err := f.signKey()
	if err != nil {
		return err
	}
	trust, err := f.trust()
	if err != nil {
		return err
	}
	r, o, err := a.begin(&f.siteFlags)
	if err != nil {
		return err
	}
	defer r.close()
	out := f.publication()
	out.Sign, out.Trust = key, trust
	o.Cache, o.Parts = f.cache.in(f.source), f.parts
	if f.parts == nil { // parts are looked at, whatever is known
		if known, err := r.recall(ctx, &o, out); known || err != nil {
			return err
		}
	}
	if err := r.load(ctx, o); err != nil {
		return r.stopped(ctx, err)
	}
	if r.site == nil || build.Stops(r.diags, f.strict) {
		return r.refuse(ctx)
	}
	a.inPlace = f.inPlace
	result, more, err := r.site.Publish(ctx, out, f.strict)
	r.bar.end()
	r.diags = slices.Insert(more, 0, r.diags...) // more are the many
	if err != nil {
		return r.stopped(ctx, err)
	}
	if err := r.judged(); err != nil {
		return err
	}
	r.published(out.Dir, result)
	if err := r.site.Remember(ctx, out, f.strict, r.diags, result); err != nil {
		fmt.Fprintf(a.errOut, "注意：网站已发布，但缓存没有写入，下一次构建要从头做起：%v\n", err)
	}
	return nil
}

// publication says where to publish.
func (f *outputFlags) publication() publish.Options {
	return publish.Options{Dir: f.output(f.dir), Source: f.source, InPlace: f.inPlace, Generator: "mulu " + Version()}
}

// recall tells what is known of a build of the same files, if its output still stands. Else
// the options get what was read of them.
func (r *run) recall(ctx context.Context, o *build.Options, out publish.Options) (known bool, err error) {
	was, read, err := build.Recall(ctx, r.src, *o, out, r.flags.strict)
	o.Read = read
	r.bar.end()
	if was == nil {
		return false, err
	}
	r.told, r.diags = was.Outcome, was.Diags
	if err := r.report(); err != nil {
		return true, err
	}
	r.published(out.Dir, was.Result)
	return true, nil
}

// refuse looks for the problems of all bodies, too, and reports everything.
func (r *run) refuse(ctx context.Context) error {
	if err := r.check(ctx); err != nil {
		return r.stopped(ctx, err)
	}
	if err := r.report(); err != nil {
		return err
	}
	r.refused()
	return errProblems
}
