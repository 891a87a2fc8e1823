// Package cli is the command line: commands, flags, exit statuses, the terminal.
// Only it knows them; everything below takes values and writers, and returns.
//
// It promises that Run returns one of the four statuses whatever happens, that
// every text is Chinese, and that standard output carries what a program may want
// to read (reports, completion scripts, summaries) while problems and progress go
// to standard error. What a command does is decided in packages build, scaffold, serve,
// fix, forecast and form.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"mulu/cmd/mulu/internal/parallel"
)

// The exit statuses.
const (
	exitFine     = 0
	exitFailed   = 1 // the tool could not work
	exitUsage    = 2
	exitProblems = 3 // the site's files need mending
)

// errProblems ends a command whose problems have been shown.
var errProblems = errors.New("problems found")

// usageError is a command line that cannot be understood.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// app is the world of one run.
type app struct {
	in          io.Reader
	out, errOut *writer
	inPlace     bool // files of the published site are being replaced one by one
}

// Run runs one command line, without the program's name, and returns the exit
// status: 0 fine, 1 could not work, 2 usage, 3 problems found.
func Run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (status int) {
	a := &app{in: stdin, out: &writer{w: stdout}, errOut: &writer{w: stderr}}
	defer func() {
		if p := recover(); p != nil {
			status = a.internal(p, debug.Stack())
		}
	}()
	root := a.root()
	if len(args) > 0 && strings.HasPrefix(args[0], "__complete") {
		plainUsage(root)
	}
	root.SetArgs(args)
	return a.finish(ctx, root.ExecuteContext(ctx))
}

// finish shows a command's error and turns it into a status.
func (a *app) finish(ctx context.Context, err error) int {
	var usage *usageError
	var panicked *parallel.PanicError
	status := exitFailed
	switch {
	case err == nil:
		status = exitFine
	case errors.Is(err, errProblems):
		status = exitProblems
	case errors.As(err, &usage):
		status = exitUsage
		fmt.Fprintf(a.errOut, "错误：%v\n", err)
	case errors.As(err, &panicked):
		status = a.internal(panicked.Value, panicked.Stack)
	case ctx.Err() != nil && a.inPlace && err != context.Cause(ctx): // while files were replaced
		fmt.Fprintf(a.errOut, "已中断：%v\n", err)
	case ctx.Err() != nil:
		fmt.Fprintln(a.errOut, "已中断，已发布的网站没有改动")
	case a.out.failed != nil && errors.Is(err, a.out.failed): // said below
	default:
		fmt.Fprintf(a.errOut, "错误：%v\n", err)
	}
	if a.out.failed != nil && status != exitUsage {
		fmt.Fprintf(a.errOut, "错误：写入标准输出：%v\n", a.out.failed)
		return exitFailed
	}
	if a.errOut.failed != nil && status == exitFine {
		return exitFailed // nobody can be told
	}
	return status
}

// internal tells of a panic, ours or a worker's.
func (a *app) internal(value any, stack []byte) int {
	fmt.Fprintf(a.errOut, "内部错误：%v\n这是 mulu 的缺陷。报告时请附上以下内容：\nmulu %s\n%s", value, Version(), stack)
	return exitFailed
}

// writer remembers its first error, so that no printing need look after it.
type writer struct {
	w      io.Writer
	failed error
}

func (w *writer) Write(p []byte) (int, error) {
	n, err := w.w.Write(p)
	if err != nil && w.failed == nil {
		w.failed = err
	}
	return n, err
}
