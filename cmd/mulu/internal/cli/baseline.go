package cli

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/diag"
)

// baselineFlags are the flags of a site that has old problems.
type baselineFlags struct {
	file   string
	update bool // of check only: a build never changes what it is measured by
}

func (f *baselineFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.file, "baseline", "", "基线`文件`：其中已知的旧问题不计入，只有新问题才算")
	_ = c.MarkFlagFilename("baseline", "json") // cannot fail: the flag was defined above
}

func (f *baselineFlags) registerUpdate(c *cobra.Command) {
	c.Flags().BoolVar(&f.update, "update-baseline", false, "把现有的问题写入 --baseline 的文件（已改正的从中去掉）")
}

// options reads the baseline into the build's inputs.
func (f *baselineFlags) options(o *build.Options) error {
	if f.update && o.Since != "" {
		return usagef("选项 --update-baseline 和 --since 不能一起用：基线要在检查整个网站以后更新")
	}
	if f.update && f.file == "" {
		return usagef("选项 --update-baseline 要和 --baseline 文件 一起用")
	}
	if f.file == "" {
		return nil
	}
	var err error
	o.Baseline, err = policy.ReadBaseline(f.file)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist) && f.update:
		o.Baseline = &policy.Baseline{}
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return usagef("没有基线文件 %s\n第一次使用时加上 --update-baseline，把现有的问题记入基线：mulu check --baseline %[1]s --update-baseline", f.file)
	}
	return fmt.Errorf("读取基线文件 %s：%w", f.file, err)
}

// updateBaseline writes the problems that there are now.
func (r *run) updateBaseline() error {
	if r.site == nil || r.site.Policy().Broken() {
		fmt.Fprintf(r.errOut, "基线没有更新：有文件读不出或网页生成不了，问题还不完整。先改正这些错误（基线不收这类错误）\n")
		return nil
	}
	p := r.site.Policy()
	next := p.Debt(r.diags)
	fixed := p.Left()
	changed, err := next.Write(r.flags.baseline.file)
	if err != nil {
		return err
	}
	added, total := 0, 0
	for i := range r.diags {
		if d := &r.diags[i]; !d.Known && d.Waived == nil && p.Owed(d) {
			d.Known = true // from now on
			added++
		}
	}
	for _, e := range next.Entries {
		total += e.Count
	}
	if !changed {
		fmt.Fprintf(r.notes(), "基线 %s 没有变化，共 %d 个问题\n", r.flags.baseline.file, total)
		return nil
	}
	fmt.Fprintf(r.notes(), "基线已写入 %s：共 %d 个问题，增加 %d，去掉 %d\n", r.flags.baseline.file, total, added, fixed)
	return nil
}

// baselineLines say how the problems stand to the baseline, and loudly which errors are
// public because of it.
func (r *run) baselineLines(published bool) {
	o := r.outcome()
	if r.flags.baseline.file == "" || o == nil {
		return
	}
	known, errs, fresh := 0, 0, 0
	for i := range r.diags {
		switch d := &r.diags[i]; {
		case d.Known && d.Severity == diag.Error:
			known, errs = known+1, errs+1
		case d.Known:
			known++
		case d.Waived == nil:
			fresh++
		}
	}
	if errs > 0 && published {
		fmt.Fprintf(r.errOut, "注意：有 %d 个已知的错误没有改正，随网站一起公开了（基线 %s）\n", errs, r.flags.baseline.file)
	}
	fmt.Fprintf(r.notes(), "  基线：已知 %d 个（其中错误 %d），新问题 %d 个", known, errs, fresh)
	if n := o.Left; n > 0 && !r.flags.baseline.update && r.flags.since == "" {
		fmt.Fprintf(r.notes(), "，已改正 %d 个（用 --update-baseline 从基线中去掉）", n)
	}
	fmt.Fprintln(r.notes())
}
