package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// maxInSummary is how many problems of a severity a summary names.
const maxInSummary = 20

// WriteMarkdown writes a short report for the summary of a build server's job or a
// comment on a change: the counts, a table by rule, and the first problems. The error is
// the writer's.
func WriteMarkdown(w io.Writer, r *Report) error {
	r = r.counting()
	b := bufio.NewWriter(w)
	c := Count(r.Diagnostics)
	b.WriteString("## 政府信息公开目录检查\n\n")
	if c.Total() == 0 {
		b.WriteString("检查通过，没有发现问题。\n")
		return b.Flush()
	}
	fmt.Fprintf(b, "错误 %d，警告 %d，提示 %d。\n\n| 规则 | 级别 | 数量 |\n| --- | --- | ---: |\n", c.Errors, c.Warnings, c.Notices)
	found := byCode(r.Diagnostics)
	for _, g := range r.groups() {
		for _, rule := range g.Rules {
			if n := len(found[rule.Code]); n > 0 {
				fmt.Fprintf(b, "| %s `%s` | %s | %d |\n", markdownText(rule.Title), rule.Code, rule.Severity.Name(), n)
			}
		}
	}
	for _, s := range []Severity{Error, Warning, Notice} {
		r.markdownList(b, s)
	}
	return b.Flush()
}

func (r *Report) markdownList(b *bufio.Writer, s Severity) {
	shown, left := pick(r.Diagnostics, s, maxInSummary)
	if len(shown) == 0 {
		return
	}
	b.WriteString("\n### " + s.Label() + "\n\n")
	for _, i := range shown {
		d := &r.Diagnostics[i]
		b.WriteString("- ")
		if d.File != "" {
			b.WriteString("**" + markdownText(trimPlace(d.File, d.Pos)) + "** ")
		}
		b.WriteString(markdownText(cut(d.Message)))
		if d.Hint != "" {
			b.WriteString("。" + markdownText(cut(d.Hint)))
		}
		b.WriteString("\n")
	}
	if left > 0 {
		fmt.Fprintf(b, "- 另有 %d 处没有列出\n", left)
	}
}

// trimPlace is file:line:column, as far as it is known.
func trimPlace(file string, p Pos) string { return strings.TrimSuffix(place(file, p), ": ") }
