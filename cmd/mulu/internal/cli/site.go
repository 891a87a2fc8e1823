package cli

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/source"
)

// siteFlags are the flags of the commands that read a whole site.
type siteFlags struct {
	reportFlags
	source, date, baseURL, published string
	strict, quiet                    bool
	replaced                         string // the output folder, of a build; "" for the usual one
	linkReport                       string // a link checker's report, for check alone
	baseline                         baselineFlags
	since                            string // of check only: what is published is checked as a whole
}

func (f *siteFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVarP(&f.source, "source", "s", ".", "网站的`文件夹`，里面有 config.toml")
	flags.StringVar(&f.date, "date", "", "按这一`日期`判断有效性，写成 2024-03-05；不写时取 SOURCE_DATE_EPOCH，再取今天")
	flags.StringVar(&f.baseURL, "base-url", "", "代替 config.toml 中的 base_url 的`网址`")
	flags.BoolVar(&f.strict, "strict", false, "有警告也算不通过")
	flags.StringVar(&f.published, "published", "", "和上次公开的网站比较，看索引号、发布日期是否被改动：它的`文件夹`；不写时是输出文件夹，写 - 时不比较")
	f.reportFlags.register(c)
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "只显示问题，不显示进度和小结")
	f.baseline.register(c)
	// Neither can fail: the flags were defined above.
	_ = c.MarkFlagDirname("source")
	_ = c.MarkFlagDirname("published")
}

// options checks the flags and makes the build's inputs of them.
func (f *siteFlags) options() (build.Options, error) {
	o := build.Options{BaseURL: f.baseURL, Since: f.since}
	err := f.parse()
	if err == nil {
		o.Published, err = f.lastPublished(f.output(f.replaced))
	}
	if err != nil {
		return o, err
	}
	if f.baseURL != "" {
		for _, d := range new(config.Config).SetBaseURL(f.baseURL) {
			return o, usagef("选项 --base-url：%s\n%s", d.Message, d.Hint)
		}
	}
	for _, out := range f.outputs {
		if out.file != "" && isSource(f.source, out.file) {
			return o, usagef("选项 --format %s=%s：报告不能写到网站的 content、static、layouts、public 文件夹、config.toml 和 waivers.toml 里", out.name, out.file)
		}
	}
	if err := f.baseline.options(&o); err != nil {
		return o, err
	}
	o.Marks = f.marked()
	if f.date != "" {
		if o.Date, err = official.ParseDate(f.date); err != nil {
			return o, usagef("选项 --date：%v", err)
		}
		return o, nil
	}
	o.Now, err = now()
	return o, err
}

// isSource says whether a file would lie among what a site is made of, or what was made
// of it, where a report would replace somebody's work or be published.
func isSource(source, file string) bool {
	rel, ok := below(source, file)
	return isPublished(source, file) || ok && (strings.HasPrefix(rel, "layouts/") || rel == config.FileName || rel == config.WaiversName)
}

// now is the moment of the build, from SOURCE_DATE_EPOCH where it is set
// (reproducible-builds.org/specs/source-date-epoch).
func now() (time.Time, error) {
	s := os.Getenv("SOURCE_DATE_EPOCH")
	if s == "" {
		return time.Now(), nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	// A year of more than four digits is no day of ours.
	if err != nil || n < 0 || n > 253402300799 {
		return time.Time{}, usagef("环境变量 SOURCE_DATE_EPOCH 的值“%s”不是秒数", s)
	}
	return time.Unix(n, 0), nil
}

// run is one reading of a site by build or check.
type run struct {
	*app
	flags   *siteFlags
	started time.Time
	bar     *progress
	src     *source.Site
	site    *build.Site // nil when its settings cannot be used, or when the result is known
	told    *build.Outcome
	diags   []diag.Diagnostic
}

// open loads the site; the caller closes it.
func (a *app) open(ctx context.Context, f *siteFlags) (*run, error) {
	r, o, err := a.begin(f)
	if err != nil {
		return nil, err
	}
	return r, r.load(ctx, o)
}

// begin makes a run that has read nothing yet, and the build's inputs.
func (a *app) begin(f *siteFlags) (*run, build.Options, error) {
	o, err := f.options()
	if err != nil {
		return nil, o, err
	}
	r := &run{app: a, flags: f, started: time.Now()}
	if r.src, err = source.Open(f.source); err != nil {
		return nil, o, err // and no run
	}
	r.bar = a.newProgress(f.quiet)
	o.Progress = r.bar.tell
	if o.Links, err = linkReport(f.linkReport); err != nil {
		r.close()
		return nil, o, err
	}
	return r, o, nil
}

func (r *run) load(ctx context.Context, o build.Options) (err error) {
	r.site, r.diags, err = build.Load(ctx, r.src, o)
	r.bar.end()
	return sinceError(err)
}

// outcome is what is told of the site; nil when its settings cannot be used. It is asked for
// when all has been looked at.
func (r *run) outcome() *build.Outcome {
	if r.told == nil && r.site != nil {
		r.told = r.site.Outcome()
	}
	return r.told
}

func (r *run) close() {
	r.src.Close() // opened for reading: nothing to lose
}

// check looks at all bodies, so that one run reports all problems of all files.
func (r *run) check(ctx context.Context) error {
	if r.site == nil {
		return nil
	}
	more, err := r.site.Check(ctx)
	r.bar.end()
	r.diags = slices.Insert(more, 0, r.diags...) // more are the many
	return err
}

// output is the folder to publish to.
func (f *siteFlags) output(dir string) string {
	if dir != "" {
		return dir
	}
	return filepath.Join(f.source, "public")
}
