package markdown

import (
	"strings"
	"testing"
	"time"
)

// hostile are shapes that stop Markdown parsers, made large.
var hostile = []struct {
	name string
	body func(n int) string
}{
	{"equal headings", func(n int) string { return strings.Repeat("# a\n", n) }},
	{"equal Chinese headings", func(n int) string { return strings.Repeat("# 一、总则\n", n) }},
	{"headings that look numbered", func(n int) string {
		return strings.Repeat("# a\n", n/2) + strings.Repeat("# a-2\n", n/2)
	}},
	{"empty links", func(n int) string { return strings.Repeat("[](", n) }},
	{"list markers on a line", func(n int) string { return strings.Repeat("- ", n) }},
	{"numbered markers on a line", func(n int) string { return strings.Repeat("1. ", n) }},
	{"open destinations", func(n int) string { return strings.Repeat("[a](<b", n) }},
	{"escaped backticks", func(n int) string { return strings.Repeat("\\`", n) }},
	{"backtick runs", func(n int) string { return strings.Repeat("`a``b```c", n) }},
	{"quote markers on a line", func(n int) string { return strings.Repeat("> ", n) }},
	{"quotes, deeper by line", func(n int) string { return deeper(">", n) }},
	{"lists, deeper by line", func(n int) string {
		var b strings.Builder
		for i := range min(n, 2000) {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String()
	}},
	{"reference definitions", func(n int) string { return strings.Repeat("[a]: b\n", n) }},
	{"different reference definitions", func(n int) string { return deeper("[a", n) + "]: b" }},
	{"unbalanced stars", func(n int) string { return strings.Repeat("a***", n) }},
	{"stars and underscores", func(n int) string { return strings.Repeat("*a _b ", n) }},
	{"stars beside Chinese", func(n int) string { return strings.Repeat("甲**（乙_", n) }},
	{"tildes", func(n int) string { return strings.Repeat("~~a ", n) }},
	{"open brackets", func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }},
	{"brackets and links", func(n int) string {
		return strings.Repeat("[", n) + strings.Repeat("[a](b)", n) + strings.Repeat("]", n)
	}},
	{"images", func(n int) string { return strings.Repeat("![[]()", n) }},
	{"comments", func(n int) string { return "a " + strings.Repeat("<!--", n) }},
	{"instructions", func(n int) string { return "a " + strings.Repeat("<?", n) }},
	{"declarations", func(n int) string { return "a " + strings.Repeat("<!A", n) }},
	{"CDATA", func(n int) string { return "a " + strings.Repeat("<![CDATA[", n) }},
	{"open tags", func(n int) string { return "a " + strings.Repeat("<a b=\"", n) }},
	{"attributes", func(n int) string { return "a <a" + strings.Repeat(" b", n) }},
	{"wide table", func(n int) string {
		return strings.Repeat("|a", n/10) + "|\n" + strings.Repeat("|-", n/10) + "|\n" + strings.Repeat("|\n", n/10)
	}},
	{"delimiter rows", func(n int) string { return strings.Repeat("|-|\n", n) }},
	{"pipes in code", func(n int) string { return "|a|\n|-|\n" + strings.Repeat("|`\\|`|\n", n) }},
	{"footnote references", func(n int) string { return strings.Repeat("[^1]", n) + "\n\n[^1]: a\n" }},
	{"footnotes", func(n int) string { return "[^1]\n\n" + strings.Repeat("[^1]: a\n", n) }},
	{"footnotes in footnotes", func(n int) string { return strings.Repeat("[^a]:", n) }},
	{"definitions", func(n int) string { return "a\n" + strings.Repeat(": ", n) }},
	{"definition list", func(n int) string { return strings.Repeat("a\n: b\n\n", n) }},
	{"reference expansion", func(n int) string {
		return strings.Repeat("[a] ", n) + "\n\n[a]: " + strings.Repeat("x", n) + "\n"
	}},
	{"reference expansion, many blocks", func(n int) string {
		return strings.Repeat("[a]\n\n", n) + "\n[a]: " + strings.Repeat("x", n) + "\n"
	}},
	{"entities", func(n int) string { return strings.Repeat("&", n) + strings.Repeat("&amp", n) }},
	{"parentheses", func(n int) string { return strings.Repeat("[a](", 2000) + strings.Repeat("(", n*10) }},
	{"soft breaks", func(n int) string { return strings.Repeat("甲\n", n) }},
	{"nested emphasis", func(n int) string { return strings.Repeat("*a **a ", n) + strings.Repeat("b** b*", n) }},
	{"blank lines in a list", func(n int) string { return "- a\n" + strings.Repeat("\n", n*10) + "- b\n" }},
	{"bad links", func(n int) string { return strings.Repeat("- [a](javascript:b)\n", n) }},
	{"unknown fragments", func(n int) string { return strings.Repeat("[a](#b)\n\n", n) }},
	{"setext headings", func(n int) string { return strings.Repeat("a\n-\n", n) }},
	{"list items", func(n int) string { return strings.Repeat("- a\n", 2*n) }},
	{"loose list items", func(n int) string { return strings.Repeat("10. a\n\n", 2*n) }},
	{"paragraphs", func(n int) string { return strings.Repeat("a\n\n", 2*n) }},
	{"quotes", func(n int) string { return strings.Repeat("> a\n\n", 2*n) }},
	{"lazy lines", func(n int) string { return "> - a\n" + strings.Repeat("b\n", 2*n) }},
	{"links in one list", func(n int) string { return strings.Repeat("- [a](b.md) *c* `d`\n", n) }},
	{"links in one table", func(n int) string { return "|a|\n|-|\n" + strings.Repeat("|[a](b.md) **c**|\n", n) }},
	{"marks in a false table", func(n int) string { return "|a|\n|-|-|\n" + strings.Repeat("|[](|\n", n) }},
	{"marks in a false list", func(n int) string { return "a\n" + strings.Repeat("2. [](\n", n) }},
	{"marks in a false list after a list", func(n int) string { return "1. a\n# b\nc\n" + strings.Repeat("2. [](\n", n) }},
	{"marks behind markers alone", func(n int) string { return strings.Repeat("[](\n*\n", n) }},
	{"marks in an indented list", func(n int) string { return "- a\n\n      b\n" + strings.Repeat("  b\n      - [](\n", n) }},
	{"blank paragraphs of a code block", func(n int) string { return "    a\n" + strings.Repeat("\n", n*10) + "    b\n" }},
	{"tabs", func(n int) string { return strings.Repeat("\t", n) + "a\n" + strings.Repeat("-\t", 90) }},
	{"spaces in a line", func(n int) string { return strings.Repeat("a"+strings.Repeat(" ", 300)+"b\n", n/10) }},
	{"titles", func(n int) string { return strings.Repeat("[a](b \"", n) }},
	{"reference links", func(n int) string { return strings.Repeat("[a][", n) }},
	{"definition colons", func(n int) string { return "a\n\n" + strings.Repeat(": b\n", n) }},
	{"annex notes", func(n int) string { return strings.Repeat("附件：甲\n\n", 2*n) }},
	{"dates", func(n int) string { return strings.Repeat("市局\n2023年7月24日\n\n", n) }},
	{"links in footnotes", func(n int) string {
		return strings.Repeat("[^a]: [b](c)\n", n/50) + "\n" + strings.Repeat("[b](c)[^a]\n\n", n/2)
	}},
	{"merged paragraphs", func(n int) string { return strings.Repeat("　　甲。\n", 2*n) }},
	{"lists, then one long paragraph", func(n int) string { return strings.Repeat("- a\n", n) + "\n" + strings.Repeat("甲*乙*\n", n/10) }},
	{"rows between tabs", func(n int) string { return strings.Repeat("甲\t乙\n丙\t丁\n\n", n) + strings.Repeat("a\t", 3*n) }},
	{"false headings", func(n int) string { return strings.Repeat("#甲\n\n", 2*n) + strings.Repeat("#", 3*n) + "甲" }},
	{"false tables", func(n int) string { return strings.Repeat("｜甲\n｜乙\n\n", n) + strings.Repeat("|", 3*n) }},
	{"fences", func(n int) string { return strings.Repeat("```\na\n", n) }},
	{"one long line", func(n int) string { return strings.Repeat("甲", n*30) }},
}

