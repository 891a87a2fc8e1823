package tree

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/rounds"
)

const kib64 = 64 << 10

// numbered repeats a format with 0, 1, 2 … until the text has n bytes.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := 0; b.Len()+len(format)+8 < n; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// indented writes unit on lines that are indented deeper and deeper.
func indented(n int, unit string) string {
	var b strings.Builder
	for i := 0; b.Len()+i+8 < n; i++ {
		b.WriteString(strings.Repeat(" ", i) + unit + "\n")
	}
	return b.String()
}

func fill(n int, before, unit, after string) string {
	return before + strings.Repeat(unit, (n-len(before)-len(after))/len(unit)) + after
}

// ended fails unless parse ends soon and within 256 MiB of allocations. On a quiet
// machine each takes less than 0.3 s; the limit leaves room for a busy one.
func ended(t *testing.T, name string, parse func() []diag.Diagnostic) []diag.Diagnostic {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	diags := parse()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if mib := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 5*time.Second || mib > 256 {
		t.Errorf("%s: %v, %d MiB", name, took, mib)
	}
	return diags
}

func TestHostileTOML(t *testing.T) {
	rounds.Alone(t)
	for name, tt := range map[string]struct {
		code string // "" when the text is fine
		text func(n int) string
	}{
		"brackets":         {"data-too-deep", func(n int) string { return fill(n, "a = ", "[", "") }},
		"table brackets":   {"toml-syntax", func(n int) string { return fill(n, "", "[", "") }},
		"inline tables":    {"data-too-deep", func(n int) string { return fill(n, "a = ", "{a = ", "") }},
		"dotted key":       {"data-too-deep", func(n int) string { return fill(n, "", "a.", "a = 1") }},
		"dotted table":     {"data-too-deep", func(n int) string { return fill(n, "[", "a.", "a]") }},
		"dotted keys":      {"data-too-many-keys", func(n int) string { return numbered(n, "a%d.b.c.d.e.f.g.h=1\n") }},
		"list items":       {"data-too-many-keys", func(n int) string { return fill(n, "a = [", "1,", "]") }},
		"lists":            {"data-too-many-keys", func(n int) string { return fill(n, "a = [", "[],", "]") }},
		"same key":         {"key-duplicate", func(n int) string { return fill(n, "", "a=1\n", "") }},
		"tables of tables": {"data-too-many-keys", func(n int) string { return fill(n, "", "[[a]]\n", "") }},
		"newlines":         {"", func(n int) string { return fill(n, "", "\n", "") }},
		"comments":         {"", func(n int) string { return fill(n, "", "#\n", "") }},
		"quotes":           {"toml-syntax", func(n int) string { return fill(n, "a = ", "\"", "") }},
		"long string":      {"", func(n int) string { return fill(n, "a = \"\"\"", "\"\"\\\n", "\"\"\"") }},
		"escapes":          {"", func(n int) string { return fill(n, "a = \"", "\\u6c82", "\"") }},
		"open string":      {"toml-syntax", func(n int) string { return fill(n, "a = \"\"\"", "甲\n", "") }},
		"digits":           {"toml-syntax", func(n int) string { return fill(n, "a = ", "1", "") }},
		"word":             {"toml-syntax", func(n int) string { return fill(n, "a = ", "x", "") }},
		"Han key":          {"toml-syntax", func(n int) string { return fill(n, "", "甲", "") }},
		"Han keys":         {"key-duplicate", func(n int) string { return fill(n, "a = {", "甲 = {}, ", "") }},
		"too large":        {"data-too-big", func(n int) string { return fill(n+100, "a = \"", "x", "\"") }},
	} {
		for limits, l := range map[string]Limits{"header": HeaderLimits, "config": ConfigLimits} {
			text := []byte(tt.text(l.Bytes))
			diags := ended(t, name+" in "+limits, func() []diag.Diagnostic {
				_, diags := l.ParseTOML("f", text, 1)
				return diags
			})
			if limits == "header" && !hasCode(diags, tt.code) {
				t.Errorf("%s: %.300s, want %q", name, codes(diags), tt.code)
			}
		}
	}
}

// hasCode says whether there are problems, and of one code only; none for "".
func hasCode(diags []diag.Diagnostic, code string) bool {
	if code == "" {
		return len(diags) == 0
	}
	return len(diags) > 0 && !slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code != code })
}

