package diag

import (
	"bufio"
	"io"
	"strings"
)

// unconfirmed is what is said of a rule whose source could not be compared.
const unconfirmed = "（未核对原文，以原文为准）"

// Label names a severity, and says what it stops.
func (s Severity) Label() string {
	switch s {
	case Error:
		return "错误（阻止发布）"
	case Warning:
		return "警告（--strict 时阻止发布）"
	case Notice:
		return "提示（不阻止发布）"
	}
	return ""
}

// Name names a severity in one word.
func (s Severity) Name() string {
	name, _, _ := strings.Cut(s.Label(), "（")
	return name
}

// Basis is where the demand comes from, with a word of doubt where there is one.
func (r *Rule) Basis() string {
	if r.Unconfirmed {
		return r.Source + unconfirmed
	}
	return r.Source
}

// writeHelp writes how to mend what the rule finds, for readers without Markdown.
func (r *Rule) writeHelp(b *strings.Builder) {
	b.WriteString(r.Repair + "\n依据：" + r.Basis())
	for _, e := range r.Examples {
		for _, part := range e.Parts() {
			b.WriteString("\n" + part.Label + "：\n" + part.Text)
		}
	}
}

// ExamplePart is one half of an example, with what it is called.
type ExamplePart struct{ Label, Text string }

// Parts are the halves of an example that there are, each with its name.
func (e Example) Parts() (parts []ExamplePart) {
	for _, p := range []ExamplePart{{"错误的写法", e.Wrong}, {"正确的写法", e.Right}} {
		if p.Text = strings.TrimSuffix(p.Text, "\n"); p.Text != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// writeMarkdown writes what the rule says of itself but its title.
func (r *Rule) writeMarkdown(b io.StringWriter) {
	for _, s := range []string{
		markdownText(r.Explain), "\n\n- 级别：", r.Severity.Label(), "\n- 依据：", markdownText(r.Basis()),
		"\n- 改法：", markdownText(r.Repair), "\n- 版本：" + r.FirstVersion() + " 起\n",
	} {
		b.WriteString(s)
	}
	for _, e := range r.Examples {
		for _, part := range e.Parts() {
			fence := strings.Repeat("`", max(3, longestRun(part.Text, '`')+1))
			b.WriteString("\n" + part.Label + "：\n\n" + fence + "text\n" + part.Text + "\n" + fence + "\n")
		}
	}
}

// WriteRulesMarkdown writes a page that explains all rules, group by group. The error is
// the writer's.
func WriteRulesMarkdown(w io.Writer, groups []Group) error {
	b := bufio.NewWriter(w)
	b.WriteString("# 检查规则\n\n本页由 `mulu explain --format markdown` 生成。一条规则的说明也可以用 `mulu explain 代码` 查看。\n")
	for _, g := range groups {
		b.WriteString("\n## " + markdownText(g.Title) + "\n\n| 代码 | 级别 | 标题 |\n| --- | --- | --- |\n")
		for _, r := range g.Rules {
			b.WriteString("| [`" + r.Code + "`](#" + r.Code + ") | " + r.Severity.Name() + " | " + markdownText(r.Title) + " |\n")
		}
		for _, r := range g.Rules {
			b.WriteString("\n### " + r.Code + "\n\n**" + markdownText(r.Title) + "**\n\n")
			r.writeMarkdown(b)
		}
	}
	return b.Flush()
}

// markdownEscapes are what would be read as Markdown or HTML, within a line and in cells
// of tables.
var markdownEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", "&lt;", "[", `\[`, "]", `\]`,
	"|", `\|`, "#", `\#`, "~", `\~`, "&", "&amp;", "\n", " ", "\r", " ")

// markdownText is a text as it stands in Markdown without being markup.
func markdownText(s string) string { return markdownEscapes.Replace(visible(s)) }

// longestRun is how often c stands in a row in s, at most.
func longestRun(s string, c rune) (most int) {
	n := 0
	for _, r := range s {
		if n++; r != c {
			n = 0
		}
		most = max(most, n)
	}
	return most
}
