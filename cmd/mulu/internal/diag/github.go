package diag

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// GitHub shows at most 10 errors, 10 warnings and 10 notices of a step
// (docs.github.com, "Workflow commands for GitHub Actions").
const maxAnnotations = 10

// WriteGitHub writes problems as workflow commands of GitHub Actions, which become
// annotations: of each severity as many as are shown, first one of each rule, then a
// notice that counts what is left. The error is the writer's.
func WriteGitHub(w io.Writer, r *Report) error {
	r = r.counting()
	b := bufio.NewWriter(w)
	titles, left := r.rules(), Counts{}
	for _, s := range []Severity{Error, Warning, Notice} {
		shown, rest := pick(r.Diagnostics, s, maxAnnotations)
		left.add(s, rest)
		if s == Notice && left.Total() > 0 && len(shown) == maxAnnotations { // the last place is for the count
			shown = shown[:maxAnnotations-1]
			left.Notices++
		}
		for _, i := range shown {
			d := &r.Diagnostics[i]
			r.annotate(b, d, titles[d.Code])
		}
	}
	if n := left.Total(); n > 0 {
		fmt.Fprintf(b, "::notice title=%s::%s\n", commandProperty("另有问题没有列出"), commandText(fmt.Sprintf(
			"GitHub 每一步只显示十条，另有 %d 处没有列出（错误 %d，警告 %d，提示 %d）；加上 --format text --all 时日志里有全部", n, left.Errors, left.Warnings, left.Notices)))
	}
	return b.Flush()
}

func (c *Counts) add(s Severity, n int) {
	switch s {
	case Error:
		c.Errors += n
	case Warning:
		c.Warnings += n
	case Notice:
		c.Notices += n
	}
}

// Total is the number of all problems.
func (c Counts) Total() int { return c.Errors + c.Warnings + c.Notices }

// pick chooses up to most problems of a severity, so that each rule has one before any
// has two, in the order of ds. It counts the others.
func pick(ds []Diagnostic, s Severity, most int) (shown []int, left int) {
	var first, more []int
	seen := map[string]bool{}
	for i := range ds {
		switch {
		case ds[i].Severity != s:
			continue
		case !seen[ds[i].Code] && len(first) < most:
			seen[ds[i].Code] = true
			first = append(first, i)
		case len(more) < most:
			more = append(more, i)
		default:
			left++
		}
	}
	room := min(len(more), most-len(first))
	left += len(more) - room
	shown = append(first, more[:room]...)
	slices.Sort(shown)
	return shown, left
}

func (r *Report) annotate(b *bufio.Writer, d *Diagnostic, rule *Rule) {
	b.WriteString("::" + d.Severity.String() + " ")
	if d.File != "" {
		b.WriteString("file=" + commandProperty(visible(r.repositoryPath(d.File))) + ",")
	}
	for _, p := range []struct {
		name  string
		value int
	}{{"line", d.Pos.Line}, {"col", d.Pos.Col}, {"endLine", d.Pos.EndLine}, {"endColumn", d.Pos.EndCol}} {
		if p.value > 0 {
			fmt.Fprintf(b, "%s=%d,", p.name, p.value)
		}
	}
	title := d.Code
	if rule != nil {
		title = rule.Title + "（" + d.Code + "）"
	}
	text := short(d.Message)
	if d.Hint != "" {
		text += "\n提示：" + short(d.Hint)
	}
	b.WriteString("title=" + commandProperty(title) + "::" + commandText(text) + "\n")
}

// The escapes are those of actions/toolkit, packages/core/src/command.ts.
var (
	commandEscapes  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func commandText(s string) string     { return commandEscapes.Replace(s) }
func commandProperty(s string) string { return propertyEscapes.Replace(s) }
