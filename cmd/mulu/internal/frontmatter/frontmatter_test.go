package frontmatter

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/rounds"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		data   string
		format Format
		keys   string
		body   string
		line   int
	}{
		{"+++\n甲 = 1\n乙 = \"2\"\n+++\n正文\n", TOML, "甲 乙", "正文\n", 5},
		{"---\n甲: 1\n---\n\n正文", YAML, "甲", "\n正文", 4},
		{"+++  \n甲 = 1\n+++\t \n正文", TOML, "甲", "正文", 4},
		{"+++\n+++\n", TOML, "", "", 3},
		{"---\n---", YAML, "", "", 3},
		{"+++\n甲 = 1\n+++", TOML, "甲", "", 4},
		{"+++\n甲 = \"+++\"\n# +++\n +++x = 1\n", TOML, "", "", 5},
		{"+++\n甲 = '''\n ++++\n+++a\n'''\n+++\n正文\n+++\n", TOML, "甲", "正文\n+++\n", 7},
		{"---\n甲: 1\n----\n---\n正文", YAML, "", "正文", 5},
	} {
		h, _ := Parse("f", []byte(tt.data))
		if offset, line := BodyAt([]byte(tt.data)); offset != h.Body || line != h.BodyLine {
			t.Errorf("BodyAt(%q) = %d, %d, Parse finds %d, %d", tt.data, offset, line, h.Body, h.BodyLine)
		}
		var keys []string
		for _, e := range h.Table.Table {
			keys = append(keys, e.Key)
		}
		if h.Format != tt.format || strings.Join(keys, " ") != tt.keys || tt.data[h.Body:] != tt.body || h.BodyLine != tt.line {
			t.Errorf("Parse(%q) = %v, keys %q, body %q from line %d; want %v, %q, %q, %d",
				tt.data, h.Format, keys, tt.data[h.Body:], h.BodyLine, tt.format, tt.keys, tt.body, tt.line)
		}
	}
}

func TestParseProblems(t *testing.T) {
	for _, tt := range []struct{ data, want, hint string }{
		{"", "1:1 front-matter-missing 文件是空的", "+++"},
		{" \n\n", "1:1 front-matter-missing 文件是空的", "+++"},
		{"张三的身份证号是110101199003077336", "1:1 front-matter-missing 没有文件头：第一行应为 +++ 或 ---，现在是“张三的身份证号是…”", "mulu new"},
		{"正文", "1:1 front-matter-missing 没有文件头：第一行应为 +++ 或 ---，现在是“正文”", "mulu new"},
		{"\n\n+++\n甲 = 1\n+++\n", "3:1 front-matter-missing 文件头的开始行 +++ 不在文件的最前面", "删去 +++ 前面的空行"},
		{" ---\n甲: 1\n---\n", "1:2 front-matter-missing 文件头的开始行 --- 不在", "空格"},
		{"＋＋＋\n甲 = 1\n＋＋＋\n", "1:1 front-matter-missing 没有文件头", "改为英文半角符号 +++"},
		{"———\n甲: 1\n———\n", "1:1 front-matter-missing 没有文件头", "改为英文半角符号 ---"},
		{"----\n甲: 1\n----\n", "1:1 front-matter-missing 没有文件头", "改为英文半角符号 ---"},
		{"+++\n甲 = 1\n\n正文\n", "1:1 front-matter-unclosed 文件头没有结束：后面没有单独成行的 +++", "加一行 +++"},
		{"+++\n甲 = 1\n---\n正文\n", "1:1 front-matter-unclosed 文件头没有结束", "开始行是 +++，第 3 行却是 ---"},
		{"---\n甲: 1\n+++\n正文\n", "1:1 front-matter-unclosed 文件头没有结束", "开始行是 ---，第 3 行却是 +++"},
		{"+++", "1:1 front-matter-unclosed 文件头没有结束", "加一行"},
		{"+++\n甲 = 1\n乙 = 甲\n+++\n", "3:5 toml-syntax 等号后面应是值，此处是“甲”", "双引号"},
		{"---\n甲: 1\n乙: \"甲\n---\n", "3:4 yaml-syntax YAML 格式错误：引号没有结束", "引号"},
		{"+++\n甲 = \"\"\"\n" + strings.Repeat("一二三四五六七八九十\n", 3000) + "\"\"\"\n+++\n", "2116:1 data-too-big", "结束行"},
	} {
		_, diags := Parse("f", []byte(tt.data))
		if got := first(diags); len(diags) != 1 || !strings.HasPrefix(got, tt.want) || !strings.Contains(diags[0].Hint, tt.hint) {
			t.Errorf("Parse(%.40q) = %s (%v), want %s (%s)", tt.data, got, diags, tt.want, tt.hint)
		}
	}
}

