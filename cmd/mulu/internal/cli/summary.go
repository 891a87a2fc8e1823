package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/publish"
)

// notes is where a summary goes: standard output, unless a report for programs is
// there.
func (r *run) notes() io.Writer {
	if r.flags.quiet {
		return io.Discard
	}
	if r.flags.onOutput() {
		return r.errOut
	}
	return r.out
}

// refused says why nothing was published. It is a message and no summary: also a
// quiet build says it.
func (r *run) refused() {
	if !r.flags.quiet {
		defer r.helpLine(r.errOut)
	}
	defer r.baselineLines(false)
	c := diag.Count(r.diags)
	if c.Errors > 0 {
		fmt.Fprintf(r.errOut, "发现 %d 个错误%s，没有发布；已发布的网站没有改动\n", c.Errors, others(c))
		return
	}
	fmt.Fprintf(r.errOut, "发现 %d 个警告（--strict），没有发布；已发布的网站没有改动\n", c.Warnings)
}

// others counts what is less than an error.
func others(c diag.Counts) string {
	switch {
	case c.Warnings > 0 && c.Notices > 0:
		return fmt.Sprintf("（另有警告 %d，提示 %d）", c.Warnings, c.Notices)
	case c.Warnings > 0:
		return fmt.Sprintf("（另有警告 %d）", c.Warnings)
	case c.Notices > 0:
		return fmt.Sprintf("（另有提示 %d）", c.Notices)
	}
	return ""
}

// published is the closing summary of a build.
func (r *run) published(dir string, result publish.Result) {
	w := r.notes()
	for _, text := range result.Warnings {
		fmt.Fprintf(r.errOut, "注意：%s\n", text)
	}
	if result.Changed {
		fmt.Fprintf(w, "已发布到 %s\n", dir)
	} else {
		fmt.Fprintf(w, "没有变化，%s 保持原样\n", dir)
	}
	r.siteLines(w)
	fmt.Fprintf(w, "  文件 %d 个，共 %s：新写 %d，未变 %d，删除 %d\n", result.Files, size(result.Bytes), result.Written, result.Unchanged, result.Removed)
	r.baselineLines(true)
	r.closing(w)
}

// checked is the closing summary of a check.
func (r *run) checked() {
	w, c := r.notes(), diag.Count(r.diags)
	switch {
	case c.Errors > 0:
		fmt.Fprintf(w, "发现 %d 个错误%s，需要改正后才能发布\n", c.Errors, others(c))
	case c.Warnings > 0 && r.flags.strict:
		fmt.Fprintf(w, "没有错误，但有 %d 个警告（--strict）\n", c.Warnings)
	default:
		fmt.Fprintln(w, "检查通过，没有错误")
	}
	r.helpLine(w)
	if r.outcome() != nil {
		r.siteLines(w)
		r.sinceLine()
		r.baselineLines(false)
		r.closing(w)
	} else {
		fmt.Fprintln(w, "  网站设置（config.toml、layouts）改正以后，才能检查其余的文件")
	}
}

// helpLine says to a person where problems are explained, with one of the worst.
func (r *run) helpLine(w io.Writer) {
	counting := diag.Counting(r.diags)
	if len(counting) == 0 {
		return
	}
	worst := slices.MaxFunc(counting, func(a, b diag.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	fmt.Fprintf(w, "  每个问题末尾的方括号里是它的代码。看不明白时运行 mulu explain 代码，例如 mulu explain %s\n", worst.Code)
}

// siteLines say how large the site is.
func (r *run) siteLines(w io.Writer) {
	o := r.outcome()
	fmt.Fprintf(w, "  公开信息 %d 件，撤回 %d 件，不公开和草稿 %d 件（不会出现在网站上）\n", o.Documents, o.Withdrawn, o.Hidden)
	fmt.Fprintf(w, "  页面 %d 个\n", o.Pages)
}

// closing says how long it took, and when the site must be built again.
func (r *run) closing(w io.Writer) {
	c := diag.Count(r.diags)
	if c.Warnings+c.Notices > 0 {
		fmt.Fprintf(w, "  警告 %d 个，提示 %d 个\n", c.Warnings, c.Notices)
	}
	if c.Waived > 0 {
		fmt.Fprintf(w, "  豁免 %d 个\n", c.Waived)
	}
	fmt.Fprintf(w, "  用时 %.2f 秒\n", time.Since(r.started).Seconds())
	o := r.outcome()
	why := ""
	if o.Waiver {
		why = "（有豁免在前一天到期，问题重新计入）"
	}
	if o.Next.IsZero() {
		fmt.Fprintln(w, "  没有会随日期自动变化的页面")
	} else {
		fmt.Fprintf(w, "  下一次随日期变化：%s%s。请让持续集成在这一天零点以后（%s）再构建一次\n", o.Next, why, o.Config.TimeZone)
	}
}

// size is a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d 字节", n)
	case n < 1<<20:
		return fmt.Sprintf("%.1f KB", float64(n)/(1<<10))
	case n < 1<<30:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
}
