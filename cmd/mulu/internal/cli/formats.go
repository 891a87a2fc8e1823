package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/whole"
)

// format is a form in which problems are written. write is nil for text.
type format struct {
	name, help string
	write      func(io.Writer, *diag.Report) error
}

var formats = []format{
	{"text", "给人看的文字", nil},
	{"json", "给程序用的完整报告", diag.WriteJSON},
	{"sarif", "SARIF 2.1.0，代码托管平台通用", diag.WriteSARIF},
	{"github", "GitHub Actions 的标注", diag.WriteGitHub},
	{"gitlab", "GitLab 的代码质量报告", diag.WriteGitLab},
	{"junit", "JUnit XML，持续集成平台通用", diag.WriteJUnit},
	{"markdown", "给任务摘要或评论用的简短报告", diag.WriteMarkdown},
	{"html", "给检查人员和负责人的报告页", diag.WriteHTML},
	{"waivers", "豁免的草稿，审查后存入 waivers.toml", policy.WriteDrafts},
}

// output is a form and where it is written: to a file, or to standard output.
type output struct {
	format
	file string
}

func formatNames() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// reportFlags say how problems are reported.
type reportFlags struct {
	formats []string
	all     bool
	before  string
	outputs []output      // what formats means, once parsed
	earlier *diag.Earlier // what before holds, once parsed
}

func (f *reportFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.StringArrayVar(&f.formats, "format", nil, "问题的`格式`："+strings.Join(formatNames(), "、")+
		"；写成 格式=文件 时写进文件，可以写几次，如 --format text --format sarif=mulu.sarif（默认 text）")
	flags.BoolVar(&f.all, "all", false, "列出全部问题；不写时同类问题只列出前几处")
	flags.StringVar(&f.before, "before", "", "与以前的 JSON 报告`文件`比较，用于 --format html")
	// Neither can fail: the flags were defined above.
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(completions(), cobra.ShellCompDirectiveNoFileComp))
	_ = c.MarkFlagFilename("before", "json")
}

func completions() []cobra.Completion {
	list := make([]cobra.Completion, len(formats))
	for i, f := range formats {
		list[i] = cobra.CompletionWithDesc(f.name, f.help)
	}
	return list
}

// parse understands --format.
func (f *reportFlags) parse() error {
	f.outputs = nil
	written := map[string]bool{}
	for _, value := range f.formats {
		name, file, toFile := strings.Cut(value, "=")
		i := slices.IndexFunc(formats, func(k format) bool { return k.name == name })
		switch {
		case i < 0:
			return usagef("选项 --format 的值“%s”不对，可选：%s", name, strings.Join(formatNames(), "、"))
		case toFile && file == "":
			return usagef("选项 --format %s= 的等号后面缺少文件名", name)
		}
		o := output{formats[i], file}
		if target := o.target(); written[target] {
			return usagef("选项 --format：两种格式不能都写到%s；给其中一种写上文件，如 --format %s=文件", target, name)
		}
		written[o.target()] = true
		f.outputs = append(f.outputs, o)
	}
	if f.before != "" && !slices.ContainsFunc(f.outputs, func(o output) bool { return o.name == "html" }) {
		return usagef("选项 --before 要和 --format html 一起用")
	}
	var err error
	f.earlier, err = readEarlier(f.before) // now: an output may have the same name
	return err
}

// targets are what is written, text when nothing was asked for.
func (f *reportFlags) targets() []output {
	if len(f.outputs) == 0 {
		return []output{{format: formats[0]}}
	}
	return f.outputs
}

// target names where an output goes.
func (o *output) target() string {
	switch {
	case o.file != "":
		return "文件 " + filepath.Clean(o.file)
	case o.write == nil:
		return "标准错误"
	}
	return "标准输出"
}

// onOutput says whether standard output is for a program.
func (f *reportFlags) onOutput() bool {
	return slices.ContainsFunc(f.outputs, func(o output) bool { return o.file == "" && o.write != nil })
}

// marked says whether a form has every problem's mark, by which waivers name it.
func (o *output) marked() bool {
	return o.name == "json" || o.name == "sarif" || o.name == "waivers"
}

// marked says whether any output has marks.
func (f *reportFlags) marked() bool {
	return slices.ContainsFunc(f.outputs, func(o output) bool { return o.marked() })
}

// readEarlier reads the report to compare with; nil when none is wanted.
func readEarlier(name string) (*diag.Earlier, error) {
	if name == "" {
		return nil, nil
	}
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("选项 --before：没有文件 %s\n写以前用 --format json=文件 存下的报告", name)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close() // opened for reading: nothing to lose
	e, err := diag.ReadJSON(file)
	if err != nil {
		return nil, fmt.Errorf("%s %w", name, err)
	}
	return e, nil
}

// write writes the problems in one form.
func (r *run) write(o output, report *diag.Report) error {
	if o.file == "" {
		if o.write == nil {
			return diag.WriteText(r.errOut, report.Diagnostics, r.textOptions(r.errOut.w))
		}
		return o.write(r.out, report)
	}
	return whole.WriteFile(o.file, 0o644, func(w io.Writer) error {
		if o.write == nil {
			text := r.textOptions(w)
			text.Color = false // wherever else colours are forced
			return diag.WriteText(w, report.Diagnostics, text)
		}
		return o.write(w, report)
	})
}

func (r *run) textOptions(w io.Writer) diag.TextOptions {
	o := diag.TextOptions{Color: colour(w), Width: columns(w), Source: r.text, Secret: r.secrets(), More: "用 --all 或 --format json 看全部"}
	if !r.flags.all {
		o.Max, o.Same = mostShown, mostOfOne
	}
	if told := r.outcome(); told != nil && !isTerminal(w) { // a log, which others read
		o.Withheld = told.Withheld
	}
	return o
}

// collected is what all forms but text are made from.
func (r *run) collected() *diag.Report {
	report := &diag.Report{Diagnostics: r.diags, Groups: build.RuleGroups(), Version: Version(), Strict: r.flags.strict,
		Prefix: prefix(r.flags.source), Source: r.text, Before: r.flags.earlier}
	if o := r.outcome(); o != nil {
		report.Site, report.Date, report.Owner = o.Config.Title, o.Today.String(), r.owners(o)
		report.Waivable, report.NextChange = o.Policy.Waivable, o.Next.String()
	}
	return report
}

// owners says who answers for a file. What an editor wrote there may be a secret, too.
func (r *run) owners(of *build.Outcome) func(file string) diag.Owner {
	owner, secret := of.Owner, r.secrets()
	return func(file string) diag.Owner {
		o := owner(file)
		if secret([]string{o.Unit})[1] {
			o.Unit = ""
		}
		return o
	}
}

// prefix is the site's folder as seen from the working folder, where it is inside.
func prefix(dir string) string {
	if filepath.IsAbs(dir) {
		here, err := os.Getwd()
		if err != nil {
			return ""
		}
		if dir, err = filepath.Rel(here, dir); err != nil {
			return ""
		}
	}
	dir = filepath.ToSlash(filepath.Clean(dir))
	if dir == "." || !filepath.IsLocal(dir) {
		return ""
	}
	return dir
}