func deeper(s string, n int) string {
	var b strings.Builder
	for i := range min(n, 1500) {
		b.WriteString(strings.Repeat(s, i+1) + "\n")
	}
	return b.String()
}

func leaveAlone(l Link) (string, bool) { return l.Dest, true }

// TestHostileBodiesEndSoon holds every shape, small enough for the budgets and
// far beyond them, to a second of CPU.
func TestHostileBodiesEndSoon(t *testing.T) {
	const limit = time.Second
	sizes := []int{5_000, 20_000, 40_000}
	switch {
	case slowdown > 1:
		t.Skip("runs without the race detector")
	case testing.Short():
		sizes = []int{3_000}
	}
	for raw, sizes := range map[bool][]int{false: sizes, true: sizes[:1]} {
		c := New(Options{RawHTML: raw})
		for _, h := range hostile {
			for _, n := range sizes {
				body := h.body(n)
				var r Result
				start := cpuTime()
				c.Convert("a.md", []byte(body), 1, leaveAlone, &r)
				if took := cpuTime() - start; took > limit {
					t.Errorf("%s, n = %d (%d KB): %v", h.name, n, len(body)>>10, took)
				} else if testing.Verbose() && took > 100*time.Millisecond {
					t.Logf("%s, n = %d (%d KB): %v, %d problems", h.name, n, len(body)>>10, took, len(r.Problems))
				}
				if len(r.HTML) > max(1<<20, 64*len(body)) || len(r.HTML) > maxOutput {
					t.Errorf("%s, n = %d: %d bytes become %d", h.name, n, len(body), len(r.HTML))
				}
			}
		}
	}
}