func TestHostileYAML(t *testing.T) {
	for name, tt := range map[string]struct{ code, text string }{
		"brackets":       {"data-too-deep", fill(kib64, "a: ", "[", "")},
		"braces":         {"data-too-deep", fill(kib64, "", "{", "")},
		"20 brackets":    {"data-too-deep", "甲: " + strings.Repeat("[", 20) + strings.Repeat("]", 20)},
		"dashes":         {"data-too-deep", fill(kib64, "", "- ", "a")},
		"20 dashes":      {"data-too-deep", "甲:\n" + strings.Repeat("- ", 20)},
		"question marks": {"data-too-deep", fill(kib64, "", "? ", "")},
		"indented maps":  {"data-too-deep", indented(kib64, "a:")},
		"indented lists": {"data-too-deep", "甲:\n" + indented(kib64-8, "-")},
		"keys":           {"data-too-many-keys", numbered(kib64, "k%d:\n")},
		"values":         {"data-too-many-keys", numbered(kib64, "k%d: 1\n")},
		"257 keys":       {"data-too-many-keys", numbered(kib64, "k%d: 1\n")[:257*8]},
		"flow keys":      {"data-too-many-keys", "甲: {" + numbered(kib64-8, "\"k%d\":1,") + "}"},
		"blank lines":    {"data-too-big", fill(kib64, "a: |\n", "\n", "")},
		"spaced lines":   {"data-too-big", fill(kib64, "a: |\n", "  \n", "")},
		"too large":      {"data-too-big", fill(kib64+1, "a: ", "x", "")},
		"aliases":        {"yaml-unsupported", "a: &a [x,x]\n" + numbered(1<<10, "b%d: [*a,*a]\n")},
		"list items":     {"data-too-many-keys", fill(kib64, "a: [", "1,", "]")},
		"block items":    {"data-too-big", fill(kib64, "a:\n", "- 1\n", "")},
		"empty items":    {"data-too-big", fill(kib64, "a:\n", "-\n", "")},
		"lists":          {"data-too-many-keys", fill(kib64, "a: [", "[],", "]")},
		"comments":       {"data-too-big", fill(kib64, "", "#\n", "")},
		"comments apart": {"data-too-big", fill(kib64, "a: 1\n", "  # x\n", "")},
		"text":           {"data-too-big", fill(kib64, "a: |\n", "  甲\n", "")},
		"folded":         {"data-too-big", fill(kib64, "a: >\n", "  x\n", "")},
		"folded more":    {"data-too-big", fill(kib64, "a: >\n", "  x\n   y\n", "")},
		"2,900 gaps":     {"", "a: |\n" + strings.Repeat("\n", 2900) + "  x\n"},
		"2,900 items":    {"", "a:\n" + strings.Repeat("-\n", 2900)},
		"2,900 lines":    {"", "a: |\n" + strings.Repeat("  甲\n", 2900)},
		"2,900 comments": {"", "a: 1\n" + strings.Repeat("  #\n", 2900)},
		"2,900 docs":     {"yaml-unsupported", strings.Repeat("---\n", 2900)},
		"plain lines":    {"data-too-big", fill(kib64, "a: b\n", "  x\n", "")},
		"quoted lines":   {"data-too-big", fill(kib64, "a: \"", "  x\n", "\"")},
		"quoted blanks":  {"", fill(kib64, "a: \"", "x ", "\"")},
		"escapes":        {"", fill(kib64, "a: \"", "\\u6c82", "\"")},
		"joined lines":   {"data-too-big", fill(kib64, "a: \"", "\\\n", "\"")},
		"quotes":         {"yaml-syntax", fill(kib64, "a: ", "\"", "")},
		"Han":            {"", fill(kib64, "a: ", "中", "")},
		"bar":            {"yaml-syntax", fill(kib64, "a: ", "|", "")},
		"commas":         {"yaml-syntax", fill(kib64, "a: [", ",", "]")},
		"closing":        {"yaml-syntax", fill(kib64, "", "]", "")},
		"colons":         {"yaml-syntax", fill(kib64, "", ":a", "")},
		"percents":       {"data-too-big", fill(kib64, "", "%\n", "")},
		"documents":      {"data-too-big", fill(kib64, "", "---\n", "")},
		"anchors":        {"yaml-unsupported", fill(kib64, "a: ", "&a ", "")},
		"tags":           {"yaml-unsupported", fill(kib64, "a: ", "!a ", "")},
	} {
		diags := ended(t, name, func() []diag.Diagnostic {
			_, diags := ParseYAML("f", []byte(tt.text), 1)
			return diags
		})
		if !hasCode(diags, tt.code) {
			t.Errorf("%s: %.300s, want %q", name, codes(diags), tt.code)
		}
	}
}

func TestLimitsSayWhere(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"甲 = \"\"\"\n" + strings.Repeat("乙\n", 30_000), "16383:1 data-too-big"},
		{numbered(8<<10, "甲%d = 1\n"), "257:1 data-too-many-keys"},
		{"甲 = " + strings.Repeat("[", 20), "1:20 data-too-deep"},
		{"甲 = 1\n" + strings.Repeat("乙.", 20) + "丙 = 1", "2:33 data-too-deep"},
		{"甲 = 1\n乙 = 2\n丙 = \"\xff\"", "3:6 data-encoding"},
	} {
		if _, diags := ParseTOML("f", []byte(tt.text), 1); codes(diags) != tt.want {
			t.Errorf("ParseTOML(%.40q…) = %.300v, want %s", tt.text, diags, tt.want)
		}
	}
}

// FuzzYAML asks that every text ends soon, without a panic, with places in the text.
func FuzzYAML(f *testing.F) {
	for _, text := range []string{
		"甲: 乙\n", "甲: [1, {乙: 2}]\n", "甲: |\n  乙\n", "甲: >-\n  乙\n\n  丙\n", "- 甲\n- 乙: 丙\n  丁: 戊\n", "\"甲\": '乙'\n", "甲: &a 1\n", "甲: \"乙\n  丙\"\n", "? 甲\n: 乙\n", "甲:\n\t乙\n", "甲: !!x 1\n---\n...\n", "# 注\n甲: 1 # 注\n", "甲\u3000: 乙\u00a0\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		v, diags := ParseYAML("f", []byte(text), 1)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%d bytes took %v", len(text), took)
		}
		checkPlaces(t, text, v, diags)
		checkKeys(t, text, v)
	})
}

// checkKeys asks that every key stands at its place.
func checkKeys(t *testing.T, text string, v Value) {
	lines := strings.Split(text, "\n")
	for _, e := range v.Table {
		if p := e.KeyPos; p.EndLine == p.Line {
			there := string([]rune(lines[p.Line-1])[p.Col-1 : p.EndCol-1])
			if there != e.Key && !strings.HasPrefix(there, "\"") && !strings.HasPrefix(there, "'") {
				t.Errorf("%q: %q stands at the place of key %q, %v", text, there, e.Key, p)
			}
		}
		checkKeys(t, text, e.Value)
	}
	for _, item := range v.List {
		checkKeys(t, text, item)
	}
}
