package serve

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"mulu/cmd/mulu/internal/diag"
)

// terminal tells the editor what happens, a line an event. A terminal that went away
// stops nothing.
type terminal struct {
	opt *Options
	mu  sync.Mutex // watch, follow and the server all speak
}

func (t *terminal) say(format string, args ...any) {
	fmt.Fprintf(t, format+"\n", args...)
}

// Write implements io.Writer for what others write line by line.
func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.opt.Out.Write(p)
}

// started tells where the preview is and what was read.
func (t *terminal) started(address string, g *generation, took time.Duration) {
	t.say("预览地址：%s", address)
	if g.site != nil {
		t.say("共有 %d 件公开文件，读取用时 %s", len(g.site.Catalogue.Documents), seconds(took))
	}
	t.say("保存文件后，打开的页面会自动更新；按 Ctrl+C 结束")
}

// reloaded tells of a new generation.
func (t *terminal) reloaded(changed []string, g *generation, took time.Duration) {
	now := time.Now().Format("15:04:05")
	if g.failure != "" {
		t.say("%s 没有读成，保留原来的网站：%s", now, g.failure)
		return
	}
	t.say("%s %s，用时 %s", now, changes(changed), seconds(took))
}

// checked shows the problems that were not there before, and counts all.
func (t *terminal) checked(g *generation, before []diag.Diagnostic) {
	shown := make(map[shownProblem]bool, len(before))
	for i := range before {
		shown[shownOf(&before[i])] = true
	}
	t.problems(g, slices.DeleteFunc(slices.Clone(g.problems), func(d diag.Diagnostic) bool { return shown[shownOf(&d)] }))
	t.say("%s 处理完毕，%s", time.Now().Format("15:04:05"), summary(g.problems))
}

// shownProblem is what tells problems apart on the terminal.
type shownProblem struct {
	file, code, message, hint string
	pos                       diag.Pos
	severity                  diag.Severity
}

func shownOf(d *diag.Diagnostic) shownProblem {
	return shownProblem{d.File, d.Code, d.Message, d.Hint, d.Pos, d.Severity}
}

func (t *terminal) problems(g *generation, ds []diag.Diagnostic) {
	// An error is the terminal's, as above.
	_ = diag.WriteText(t, ds, t.opt.textOptions(func(file string) []byte {
		if g.src == nil || !fs.ValidPath(file) {
			return nil
		}
		data, err := g.src.Read(file)
		if err != nil {
			return nil
		}
		return data
	}))
}

// changes names what changed, shortly.
func changes(files []string) string {
	switch len(files) {
	case 0:
		return "重新读取"
	case 1, 2, 3:
		return visible(strings.Join(files, "、")) + " 有改动"
	}
	return fmt.Sprintf("%s 等 %d 个文件有改动", visible(files[0]), len(files))
}

// visible keeps a file's name from steering the terminal.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return '?'
		}
		return r
	}, s)
}

// summary counts problems in words.
func summary(ds []diag.Diagnostic) string {
	c := diag.Count(ds)
	if len(ds) == 0 {
		return "0 个问题"
	}
	return fmt.Sprintf("%d 个问题（错误 %d，警告 %d，提示 %d）", len(ds), c.Errors, c.Warnings, c.Notices)
}

// place writes where a problem is, as far as that is known.
func place(d *diag.Diagnostic) string {
	switch {
	case d.Pos.Line == 0:
		return d.File
	case d.Pos.Col == 0:
		return fmt.Sprintf("%s:%d", d.File, d.Pos.Line)
	}
	return fmt.Sprintf("%s:%d:%d", d.File, d.Pos.Line, d.Pos.Col)
}

func seconds(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d 毫秒", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f 秒", d.Seconds())
}