// first writes the first problem as line:col code message.
func first(diags []diag.Diagnostic) string {
	if len(diags) == 0 {
		return ""
	}
	d := diags[0]
	return fmt.Sprintf("%d:%d %s %s", d.Pos.Line, d.Pos.Col, d.Code, d.Message)
}

func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.Code] || r.Severity == 0 || r.Title == "" || r.Explain == "" || r.Source == "" || r.Repair == "" {
			t.Errorf("rule %+v is not complete or not unique", r)
		}
		seen[r.Code] = true
	}
}

// Long and hostile files end soon: a line of megabytes, a delimiter on every line,
// text without an end.
func TestHostile(t *testing.T) {
	rounds.Alone(t)
	const n = MaxFile - 100
	for name, data := range map[string]string{
		"one line":     strings.Repeat("中", n/3),
		"ten MB":       strings.Repeat("中", 10<<20/3),
		"unclosed":     "+++\n" + strings.Repeat("甲 = 1\n", n/9),
		"plus":         "+++\n" + strings.Repeat("+", n),
		"plus lines":   "+++\n" + strings.Repeat("++++\n", n/5),
		"minus lines":  "+++\n" + strings.Repeat("---\n", n/4),
		"blank":        strings.Repeat(" ", n),
		"blank lines":  strings.Repeat("\n", n) + "+++",
		"header":       "+++\n" + strings.Repeat("x", n) + "\n+++\n",
		"CR":           strings.Repeat("\r", n),
		"controls":     strings.Repeat("\x01", n),
		"bidi":         strings.Repeat("\u202E", n/3),
		"GB18030":      strings.Repeat("\xd6\xd0", n/2),
		"broken":       strings.Repeat("中", n/3) + "\xff",
		"quotes":       strings.Repeat("“”", n/6),
		"late control": strings.Repeat("中\n", n/4) + "\x01",
	} {
		start := time.Now()
		text, diags := Clean("f", []byte(data))
		if len(diags) == 0 {
			_, diags = Parse("f", text)
		}
		// Each takes less than 30 ms on a quiet machine; a busy one gets more time.
		if took := time.Since(start); took > 10*time.Second || len(diags) == 0 || len(diags) > mostReports {
			t.Errorf("%s: %v, %d problems", name, took, len(diags))
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"+++\n甲 = 1\n+++\n正文", "---\n甲: 1\n---\n正文", "+++\n+++", "---", "\uFEFF+++\r\n甲 = 1\r\n+++\r\n", "\n+++\n", "＋＋＋\n", "+++\n---\n", "\xd6\xd0\xce\xc4", "\xff\xfea\x00", "甲\x00乙\u202E",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		given := bytes.Clone(data)
		text, diags := Clean("f", data)
		if !bytes.Equal(given, data) {
			t.Fatalf("Clean changed %q to %q", given, data)
		}
		if len(diags) > 0 {
			return
		}
		if want := plainClean(data); !bytes.Equal(text, want) || !bytes.Equal(Again(bytes.Clone(data)), want) {
			t.Errorf("Clean(%q) = %q, Again %q, want %q", data, text, Again(bytes.Clone(data)), want)
		}
		if again, diags := Clean("f", text); len(diags) > 0 || !bytes.Equal(again, text) {
			if !bytes.HasPrefix(text, []byte("\uFEFF")) { // of several BOMs one goes
				t.Errorf("Clean is not stable on %q: %q %v", text, again, diags)
			}
		}
		h, diags := Parse("f", text)
		if h.Body < 0 || h.Body > len(text) {
			t.Fatalf("Parse(%q).Body = %d", text, h.Body)
		}
		if h.Body > 0 && h.Body < len(text) && (text[h.Body-1] != '\n' || h.BodyLine != 1+bytes.Count(text[:h.Body], newline)) {
			t.Errorf("Parse(%q): body at %d, line %d", text, h.Body, h.BodyLine)
		}
		if h.Format == 0 && len(diags) == 0 {
			t.Errorf("Parse(%q): no header and no problem", text)
		}
	})
}
