package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
)

// formats are the forms in which problems are written.
var formats = []string{"text", "json", "sarif"}

func checkFormat(name string) error {
	if slices.Contains(formats, name) {
		return nil
	}
	return usagef("选项 --format 的值 %q 不对，可选：%s", name, strings.Join(formats, "、"))
}

// mostShown is how many problems are printed for a person; json and sarif have all.
const mostShown = 1000

// marked says whether a format has every problem's mark, by which waivers name it.
func marked(format string) bool { return format == "json" || format == "sarif" }

// report writes the problems, sorted, in the chosen form: for people to standard
// error, for programs to standard output.
func (r *run) report() error {
	diag.Sort(r.diags)
	switch r.flags.format {
	case "json":
		return diag.WriteJSON(r.out, r.diags)
	case "sarif":
		return diag.WriteSARIF(r.out, r.diags, build.Rules(), Version())
	}
	return diag.WriteText(r.errOut, diag.Counting(r.diags), diag.TextOptions{
		Color: colour(r.errOut.w), Width: columns(r.errOut.w), Max: mostShown, Source: r.text,
	})
}

// text is a file's text for the line of a problem; nil when there is none to show.
func (r *run) text(file string) []byte {
	if r.src == nil || !fs.ValidPath(file) {
		return nil
	}
	data, err := r.src.Read(file)
	if err != nil {
		return nil
	}
	return data
}

// verdict is the command's result once its problems are reported.
func (r *run) verdict() error {
	if build.Stops(r.diags, r.flags.strict) {
		return errProblems
	}
	return nil
}

// stopped reports the problems that were known when an error came: they may be its
// cause. Who interrupts does not want to read them.
func (r *run) stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return err
	}
	return errors.Join(r.report(), err)
}
